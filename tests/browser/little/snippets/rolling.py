"""A ball on a constant slope: enough to prove a question of every type."""


def velocities(push: float, keep: float, steps: int) -> list[float]:
    """Return the velocity after each step: a part `keep` of the last one, less `push`."""
    found = [0.0]
    for _ in range(steps):
        found.append(keep * found[-1] - push)
    return found[1:]
