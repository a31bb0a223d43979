"""Which restraints help, and how much: strengths chosen by validation, judged by the test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from experiments.data import load
from experiments.over_fitting import against, count, summary, trainings
from experiments.regularised import Restraint, Task, epochs, learn, prepare
from experiments.summary import Outcome, spread
from snippets.losses import SoftmaxWithLoss, softmax
from studyreport.results import Run, experiment

LOOKS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 250, 300)
STRENGTHS: dict[str, tuple[float, ...]] = {
    "l2": (0.003, 0.01, 0.03, 0.1),
    "l1": (0.0001, 0.0003, 0.001, 0.003),
    "dropout": (0.2, 0.4, 0.6, 0.8),
    "shift": (1, 2, 3, 4),
}


@dataclass(frozen=True)
class Trial:
    """How strengths are chosen and the chosen ones judged.

    Attributes:
        task: What to learn.
        wrong: Share of wrong labels in the second task; the first has none.
        held_out: Pictures for validation.
        sweep_seeds: Of the trainings that choose.
        seeds: Of those that are judged.
        masks: Numbers of masks whose answers are averaged.
        voters: How many test pictures they answer.
    """

    task: Task
    wrong: float
    held_out: int
    sweep_seeds: tuple[int, ...]
    seeds: tuple[int, ...]
    masks: tuple[int, ...]
    voters: int


SETTINGS = {
    "mnist": Trial(
        Task(300, (200, 200), 100, 0.1, 300, LOOKS),
        wrong=0.2,
        held_out=2000,
        sweep_seeds=(100, 101),
        seeds=(0, 1, 2, 3, 4),
        masks=(1, 2, 5, 10, 20, 50),
        voters=2000,
    ),
    "digits": Trial(
        Task(100, (50, 50), 50, 0.1, 200, LOOKS[:15]),
        wrong=0.2,
        held_out=400,
        sweep_seeds=(100, 101),
        seeds=(0, 1, 2),
        masks=(1, 2, 5, 10, 20, 50),
        voters=300,
    ),
}


@experiment(frozen=True)
def regularisers(run: Run) -> dict[str, Any]:
    """Choose the strength of each restraint by validation, then judge it by the test pictures.

    Returns:
        Among "values": "epochs"; for "clean" and "wrong" labels what `_judged` returns; "masks",
        what `averaged` returns for the chosen dropout and clean labels.
    """
    settings = SETTINGS[run.data]
    tasks = {"clean": settings.task, "wrong": replace(settings.task, wrong=settings.wrong)}
    judged = {name: _judged(run, task) for name, task in tasks.items()}
    dropout = judged["clean"]["chosen"]["dropout"]
    calls = [{"data": run.data, "dropout": dropout, "seed": seed} for seed in settings.seeds]
    return {
        "settings": asdict(settings)
        | {"strengths": STRENGTHS, "weights": count(settings.task, run.data)},
        "seeds": list(settings.seeds),
        "dataset": load(run.data, run.quiet).describe(),
        "values": {
            "epochs": list(settings.task.looks),
            **judged,
            "masks": averaged(run.map(vote, calls, "Masks")),
        },
    }


def _judged(run: Run, task: Task) -> dict[str, Any]:
    """Return what came of one task.

    Returns:
        "sweep": for each restraint the mean validation accuracy at each of its strengths;
        "chosen": its best strength; "ways": for each way of learning what `summary` returns, with
        the "strength"; "against": what `against` makes of each and "none"; "early": `stopped` of
        "none"; "peak": the highest accuracy of "none" on the test pictures at any look.
    """
    settings = SETTINGS[run.data]
    found = sweep(run, task)
    chosen = {name: STRENGTHS[name][int(np.argmax(scores))] for name, scores in found.items()}
    outcomes = trainings(
        run, task, ways(chosen), settings.seeds, "Judging", held_out=settings.held_out
    )
    summaries = {name: summary(of_way) for name, of_way in outcomes.items()}
    return {
        "sweep": found,
        "chosen": chosen,
        "ways": summaries,
        "against": {name: against(each, summaries["none"]) for name, each in summaries.items()},
        "early": stopped(task.looks, outcomes["none"]),
        "peak": max(summaries["none"]["new"]["mean"]),
    }


def sweep(run: Run, task: Task) -> dict[str, list[float]]:
    """Return for each restraint the mean accuracy on validation pictures at each strength."""
    settings, brief = SETTINGS[run.data], replace(task, looks=(task.epochs,))
    candidates = {
        (name, strength): restrained(name, strength)
        for name, strengths in STRENGTHS.items()
        for strength in strengths
    }
    calls = [
        {
            "data": run.data,
            "task": brief,
            "restraint": restraint,
            "seed": seed,
            "test": False,
            "held_out": settings.held_out,
        }
        for restraint in candidates.values()
        for seed in settings.sweep_seeds
    ]
    scores = [outcome["validation"][-1] for outcome in run.map(learn, calls, "Sweep")]
    means = np.reshape(scores, (len(candidates), -1)).mean(axis=1)
    found: dict[str, list[float]] = {name: [] for name in STRENGTHS}
    for (name, _), mean in zip(candidates, means, strict=True):
        found[name].append(float(mean))
    return found


def restrained(name: str, strength: float) -> Restraint:
    """Return the restraint called `name`, of this strength."""
    made = {
        "l2": Restraint(l2=strength),
        "l1": Restraint(l1=strength),
        "dropout": Restraint(dropout=strength),
        "shift": Restraint(shift=int(strength)),
    }
    return made[name]


def ways(chosen: Mapping[str, float]) -> dict[str, Restraint]:
    """Return all ways of learning that are judged: restraints at the chosen strengths, and more."""
    both = Restraint(dropout=chosen["dropout"], shift=int(chosen["shift"]))
    return {
        "none": Restraint(),
        **{name: restrained(name, strength) for name, strength in chosen.items()},
        "flip": Restraint(flip=True),
        "both": both,
    }


def stopped(looks: Sequence[int], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return what stopping at the lowest validation loss comes to.

    Returns:
        "epoch": for each seed the epoch at which to stop; "new" and "new_loss", each a `spread`,
        accuracy and loss on the test pictures there; "ahead": in how many seeds the accuracy is
        higher than at the end, and "points", by how many percentage points on average;
        "validation_loss": its mean over the seeds at each look.
    """
    lows = [int(np.argmin(outcome["validation_loss"])) for outcome in outcomes]
    pairs = list(zip(lows, outcomes, strict=True))
    return {
        "epoch": [looks[low] for low in lows],
        "new": spread([outcome["new"][low] for low, outcome in pairs]),
        "new_loss": spread([outcome["new_loss"][low] for low, outcome in pairs]),
        "ahead": sum(outcome["new"][low] > outcome["new"][-1] for low, outcome in pairs),
        "points": 100 * float(np.mean([o["new"][low] - o["new"][-1] for low, o in pairs])),
        "validation_loss": np.mean([o["validation_loss"] for o in outcomes], axis=0).tolist(),
    }


