"""Sizes of layers: enough to prove a question of every type."""


def halved(size: int, times: int) -> list[int]:
    """Return the sizes of an image before and after each pooling that halves it."""
    sizes = [size]
    for _ in range(times):
        sizes.append(sizes[-1] // 2)
    return sizes
