"""Weights of 8 bits: a whole number from −127 to 127 each, and one scale for each node."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.arrays import Floats, Params

LARGEST = 127


def quantise(weights: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Return weights rounded to multiples of a scale, the multiples, and the scales.

    Args:
        weights: Of any shape.
        axis: That of the nodes or filters. Each has a scale of its own, so that its largest
            weight becomes ±127.

    Returns:
        Whole numbers of the weights' shape, and one scale for each node, (nodes,), float32.
    """
    others = tuple(other for other in range(weights.ndim) if other != axis)
    largest = np.abs(weights).max(axis=others, keepdims=True)
    scale = np.where(largest > 0, largest, 1).astype(np.float32) / LARGEST
    return np.rint(weights / scale).astype(np.int8), scale.ravel()


def restore(whole: NDArray[np.int8], scale: Floats, axis: int) -> Floats:
    """Return the weights that `quantise` made multiples of, float32."""
    shape = [1] * whole.ndim
    shape[axis] = -1
    return whole.astype(np.float32) * scale.reshape(shape)


def packed(params: Params) -> list[dict[str, Any]]:
    """Return a network's layers so that JSON can hold them.

    Args:
        params: "W1", "b1", "W2" …: filters (F, C, FH, FW) or weights (inputs, nodes), and biases.

    Returns:
        For each layer "shape" of the weights; "weights", as many signed bytes in that order, in
        Base64; "scale" and "bias", one for each filter or node.
    """
    layers = []
    for number in range(1, len(params) // 2 + 1):
        weights, bias = params[f"W{number}"], params[f"b{number}"]
        whole, scale = quantise(weights, _nodes(weights))
        text = base64.b64encode(whole.tobytes()).decode("ascii")
        sizes = list(weights.shape)
        layers.append(
            {"shape": sizes, "scale": _shown(scale), "bias": _shown(bias), "weights": text}
        )
    return layers


def unpacked(layers: list[dict[str, Any]]) -> Params:
    """Return the parameters, float32, of exactly what `packed` returned."""
    params: Params = {}
    for number, layer in enumerate(layers, 1):
        flat = np.frombuffer(base64.b64decode(layer["weights"]), np.int8)
        whole = flat.reshape(layer["shape"])
        scale = np.array(layer["scale"], np.float32)
        params[f"W{number}"] = restore(whole, scale, _nodes(whole))
        params[f"b{number}"] = np.array(layer["bias"], np.float32)
    return params


def _nodes(weights: NDArray[Any]) -> int:
    """Return the axis of the filters or nodes: the first of filters, the last of weights."""
    return 0 if weights.ndim == 4 else 1


def _shown(values: Floats) -> list[float]:
    """Return numbers as they will be stored, so that they come back as the same ones."""
    return [float(f"{value:.6g}") for value in values.tolist()]
