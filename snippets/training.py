"""Training: gradient, optimizer, mini-batch after mini-batch, and a look at the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats, Labels, Params
from snippets.epochs import shuffled
from snippets.optimizers import Optimizer
from snippets.regularisation import add_l2


class Learner(Protocol):
    """A network that can be trained: `Network`, `Sequential` or your own."""

    @property
    def params(self) -> Params:
        """Its parameters by name, to be changed in place."""

    def gradient(self, x: Floats, t: Any) -> tuple[float, Params]:
        """Return the loss of a batch and its gradient."""

    def accuracy(self, x: Floats, t: Labels) -> float:
        """Return the share of a batch that it gets right."""


@dataclass(frozen=True)
class Progress:
    """How things stand after an epoch.

    Attributes:
        epoch: Its number, from 1.
        loss: Mean over its mini-batches of the loss before each step, without any penalty.
        train: Accuracy on the training data, 0 to 1.
        validation: Accuracy on the validation data, 0 to 1. If it falls behind, and further with
            every epoch, the network learns its examples by heart: over-fitting.
    """

    epoch: int
    loss: float
    train: float
    validation: float


# --8<-- [start:trainer]
class Trainer:
    """Trains a network.

    Args:
        network: Changed in place.
        optimizer: How a gradient becomes a step; a new one.
        rng: Where the random order of the examples comes from.
        size: Examples in a mini-batch, at least 1.
        decay: Strength λ of the weight decay, at least 0; 0 for none.
    """

    def __init__(
        self,
        network: Learner,
        optimizer: Optimizer,
        rng: np.random.Generator,
        size: int = 100,
        decay: float = 0.0,
    ) -> None:
        self.network, self.optimizer, self.rng = network, optimizer, rng
        self.size, self.decay = size, decay

    def step(self, x: Floats, t: NDArray[Any]) -> float:
        """Take one step for a mini-batch; return its loss before that."""
        loss, grads = self.network.gradient(x, t)
        if self.decay:
            add_l2(grads, self.network.params, self.decay)
        self.optimizer.update(self.network.params, grads)
        return loss

    def epoch(self, x: Floats, t: NDArray[Any]) -> float:
        """Go through all examples (N, …) once; return the mean loss of the mini-batches."""
        return float(np.mean([self.step(*batch) for batch in shuffled(self.rng, x, t, self.size)]))

    def fit(
        self, train: tuple[Floats, Labels], validation: tuple[Floats, Labels], epochs: int
    ) -> Iterator[Progress]:
        """Yield after every epoch how things stand; whoever asks may stop early.

        Args:
            train: Examples and their classes, to learn from.
            validation: Others, only to look at.
            epochs: How many at most.
        """
        for number in range(1, epochs + 1):
            loss = self.epoch(*train)
            yield Progress(
                number, loss, self.network.accuracy(*train), self.network.accuracy(*validation)
            )


# --8<-- [end:trainer]


# --8<-- [start:online]
def learn_online(
    network: Learner, optimizer: Optimizer, stream: Iterable[tuple[Floats, NDArray[Any]]]
) -> Iterator[float]:
    """Learn from data as they arrive, from each only once, and keep none of them.

    Args:
        network: Changed in place with each arrival.
        optimizer: How a gradient becomes a step.
        stream: What arrives: an example (…) and its target, without a batch axis. It may be
            endless.

    Yields:
        The loss of each arrival before it was learnt from.
    """
    # --8<-- [start:online-lines]
    for x, t in stream:
        loss, grads = network.gradient(x[None], np.asarray(t)[None])
        optimizer.update(network.params, grads)
        yield loss
    # --8<-- [end:online-lines]


# --8<-- [end:online]
