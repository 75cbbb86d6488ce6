"""One version for everything."""

import tomllib
from pathlib import Path

from hall.version import VERSION


def test_the_programs_tell_the_version_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == VERSION
