"""The photograph against Pillow's own grey and its own shrinking."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_sample_image

from experiments.pictures import temple


@pytest.mark.parametrize(("shrink", "size"), [(4, 100), (7, 57)])
def test_the_photograph_is_grey_square_and_shrunk(shrink: int, size: int) -> None:
    whole = Image.fromarray(load_sample_image("china.jpg")).crop((120, 0, 520, 400)).convert("F")
    oracle = np.asarray(whole.reduce(shrink))[:size, :size] / 255
    assert temple(shrink).shape == (size, size)
    assert temple(shrink) == pytest.approx(oracle, abs=1e-4)
