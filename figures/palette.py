"""The colours of this report, each as a pair: on light paper, on dark paper.

Both of a pair have the same contrast to their paper, so no theme makes a line fainter. The hues of
the methods stay apart for readers with deuteranopia, protanopia and tritanopia, and are strong
enough (4.5:1) for small text, because lines are named directly in their own colour. No more than
these six stay apart so well; things of different chapters, never drawn together, share one.
"""

from __future__ import annotations

ACCENT = ("#0b6e75", "#4cabb6")
GREY = ("#4d4d4d", "#bbbbbb")
BLUE = ("#026eb6", "#0a99f9")
GREEN = ("#0f5400", "#84d776")
OCHRE = ("#7c6402", "#b99602")
RED = ("#ca4452", "#e65d68")
PURPLE = ("#771e82", "#f6a9ff")

HUES = {
    # signs of weights
    "positive": BLUE,
    "negative": RED,
    # activation functions
    "step": OCHRE,
    "sigmoid": RED,
    "tanh": GREEN,
    "ReLU": BLUE,
    "identity": GREY,
    "wrong slope": PURPLE,
    "wrong derivative": PURPLE,
    # gradient descent: settings of two knobs, learning rates, walks, sizes of the mini-batch
    "knobs A": GREY,
    "knobs B": RED,
    "knobs C": BLUE,
    "too small rate": OCHRE,
    "right rate": BLUE,
    "too large rate": RED,
    "walk 1": BLUE,
    "walk 2": GREEN,
    "walk 3": OCHRE,
    "walk 4": RED,
    "size 1": BLUE,
    "size 2": GREEN,
    "size 3": OCHRE,
    "size 4": PURPLE,
    # back-propagation
    "forward": BLUE,
    "backward": RED,
    # first weights
    "zeros": GREY,
    "std 0.01": OCHRE,
    "Xavier": GREEN,
    "He": BLUE,
    "4/√n": PURPLE,
    "std 1": RED,
    # error functions
    "plain difference": OCHRE,
    "absolute error": GREEN,
    "squared error": RED,
    "cross entropy": BLUE,
    # batch normalisation
    "without": RED,
    "with": BLUE,
    "behind ReLU": GREEN,
    # optimizers
    "SGD": GREY,
    "Momentum": BLUE,
    "Nesterov": GREEN,
    "AdaGrad": OCHRE,
    "RMSprop": RED,
    "Adam": PURPLE,
    # what a network is judged by
    "training": BLUE,
    "new pictures": RED,
    "validation": OCHRE,
    # what holds over-fitting back
    "none": GREY,
    "L2": GREEN,
    "L1": PURPLE,
    "dropout": OCHRE,
    "shifts": BLUE,
    "flips": RED,
    # searches
    "grid": RED,
    "random": BLUE,
    "Bayesian": GREEN,
    # channels of a picture
    "red": RED,
    "green": GREEN,
    "blue": BLUE,
    # the weights of a small filter, the places of its window
    "first": OCHRE,
    "second": BLUE,
    "third": PURPLE,
    "fourth": RED,
    # layers of an architecture
    "convolution": BLUE,
    "pooling": OCHRE,
    "connected": PURPLE,
    # going deep: without and with shortcuts; the simple one of two networks
    "plain": RED,
    "with shortcuts": BLUE,
    "simple": OCHRE,
    # digits: networks, and what is done to a picture first
    "two layers": RED,
    "deep": BLUE,
    "raw": RED,
    "prepared": BLUE,
    # speed: code, and the shifts of a picture's row
    "readable": RED,
    "fast": BLUE,
    "shift 1": OCHRE,
    "shift 2": BLUE,
    "shift 3": PURPLE,
}
