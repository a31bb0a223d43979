"""The readable networks of `snippets.multi_layer` in float32: half the bytes, the same layers."""

from __future__ import annotations

import numpy as np

from snippets.batch_normalisation import BatchNorm
from snippets.layers import Affine, Layer
from snippets.sequential import Sequential


def single(network: Sequential) -> Sequential:
    """Return a network of the same layers whose parameters are float32 copies."""
    return Sequential([_single(layer) for layer in network.layers], network.last)


def _single(layer: Layer) -> Layer:
    """Return a fresh float32 layer for one that learns, and any other layer as it is."""
    if isinstance(layer, Affine):
        return Affine(layer.weights.astype(np.float32), layer.bias.astype(np.float32))
    if isinstance(layer, BatchNorm):
        gamma, beta = layer.gamma.astype(np.float32), layer.beta.astype(np.float32)
        return BatchNorm(gamma, beta, layer.memory, layer.epsilon)
    return layer
