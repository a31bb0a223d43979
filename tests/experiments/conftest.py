"""What the tests of experiments share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from studyreport.results import Run


class _Here:
    """Runs every call at once, in this process."""

    data = "digits"
    quiet = True

    def map(
        self, function: Callable[..., Any], calls: list[dict[str, Any]], label: str
    ) -> list[Any]:
        assert label
        return [function(**call) for call in calls]


@pytest.fixture(scope="session")
def run() -> Run:
    """Return a stand-in that keeps nothing and starts no processes."""
    return cast(Run, _Here())
