"""Versions of installed packages, found without importing anything."""

from __future__ import annotations

from importlib import metadata

import pytest

from studyreport.inputs.packages import version


@pytest.mark.parametrize(
    ("package", "distribution"),
    [
        ("numpy", "numpy"),
        ("sklearn", "scikit-learn"),
        ("PIL", "pillow"),
        ("yaml", "PyYAML"),
        ("mpl_toolkits", "matplotlib"),
        ("pylab", "matplotlib"),
    ],
)
def test_finds_the_version(package: str, distribution: str) -> None:
    assert version(package) == metadata.version(distribution)


def test_what_is_not_installed_has_none() -> None:
    assert version("no_such_package") == ""
