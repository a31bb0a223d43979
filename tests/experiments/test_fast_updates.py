"""Optimizers with fewer passes give the readable ones' numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from experiments.fast import updates
from snippets import optimizers
from snippets.optimizers import Optimizer

PAIRS: list[tuple[Callable[..., Optimizer], Callable[..., Optimizer]]] = [
    (optimizers.SGD, updates.SGD),
    (optimizers.Momentum, updates.Momentum),
    (optimizers.Nesterov, updates.Nesterov),
    (optimizers.AdaGrad, updates.AdaGrad),
    (optimizers.RMSprop, updates.RMSprop),
    (optimizers.Adam, updates.Adam),
]


@pytest.mark.parametrize(("readable", "lean"), PAIRS)
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-13), (np.float32, 1e-5)])
def test_both_take_the_same_steps(
    readable: Callable[..., Optimizer],
    lean: Callable[..., Optimizer],
    dtype: type[np.floating],
    tolerance: float,
) -> None:
    rng = np.random.default_rng(0)
    wanted = {"a": rng.normal(size=50).astype(dtype), "b": rng.normal(size=3).astype(dtype)}
    found = {name: w.copy() for name, w in wanted.items()}
    slow, quick = readable(rate=0.05), lean(rate=0.05)
    for _ in range(20):
        grads = {name: rng.normal(size=len(w)).astype(dtype) for name, w in wanted.items()}
        kept = {name: g.copy() for name, g in grads.items()}
        slow.update(wanted, grads)
        quick.update(found, grads)
        for name, g in grads.items():
            assert np.array_equal(g, kept[name])
    for name, w in found.items():
        assert w.dtype == dtype
        np.testing.assert_allclose(w, wanted[name], rtol=0, atol=tolerance)


@pytest.mark.parametrize("lean", [lean for _, lean in PAIRS])
@pytest.mark.parametrize(
    "w", [np.ones((2, 3)), np.ones(6)[::2], np.ones(6, np.float32)[::2], np.ones(6, np.float16)]
)
def test_what_cannot_be_changed_in_place_is_refused(
    lean: Callable[..., Optimizer], w: np.ndarray
) -> None:
    with pytest.raises(ValueError, match="expected a vector"):
        lean().update({"w": w}, {"w": np.ones_like(w)})
