"""What the documents name exists: files, pictures, commands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/operations.md",
    "docs/glossary.md",
    "docs/errors.md",
    "docs/controls.md",
)
COMMANDS = re.findall(r'^    "(\w+)": \(', (ROOT / "yinhao").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_picture_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^"]+)"', text)

    assert [link for link in linked if not ((ROOT / document).parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:hall|server|kiosk|display|printer|demo|assets|docs|tests|tools)/[\w/.-]+)`", text)

    assert [name for name in named if not (ROOT / name).exists() and "/x." not in name] == []  # x stands for any


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")

    assert set(re.findall(r"\./yinhao (\w+)", text)) - set(COMMANDS) == set()


def test_every_test_that_proves_a_control_exists() -> None:
    text, missing, file = (ROOT / "docs" / "controls.md").read_text(encoding="utf-8"), [], Path()
    for named, test in re.findall(r"`(tests/[\w/]+\.py)?::(test_\w+)`", text):
        file = ROOT / named if named else file
        if not re.search(rf"^def {test}\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            missing.append(f"{file.name}::{test}")

    assert text.count("::test_") > 40
    assert missing == []
