"""One small report, built once in each worker; every test gets a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.report import Report, copy, create


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report that has been built. Not to be changed."""
    report = create(tmp_path_factory.mktemp("report"))
    done = report.make_site()
    assert done.returncode == 0, done.stderr
    return report


@pytest.fixture
def report(built: Report, tmp_path: Path) -> Report:
    """A report that has been built, to be changed."""
    return copy(built, tmp_path / "report")
