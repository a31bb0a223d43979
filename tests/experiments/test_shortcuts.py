"""Plain depth and depth with shortcuts, on short trainings; and what the chapter says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments import shortcuts
from experiments.shortcuts import Depths, affine, build, forward, plain_depth, train
from snippets.layers import Affine
from snippets.shortcut import Shortcut
from studyreport.results import Run

FROZEN = Path(__file__).parents[2] / "experiments" / "frozen" / "plain_depth.json"


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the trainings so short that all together take no second."""
    short = Depths(pairs=(1, 2), steps=3, rates=(0.001, 0.002), seeds=(0, 1))
    monkeypatch.setattr(shortcuts, "SETTINGS", dict.fromkeys(shortcuts.SETTINGS, short))


@pytest.mark.parametrize("pairs", [1, 3])
def test_all_kinds_have_the_same_layers(pairs: int) -> None:
    plain, past = (
        build(np.random.default_rng(0), 64, pairs, kind, 32) for kind in ("plain", "shortcut_he")
    )
    shapes = [[one.weights.shape for one in affine(layers)] for layers in (plain, past)]
    assert shapes[0] == shapes[1] == [(64, 32), *[(32, 32)] * (2 * pairs), (32, 10)]
    assert sum(isinstance(layer, Shortcut) for layer in past) == pairs
    assert not any(isinstance(layer, Shortcut) for layer in plain)
    for one, other in zip(affine(plain), affine(past), strict=True):
        assert np.array_equal(one.weights, other.weights)


def test_blocks_with_shortcuts_begin_by_handing_on() -> None:
    rng = np.random.default_rng(0)
    layers = build(rng, 64, 5, "shortcut", 32)
    x = rng.random((4, 64)).astype(np.float32)
    hidden = np.maximum(x @ next(affine(layers)).weights, 0)
    last = layers[-1]
    assert isinstance(last, Affine)
    assert np.allclose(forward(layers, x), hidden @ last.weights, atol=1e-5)


def test_training_lowers_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    losses = []
    for steps in (1, 60):
        monkeypatch.setitem(shortcuts.SETTINGS, "digits", Depths(steps=steps))
        losses.append(train("shortcut", 2, 0.002, 0, "digits")["loss"])
    assert losses[1] < losses[0] / 2


@pytest.mark.usefixtures("_short")
def test_the_result_holds_the_best_rate_of_each_network(run: Run) -> None:
    found = plain_depth(run)
    values = found["values"]
    assert values["layers"] == [4, 6]
    for kind in shortcuts.KINDS:
        for pairs, one in zip((1, 2), values[kind], strict=True):
            means = {
                rate: np.mean([train(kind, pairs, rate, seed, run.data)["loss"] for seed in (0, 1)])
                for rate in (0.001, 0.002)
            }
            assert one["rate"] == min(means, key=lambda rate: means[rate])
            assert one["loss"]["mean"] == pytest.approx(min(means.values()))


def test_what_the_chapter_says_of_the_stored_result() -> None:
    values: dict[str, Any] = json.loads(FROZEN.read_text())["values"]
    plain = [one["loss"]["mean"] for one in values["plain"]]
    past = [one["loss"]["mean"] for one in values["shortcut"]]
    assert plain[1] < plain[2] < plain[3] < plain[4]
    assert past[4] < plain[4] / 10
    assert max(past[1:]) < plain[1]
    assert values["shortcut_he"][4]["loss"]["mean"] > plain[4] / 1.5
