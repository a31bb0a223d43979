"""How long a training step takes, readable and fast, and what each trick brings by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.fast import updates
from experiments.fast.flops import step_flops
from experiments.fast.net import FastNet
from experiments.fast.patches import spread, windows
from experiments.fast.pooling import MaxPooling as FastPooling
from experiments.timing import floor, medians, product
from snippets.architectures import DEEP_CONV_NET, SIMPLE_CONV_NET, Kind, Pool, parameters
from snippets.arrays import Floats, Labels, Shape
from snippets.conv_nets import deep_conv_net, simple_conv_net
from snippets.im2col import col2im, im2col
from snippets.layers import ReLU
from snippets.optimizers import Adam
from snippets.pooling import MaxPooling
from snippets.sequential import Sequential
from studyreport.results import Run, experiment

Action = Callable[[], object]
STRETCH = 16384  # numbers: 64 KiB of float32, and an update reads a handful of such stretches
UPDATED = parameters((1, 28, 28), SIMPLE_CONV_NET)  # numbers
NETS: dict[str, tuple[Kind, ...]] = {"simple": SIMPLE_CONV_NET, "deep": DEEP_CONV_NET}


@dataclass(frozen=True)
class Timing:
    """What is timed.

    Attributes:
        shape: Of a picture that goes into a network, (C, H, W).
        batch: Pictures in a mini-batch.
        channels: Of the pictures of the same height and width by which single tricks are timed.
        repeats: How often each is timed, in turn.
    """

    shape: Shape
    batch: int
    channels: int
    repeats: int


TIMINGS = {
    "mnist": Timing(shape=(1, 28, 28), batch=100, channels=16, repeats=15),
    "digits": Timing(shape=(1, 8, 8), batch=100, channels=16, repeats=5),
}


@experiment(frozen=True)
def step_times(run: Run) -> dict[str, Any]:
    """Time a training step of two convolutional networks, readable and fast, with one thread.

    Returns:
        Among "values", for "simple" and "deep": "floor", the milliseconds that the step's
        products alone would take at the rate of a large one; as multiples of that the step of the
        readable network with "float64" and with "float32" and of the fast one as
        "fast_float64" and "fast"; and "gain", how many times the last goes into the first.
        "tricks": for each the milliseconds "plain" and "fast", and "gain".
    """
    settings = TIMINGS[run.data]
    calls: list[dict[str, Any]] = [{"data": run.data, "net": net} for net in NETS]
    nets = dict(zip(NETS, run.map(time_net, calls, "Timing steps"), strict=True))
    (tricks,) = run.map(time_tricks, [{"data": run.data}], "Timing tricks")
    return {
        "settings": asdict(settings) | {"threads": 1, "tricks": "float32"},
        "seeds": [0],
        "dataset": None,
        "values": nets | {"tricks": tricks},
    }


def time_net(data: str, net: str) -> dict[str, float]:
    """Return one network's times, as `step_times` says."""
    settings, rng = TIMINGS[data], np.random.default_rng(0)
    x = rng.random((settings.batch, *settings.shape), np.float32)
    t = rng.integers(0, 10, settings.batch)
    seconds = medians({"product": product()} | _steps(net, settings, x, t), settings.repeats)
    flops = settings.batch * step_flops(NETS[net], settings.shape)
    least = floor(flops, seconds.pop("product"))
    ratios = {name: taken / least for name, taken in seconds.items()}
    gain = seconds["float64"] / seconds["fast"]
    return ratios | {"floor": least * 1000, "gain": gain}


def time_tricks(data: str) -> dict[str, dict[str, float]]:
    """Return for each trick its times in milliseconds and how many times sooner it is done."""
    settings = TIMINGS[data]
    rng = np.random.default_rng(1)
    shape = (settings.batch, settings.channels, *settings.shape[1:])
    x = rng.random(shape, np.float32) - np.float32(0.5)
    pairs = {
        "precision": _precision(x),
        "patches": _patches(x),
        "input_gradient": _input_gradient(x),
        "pooling": _pooling(x),
        "ReLU": _relu(x),
        "stretches": _stretches(UPDATED),
        "passes": _passes(UPDATED),
    }
    return {name: _compared(*pair, settings.repeats) for name, pair in pairs.items()}


def _steps(net: str, settings: Timing, x: Floats, t: Labels) -> dict[str, Action]:
    """Return a step of the readable and of the fast network in both precisions."""
    double, single = (_readable(net, settings.shape, dtype) for dtype in (np.float64, np.float32))
    quick = FastNet(NETS[net], settings.shape, settings.batch)
    exact = FastNet(NETS[net], settings.shape, settings.batch, np.float64)
    quick.put(double.params)
    exact.put(double.params)
    x64 = x.astype(np.float64)
    return {
        "float64": lambda: double.gradient(x64, t),
        "float32": lambda: single.gradient(x, t),
        "fast_float64": lambda: exact.step(x64, t),
        "fast": lambda: quick.step(x, t),
    }


