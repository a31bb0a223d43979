"""Epochs, splits, the trainer and learning online."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.arrays import Floats, Labels, Params
from snippets.digits import load
from snippets.epochs import in_order, iterations_per_epoch, shuffled, split
from snippets.layers import Affine, ReLU
from snippets.multi_layer import multi_layer
from snippets.network import Network, first_params
from snippets.optimizers import SGD, Adam
from snippets.training import Trainer, learn_online
from tests.snippets.oracles import check_layer


def test_the_layers_that_stood_before() -> None:
    rng = np.random.default_rng(2)
    check_layer(ReLU(), rng.normal(size=(3, 2, 4)))
    affine = Affine(rng.normal(size=(4, 3)), rng.normal(size=3))
    check_layer(affine, rng.normal(size=(5, 4)), ("weights", "d_weights"), ("bias", "d_bias"))


# Epochs.


@pytest.mark.parametrize(
    ("examples", "size", "expected"), [(10_000, 100, 100), (10_001, 100, 101), (0, 5, 0), (3, 9, 1)]
)
def test_iterations_per_epoch(examples: int, size: int, expected: int) -> None:
    assert iterations_per_epoch(examples, size) == expected


def test_epochs_of_nothing() -> None:
    with pytest.raises(ValueError, match="size is 0; expected at least 1"):
        iterations_per_epoch(5, 0)
    with pytest.raises(ValueError, match="examples is -1; expected at least 0"):
        iterations_per_epoch(-1, 5)


@given(st.integers(0, 50), st.integers(1, 20), st.integers(0, 2**32))
def test_an_epoch_takes_every_example_once(examples: int, size: int, seed: int) -> None:
    x, t = np.arange(2.0 * examples).reshape(examples, 2), np.arange(examples)
    plain = list(in_order(x, t, size))
    mixed = list(shuffled(np.random.default_rng(seed), x, t, size))
    for batches in (plain, mixed):
        assert len(batches) == iterations_per_epoch(examples, size)
        assert all(len(part) == size for part, _ in batches[:-1])
        assert all((part[:, 0] == 2 * numbers).all() for part, numbers in batches)
        assert sorted(n for _, numbers in batches for n in numbers) == list(range(examples))
    assert [n for _, numbers in plain for n in numbers] == list(range(examples))


def test_the_shuffled_order_is_another_each_time() -> None:
    rng, t = np.random.default_rng(1), np.arange(50)
    first, second = (
        np.concatenate([part for _, part in shuffled(rng, t[:, None] * 1.0, t, 7)])
        for _ in range(2)
    )
    assert (first != t).any()
    assert (first != second).any()


@given(st.integers(2, 60), st.floats(0.05, 0.95), st.integers(0, 2**32))
def test_a_split_keeps_back_the_share_and_loses_nothing(
    examples: int, share: float, seed: int
) -> None:
    x, t = np.arange(3.0 * examples).reshape(examples, 3), np.arange(examples)
    train, validation = split(np.random.default_rng(seed), x, t, share)
    assert len(validation[1]) == len(validation[0]) == round(share * examples)
    assert sorted([*train[1], *validation[1]]) == list(range(examples))
    for part, numbers in (train, validation):
        np.testing.assert_array_equal(part[:, 0], 3 * numbers)


def test_a_split_is_a_fifth_and_shuffled() -> None:
    _, (_, kept_back) = split(np.random.default_rng(0), np.zeros((100, 1)), np.arange(100))
    assert len(kept_back) == 20
    assert 20 < kept_back.mean() < 80


def test_targets_may_have_axes_of_their_own() -> None:
    x, d = np.arange(10.0).reshape(5, 2), np.arange(15.0).reshape(5, 3)
    for part, targets in [*in_order(x, d, 2), *split(np.random.default_rng(0), x, d)]:
        np.testing.assert_array_equal(targets[:, 0], 1.5 * part[:, 0])


def partial_split(x: Floats, t: Labels) -> object:
    return split(np.random.default_rng(0), x, t)


def listed(x: Floats, t: Labels) -> object:
    return list(in_order(x, t, 2))


def mixed(x: Floats, t: Labels) -> object:
    return list(shuffled(np.random.default_rng(0), x, t, 2))


@pytest.mark.parametrize("f", [partial_split, listed, mixed])
def test_targets_that_are_too_few(f: Callable[[Floats, Labels], object]) -> None:
    with pytest.raises(ValueError, match=r"t has shape \(4,\); expected \(5,\), as x holds 5 ex"):
        f(np.zeros((5, 2)), np.arange(4))


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5])
def test_shares_that_leave_nothing(share: float) -> None:
    with pytest.raises(ValueError, match=f"share is {share}; expected a number between 0 and 1"):
        split(np.random.default_rng(0), np.zeros((5, 2)), np.arange(5), share)


# Training.


def task() -> tuple[Floats, Labels]:
    """Return 300 points of three classes that a small network can tell apart."""
    rng = np.random.default_rng(7)
    t = rng.integers(0, 3, 300)
    return np.eye(3)[t] * 3 + rng.normal(0, 0.5, (300, 3)), t


class Counting:
    """A network that counts how often its gradient is asked for."""

    def __init__(self, network: Network) -> None:
        self.network, self.params, self.sizes = network, network.params, list[int]()

    def gradient(self, x: Floats, t: Any) -> tuple[float, Params]:
        self.sizes.append(len(x))
        return self.network.gradient(x, t)

    def accuracy(self, x: Floats, t: Labels) -> float:
        return self.network.accuracy(x, t)


def fresh() -> Network:
    return Network(first_params(np.random.default_rng(3), (3, 8, 3)))


def test_a_step_is_one_gradient_and_one_update() -> None:
    x, t = task()
    network, expected = fresh(), fresh()
    loss, grads = expected.gradient(x, t)
    SGD(0.1).update(expected.params, grads)
    assert Trainer(network, SGD(0.1), np.random.default_rng(0)).step(x, t) == loss
    for name, w in network.params.items():
        np.testing.assert_array_equal(w, expected.params[name])


def test_weight_decay_shrinks_weights_and_no_bias() -> None:
    x, t = task()
    plain, decayed = fresh(), fresh()
    before = {name: w.copy() for name, w in plain.params.items()}
    first = Trainer(plain, SGD(0.1), np.random.default_rng(0)).step(x, t)
    second = Trainer(decayed, SGD(0.1), np.random.default_rng(0), decay=0.2).step(x, t)
    assert first == second
    for name, w in before.items():
        pull = 0.1 * 0.2 * w if name.startswith("W") else 0 * w
        np.testing.assert_allclose(plain.params[name] - decayed.params[name], pull, atol=1e-15)


def test_an_epoch_asks_once_for_each_mini_batch() -> None:
    counting = Counting(fresh())
    loss = Trainer(counting, SGD(0.01), np.random.default_rng(0), size=64).epoch(*task())
    assert counting.sizes == [64, 64, 64, 64, 44]
    assert 0 < loss < 10


def test_training_learns_and_tells_how_it_goes() -> None:
    x, t = task()
    trainer = Trainer(fresh(), Adam(0.05), np.random.default_rng(0), size=50)
    progress = list(trainer.fit((x[:200], t[:200]), (x[200:], t[200:]), epochs=10))
    assert [entry.epoch for entry in progress] == list(range(1, 11))
    assert progress[-1].loss < 0.3 * progress[0].loss
    assert progress[-1].train > 0.98
    assert progress[-1].validation > 0.95
    assert progress[-1].train == trainer.network.accuracy(x[:200], t[:200])
    assert progress[-1].validation == trainer.network.accuracy(x[200:], t[200:])


def test_whoever_asks_may_stop_early() -> None:
    counting = Counting(fresh())
    trainer = Trainer(counting, SGD(0.01), np.random.default_rng(0), size=300)
    x, t = task()
    assert len(list(islice(trainer.fit((x, t), (x, t), epochs=1000), 3))) == 3
    assert len(counting.sizes) == 3


def test_a_network_with_everything_can_be_trained() -> None:
    rng, (x, t) = np.random.default_rng(0), task()
    network = multi_layer(rng, (3, 20, 20, 3), batch_norm=True, dropout=0.2)
    *_, last = Trainer(network, Adam(0.01), rng, size=50, decay=1e-3).fit((x, t), (x, t), 8)
    assert last.train > 0.95


def test_the_small_digits_can_be_learnt() -> None:
    x, t = load()
    assert x.shape == (1797, 1, 8, 8)
    assert x.dtype == np.float32
    assert t.shape == (1797,)
    assert (x.min(), x.max()) == (0, 1)
    assert np.bincount(t).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    network = multi_layer(np.random.default_rng(1), (64, 50, 10))
    train, test = split(np.random.default_rng(1), x.reshape(-1, 64), t)
    trainer = Trainer(network, Adam(0.005), np.random.default_rng(1))
    *_, last = trainer.fit(train, test, epochs=10)
    assert last.validation > 0.93


def test_learning_online_takes_each_example_as_it_comes() -> None:
    x, t = task()
    arrived: list[int] = []

    def endless() -> Iterator[tuple[Floats, Labels]]:
        while True:
            arrived.append(len(arrived) % 300)
            yield x[arrived[-1]], t[arrived[-1]]

    counting = Counting(fresh())
    losses = list(islice(learn_online(counting, SGD(0.05), endless()), 600))
    assert arrived == [*range(300), *range(300)]
    assert counting.sizes == [1] * 600
    assert np.mean(losses[-100:]) < 0.5 * np.mean(losses[:100])


def test_learning_online_is_steps_of_one() -> None:
    x, t = task()
    network, expected = fresh(), fresh()
    losses = list(learn_online(network, SGD(0.1), zip(x[:3], t[:3], strict=True)))
    trainer = Trainer(expected, SGD(0.1), np.random.default_rng(0))
    assert losses == [trainer.step(x[n : n + 1], t[n : n + 1]) for n in range(3)]
    for name, w in network.params.items():
        np.testing.assert_array_equal(w, expected.params[name])
