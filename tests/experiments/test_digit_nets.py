"""Networks that read digits, on small settings and as frozen."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments import digit_nets, digit_training
from experiments.data import load
from experiments.digit_nets import (
    deep_digits,
    drawn,
    half_precision,
    mistakes,
    rounded,
    small_net,
)
from experiments.digit_training import READINGS, best_epoch, rate, read_digits
from experiments.quantise import unpacked
from snippets.conv_nets import deep_conv_net
from studyreport import project
from studyreport.results import Run

SMALL = replace(READINGS["digits"], epochs=2, batch=50)
KEPT: dict[tuple[str, int], dict[str, Any]] = {}  # each training is made once for all tests


def trained(data: str, net: str, seed: int) -> dict[str, Any]:
    """Return what `read_digits` gives with the settings SMALL."""
    if (net, seed) not in KEPT:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(digit_training.READINGS, "digits", SMALL)
            KEPT[net, seed] = read_digits(data, net, seed)
    return KEPT[net, seed]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(digit_training.READINGS, "digits", SMALL)
    monkeypatch.setitem(digit_nets.SEEDS, "digits", (0, 1))
    monkeypatch.setattr(digit_nets, "read_digits", trained)


@pytest.mark.usefixtures("quick")
def test_how_well_digits_are_read(run: Run) -> None:
    values = deep_digits(run)["values"]
    t = load("digits").t_test
    found = [trained("digits", "deep", seed) for seed in (0, 1)]
    shares = [float(np.mean(one["scores"].argmax(1) == t)) for one in found]
    assert values["deep"]["accuracy"]["seeds"] == pytest.approx(shares)
    assert values["deep"]["errors"]["seeds"] == [round((1 - s) * len(t)) for s in shares]
    assert values["deep"]["epoch"] == [one["epoch"] for one in found]
    assert values["simple"]["parameters"] == 30 * 26 + (30 * 4 + 1) * 100 + 1010
    assert len(values["deep"]["loss"]) == len(values["deep"]["held_out"]) == 2
    wrong = values["wrong"]
    assert len(wrong) == min(digit_nets.SHOWN, values["deep"]["errors"]["seeds"][0])
    sure = [one["probability"] for one in wrong]
    assert sure == sorted(sure, reverse=True)
    for one in wrong:
        assert t[one["index"]] == one["t"] != one["y"]
        assert one["probability"] >= one["of_right"]
    missed = [set(np.flatnonzero(one["scores"].argmax(1) != t).tolist()) for one in found]
    assert set(values["always"]) == missed[0] & missed[1]


@pytest.mark.usefixtures("quick")
def test_the_stored_net_is_the_one_that_was_measured(run: Run) -> None:
    stored = json.loads(json.dumps(small_net(run)))["values"]
    net = deep_conv_net(np.random.default_rng(0), (1, 8, 8), dropout=1 - stored["factor"])
    for name, w in unpacked(stored["layers"]).items():
        net.params[name][...] = w
    data = load("digits")
    x = data.x_test.reshape(-1, 1, 8, 8)
    assert net.accuracy(x, data.t_test) == pytest.approx(stored["accuracy"]["int8"], abs=1e-9)
    assert stored["bytes"]["float32"] == 2 * stored["bytes"]["float16"]
    weights = sum(math.prod(layer["shape"]) for layer in stored["layers"])
    assert weights < stored["bytes"]["int8"] < 1.1 * weights
    scores = [trained("digits", "deep", seed)["held_out"] for seed in (0, 1)]
    assert stored["seed"] in (0, 1)
    assert max(scores[stored["seed"]]["accuracy"]) == max(max(s["accuracy"]) for s in scores)


@pytest.mark.usefixtures("quick")
def test_half_precision_changes_little(run: Run) -> None:
    values = half_precision(run)["values"]
    assert values["pictures"] == 359
    assert [row["bits"] for row in values["bits"]] == list(range(1, 11))
    for half in values["half"].values():
        for changed, before, after in zip(
            half["changed"], half["before"], half["after"], strict=True
        ):
            assert abs(before - after) * 359 <= changed + 1e-6
    assert sum(values["bits"][-1]["changed"]) <= sum(values["bits"][0]["changed"])


def test_bits_that_are_kept() -> None:
    w = np.array([1.0, 1.25, -1.375, 0.1, 0, 1.9999], np.float32)
    assert rounded({"w": w}, 1)["w"].tolist() == [1.0, 1.0, -1.5, 0.09375, 0, 2.0]
    half = w.astype(np.float16).astype(np.float32)
    np.testing.assert_array_equal(rounded({"w": w}, 10)["w"], half)


def test_the_rate_rises_and_falls() -> None:
    settings = replace(SMALL, rate=0.01, rising=0.2)
    assert [rate(share, settings) for share in (0, 0.1, 0.2, 0.6, 1)] == pytest.approx(
        [0, 0.005, 0.01, 0.005, 0]
    )


def test_the_best_epoch_is_the_most_accurate_then_the_surest() -> None:
    assert best_epoch([0.5, 0.9, 0.9, 0.8], [1, 0.4, 0.3, 0.1]) == 2
    assert best_epoch([0.5, 0.9, 0.9], [1, 0.3, 0.4]) == 1


def test_the_training_keeps_off_what_it_is_judged_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other test pictures, or other classes of theirs, change nothing in the training."""
    monkeypatch.setitem(digit_training.READINGS, "digits", replace(SMALL, epochs=1))
    one = read_digits("digits", "simple", 3)
    data = load("digits")
    other = replace(data, x_test=data.x_test[:50], t_test=data.t_test[:50] * 0)
    monkeypatch.setattr(digit_training, "load", {"digits": other}.__getitem__)
    two = read_digits("digits", "simple", 3)
    for name, w in one["params"].items():
        np.testing.assert_array_equal(two["params"][name], w)
    assert len(two["scores"]) == 50


