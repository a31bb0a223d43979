"""What goes on inside a network: the signal of each layer, and the gradient that reaches it."""

from __future__ import annotations

from collections.abc import Sequence

from snippets.arrays import Floats
from snippets.layers import Layer


# --8<-- [start:signals]
def forward_signals(layers: Sequence[Layer], x: Floats) -> list[Floats]:
    """Return what each layer gives for a batch `x` (N, …), the first layer's first."""
    signals = []
    for layer in layers:
        x = layer.forward(x)
        signals.append(x)
    return signals


def backward_signals(layers: Sequence[Layer], dy: Floats) -> list[Floats]:
    """Return the gradient with respect to what each layer took, the first layer's first.

    It belongs to the latest forward pass. That a layer's own derivative is not small does not
    mean that these are not: they are products over all layers behind.

    Args:
        layers: All layers, in order.
        dy: The gradient with respect to what the last layer gave.
    """
    signals = []
    for layer in reversed(layers):
        dy = layer.backward(dy)
        signals.append(dy)
    return signals[::-1]


# --8<-- [end:signals]
