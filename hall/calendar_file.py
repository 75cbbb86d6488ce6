"""Writes additions into a hall's `calendar.toml`, and leaves every line and remark that is there as it is."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from hall.calendar_merge import joined
from hall.errors import BadSettings
from hall.hall_plan import Calendar
from hall.places import Text
from hall.plan_files import CALENDAR_FILE

HEAD = """\
# Where the hall's days differ from the hours of their weekdays in hall.toml; halls/README.md describes the keys.
covers = []
"""
_COVERS = re.compile(r"^covers[ \t]*=[ \t]*\[([^\]#]*)\]", re.MULTILINE)


def add_to_calendar(folder: Path, own: Calendar, added: Calendar) -> None:
    """Write additions behind what a hall's folder says in its calendar; a file that is missing is begun.

    Raises:
        BadSettings: the file is written in a way that cannot be added to; it was not changed.
    """
    file = folder / CALENDAR_FILE
    text = file.read_bytes().decode() if file.exists() else HEAD
    longer = _with_years(text, added.covers) + "".join(_blocks(added)).replace("\n", _line_end(text))
    if _read(longer) != joined(own, added):
        what = f"{file}: cannot be added to as it is written; add these lines by hand:\n{''.join(_blocks(added))}"
        raise BadSettings(f"{what}and these years to covers: {', '.join(str(year) for year in added.covers)}")
    draft = file.with_suffix(".toml.new")
    draft.write_bytes(longer.encode())
    draft.replace(file)


def _with_years(text: str, years: tuple[int, ...]) -> str:
    def write(found: re.Match[str]) -> str:
        known = [word.strip() for word in found[1].split(",") if word.strip()]
        return f"covers = [{', '.join([*known, *(str(year) for year in years)])}]"

    if _COVERS.search(text):
        return _COVERS.sub(write, text, count=1)
    return f"covers = [{', '.join(str(year) for year in years)}]{_line_end(text)}" + text


def _blocks(added: Calendar) -> Iterator[str]:
    for holiday in added.holidays:
        days = f"since = {holiday.since}\nuntil = {holiday.until}\n"
        yield f"\n[[holidays]]\n{days}name = {_words(holiday.name)}\n"
    for make_up in added.make_up_days:
        days = f"day = {make_up.day}\nweekday = {make_up.weekday}\n"
        yield f"\n[[make_up_days]]\n{days}name = {_words(make_up.name)}\n"


def _words(text: Text) -> str:
    zh, en = (json.dumps(words, ensure_ascii=False) for words in (text.zh, text.en))
    return f"{{ zh = {zh}, en = {en} }}"


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _read(text: str) -> Calendar | None:
    try:
        return TypeAdapter(Calendar).validate_python(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError):
        return None
