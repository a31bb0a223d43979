"""The fast network with what holds over-fitting back: penalties, dropout, changed pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.data import Dataset, load
from experiments.engine import Engine, accuracy
from snippets.arrays import Floats, Labels, Params
from snippets.losses import SoftmaxWithLoss
from snippets.network import first_params
from snippets.optimizers import SGD

Pictures = tuple[Floats, Labels]  # (N, pixels) and their classes, (N,)


@dataclass(frozen=True)
class Task:
    """What is to be learnt from how little, and how.

    Attributes:
        pictures: How many there are to learn from, drawn by the seed; a multiple of `batch`.
        hidden: Nodes of each hidden layer.
        batch: Pictures in a mini-batch.
        rate: Learning rate of SGD.
        epochs: How many.
        looks: After which epochs the network is examined, rising.
        wrong: Share of the training pictures, those for validation included, that carry a wrong
            label, drawn from the other classes; at 0.9 the labels say nothing at all.
    """

    pictures: int
    hidden: tuple[int, ...]
    batch: int
    rate: float
    epochs: int
    looks: tuple[int, ...]
    wrong: float = 0.0


@dataclass(frozen=True)
class Restraint:
    """What holds over-fitting back; as it stands, nothing does.

    Attributes:
        l2: Strength λ of the penalty ½ λ Σ w².
        l1: Strength λ of the penalty λ Σ |w|.
        dropout: Probability that a hidden node is dropped.
        inverted: Whether dropout enlarges what it keeps, instead of scaling it down afterwards.
        shift: By up to how many pixels each picture is moved, anew each time it is seen.
        flip: Whether each picture is mirrored half of the times.
    """

    l2: float = 0.0
    l1: float = 0.0
    dropout: float = 0.0
    inverted: bool = True
    shift: int = 0
    flip: bool = False


class DroppingEngine(Engine):
    """The engine, with dropout behind each ReLU while `step` learns.

    Args:
        params: As for `Engine`.
        batch: Likewise.
        ratio: Probability that a hidden node is dropped, in [0, 1).
        inverted: Whether what is kept is enlarged by 1 / (1 − ratio) while learning; otherwise
            `scores` scales it down by 1 − ratio.
        rng: Where the masks come from.
    """

    def __init__(
        self,
        params: Params,
        batch: int,
        ratio: float,
        inverted: bool,
        rng: np.random.Generator,
        dtype: type[np.floating] = np.float32,
    ) -> None:
        super().__init__(params, batch, dtype)
        self.ratio, self.rng = ratio, rng
        self.gain = 1 / (1 - ratio) if inverted else 1.0  # of what is kept, while learning
        self.share = 1.0 if inverted else 1 - ratio  # of every node, afterwards

    def scores(self, x: Floats) -> Floats:
        """Return the scores (M, K) of any number M of inputs, all nodes taking part."""
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            x = np.maximum(x @ weights + bias, 0)
            if self.share != 1:
                x *= x.dtype.type(self.share)
        return x @ self.weights[-1] + self.biases[-1]

    def thinned(self, x: Floats) -> Floats:
        """Return the scores (M, K) of inputs (M, inputs) as while learning, nodes dropped."""
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            x = np.maximum(x @ weights + bias, 0)
            self._drop(x)
        return x @ self.weights[-1] + self.biases[-1]

    def _forward(self, x: Floats) -> None:
        last = self.outputs[-1]
        for weights, bias, y in zip(self.weights, self.biases, self.outputs, strict=True):
            np.matmul(x, weights, out=y)
            y += bias
            if y is not last:
                np.maximum(y, 0, out=y)
                self._drop(y)
            x = y

    def _drop(self, y: Floats) -> None:
        """Zero some nodes; a zero also blocks the gradient, as it does behind a ReLU."""
        if self.ratio:
            y *= (self.rng.random(y.shape, np.float32) >= self.ratio) * y.dtype.type(self.gain)

    def _backward(self, x: Floats) -> None:
        inputs = [x, *self.outputs[:-1]]
        for layer in reversed(range(len(self.weights))):
            delta = self.deltas[layer]
            np.matmul(inputs[layer].T, delta, out=self.d_weights[layer])
            delta.sum(axis=0, out=self.d_biases[layer])
            if layer > 0:
                back = self.deltas[layer - 1]
                np.matmul(delta, self.weights[layer].T, out=back)
                back *= (inputs[layer] > 0) * back.dtype.type(self.gain)


def restrain(engine: Engine, restraint: Restraint) -> None:
    """Add the gradients of the penalties to those of the weights; biases pay nothing."""
    for w, g in zip(engine.weights, engine.d_weights, strict=True):
        if restraint.l2:
            g += g.dtype.type(restraint.l2) * w
        if restraint.l1:
            g += g.dtype.type(restraint.l1) * np.sign(w)


def changed(x: Floats, restraint: Restraint, rng: np.random.Generator) -> Floats:
    """Return square pictures (N, pixels), each moved and mirrored at random as may be."""
    if not (restraint.shift or restraint.flip):
        return x
    side, most, count = round(x.shape[1] ** 0.5), restraint.shift, len(x)
    images = x.reshape(count, side, side)
    if restraint.flip:
        mirrored = rng.random(count) < 0.5
        images = np.where(mirrored[:, None, None], images[:, :, ::-1], images)
    roomy = np.pad(images, [(0, 0), (most, most), (most, most)])
    windows = np.lib.stride_tricks.sliding_window_view(roomy, (side, side), (1, 2))
    down, right = rng.integers(0, 2 * most + 1, (2, count))
    return np.asarray(windows[np.arange(count), down, right]).reshape(count, -1)


def deal(
    data: Dataset, task: Task, rng: np.random.Generator, held_out: int
) -> tuple[Pictures, Pictures]:
    """Return the pictures to learn from, and others for validation, some with wrong labels.

    Args:
        data: Where the pictures come from.
        task: How many there are to learn from, and how many labels are wrong.
        rng: Where the random numbers come from.
        held_out: How many pictures there are for validation.
    """
    order = rng.permutation(len(data.x_train))
    t, classes = data.t_train, int(data.t_train.max()) + 1
    others = (t + rng.integers(1, classes, len(t))) % classes
    t = np.where(rng.random(len(t)) < task.wrong, others, t)
    chosen, kept_back = order[: task.pictures], order[task.pictures :][:held_out]
    return (data.x_train[chosen], t[chosen]), (data.x_train[kept_back], t[kept_back])


def learn(
    data: str, task: Task, restraint: Restraint, seed: int, test: bool = True, held_out: int = 0
) -> dict[str, list[float]]:
    """Train a network and examine it now and then.

    The same seed gives the same pictures, first weights and mini-batches whatever the restraint.

    Args:
        data: "mnist" or "digits".
        task: What to learn.
        restraint: What holds it back.
        seed: Of all random numbers.
        test: Whether to examine it on the test pictures.
        held_out: How many pictures there are for validation, if any.

    Returns:
        For each look a number in each list: under "train", "new" (the test pictures) and
        "validation" the accuracy, 0 to 1, on these pictures; under "train_loss" and so on the
        cross entropy in nats, without any penalty; "size", the root of a weight's mean square.
    """
    engine, exams, rngs = prepare(data, task, restraint, seed, held_out)
    if not test:
        del exams["new"]
    found: dict[str, list[float]] = {}
    for epoch in epochs(engine, exams["train"], task, restraint, rngs):
        if epoch in task.looks:
            for name, value in _examine(engine, exams):
                found.setdefault(name, []).append(value)
    return found


def prepare(
    data: str, task: Task, restraint: Restraint, seed: int, held_out: int
) -> tuple[DroppingEngine, dict[str, Pictures], list[np.random.Generator]]:
    """Return an untrained network, the pictures by name, and where its training's chance lies."""
    loaded = load(data)
    for_pictures, for_weights, *rngs = np.random.default_rng(seed).spawn(4)
    train, validation = deal(loaded, task, for_pictures, held_out)
    sizes = (loaded.x_train.shape[1], *task.hidden, int(loaded.t_train.max()) + 1)
    params = first_params(for_weights, sizes)
    engine = DroppingEngine(params, task.batch, restraint.dropout, restraint.inverted, rngs[1])
    exams = {"train": train, "new": (loaded.x_test, loaded.t_test)}
    return engine, exams | ({"validation": validation} if held_out else {}), rngs


