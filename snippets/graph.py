"""A computational graph: small steps that each know their own derivative.

The chain rule, dz/dx = dz/dt · dt/dx, is then nothing but going back through them and
multiplying. For z = t², t = x + y it gives dz/dx = 2t · 1 = 2 (x + y).
"""

from __future__ import annotations


# --8<-- [start:add]
class Add:
    """x + y: what comes back goes to both unchanged."""

    def forward(self, x: float, y: float) -> float:
        """Return x + y."""
        return x + y

    def backward(self, dz: float) -> tuple[float, float]:
        """Return dL/dx and dL/dy, given dL/dz."""
        return dz * 1, dz * 1


# --8<-- [end:add]


# --8<-- [start:multiply]
class Multiply:
    """x · y: what comes back is multiplied by the *other* factor."""

    def __init__(self) -> None:
        self.x = self.y = 0.0

    def forward(self, x: float, y: float) -> float:
        """Return x · y."""
        self.x, self.y = x, y
        return x * y

    def backward(self, dz: float) -> tuple[float, float]:
        """Return dL/dx and dL/dy, given dL/dz."""
        return dz * self.y, dz * self.x


# --8<-- [end:multiply]


# --8<-- [start:square]
class Square:
    """t²: what comes back is multiplied by 2t."""

    def __init__(self) -> None:
        self.t = 0.0

    def forward(self, t: float) -> float:
        """Return t²."""
        self.t = t
        return t * t

    def backward(self, dz: float) -> float:
        """Return dL/dt, given dL/dz."""
        return dz * 2 * self.t


# --8<-- [end:square]