def test_mistakes_and_their_pictures() -> None:
    data = load("digits")
    scores = np.eye(10)[data.t_test] * 5
    scores[7] = np.eye(10)[(data.t_test[7] + 1) % 10] * 3
    scores[9] = np.eye(10)[(data.t_test[9] + 2) % 10] * 8
    found = mistakes(data, scores, (1, 8, 8))
    assert [one["index"] for one in found] == [9, 7]
    assert found[1]["probability"] == pytest.approx(math.exp(3) / (math.exp(3) + 9))
    shades = np.array([[int(pixel, 16) for pixel in row] for row in found[0]["picture"]])
    np.testing.assert_allclose(shades.ravel() / 15, data.x_test[9], rtol=0, atol=1 / 30 + 1e-6)
    assert drawn(np.array([[0, 1], [0.5, 0.2]])) == ["0f", "83"]


def frozen(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((project.load().frozen / f"{name}.json").read_text())
    return content


def test_the_deep_net_reads_994_of_1000_digits() -> None:
    result = frozen("deep_digits")
    assert (result["data"], result["seeds"]) == ("mnist", [0, 1, 2])
    deep, simple = result["values"]["deep"], result["values"]["simple"]
    assert len(deep["accuracy"]["seeds"]) == 3
    assert deep["accuracy"]["mean"] >= 0.994
    assert deep["accuracy"]["mean"] > simple["accuracy"]["mean"]
    assert deep["errors"]["seeds"] == [
        round(10_000 * (1 - accuracy)) for accuracy in deep["accuracy"]["seeds"]
    ]
    assert len(result["values"]["wrong"]) == min(60, deep["errors"]["seeds"][0])
    assert max(deep["epoch"]) <= result["settings"]["epochs"]


def test_the_stored_net_is_small_and_good() -> None:
    values = frozen("small_net")["values"]
    assert values["bytes"]["int8"] <= 300_000
    assert sum(math.prod(layer["shape"]) for layer in values["layers"]) == 123_552 - 284  # biases
    assert values["accuracy"]["int8"] >= 0.993


def test_half_precision_does_on_mnist() -> None:
    values = frozen("half_precision")["values"]
    assert values["pictures"] == 10_000
    assert max(values["half"]["deep"]["changed"]) <= 10
