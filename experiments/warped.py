"""Digits that are warped for a network to learn from: each change alone, and all together."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from experiments.data import load
from experiments.digit_nets import drawn
from experiments.digit_training import READINGS
from experiments.warping import Warp, draw, resample
from studyreport.results import Run, experiment

CLASSES = (2, 5, 6, 9)  # that are shown, the first training picture of each
SEED = 3
NONE = Warp(turn=0, stretch=0, slant=0, move=0)
CHANGES = ("turn", "stretch", "slant", "move")
DRAWS = 2  # of all changes together
UPSIDE_DOWN = np.diag([-1.0, -1.0])[np.newaxis]  # looks for each shade on the other side


@experiment(frozen=True)
def warped_digits(run: Run) -> dict[str, Any]:
    """Warp some training pictures in each way alone, in all at once, and too far.

    Returns:
        Among "values": "classes" of the pictures; "columns": for each way its "name" and the
        "pictures", one for each class, as from `experiments.digit_nets.drawn`.
    """
    data, settings = load(run.data, run.quiet), READINGS[run.data]
    chosen = [int(np.flatnonzero(data.t_train == digit)[0]) for digit in CLASSES]
    pictures = data.x_train[chosen].reshape(-1, *settings.shape[1:])
    rng = np.random.default_rng(SEED)
    warps = [(name, replace(NONE, **{name: getattr(settings.warp, name)})) for name in CHANGES]
    warps += [("all", settings.warp)] * DRAWS
    columns = [("none", pictures)]
    columns += [(name, resample(pictures, *draw(rng, len(chosen), most))) for name, most in warps]
    count = len(chosen)
    turned = resample(pictures, UPSIDE_DOWN.repeat(count, axis=0), np.zeros((count, 2)))
    columns.append(("half a turn", turned))
    return {
        "settings": asdict(settings.warp),
        "seeds": [SEED],
        "dataset": data.describe(),
        "values": {
            "classes": list(CLASSES),
            "columns": [
                {"name": name, "pictures": [drawn(one) for one in column]}
                for name, column in columns
            ],
        },
    }
