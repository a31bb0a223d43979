"""The colours of this report, each as a pair: on light paper, on dark paper.

Both of a pair have the same contrast to their paper, so no theme makes a line fainter. The hues of
the methods stay apart for readers with deuteranopia, protanopia and tritanopia, and are strong
enough (4.5:1) for small text, because lines are named directly in their own colour.
"""

from __future__ import annotations

ACCENT = ("#0b6e75", "#4cabb6")
HUES = {
    "SGD": ("#4d4d4d", "#bbbbbb"),
    "Momentum": ("#026eb6", "#0a99f9"),
    "Nesterov": ("#0f5400", "#84d776"),
    "AdaGrad": ("#7c6402", "#b99602"),
    "RMSprop": ("#ca4452", "#e65d68"),
    "Adam": ("#771e82", "#f6a9ff"),
}
