"""Half precision, files of parameters, and smooth curves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.signal
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snippets.arrays import Floats
from snippets.half import HALF_MAX, size_in_bytes, to_half
from snippets.network import Network, first_params
from snippets.smoothing import smooth_curve
from snippets.storage import load, save

normals = st.floats(2**-14, HALF_MAX).flatmap(lambda size: st.sampled_from([size, -size]))


@given(arrays(float, 5, elements=normals))
def test_rounding_is_at_most_half_a_unit_in_the_last_of_11_bits(w: Floats) -> None:
    half = to_half({"W1": w})["W1"]
    assert half.dtype == np.float16
    np.testing.assert_allclose(half.astype(float), w, rtol=2**-11)


def test_the_old_arrays_stay_and_the_new_take_a_quarter() -> None:
    params = first_params(np.random.default_rng(0), (8, 5, 3))
    before = {name: w.copy() for name, w in params.items()}
    half = to_half(params)
    assert size_in_bytes(params) == 8 * (40 + 5 + 15 + 3)
    assert size_in_bytes(half) * 4 == size_in_bytes(params)
    for name, w in before.items():
        np.testing.assert_array_equal(params[name], w)
        assert params[name].dtype == np.float64


def test_predictions_hardly_change() -> None:
    rng = np.random.default_rng(0)
    params = first_params(rng, (20, 30, 10))
    x = rng.normal(size=(500, 20))
    full = Network(params).predict(x)
    half = Network({**to_half(params)}).predict(x.astype(np.float16))
    assert half.dtype == np.float16
    assert (full.argmax(axis=1) == half.argmax(axis=1)).mean() > 0.98


@pytest.mark.parametrize("value", [65_520.0, -1e6, np.inf, np.nan])
def test_numbers_that_half_precision_cannot_hold(value: float) -> None:
    with pytest.raises(ValueError, match="'W2' holds numbers beyond ±65,504 or none; expected"):
        to_half({"W1": np.zeros(2), "W2": np.array([1.0, value])})


# Files.


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    params = {"W1": np.arange(6.0).reshape(2, 3), "b1": np.array([1.5], np.float32)}
    save(tmp_path / "net.npz", params)
    loaded = load(tmp_path / "net.npz")
    assert loaded.keys() == params.keys()
    for name, w in params.items():
        np.testing.assert_array_equal(loaded[name], w)
        assert loaded[name].dtype == w.dtype


def test_a_file_must_say_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"called net\.json; expected a name that ends in \.npz"):
        save(tmp_path / "net.json", {})
    assert not list(tmp_path.iterdir())


def test_files_that_are_damaged_are_named(tmp_path: Path) -> None:
    path = tmp_path / "net.npz"
    save(path, {"W1": np.arange(600.0)})
    whole = path.read_bytes()
    array = tmp_path / "array.npy"
    np.save(array, np.zeros(3))
    for content in [whole[: len(whole) // 2], b"", b"no such thing", array.read_bytes()]:
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"^net\.npz is no file of parameters, or damaged"):
            load(path)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "absent.npz")


def test_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    path = tmp_path / "net.npz"
    np.savez(path, W1=np.array([{"an": "object"}], object))
    with pytest.raises(ValueError, match=r"^net\.npz is no file of parameters"):
        load(path)


# Curves.


@given(arrays(float, st.integers(11, 40), elements=st.floats(-100, 100)))
def test_inside_it_is_scipys_convolution_with_a_kaiser_window(x: Floats) -> None:
    window = scipy.signal.windows.kaiser(11, 2.0)
    expected = scipy.signal.convolve(x, window / window.sum(), "valid", "direct")
    smooth = smooth_curve(x)
    assert smooth.shape == x.shape
    np.testing.assert_allclose(smooth[5:-5], expected, atol=1e-9)


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_straight_line_stays_straight_up_to_its_ends(slope: float, start: float) -> None:
    line = start + slope * np.arange(20)
    np.testing.assert_allclose(smooth_curve(line), line, atol=1e-9)


@pytest.mark.parametrize(("shape", "window"), [((10,), 11), ((4, 20), 3), ((20,), 4)])
def test_curves_that_cannot_be_smoothed(shape: tuple[int, ...], window: int) -> None:
    with pytest.raises(ValueError, match=f"and window is {window}; expected"):
        smooth_curve(np.zeros(shape), window)
