"""Printer models as data: `profiles.toml`, one table per model, checked while reading."""

import difflib
import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from hall.errors import BadSettings
from printer.errors import UnknownProfile

PROFILES_FILE = Path(__file__).with_name("profiles.toml")
DEFAULT_PROFILE = "generic-80"


class Confirmation(StrEnum):
    """How a printer can prove that a ticket was printed."""

    PROCESS_ID = "process_id"
    IN_ORDER = "in_order"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What has to be known of a printer model; the file explains each field and where the facts come from."""

    name: str
    title: str
    paper_mm: int
    width_dots: int
    dpi: int
    speed_mm_s: int
    confirms: Confirmation
    reports_changes: bool
    clears_buffers: bool
    sets_motion_units: bool
    prints_doubled: bool
    min_gap_rows: int
    source: str

    def seconds_to_print(self, rows: int) -> float:
        """Return how long the paper moves for so many rows of dots."""
        return rows / self.dpi * 25.4 / self.speed_mm_s


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


def _read_profile(name: str, table: object, file: Path) -> Profile:
    where = f"{file}: [{name}]"
    if not isinstance(table, dict):
        raise BadSettings(f"{where}: a profile is a table")
    types = {field.name: field.type for field in fields(Profile) if field.name != "name"}
    for key in table.keys() - types.keys():
        raise BadSettings(f'{where}: unknown key "{key}"; known are {", ".join(types)}')
    for key, kind in types.items():
        if key not in table:
            raise BadSettings(f'{where}: "{key}" is missing')
        expected = str if kind is Confirmation else kind
        if type(table[key]) is not expected:
            raise BadSettings(f'{where}: "{key}" should be {getattr(expected, "__name__", expected)}')
    try:
        return Profile(name=name, **{**table, "confirms": Confirmation(table["confirms"])})
    except ValueError as error:
        raise BadSettings(f"{where}: {error}") from error
