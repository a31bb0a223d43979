"""Weights in 8 bits, out and back."""

from __future__ import annotations

import json

import numpy as np

from experiments.quantise import packed, quantise, restore, unpacked
from snippets.conv_nets import deep_conv_net


def test_each_node_uses_the_whole_range_and_errs_by_half_a_step() -> None:
    rng = np.random.default_rng(0)
    w = rng.normal(size=(20, 6)) * [1, 10, 0.01, 3, 1e-9, 1]
    whole, scale = quantise(w, axis=1)
    assert whole.dtype == np.int8
    assert (np.abs(whole.astype(int)).max(axis=0) == 127).all()
    assert (np.abs(restore(whole, scale, 1) - w) <= 0.5001 * scale).all()


def test_weights_of_nothing_stay_nothing() -> None:
    whole, scale = quantise(np.zeros((2, 3, 3, 3)), axis=0)
    assert not restore(whole, scale, 0).any() and np.isfinite(scale).all()


def test_a_network_through_json() -> None:
    params = deep_conv_net(np.random.default_rng(1), (1, 8, 8)).params
    params["b1"] += np.linspace(-1, 1, len(params["b1"]))
    layers = packed(params)
    assert [layer["shape"] for layer in layers][-2:] == [[64, 50], [50, 10]]
    back = unpacked(json.loads(json.dumps(layers)))
    assert back.keys() == params.keys()
    for name, w in params.items():
        axes = (1, 2, 3) if w.ndim == 4 else (0,)
        step = np.abs(w).max(axis=axes, keepdims=True) / 127 if w.ndim > 1 else 1e-5
        assert (np.abs(back[name] - w) <= 0.501 * step).all()
        np.testing.assert_array_equal(back[name], unpacked(layers)[name])
