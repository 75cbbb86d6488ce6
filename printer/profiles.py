"""Printer models as data: `profiles.toml`, one table per model, checked while reading."""

import difflib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from hall.errors import BadSettings
from printer.errors import UnknownProfile

PROFILES_FILE = Path(__file__).with_name("profiles.toml")
DEFAULT_PROFILE = "generic-80"


class Confirmation(StrEnum):
    """How a printer can prove that a ticket was printed."""

    PROCESS_ID = "process_id"
    IN_ORDER = "in_order"
    NONE = "none"


class Encoding(StrEnum):
    """How a slip becomes bytes: a picture, the printer's own letters, or those with number and code as pictures."""

    RASTER = "raster"
    NATIVE = "native"
    HYBRID = "hybrid"


class Hanzi(StrEnum):
    """Which Chinese letters a printer has in itself."""

    NONE = "none"
    GB2312 = "gb2312"
    GBK = "gbk"


class Presenter(StrEnum):
    """What holds the slip out to the visitor after the cut: none, one whose commands are not known, or by which."""

    NONE = "none"
    UNKNOWN = "unknown"
    GS_E = "gs_e"
    FS_P = "fs_p"


PRESENTS = frozenset({Presenter.GS_E, Presenter.FS_P})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What has to be known of a printer model; the file explains each field and where the facts come from."""

    name: str
    title: str
    paper_mm: int
    width_dots: int
    dpi: int
    speed_mm_s: int
    hanzi: Hanzi
    native_qr: bool
    encoding: Encoding
    serial_encoding: Encoding
    has_cutter: bool
    presenter: Presenter
    confirms: Confirmation
    reports_changes: bool
    clears_buffers: bool
    sets_motion_units: bool
    prints_doubled: bool
    min_gap_rows: int
    roll_m: int
    near_end_m: int
    source: str
    present_step_mm: int = 0
    present_mm: int = 0
    eject_after_s: int = 0

    def seconds_to_print(self, rows: int) -> float:
        """Return how long the paper moves for so many rows of dots."""
        return self.length_mm(rows) / self.speed_mm_s

    def length_mm(self, rows: int) -> float:
        """Return how long the paper of so many rows of dots is."""
        return rows / self.dpi * 25.4


_WORDS: dict[object, Callable[[Any], Any]] = {kind: kind for kind in (Confirmation, Encoding, Hanzi, Presenter)}


_PRESENTING = frozenset({"present_step_mm", "present_mm", "eject_after_s"})
"""Only for models with a presenter."""


def get_profile(name: str, file: Path = PROFILES_FILE) -> Profile:
    """Return the profile of this name; raises `UnknownProfile` or `BadSettings`."""
    profiles = load_profiles(file)
    if name not in profiles:
        near = difflib.get_close_matches(name, profiles, n=1)
        hint = f'did you mean "{near[0]}"? ' if near else ""
        raise UnknownProfile(f'no printer profile "{name}": {hint}there are {", ".join(profiles)}')
    return profiles[name]


def load_profiles(file: Path = PROFILES_FILE) -> dict[str, Profile]:
    """Return every profile in the file by name; raises `BadSettings` naming file, table and key."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSettings(f"{file}: {error}") from error
    return {name: _read_profile(name, table, file) for name, table in tables.items()}


def _as_it_is(value: object) -> object:
    return value


def _read_profile(name: str, table: object, file: Path) -> Profile:
    where = f"{file}: [{name}]"
    if not isinstance(table, dict):
        raise BadSettings(f"{where}: a profile is a table")
    types = {field.name: field.type for field in fields(Profile) if field.name != "name"}
    for key in table.keys() - types.keys():
        raise BadSettings(f'{where}: unknown key "{key}"; known are {", ".join(types)}')
    for key, kind in types.items():
        if key not in table and key in _PRESENTING:
            continue
        if key not in table:
            raise BadSettings(f'{where}: "{key}" is missing')
        expected = str if kind in _WORDS else kind
        if type(table[key]) is not expected:
            raise BadSettings(f'{where}: "{key}" should be {getattr(expected, "__name__", expected)}')
    if table["presenter"] in PRESENTS and not (table.get("present_step_mm") and table.get("present_mm")):
        raise BadSettings(f'{where}: a presenter needs "present_step_mm" and "present_mm"')
    try:
        return Profile(name=name, **{key: _WORDS.get(types[key], _as_it_is)(value) for key, value in table.items()})
    except ValueError as error:
        raise BadSettings(f"{where}: {error}") from error
