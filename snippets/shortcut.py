"""A shortcut: layers learn what to add to their input, not what to make of it.

Source: He, Zhang, Ren and Sun (2016), doi:10.1109/CVPR.2016.90.
"""

from __future__ import annotations

from collections.abc import Sequence

from snippets.arrays import Floats
from snippets.layers import Layer
from snippets.shapes import expect_shape


# --8<-- [start:shortcut]
class Shortcut:
    """Adds the input to what some layers make of it: y = x + F(x).

    Args:
        layers: F, at least one. What comes out has the shape of what goes in.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        if not layers:
            raise ValueError("there are no layers; expected at least one.")
        self.layers = list(layers)

    def forward(self, x: Floats) -> Floats:
        """Map a batch of any shape to one of the same shape.

        Raises:
            ValueError: the layers give another shape.
        """
        added = x
        for layer in self.layers:
            added = layer.forward(added)
        expect_shape("what the layers give", added.shape, *x.shape, reason="to be added to x")
        return x + added

    def backward(self, dy: Floats) -> Floats:
        """Map dL/dy to dL/dx: it comes through the layers, and past them as it is."""
        through = dy
        for layer in reversed(self.layers):
            through = layer.backward(through)
        return dy + through


# --8<-- [end:shortcut]
