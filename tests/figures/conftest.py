"""A little report for each test; and one that is built once, for tests that copy it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.figures.little import Little


@pytest.fixture
def little(tmp_path: Path) -> Little:
    return Little(tmp_path / "report")


@pytest.fixture(scope="session")
def _first(tmp_path_factory: pytest.TempPathFactory) -> Little:
    first = Little(tmp_path_factory.mktemp("built") / "report")
    first.ok("refresh", "--quiet")
    return first


@pytest.fixture
def built(_first: Little, tmp_path: Path) -> Little:
    """Return a copy of a report whose results are made and whose figures are drawn."""
    shutil.copytree(_first.root, tmp_path / "report", copy_function=shutil.copy2)
    copy = Little.__new__(Little)
    copy.root = tmp_path / "report"
    return copy
