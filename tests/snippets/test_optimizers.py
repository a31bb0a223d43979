"""The optimizers against closed forms, sums over all gradients, and properties."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from snippets import optimizers
from snippets.arrays import Floats, Params
from snippets.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop

ALL: list[Callable[..., Optimizer]] = [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam]
ADAPTIVE: list[Callable[..., Optimizer]] = [AdaGrad, RMSprop, Adam]
LINEAR: list[Callable[..., Optimizer]] = [SGD, Momentum, Nesterov]

gradients = st.lists(
    st.floats(0.01, 100).flatmap(lambda size: st.sampled_from([size, -size])),
    min_size=1,
    max_size=8,
)


def way(optimizer: Optimizer, grads: Sequence[float], start: float = 0.0) -> list[float]:
    """Return where a single parameter is after each of these gradients."""
    w, places = np.array([start]), []
    for g in grads:
        optimizer.update({"w": w}, {"w": np.array([g])})
        places.append(float(w[0]))
    return places


def moves(optimizer: Optimizer, grads: Sequence[float]) -> list[float]:
    """Return how a single parameter changes with each of these gradients."""
    return [after - before for before, after in pairwise([0.0, *way(optimizer, grads)])]


# Closed forms: the same gradient again and again.


def test_sgd_goes_straight_on() -> None:
    assert way(SGD(0.25), [2.0] * 4, start=1.0) == [0.5, 0.0, -0.5, -1.0]


def test_momentum_velocity_approaches_ten_times_the_step() -> None:
    assert moves(Momentum(1.0), [1.0] * 4) == pytest.approx([-1.0, -1.9, -2.71, -3.439])
    assert moves(Momentum(1.0), [1.0] * 400)[-1] == pytest.approx(-10.0)


@pytest.mark.parametrize("n", [1, 2, 5, 30])
def test_momentum_sums_a_geometric_series(n: int) -> None:
    alpha, step = 0.8, 0.3 * 1.5
    optimizer = Momentum(0.3, alpha)
    w = way(optimizer, [1.5] * n)[-1]
    assert optimizer.v["w"][0] == pytest.approx(-step * (1 - alpha**n) / (1 - alpha))
    assert w == pytest.approx(-step / (1 - alpha) * (n - alpha * (1 - alpha**n) / (1 - alpha)))


def test_nesterov_first_step_is_1_plus_alpha() -> None:
    assert moves(Nesterov(0.5), [1.0])[0] == pytest.approx(-1.9 * 0.5)
    assert moves(Nesterov(1.0), [1.0] * 400)[-1] == pytest.approx(-10.0)


def test_adagrad_steps_shrink_with_the_root_of_time() -> None:
    expected = [-0.3 / math.sqrt(n) for n in range(1, 6)]
    assert moves(AdaGrad(0.3), [4.0] * 5) == pytest.approx(expected, rel=1e-6)


def test_rmsprop_steps_settle_at_the_rate() -> None:
    expected = [-0.1 / math.sqrt(1 - 0.9**n) for n in range(1, 6)]
    assert moves(RMSprop(0.1, decay=0.9), [-3.0] * 5) == pytest.approx(
        [-move for move in expected], rel=1e-6
    )
    assert moves(RMSprop(0.1, decay=0.9), [5.0] * 300)[-1] == pytest.approx(-0.1, rel=1e-6)


@pytest.mark.parametrize("g", [0.02, -7.0, 1e4])
def test_adam_steps_by_the_rate_whatever_the_gradient(g: float) -> None:
    expected = -math.copysign(0.01, g)
    assert moves(Adam(0.01), [g] * 6) == pytest.approx([expected] * 6, rel=2e-3)
    assert moves(Adam(0.01), [g])[0] == pytest.approx(expected, rel=2e-4)


# Linear recurrences on f = λ w² / 2, by powers of a matrix; exact fractions.


@pytest.mark.parametrize("curvature", [0.1, 2.0, 5.0])
def test_momentum_on_a_parabola_is_a_matrix_power(curvature: float) -> None:
    rate, alpha, steps = 0.1, 0.9, 25
    step = np.array([[alpha, -rate * curvature], [alpha, 1 - rate * curvature]])  # of (v, w)
    expected = np.linalg.matrix_power(step, steps) @ [0.0, 3.0]
    optimizer, w = Momentum(rate, alpha), np.array([3.0])
    for _ in range(steps):
        optimizer.update({"w": w}, {"w": curvature * w})
    assert [optimizer.v["w"][0], w[0]] == pytest.approx(expected)


def test_nesterov_by_hand_in_fractions() -> None:
    grads = [Fraction(3), Fraction(-1, 2), Fraction(5, 4)]
    alpha, rate = Fraction(9, 10), Fraction(1, 10)
    w, v = Fraction(1), Fraction(0)
    for g in grads:  # the form with the velocity before the step
        w, v = w + alpha**2 * v - (1 + alpha) * rate * g, alpha * v - rate * g
    optimizer = Nesterov(0.1, 0.9)
    assert way(optimizer, [float(g) for g in grads], start=1.0)[-1] == pytest.approx(float(w))
    assert optimizer.v["w"][0] == pytest.approx(float(v))


def test_nesterov_is_the_look_ahead_form_seen_from_ahead() -> None:
    def slope(w: Floats) -> Floats:
        return np.array([math.sin(w[0]) + w[1] / 5, w[0] / 5 + w[1] ** 3])

    alpha, rate = 0.85, 0.07
    theta, v = np.array([2.0, -1.0]), np.zeros(2)
    w, optimizer = theta.copy(), Nesterov(rate, alpha)
    for _ in range(40):
        v = alpha * v - rate * slope(theta + alpha * v)
        theta = theta + v
        optimizer.update({"w": w}, {"w": slope(w)})
        np.testing.assert_allclose(w, theta + alpha * v, rtol=0, atol=1e-12)


# Sums over all gradients so far, with no recurrence.


@given(gradients)
def test_adagrad_divides_by_the_root_of_the_sum_of_squares(grads: list[float]) -> None:
    w = 0.0
    for n, g in enumerate(grads, 1):
        w -= 0.2 * g / (math.sqrt(math.fsum(x * x for x in grads[:n])) + 1e-3)
    assert way(AdaGrad(0.2, epsilon=1e-3), grads)[-1] == pytest.approx(w, abs=1e-10)


@given(gradients)
def test_rmsprop_divides_by_the_root_of_a_fading_mean(grads: list[float]) -> None:
    w, decay = 0.0, 0.7
    for n, g in enumerate(grads, 1):
        mean = (1 - decay) * fading_sum([x * x for x in grads[:n]], decay)
        w -= 0.2 * g / (math.sqrt(mean) + 1e-3)
    assert way(RMSprop(0.2, decay, epsilon=1e-3), grads)[-1] == pytest.approx(w, abs=1e-10)


@given(gradients)
def test_adam_is_its_published_form_with_corrected_means(grads: list[float]) -> None:
    w, beta1, beta2, epsilon = 0.0, 0.8, 0.95, 1e-3
    for n in range(1, len(grads) + 1):
        m = (1 - beta1) * fading_sum(grads[:n], beta1) / (1 - beta1**n)
        v = (1 - beta2) * fading_sum([g * g for g in grads[:n]], beta2) / (1 - beta2**n)
        w -= 0.2 * m / (math.sqrt(v) + epsilon / math.sqrt(1 - beta2**n))
    assert way(Adam(0.2, beta1, beta2, epsilon), grads)[-1] == pytest.approx(w, abs=1e-10)


def fading_sum(values: Sequence[float], share: float) -> float:
    return math.fsum(share**age * value for age, value in enumerate(reversed(values)))


# Properties.


@pytest.mark.parametrize("method", ADAPTIVE)
@given(grads=gradients, power=st.integers(-10, 10))
def test_the_unit_of_the_loss_does_not_matter(
    method: Callable[..., Optimizer], grads: list[float], power: int
) -> None:
    scale = 2.0**power
    small = way(method(0.1, epsilon=1e-3), grads)
    assert small == way(method(0.1, epsilon=1e-3 * scale), [scale * g for g in grads])


@pytest.mark.parametrize("method", LINEAR)
@given(pairs=st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=8))
def test_the_way_is_linear_in_the_gradients(
    method: Callable[..., Optimizer], pairs: list[tuple[float, float]]
) -> None:
    first, second = (way(method(0.1), grads)[-1] for grads in zip(*pairs, strict=True))
    both = way(method(0.1), [2 * a - 3 * b for a, b in pairs])[-1]
    assert both == pytest.approx(2 * first - 3 * second, abs=1e-9)


@pytest.mark.parametrize("method", ALL)
@given(grads=gradients)
def test_opposite_gradients_lead_the_opposite_way(
    method: Callable[..., Optimizer], grads: list[float]
) -> None:
    assert way(method(0.1), grads) == [-w for w in way(method(0.1), [-g for g in grads])]


@pytest.mark.parametrize("method", ALL)
@given(
    w=arrays(float, array_shapes(min_dims=0, max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6))
)
def test_no_gradient_no_change(method: Callable[..., Optimizer], w: Floats) -> None:
    before, optimizer = w.copy(), method()
    for _ in range(3):
        optimizer.update({"w": w}, {"w": np.zeros_like(w)})
    np.testing.assert_array_equal(w, before)


@pytest.mark.parametrize("method", ALL)
@given(seed=st.integers(0, 2**32))
def test_order_and_division_into_arrays_do_not_matter(
    method: Callable[..., Optimizer], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    whole = rng.normal(size=12)
    a, b = whole[:6].reshape(2, 3).copy(), whole[6:].copy()
    one, two, three = method(0.1), method(0.1), method(0.1)
    backward = {"b": b.copy(), "a": a.copy()}
    for _ in range(4):
        g = rng.normal(size=12)
        parts = {"a": g[:6].reshape(2, 3), "b": g[6:]}
        one.update({"all": whole}, {"all": g})
        two.update({"a": a, "b": b}, parts)
        three.update(backward, parts)
    np.testing.assert_array_equal(np.concatenate([a.ravel(), b]), whole)
    np.testing.assert_array_equal(backward["a"], a)
    np.testing.assert_array_equal(backward["b"], b)


@pytest.mark.parametrize("method", ALL)
def test_arrays_change_in_place_and_keep_their_precision(method: Callable[..., Optimizer]) -> None:
    w, g = np.ones((2, 2), np.float32), np.ones((2, 2), np.float32)
    params: Params = {"w": w}
    method(0.1).update(params, {"w": g})
    assert params["w"] is w
    assert w.dtype == np.float32
    assert (w < 1).all()
    assert (g == 1).all()


@pytest.mark.parametrize("method", ALL)
def test_each_goes_down_a_valley(method: Callable[..., Optimizer]) -> None:
    point, curvature = np.array([-7.0, 2.0]), np.array([0.1, 2.0])
    optimizer = method(0.05)
    for _ in range(3000):
        optimizer.update({"p": point}, {"p": curvature * point})
    assert (curvature * point**2).sum() / 2 < 0.1 * 6.45  # where it began: 6.45


def test_defaults() -> None:
    assert [method().rate for method in ALL] == [0.01, 0.01, 0.01, 0.01, 0.01, 0.001]
    assert (Momentum().momentum, Nesterov().momentum, RMSprop().decay) == (0.9, 0.9, 0.99)
    assert (Adam().beta1, Adam().beta2) == (0.9, 0.999)
    assert {AdaGrad().epsilon, RMSprop().epsilon, Adam().epsilon} == {1e-7}


# Errors.


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SGD(-0.1), "rate is -0.1; expected a number above 0."),
        (lambda: Adam(math.nan), "rate is nan; expected a number above 0."),
        (lambda: Adam(math.inf), "rate is inf; expected a number above 0."),
        (lambda: AdaGrad(epsilon=0), "epsilon is 0; expected a number above 0."),
        (lambda: Momentum(0.1, 1.0), "momentum is 1.0; expected a number from 0 up to, not"),
        (lambda: Nesterov(0.1, -0.5), "momentum is -0.5; expected a number from 0"),
        (lambda: RMSprop(decay=2), "decay is 2; expected a number from 0"),
        (lambda: Adam(beta1=1), "beta1 is 1; expected a number from 0"),
        (lambda: Adam(beta2=1), "beta2 is 1; expected a number from 0"),
    ],
)
def test_wrong_settings_are_refused(make: Callable[[], Optimizer], message: str) -> None:
    with pytest.raises(ValueError, match="^" + message.replace(".", r"\.")):
        make()


ONE = np.ones(1)


@pytest.mark.parametrize(
    ("params", "grads", "message"),
    [
        ({"W": ONE, "b": ONE}, {"W": ONE}, "grads lacks 'b', which params has; expected the same"),
        ({"W": ONE}, {"W": ONE, "c": ONE}, "params lacks 'c', which grads has; expected the same"),
        (
            {"a": ONE.copy(), "W": np.ones((3, 2))},
            {"a": ONE, "W": np.ones(2)},
            "grads['W'] has shape (2,); expected (3, 2), the shape of params['W'].",
        ),
        ({"W": np.array([1, 2])}, {"W": np.ones(2)}, "params['W'] is an array of int64; expected"),
        ({"W": 3.0}, {"W": 1.0}, "params['W'] is a float; expected an array of floats."),
    ],
)
def test_params_and_grads_that_do_not_fit_change_nothing(
    params: Params, grads: Params, message: str
) -> None:
    before = {name: np.copy(w) for name, w in params.items()}
    with pytest.raises(ValueError) as caught:
        Momentum().update(params, grads)
    assert str(caught.value).startswith(message)
    for name, w in params.items():
        np.testing.assert_array_equal(w, before[name])


def test_another_network_needs_another_optimizer() -> None:
    optimizer = Adam()
    optimizer.update({"W": np.ones(3)}, {"W": np.ones(3)})
    with pytest.raises(ValueError) as caught:
        optimizer.update({"W": np.ones(2)}, {"W": np.ones(2)})
    assert str(caught.value) == (
        "params['W'] has shape (2,); expected (3,), the shape of the updates before."
    )


def test_a_corrected_call_is_taken_after_a_refused_one() -> None:
    optimizer, params = Momentum(1.0), {"W": np.ones(2), "b": np.ones(1)}
    with pytest.raises(ValueError):
        optimizer.update({"W": np.ones(3), "b": np.ones(1)}, {"W": np.ones(3), "b": np.ones(2)})
    optimizer.update(params, {"W": np.ones(2), "b": np.ones(1)})
    np.testing.assert_array_equal(params["W"], np.zeros(2))


def test_every_method_stands_in_a_region_that_shows_what_it_does() -> None:
    source = Path(optimizers.__file__).read_text("utf-8")
    for name in ["Optimizer", "SGD", "Momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam"]:
        before, region = source.split(f"# --8<-- [start:{name.lower()}]\n")
        region = region.split(f"# --8<-- [end:{name.lower()}]")[0]
        first = "class Optimizer(" if name == "Optimizer" else "    def step("
        assert region.startswith(first)
        assert (before + region).rpartition("\nclass ")[2].startswith(f"{name}(")
        assert "def step(" in region
        assert "--8<--" not in region
