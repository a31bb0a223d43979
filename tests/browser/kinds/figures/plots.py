"""Two drawings to choose from."""

from studyreport.figures import Canvas, figure


@figure(alt="A line that falls to a quarter.", caption="Heights of an image.")
def halving_heights(canvas: Canvas) -> None:
    """The height of an image after each pooling."""
    canvas.axes().plot([28, 14, 7], color=canvas.ink)


@figure(alt="A line that stays level.", caption="Heights of an image.")
def level_heights(canvas: Canvas) -> None:
    """What convolutions with padding leave."""
    canvas.axes().plot([28, 28, 28], color=canvas.ink)