def _readable(net: str, shape: Shape, dtype: type[np.floating]) -> Sequential:
    """Return the readable network with parameters of this precision."""
    rng = np.random.default_rng(2)
    deep = net == "deep"
    sequential = deep_conv_net(rng, shape, dropout=0) if deep else simple_conv_net(rng, shape)
    for layer in sequential.layers:
        for name in ("weights", "bias"):
            if hasattr(layer, name):
                setattr(layer, name, getattr(layer, name).astype(dtype))
    return sequential


def _compared(plain: Action, fast: Action, repeats: int) -> dict[str, float]:
    seconds = medians({"plain": plain, "fast": fast}, repeats)
    gain = seconds["plain"] / seconds["fast"]
    return {name: taken * 1000 for name, taken in seconds.items()} | {"gain": gain}


def _precision(x: Floats) -> tuple[Action, Action]:
    """One product of all patches with float64, and with float32."""
    single = im2col(x, 3, 3, 1, 1)
    double, weights = single.astype(np.float64), np.ones((single.shape[1], 16), np.float32)
    weights64 = weights.astype(np.float64)
    return lambda: double @ weights64, lambda: single @ weights


def _patches(x: Floats) -> tuple[Action, Action]:
    """All patches of 3 × 3, and only their columns."""
    pictures = np.ascontiguousarray(x.transpose(2, 1, 3, 0))
    rows = _rows(pictures)
    return lambda: im2col(x, 3, 3, 1, 1), lambda: spread(pictures, rows, 1)


def _input_gradient(x: Floats) -> tuple[Action, Action]:
    """A product and col2im, and a convolution with the filters turned round."""
    channels = x.shape[1]
    weights = np.ones((channels, 9 * channels), np.float32)
    dy = np.ascontiguousarray(x.transpose(0, 2, 3, 1)).reshape(-1, channels)
    pictures = np.ascontiguousarray(x.transpose(2, 1, 3, 0))
    rows = _rows(pictures)
    patches = windows(rows.reshape(len(rows), 3 * channels, -1), 3)
    dx = np.zeros((len(pictures), channels, patches.shape[2]), np.float32)

    def fast() -> None:
        spread(pictures, rows, 1)
        np.matmul(weights, patches, out=dx)

    return lambda: col2im(dy @ weights, x.shape, 3, 3, 1, 1), fast


def _pooling(x: Floats) -> tuple[Action, Action]:
    """Pooling forward and backward by laying out windows, and by comparing halves."""
    readable, (_, channels, height, width) = MaxPooling(2), x.shape
    y = readable.forward(x)
    pictures = np.ascontiguousarray(x.transpose(2, 1, 3, 0))
    halves = FastPooling(Pool(2, 2), (channels, height, width), len(x), np.float32)
    out, back = np.ascontiguousarray(y.transpose(2, 1, 3, 0)), np.zeros_like(pictures[:2])

    def plain() -> None:
        readable.forward(x)
        readable.backward(y)

    def fast() -> None:
        for row, one in enumerate(out):
            two = pictures[2 * row : 2 * row + 2]
            halves.forward(row, *_sides(two), one)
            halves.backward(row, one, *_sides(back))

    return plain, fast


def _relu(x: Floats) -> tuple[Action, Action]:
    """A new array each time, and the same one row by row, compared with zeros in an array."""
    readable, y, zeros = ReLU(), x.copy(), np.zeros_like(x[:10])

    def fast() -> None:
        for start in range(0, len(x), 10):
            some = slice(start, start + 10)
            np.maximum(x[some], zeros, out=y[some])

    return lambda: readable.forward(x), fast


def _stretches(count: int) -> tuple[Action, Action]:
    """A step of Adam over all parameters at once, and in stretches that stay in the cache."""
    w, g = np.ones(count, np.float32), np.ones(count, np.float32)
    starts = range(0, count, STRETCH)
    params, grads = ({f"from {s}": v[s : s + STRETCH] for s in starts} for v in (w, g))
    whole, parts = Adam(), Adam()
    return lambda: whole.update({"w": w}, {"w": g}), lambda: parts.update(params, grads)


def _passes(count: int) -> tuple[Action, Action]:
    """A step of Adam over all parameters, and the same in fewer passes."""
    w, g = np.ones(count, np.float32), np.ones(count, np.float32)
    plain, lean = Adam(), updates.Adam()
    return lambda: plain.update({"w": w}, {"w": g}), lambda: lean.update({"w": w}, {"w": g})


def _sides(x: Floats) -> tuple[Floats, Floats]:
    """Return the left and the right pixels of all pairs of (H, C, W, N)."""
    return x[:, :, 0::2], x[:, :, 1::2]


def _rows(pictures: Floats) -> Floats:
    """Return where to lay out (H, C, W, N) for windows of 3 × 3 with a pad of 1."""
    height, channels, width, batch = pictures.shape
    return np.zeros((height + 2, 3, channels, width, batch), pictures.dtype)
