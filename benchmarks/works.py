"""The work that is timed: readable and fast, and the operations of its sums of products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.fast.flops import forward_flops, step_flops
from experiments.fast.net import FastNet
from experiments.fast.twins import Twins, with_one
from snippets.architectures import DEEP_CONV_NET, MNIST_INPUT, SIMPLE_CONV_NET, Connected, Kind
from snippets.arrays import Floats, Labels
from snippets.conv_nets import deep_conv_net, simple_conv_net
from snippets.network import Network, first_params
from snippets.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop

PICTURES = 20_000  # to draw mini-batches from
METHODS: tuple[Callable[[], Optimizer], ...] = (
    lambda: SGD(0.01),
    Momentum,
    Nesterov,
    AdaGrad,
    RMSprop,
    Adam,
)
Action = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """One row of the table.

    Attributes:
        title: What is done.
        repeats: How often it is timed.
        flops: The multiplications and additions of its sums of products.
        actions: What is timed, by name: "readable" and "fast".
    """

    title: str
    repeats: int
    flops: float
    actions: dict[str, Action]


def pictures() -> tuple[Floats, Labels]:
    """Return pictures (PICTURES, 784), float32, and classes."""
    rng = np.random.default_rng(0)
    return rng.random((PICTURES, 784), np.float32), rng.integers(0, 10, PICTURES)


def six_optimizers(iterations: int = 5, batch: int = 128) -> Work:
    """Six optimizers train 784-100×4-10 on the same mini-batches; the loss again after each."""
    sizes, rng = (784, 100, 100, 100, 100, 10), np.random.default_rng(1)
    params, (x, t) = first_params(rng, sizes), pictures()
    chosen = rng.integers(0, PICTURES, (iterations, batch))
    nets = [Network({name: w.copy() for name, w in params.items()}) for _ in METHODS]
    slow, quick = [one() for one in METHODS], [one() for one in METHODS]
    twins, ones, x64 = Twins([params] * len(METHODS), batch), with_one(x), x.astype(np.float64)
    parts = [twins.parts(number) for number in range(len(METHODS))]

    def readable() -> None:
        for some in chosen:
            for net, optimizer in zip(nets, slow, strict=True):
                optimizer.update(net.params, net.gradient(x64[some], t[some])[1])
                net.loss(x64[some], t[some])

    def fast() -> None:
        for some in chosen:
            x_now, t_now = ones.take(some, axis=0), t[some]  # quicker than ones[some]
            twins.step(x_now, t_now)
            for optimizer, (w, g) in zip(quick, parts, strict=True):
                optimizer.update(w, g)
            twins.losses(x_now, t_now)

    kinds = [Connected(nodes) for nodes in sizes[1:]]
    each = step_flops(kinds, (784,)) + forward_flops(kinds, (784,))
    actions: dict[str, Action] = {"readable": readable, "fast": fast}
    return Work("six optimizers", 9, 6 * batch * iterations * each, actions)


def two_layers(iterations: int = 100, batch: int = 100) -> Work:
    """SGD trains 784-50-10; evaluated on as many pictures as 17 times 60,000 in 10,000 steps."""
    rng, looked_at = np.random.default_rng(2), 17 * 60_000 * iterations // 10_000
    params, (x, t) = first_params(rng, (784, 50, 10)), pictures()
    chosen = rng.integers(0, PICTURES, (iterations, batch))
    net, slow, quick = Network({name: w.copy() for name, w in params.items()}), SGD(0.1), SGD(0.1)
    twins, ones, x64 = Twins([params], batch), with_one(x), x.astype(np.float64)
    w, g = twins.parts(0)

    def readable() -> None:
        for some in chosen:
            slow.update(net.params, net.gradient(x64[some], t[some])[1])
        net.accuracy(x64[:looked_at], t[:looked_at])

    def fast() -> None:
        for some in chosen:
            twins.step(ones.take(some, axis=0), t[some])
            quick.update(w, g)
        twins.scores(ones[:looked_at])[0].argmax(axis=0)

    kinds = [Connected(50), Connected(10)]
    flops = step_flops(kinds, (784,)) * iterations * batch
    flops += forward_flops(kinds, (784,)) * looked_at
    return Work("two-layer net", 15, flops, {"readable": readable, "fast": fast})


def convolutional(name: str, kinds: Sequence[Kind], repeats: int, batch: int = 100) -> Work:
    """One step, forward and backward, of a convolutional network."""
    rng = np.random.default_rng(3)
    deep = name == "DeepConvNet"
    readable = deep_conv_net(rng, dropout=0) if deep else simple_conv_net(rng)
    fast = FastNet(kinds, MNIST_INPUT, batch)
    fast.put(readable.params)
    x, t = pictures()
    x, t = x[:batch], t[:batch]
    x64 = x.reshape(batch, *MNIST_INPUT).astype(np.float64)
    actions: dict[str, Action] = {
        "readable": lambda: readable.gradient(x64, t),
        "fast": lambda: fast.step(x, t),
    }
    return Work(name, repeats, batch * step_flops(kinds, MNIST_INPUT), actions)


def works() -> list[Work]:
    """Return all rows."""
    return [
        six_optimizers(),
        two_layers(),
        convolutional("SimpleConvNet", SIMPLE_CONV_NET, repeats=25),
        convolutional("DeepConvNet", DEEP_CONV_NET, repeats=9),
    ]
