"""The document on a hall's files names every key of the rules with its default."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from hall.rules import Rules

README = Path(__file__).resolve().parents[2] / "assets" / "halls" / "README.md"
ROW = re.compile(r"^\| `(\w+)` \| `([^`]+)` \| (.+) \|$", re.MULTILINE)


def test_every_rule_is_documented_with_its_default() -> None:
    section = README.read_text(encoding="utf-8").partition("### rules")[2].partition("\n## ")[0]
    documented = {key: tomllib.loads(f"value = {default}")["value"] for key, default, _ in ROW.findall(section)}

    assert documented == {field.name: field.default for field in fields(Rules)}
