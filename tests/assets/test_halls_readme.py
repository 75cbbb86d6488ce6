"""The description of a hall's files stays true: its examples are TOML, and it names every key and kind there is."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from hall import hall_plan, places

README = (Path(__file__).resolve().parent.parent.parent / "assets" / "halls" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
RECORDS = [
    places.Hall,
    places.Session,
    places.Rules,
    places.OriginalHall,
    places.Floor,
    places.Room,
    places.Node,
    places.KioskPlace,
    places.Entrance,
    places.Path,
    hall_plan.Series,
    places.Queue,
    places.Window,
    places.Department,
    places.Placement,
    places.Theme,
    places.TownCentre,
    places.Matter,
    places.Quota,
    hall_plan.Calendar,
    hall_plan.Holiday,
    hall_plan.MakeUpDay,
    hall_plan.SpecialDay,
    hall_plan.Opening,
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_toml(example: str) -> None:
    assert tomllib.loads(example)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_is_described(record: type) -> None:
    assert [
        field.name for field in fields(record) if f"{field.name}`" not in README and f"[{field.name}]" not in README
    ] == []


@pytest.mark.parametrize(
    "words", [places.HandlingMode, places.Body, places.Audience, places.RoomKind, hall_plan.AfterLast], ids=str
)
def test_every_word_allowed_is_named(words: type) -> None:
    assert [word for word in words if f"`{word}`" not in README and f'"{word}"' not in README] == []
