"""Trainings with and without batch normalisation, small enough for a moment."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from experiments import batch_normalisation
from experiments.batch_normalisation import HE, PLACES, SETUPS, Job, build, train
from snippets.batch_normalisation import BatchNorm
from snippets.layers import Affine, ReLU
from studyreport import project
from studyreport.results import Run

SIZES = (5, 8, 8, 3)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = replace(
        SETUPS["digits"],
        nodes=8,
        depth=2,
        pictures=40,
        batch=20,
        epochs=2,
        few=20,
        batches=(10, 20),
        steps=4,
        scales=(0.3, 0.01),
    )
    monkeypatch.setitem(batch_normalisation.SETUPS, "digits", setup)


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        ("none", [Affine, ReLU, Affine, ReLU, Affine]),
        ("before", [Affine, BatchNorm, ReLU, Affine, BatchNorm, ReLU, Affine]),
        ("after", [Affine, ReLU, BatchNorm, Affine, ReLU, BatchNorm, Affine]),
    ],
)
def test_where_the_normalisation_stands(place: str, kinds: list[type]) -> None:
    job = Job(place, HE, 0.1, 40, 20, 1)
    network = build(np.random.default_rng(0), SIZES, job)
    assert [type(layer) for layer in network.layers] == kinds
    assert {w.dtype for w in network.params.values()} == {np.dtype(np.float32)}
    plain = build(np.random.default_rng(0), SIZES, replace(job, place="none"))
    np.testing.assert_array_equal(network.params["W2"], plain.params["W2"])


def test_scales() -> None:
    def deviation(scale: float) -> float:
        job = Job("none", scale, 0.1, 40, 20, 1)
        network = build(np.random.default_rng(0), (50, 400, 10), job)
        return float(network.params["W1"].std())

    assert deviation(0.03) == pytest.approx(0.03, rel=0.03)
    assert deviation(HE) == pytest.approx(0.2, rel=0.03)


@pytest.mark.usefixtures("small")
def test_one_training() -> None:
    job = asdict(Job("before", HE, 0.1, 40, 20, 3))
    once, again, other = (train("digits", job, seed) for seed in (0, 0, 1))
    assert once == again != other
    assert len(once["train"]) == 3
    assert all(0 <= once[part] <= 1 for part in ("held_out", "test"))
    assert train("digits", job | {"place": "none", "rate": 1e30}, 0)["loss"] is None


@pytest.mark.usefixtures("small")
def test_the_result_holds_every_part(run: Run) -> None:
    result = batch_normalisation.batch_normalisation(run)
    values, setup = result["values"], batch_normalisation.SETUPS["digits"]
    for place in ("none", "before"):
        assert [found["scale"] for found in values["scales"][place]] == list(setup.scales)
        assert all(len(found["curve"]) == setup.epochs for found in values["scales"][place])
        assert set(values["few"][place]) == {"batch_10", "batch_20"}
    assert tuple(values["rates"]) == PLACES
    for found in values["rates"].values():
        losses = [entry["loss"]["mean"] for entry in found["tried"] if entry["loss"]]
        assert found["best"]["loss"]["mean"] == min(losses)
    held_out = [
        np.mean(
            [
                train("digits", asdict(Job("none", HE, rate, 20, 10, 2)), seed)["held_out"]
                for seed in setup.seeds
            ]
        )
        for rate in setup.rates
    ]
    best = values["few"]["none"]["batch_10"]
    assert best["held_out"] == max(held_out)
    assert best["rate"] == setup.rates[int(np.argmax(held_out))]


@pytest.mark.parametrize("data", ["mnist", "digits"])
def test_settings_are_sound(data: str) -> None:
    setup = SETUPS[data]
    assert setup.batches[-1] == setup.few
    assert all(setup.steps * size % setup.few == 0 for size in setup.batches)
    assert setup.pictures % setup.batch == 0
    assert len(setup.scales) == 16


def test_the_frozen_result_is_whole_and_small() -> None:
    path = project.load().frozen / "batch_normalisation.json"
    assert path.stat().st_size < 60_000
    frozen: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert (frozen["data"], frozen["dataset"]["train"]) == ("mnist", 60_000)
    scales = frozen["values"]["scales"]
    learnt = {place: sum(e["train"]["mean"] > 0.5 for e in scales[place]) for place in scales}
    assert learnt["before"] > 5 * learnt["none"]
