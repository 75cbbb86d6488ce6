"""Habits of files: their length, their names, and that every KV file has its widget."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("hall", "server", "kiosk", "display", "printer", "demo")
MODULES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
KV_FILES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.kv"))
FORBIDDEN_NAMES = frozenset(
    "base calendar common core helper helpers manager misc queue select util utils".split()  # noqa: SIM905
)
LONGEST_LINES = 400


def test_no_module_is_longer_than_a_reader_holds() -> None:
    long = {str(file): lines for file in MODULES if (lines := len(_text(file).splitlines())) > LONGEST_LINES}

    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [file for file in MODULES if file.stem in FORBIDDEN_NAMES or file.parent.name in FORBIDDEN_NAMES] == []


def test_every_module_says_what_it_holds() -> None:
    assert [str(file) for file in MODULES if not _text(file).lstrip().startswith('"""')] == []


def test_every_kv_file_stands_beside_its_module() -> None:
    assert [str(file) for file in KV_FILES if not file.with_suffix(".py").exists()] == []


@pytest.mark.parametrize("file", KV_FILES, ids=lambda file: file.name)
def test_kv_imports_only_what_all_faces_share(file: Path) -> None:
    imports = re.findall(r"^#:import\s+\S+\s+(\S+)", _text(file), re.MULTILINE)

    assert [name for name in imports if not name.startswith(("hall.ui", "kivy."))] == []


@pytest.mark.parametrize("file", KV_FILES, ids=lambda file: file.name)
def test_no_visitor_reads_a_text_that_is_spelled_in_kv(file: Path) -> None:
    spelled = re.findall(r"(?:text|words):\s*['\"]([^'\"]*\w[^'\"]*)['\"]\s*$", _text(file), re.MULTILINE)

    assert spelled == []


def test_nothing_of_ours_mentions_a_package_registry() -> None:
    hosts = re.compile(r"(pypi\.org|pythonhosted|npmjs|deb\.debian|registry\.)")
    named = [str(file) for file in _tracked() if hosts.search(_text(file))]

    assert named == []


def _tracked() -> list[Path]:
    endings = {".py", ".toml", ".lock", ".md", ".kv", ".html", ".js", ".css"}
    places = [*PACKAGES, "assets", "docs", "benchmarks", "tools"]
    files = [file for place in places for file in (ROOT / place).rglob("*") if file.suffix in endings]
    return [*files, *(file for file in ROOT.iterdir() if file.suffix in endings)]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
