"""The work that is timed: readable and fast, and the operations of its sums of products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.fast import updates
from experiments.fast.flops import forward_flops, step_flops
from experiments.fast.net import FastNet
from experiments.fast.twins import Twins, with_one
from snippets import optimizers
from snippets.architectures import DEEP_CONV_NET, MNIST_INPUT, SIMPLE_CONV_NET, Connected, Kind
from snippets.arrays import Floats, Labels
from snippets.conv_nets import deep_conv_net, simple_conv_net
from snippets.network import Network, first_params

PICTURES = 20_000  # to draw mini-batches from
SIX_STEPS = 20  # of the six optimizers that are timed together
TWO_STEPS = 2000  # of the two-layer network
LOOKS = 17  # at how good that network is by now
LOOKED_AT = 60_000 * TWO_STEPS // 10_000  # pictures each time: 60,000 in 10,000 steps
STEPS = 5  # of a convolutional network
METHODS = ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam")
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


def six_optimizers(batch: int = 128) -> Work:
    """Six optimizers train 784-100×4-10 on the same mini-batches; the loss again after each."""
    sizes, rng = (784, 100, 100, 100, 100, 10), np.random.default_rng(1)
    params, (x, t) = first_params(rng, sizes), pictures()
    chosen = rng.integers(0, PICTURES, (SIX_STEPS, batch))
    nets = [Network({name: w.copy() for name, w in params.items()}) for _ in METHODS]
    slow, quick = ([getattr(kind, name)() for name in METHODS] for kind in (optimizers, updates))
    twins, ones, x64 = Twins([params] * len(METHODS), batch), with_one(x), x.astype(np.float64)
    parts = [twins.parts(number) for number in range(len(METHODS))]
    now = np.zeros_like(ones[:batch])

    def readable() -> None:
        for some in chosen:
            for net, optimizer in zip(nets, slow, strict=True):
                optimizer.update(net.params, net.gradient(x64[some], t[some])[1])
                net.loss(x64[some], t[some])

    def fast() -> None:
        for some in chosen:
            twins.step(_gather(ones, some, now), t[some])
            # The latest gradients are in the cache still, so they come first.
            for optimizer, (w, g) in zip(quick[::-1], parts[::-1], strict=True):
                optimizer.update(w, g)
            twins.losses(now, t[some])

    kinds = [Connected(nodes) for nodes in sizes[1:]]
    each = step_flops(kinds, (784,)) + forward_flops(kinds, (784,))
    actions: dict[str, Action] = {"readable": readable, "fast": fast}
    return Work("six optimizers", 9, 6 * batch * SIX_STEPS * each, actions)


def two_layers(batch: int = 100) -> Work:
    """SGD trains 784-50-10; LOOKS times, all through, it is tested on LOOKED_AT pictures."""
    rng = np.random.default_rng(2)
    params = first_params(rng, (784, 50, 10))
    parts = np.array_split(rng.integers(0, PICTURES, (TWO_STEPS, batch)), LOOKS)
    net, (x, t) = Network({name: w.copy() for name, w in params.items()}), pictures()
    slow, quick = optimizers.SGD(0.1), updates.SGD(0.1)
    twins, ones, x64 = Twins([params], batch), with_one(x), x.astype(np.float64)
    w, g = twins.parts(0)
    now = np.zeros_like(ones[:batch])

    def readable() -> None:
        for part in parts:
            for some in part:
                slow.update(net.params, net.gradient(x64[some], t[some])[1])
            net.accuracy(x64[:LOOKED_AT], t[:LOOKED_AT])

    def fast() -> None:
        seen = []
        for part in parts:
            for some in part:
                twins.step(_gather(ones, some, now), t[some])
                quick.update(w, g)
            seen.append(twins.params(0))
        answers = Twins(seen, batch).answers(ones[:LOOKED_AT])
        (answers == t[:LOOKED_AT]).mean(axis=1)

    kinds = [Connected(50), Connected(10)]
    flops = step_flops(kinds, (784,)) * TWO_STEPS * batch
    flops += forward_flops(kinds, (784,)) * LOOKS * LOOKED_AT
    return Work("two-layer net", 5, flops, {"readable": readable, "fast": fast})


def convolutional(name: str, kinds: Sequence[Kind], repeats: int, batch: int = 100) -> Work:
    """Some steps of a convolutional network, forward and backward, one after the other."""
    rng = np.random.default_rng(3)
    deep = name == "DeepConvNet"
    readable = deep_conv_net(rng, dropout=0) if deep else simple_conv_net(rng)
    fast = FastNet(kinds, MNIST_INPUT, batch)
    fast.put(readable.params)
    x, t = pictures()
    x, t = x[:batch], t[:batch]
    x64 = x.reshape(batch, *MNIST_INPUT).astype(np.float64)
    actions: dict[str, Action] = {
        "readable": in_a_row(lambda: readable.gradient(x64, t)),
        "fast": in_a_row(lambda: fast.step(x, t)),
    }
    return Work(name, repeats, STEPS * batch * step_flops(kinds, MNIST_INPUT), actions)


def in_a_row(step: Action) -> Action:
    """Return the action of STEPS steps: in training, too, each finds what the last one left."""

    def run() -> None:
        for _ in range(STEPS):
            step()

    return run


def works() -> list[Work]:
    """Return all rows."""
    return [
        six_optimizers(),
        two_layers(),
        convolutional("SimpleConvNet", SIMPLE_CONV_NET, repeats=15),
        convolutional("DeepConvNet", DEEP_CONV_NET, repeats=5),
    ]


def _gather(x: Floats, some: Labels, out: Floats) -> Floats:
    """Write rows of `x` to `out`; "clip", as a check of their numbers would take a copy."""
    return np.take(x, some, axis=0, out=out, mode="clip")