def vote(data: str, dropout: float, seed: int) -> dict[str, Any]:
    """Train with dropout; then ask the whole network, and some of the thinned ones.

    Returns:
        For "whole" and for "masks", the mean probabilities of so many thinned networks, the
        "loss" and the share that is "right", on test pictures: a number, and a list of numbers.
    """
    settings = SETTINGS[data]
    engine, exams, rngs = prepare(data, settings.task, Restraint(dropout=dropout), seed, 0)
    for _ in epochs(engine, exams["train"], settings.task, Restraint(dropout=dropout), rngs):
        pass
    x, t = exams["new"]
    x, t = x[: settings.voters], t[: settings.voters]
    whole = softmax(engine.scores(x))
    thinned = np.cumsum([softmax(engine.thinned(x)) for _ in range(settings.masks[-1])], axis=0)
    means = [thinned[count - 1] / count for count in settings.masks]
    return {
        "whole": {"loss": _loss(whole, t), "right": float((whole.argmax(1) == t).mean())},
        "masks": {
            "loss": [_loss(y, t) for y in means],
            "right": [float((y.argmax(1) == t).mean()) for y in means],
        },
    }


def _loss(probabilities: np.ndarray, t: np.ndarray) -> float:
    """Return the cross entropy of probabilities (N, K): that of their logarithms as scores."""
    return float(SoftmaxWithLoss().forward(np.log(probabilities + 1e-12), t))


def averaged(votes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the means over the seeds of what `vote` returned, under the same names."""
    return {
        kind: {
            name: np.mean([vote[kind][name] for vote in votes], axis=0).tolist()
            for name in ("loss", "right")
        }
        for kind in ("whole", "masks")
    }
