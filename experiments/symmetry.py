"""Hidden units that begin alike: a tiny task that they cannot learn, and random ones can."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from snippets.activation_layers import Tanh
from snippets.arrays import Floats
from snippets.layers import Affine, Layer
from snippets.optimizers import SGD
from snippets.output_layers import IdentityWithLoss
from snippets.sequential import Sequential
from studyreport.results import Run, experiment

# The two inputs, and as target whether they differ: (4, 2) and (4, 1).
CORNERS = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
DIFFER = np.array([[-1.0], [1.0], [1.0], [-1.0]])


@dataclass(frozen=True)
class Task:
    """A network of two inputs, some tanh units and one output, trained on all four examples."""

    units: int = 4
    alike: tuple[float, float, float] = (1.4, 0.9, 0.5)  # w₁ and w₂ into, and v out of, each unit
    rate: float = 0.1
    steps: int = 600
    keep: int = 5  # every how many steps a point of the paths is kept
    seed: int = 1


@experiment(frozen=False)
def symmetry(run: Run) -> dict[str, Any]:  # noqa: ARG001 - needs no data
    """Train from three starts: all weights 0, all units alike, random.

    Returns:
        Among "values", for each start: "paths" (units, points, 2), the weights into each hidden
        unit; "loss" before the first and after the last step.
    """
    task = Task()
    into, out = np.array(task.alike[:2])[:, None], task.alike[2]
    rng = np.random.default_rng(task.seed)
    starts = {
        "zeros": (np.zeros((2, task.units)), np.zeros((task.units, 1))),
        "alike": (np.tile(into, task.units), np.full((task.units, 1), out)),
        "random": (
            rng.normal(0, np.sqrt(1 / 2), (2, task.units)),
            rng.normal(0, np.sqrt(1 / task.units), (task.units, 1)),
        ),
    }
    return {
        "settings": asdict(task),
        "seeds": [task.seed],
        "dataset": None,
        "values": {name: walk(*weights, task) for name, weights in starts.items()},
    }


def walk(into: Floats, out: Floats, task: Task) -> dict[str, Any]:
    """Train from these weights, (2, units) and (units, 1), and return what `symmetry` names."""
    first = Affine(into, np.zeros(into.shape[1]))
    layers: list[Layer] = [first, Tanh(), Affine(out, np.zeros(1))]
    network, sgd = Sequential(layers, IdentityWithLoss()), SGD(task.rate)
    before, paths = network.loss(CORNERS, DIFFER), [first.weights.T.copy()]
    for step in range(1, task.steps + 1):
        _, gradients = network.gradient(CORNERS, DIFFER)
        sgd.update(network.params, gradients)
        if step % task.keep == 0:
            paths.append(first.weights.T.copy())
    return {
        "paths": np.array(paths).swapaxes(0, 1),
        "loss": [before, network.loss(CORNERS, DIFFER)],
    }
