"""One training step, readable and fast: loss and gradient of a batch, one BLAS thread."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.interleaved import medians, show
from experiments.engine import Engine
from snippets.network import Network, first_params

BATCH, SIZES = 128, (784, 100, 100, 100, 100, 10)

if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x, t = rng.random((BATCH, SIZES[0])), rng.integers(0, SIZES[-1], BATCH)
    params = first_params(rng, SIZES)
    readable, double = Network(params), Engine(params, BATCH, np.float64)
    single, x32 = Engine(params, BATCH, np.float32), x.astype(np.float32)
    with threadpool_limits(1):
        times = medians(
            {
                "experiments.engine, float32": lambda: single.step(x32, t),
                "experiments.engine, float64": lambda: double.step(x, t),
                "snippets.network, float64": lambda: readable.gradient(x, t),
            },
            repeats=200,
        )
    show(f"Loss and gradient, batch {BATCH}, {'-'.join(map(str, SIZES))}:", times)
