"""The gallery of warped digits."""

from __future__ import annotations

import numpy as np

from experiments.data import load
from experiments.warped import CLASSES, warped_digits
from studyreport.results import Run


def test_the_gallery_begins_with_digits_of_the_right_classes(run: Run) -> None:
    values = warped_digits(run)["values"]
    columns = {column["name"]: column["pictures"] for column in values["columns"]}
    data = load("digits")
    for digit, rows in zip(CLASSES, columns["none"], strict=True):
        picture = np.array([[int(shade, 16) for shade in row] for row in rows]) / 15
        nearest = np.abs(data.x_train.reshape(-1, 8, 8) - picture).sum(axis=(1, 2)).argmin()
        assert data.t_train[nearest] == digit


def test_half_a_turn_is_exact_and_every_other_change_is_one(run: Run) -> None:
    values = warped_digits(run)["values"]
    none, *others = (column["pictures"] for column in values["columns"])
    assert [[row[::-1] for row in one[::-1]] for one in none] == others[-1]
    assert all(one != other for column in others for one, other in zip(none, column, strict=True))