def epochs(
    engine: Engine,
    pictures: Pictures,
    task: Task,
    restraint: Restraint,
    rngs: list[np.random.Generator],
) -> Iterator[int]:
    """Train; yield the number of each epoch when it is over.

    Args:
        engine: To be trained.
        pictures: To learn from.
        task: What to learn.
        restraint: What holds it back.
        rngs: Where the order of the pictures comes from, and their changes.
    """
    (x, t), optimizer = pictures, SGD(task.rate)
    params, grads = {"all": engine.vector}, {"all": engine.gradient}
    for epoch in range(1, task.epochs + 1):
        for chosen in rngs[0].permutation(len(x)).reshape(-1, task.batch):
            engine.step(changed(x[chosen], restraint, rngs[1]), t[chosen])
            restrain(engine, restraint)
            optimizer.update(params, grads)
        yield epoch


def _examine(engine: Engine, exams: dict[str, Pictures]) -> Iterator[tuple[str, float]]:
    for name, (x, t) in exams.items():
        scores = engine.scores(x)
        yield name, accuracy(scores, t)
        yield f"{name}_loss", SoftmaxWithLoss().forward(scores, t)
    squares = sum(float((w**2).sum()) for w in engine.weights)
    yield "size", (squares / sum(w.size for w in engine.weights)) ** 0.5
