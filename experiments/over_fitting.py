"""Over-fitting, and what holds it back: measured on few pictures, with a control beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from experiments.data import load
from experiments.regularised import Restraint, Task, learn
from experiments.summary import Outcome, gap, spread
from studyreport.results import Run, experiment

CURVES = ("train", "new", "train_loss", "new_loss")


def looks(epochs: int, every: int) -> tuple[int, ...]:
    """Return the epochs after which to look: some early ones, then every so many."""
    early = [epoch for epoch in (1, 2, 5) if epoch < every]
    return (*early, *range(every, epochs + 1, every))


@dataclass(frozen=True)
class Classic:
    """Settings that textbook and notes use, and how often they are repeated.

    Attributes:
        task: The few pictures and the network.
        decay: Strength λ of the weight decay.
        dropout: Probability that a hidden node is dropped.
        seeds: Of the trainings; the same ones for each way.
        pictures: Numbers of pictures for the second question: what do more of them do?
        steps: Of each training for that question, however many pictures there are.
        rate: Its learning rate.
        few_seeds: Its seeds.
    """

    task: Task
    decay: float
    dropout: float
    seeds: tuple[int, ...]
    pictures: tuple[int, ...]
    steps: int
    rate: float
    few_seeds: tuple[int, ...]


CLASSIC = {
    "mnist": Classic(
        Task(300, (100,) * 6, 100, 0.01, 300, looks(300, 10)),
        decay=0.1,
        dropout=0.2,
        seeds=(0, 1, 2, 3, 4),
        pictures=(100, 300, 1000, 3000, 10_000),
        steps=1500,
        rate=0.1,
        few_seeds=(0, 1, 2),
    ),
    "digits": Classic(
        Task(100, (50,) * 3, 50, 0.05, 150, looks(150, 10)),
        decay=0.1,
        dropout=0.2,
        seeds=(0, 1, 2),
        pictures=(50, 100, 200, 400, 800),
        steps=300,
        rate=0.1,
        few_seeds=(0, 1),
    ),
}


@experiment(frozen=True)
def over_fitting(run: Run) -> dict[str, Any]:
    """Let a network learn few pictures by heart; then with weight decay, dropout, wrong classes.

    Returns:
        Among "values": "epochs", those of the curves; for "none", "decay", "dropout" (scaled
        afterwards), "inverted" (dropout scaled while learning) and "senseless" (labels that say
        nothing) what `summary` returns; "turn": where the loss of "none" on the test pictures is
        lowest; "against": for the three in the middle the `gap` of the
        last test accuracy to that of "none"; "pictures": how many, under "count", and the
        accuracies "train" and "new", each a list of `spread`s.
    """
    settings = CLASSIC[run.data]
    ways = {
        "none": Restraint(),
        "decay": Restraint(l2=settings.decay),
        "dropout": Restraint(dropout=settings.dropout, inverted=False),
        "inverted": Restraint(dropout=settings.dropout),
    }
    outcomes = trainings(run, settings.task, ways, settings.seeds, "Few pictures")
    senseless = replace(settings.task, wrong=0.9)
    outcomes["senseless"] = trainings(
        run, senseless, {"none": Restraint()}, settings.seeds, "Labels that say nothing"
    )["none"]
    found = {name: summary(of_way) for name, of_way in outcomes.items()}
    return {
        "settings": asdict(settings) | {"weights": count(settings.task, run.data)},
        "seeds": list(settings.seeds),
        "dataset": load(run.data, run.quiet).describe(),
        "values": {
            "epochs": list(settings.task.looks),
            **found,
            "turn": lowest(settings.task.looks, found["none"]["new_loss"]["mean"]),
            "against": {
                name: against(found[name], found["none"])
                for name in ("decay", "dropout", "inverted")
            },
            "pictures": _by_pictures(run),
        },
    }


def count(task: Task, data: str) -> int:
    """Return how many weights and biases the network of a task has."""
    sizes = [load(data).x_train.shape[1], *task.hidden, 10]
    return sum((inputs + 1) * outputs for inputs, outputs in pairwise(sizes))


def _by_pictures(run: Run) -> dict[str, Any]:
    """Return what the same number of steps comes to with few pictures and with many."""
    settings, rows = CLASSIC[run.data], []
    for number in settings.pictures:
        batch = min(settings.task.batch, number)
        epochs = settings.steps * batch // number
        task = Task(number, settings.task.hidden, batch, settings.rate, epochs, (epochs,))
        (outcomes,) = trainings(
            run, task, {"none": Restraint()}, settings.few_seeds, f"{number} pictures"
        ).values()
        rows.append(outcomes)
    return {
        "count": list(settings.pictures),
        **{
            name: [spread([outcome[name][-1] for outcome in outcomes]) for outcomes in rows]
            for name in ("train", "new")
        },
    }


def trainings(
    run: Run,
    task: Task,
    ways: Mapping[str, Restraint],
    seeds: Sequence[int],
    label: str,
    **options: Any,
) -> dict[str, list[Outcome]]:
    """Return for each way what `learn` returned for each seed."""
    calls = [
        {"data": run.data, "task": task, "restraint": restraint, "seed": seed, **options}
        for restraint in ways.values()
        for seed in seeds
    ]
    found = run.map(learn, calls, label)
    starts = range(0, len(found), len(seeds))
    return {
        name: found[start : start + len(seeds)] for name, start in zip(ways, starts, strict=True)
    }


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return for each of CURVES its mean, low and high over the seeds, and the last values.

    Returns:
        Under each name of CURVES a "mean", "low" and "high" for each look; under "last" for each
        of them, and for "size", the `spread` at the last look.
    """
    curves = {name: np.array([outcome[name] for outcome in outcomes]) for name in CURVES}
    return {
        **{
            name: {
                "mean": values.mean(axis=0).tolist(),
                "low": values.min(axis=0).tolist(),
                "high": values.max(axis=0).tolist(),
            }
            for name, values in curves.items()
        },
        "last": {
            name: spread([outcome[name][-1] for outcome in outcomes]) for name in (*CURVES, "size")
        },
    }


def lowest(epochs: Sequence[int], losses: Sequence[float]) -> dict[str, float]:
    """Return the "epoch" with the lowest loss of a curve, and that "loss"."""
    place = int(np.argmin(losses))
    return {"epoch": epochs[place], "loss": losses[place]}


def against(one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    """Return the `gap` of two last accuracies on new pictures, and its mean in "points" (%)."""
    better, worse = (np.array(each["last"]["new"]["seeds"]) for each in (one, other))
    found = gap(better, worse, 1)
    return found | {"points": 100 * found["mean"]}
