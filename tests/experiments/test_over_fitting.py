"""Over-fitting and restraints: the fast network against the readable one, and what was found."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from experiments import over_fitting, regularised, regularisers
from experiments.data import load
from experiments.over_fitting import CLASSIC, Classic, lowest
from experiments.regularised import DroppingEngine, Restraint, Task, changed, deal, learn, restrain
from experiments.regularisers import SETTINGS, Trial, stopped
from snippets.augmentation import flip, shift
from snippets.layers import Affine, ReLU
from snippets.network import first_params
from snippets.regularisation import add_l1, add_l2
from snippets.sequential import Sequential
from studyreport import project
from studyreport.results import Run

SMALL = Task(40, (8,), 20, 0.1, 4, (2, 4))


class _Scaled:
    """Dropout with a mask that is given, as a layer of the readable network."""

    def __init__(self, factor: np.ndarray) -> None:
        self.factor = factor

    def forward(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(x * self.factor)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return np.asarray(dy * self.factor)


@pytest.mark.parametrize("inverted", [True, False])
def test_dropping_engine_is_the_readable_network_with_the_same_masks(inverted: bool) -> None:
    rng = np.random.default_rng(0)
    params = first_params(rng, (6, 7, 5, 3))
    x, t = rng.normal(size=(4, 6)), rng.integers(0, 3, 4)
    engine = DroppingEngine(params, 4, 0.4, inverted, np.random.default_rng(9), np.float64)
    loss = engine.step(x, t)
    masks = np.random.default_rng(9)
    gain = 1 / 0.6 if inverted else 1.0
    factors = [(masks.random((4, n), np.float32) >= 0.4) * gain for n in (7, 5)]
    layers: list[Any] = []
    for number in (1, 2, 3):
        layers.append(Affine(params[f"W{number}"].copy(), params[f"b{number}"].copy()))
        if number < 3:
            layers += [ReLU(), _Scaled(factors[number - 1])]
    readable = Sequential(layers)
    wanted, grads = readable.gradient(x, t)
    assert loss == pytest.approx(wanted)
    flat = np.concatenate([grads[f"{kind}{n}"].ravel() for n in (1, 2, 3) for kind in "Wb"])
    np.testing.assert_allclose(engine.gradient, flat, atol=1e-12)


def test_scores_and_thinned_scores() -> None:
    rng = np.random.default_rng(1)
    params = first_params(rng, (5, 400, 2))
    x = rng.normal(size=(1, 5))
    whole, thinned = [], []
    for inverted in (True, False):
        engine = DroppingEngine(params, 1, 0.5, inverted, rng, np.float64)
        whole.append(engine.scores(x))
        thinned.append(np.mean([engine.thinned(x) for _ in range(3000)], axis=0))
    for one, other in zip(whole, thinned, strict=True):  # one hidden layer: the mean is exact
        np.testing.assert_allclose(one, other, atol=0.06)
    np.testing.assert_allclose(whole[1], 0.5 * whole[0])


def test_penalties_are_those_of_the_library() -> None:
    params = first_params(np.random.default_rng(2), (3, 4, 2))
    engine = DroppingEngine(params, 1, 0.0, True, np.random.default_rng(0), np.float64)
    restrain(engine, Restraint(l2=0.3, l1=0.2))
    grads = {name: np.zeros_like(w) for name, w in params.items()}
    add_l2(grads, params, 0.3)
    add_l1(grads, params, 0.2)
    for n, found in enumerate(engine.d_weights, 1):
        np.testing.assert_allclose(found, grads[f"W{n}"])
    assert all((d == 0).all() for d in engine.d_biases)


def test_changed_pictures_are_shifted_and_flipped_ones() -> None:
    x = np.random.default_rng(3).random((30, 25))
    found = changed(x, Restraint(shift=1, flip=True), np.random.default_rng(4))
    pictures = x.reshape(30, 5, 5, 1)
    kinds = set()
    for before, after in zip(pictures, found.reshape(30, 5, 5, 1), strict=True):
        makes = {
            (mirrored, down, right): shift(flip(before) if mirrored else before, down, right)
            for mirrored in (False, True)
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        }
        matches = [kind for kind, made in makes.items() if np.array_equal(made, after)]
        assert len(matches) == 1
        kinds.update(matches)
    assert len(kinds) > 8
    assert changed(x, Restraint(l2=1), np.random.default_rng(0)) is x


def test_wrong_labels_are_wrong_and_as_many_as_asked() -> None:
    data = load("digits")
    task = Task(1000, (8,), 20, 0.1, 1, (1,), wrong=0.3)
    (x, t), (x_held, _) = deal(data, task, np.random.default_rng(5), 100)
    true = {each.tobytes(): label for each, label in zip(data.x_train, data.t_train, strict=True)}
    share = np.mean([true[each.tobytes()] != label for each, label in zip(x, t, strict=True)])
    assert share == pytest.approx(0.3, abs=0.05)
    assert len(x) == 1000 and len(x_held) == 100
    assert not {each.tobytes() for each in x} & {each.tobytes() for each in x_held}


def test_learning_looks_when_it_is_told_and_depends_on_the_seed_alone() -> None:
    found = learn("digits", SMALL, Restraint(), 7, held_out=30)
    again = learn("digits", SMALL, Restraint(), 7, test=False, held_out=30)
    assert set(found) == set(again) | {"new", "new_loss"}
    assert all(len(values) == 2 for values in found.values())
    assert found["validation_loss"] == again["validation_loss"]
    shrunk = learn("digits", SMALL, Restraint(l2=0.5), 7)
    assert shrunk["size"][-1] < found["size"][-1]


def test_where_to_stop() -> None:
    outcomes = [
        {"validation_loss": [3.0, 1.0, 2.0], "new": [0.1, 0.6, 0.5], "new_loss": [3.0, 1.5, 2.5]},
        {"validation_loss": [3.0, 2.0, 1.0], "new": [0.1, 0.4, 0.8], "new_loss": [3.0, 2.5, 1.5]},
    ]
    found = stopped((1, 5, 9), outcomes)
    assert found["epoch"] == [5, 9] and found["ahead"] == 1
    assert found["new"]["seeds"] == [0.6, 0.8]
    assert found["points"] == pytest.approx(5)
    assert found["validation_loss"] == [3.0, 1.5, 1.5]
    assert lowest((1, 5, 9), [3.0, 1.5, 1.7]) == {"epoch": 5, "loss": 1.5}


def test_both_experiments_hold_together(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    classic = Classic(SMALL, 0.1, 0.2, (0, 1), (20, 40), 8, 0.1, (0, 1))
    monkeypatch.setitem(over_fitting.CLASSIC, "digits", classic)
    trial = Trial(SMALL, 0.2, 30, (5, 6), (0, 1), (1, 2), 20)
    monkeypatch.setitem(regularisers.SETTINGS, "digits", trial)
    first, second = over_fitting.over_fitting(run), regularisers.regularisers(run)
    for result in (first, second):
        json.dumps(result, allow_nan=False)
    assert first["settings"]["weights"] == 65 * 8 + 9 * 10
    assert first["values"]["epochs"] == [2, 4]
    one, other = (first["values"][way]["last"]["new"]["mean"] for way in ("decay", "none"))
    assert first["values"]["against"]["decay"]["points"] == pytest.approx(100 * (one - other))
    clean = second["values"]["clean"]
    place = int(np.argmax(clean["sweep"]["l2"]))
    assert clean["chosen"]["l2"] == regularisers.STRENGTHS["l2"][place]
    assert len(second["values"]["masks"]["masks"]["loss"]) == 2
    alone = regularised.learn("digits", SMALL, Restraint(flip=True), 1, held_out=30)
    assert clean["ways"]["flip"]["last"]["new"]["seeds"][1] == alone["new"][-1]


@pytest.mark.parametrize("data", ["mnist", "digits"])
def test_settings_are_sound(data: str) -> None:
    classic, trial = CLASSIC[data], SETTINGS[data]
    assert not set(trial.seeds) & set(trial.sweep_seeds)
    for task in (classic.task, trial.task):
        assert task.pictures % task.batch == 0
        assert task.looks[-1] == task.epochs


def _frozen(name: str) -> Any:
    return json.loads((project.load().frozen / f"{name}.json").read_text("utf-8"))["values"]


def test_what_the_chapter_says_of_the_classic_settings() -> None:
    values = _frozen("over_fitting")
    assert all(values["against"][way]["ahead"] == 0 for way in ("decay", "dropout", "inverted"))
    assert values["senseless"]["last"]["train"]["mean"] > 0.99
    assert abs(values["senseless"]["last"]["new"]["mean"] - 0.1) < 0.05
    loss = values["none"]["new_loss"]["mean"]
    assert min(loss) < loss[-1] - 0.05


def test_what_the_chapter_says_of_the_chosen_settings() -> None:
    values = _frozen("regularisers")
    clean, wrong = values["clean"]["against"], values["wrong"]["against"]
    assert clean["shift"]["ahead"] == 5 and clean["flip"]["ahead"] == 0
    assert all(abs(clean[way]["points"]) < 0.6 for way in ("l2", "l1", "dropout"))
    assert all(wrong[way]["ahead"] == 5 for way in ("l2", "dropout", "shift", "both"))
    assert values["wrong"]["early"]["ahead"] == 5
    assert wrong["l1"]["ahead"] < 5 and abs(wrong["l1"]["points"]) < 0.2
