"""Reads the files of a hall's folder into records that remember their place; the form of each file is here."""

import re
import tomllib
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from hall.hall_plan import Calendar, HallPlan, Series
from hall.places import Department, Floor, Hall, Matter, Path, Queue, Theme, TownCentre, Window
from hall.plan_faults import Fault, Located, Source, word_fault

T = TypeVar("T")

CALENDAR_FILE = "calendar.toml"
"""The one file that may be missing: such a calendar covers no year, of which `hall check` warns."""


@dataclass(slots=True)
class Draft:
    """Everything that a hall's files say, each record with its place, before it is checked as a whole."""

    halls: list[Located[Hall]] = field(default_factory=list)
    floors: list[Located[Floor]] = field(default_factory=list)
    aisles: list[Located[tuple[str, ...]]] = field(default_factory=list)
    paths: list[Located[Path]] = field(default_factory=list)
    series: list[Located[Series]] = field(default_factory=list)
    queues: list[Located[Queue]] = field(default_factory=list)
    windows: list[Located[Window]] = field(default_factory=list)
    departments: list[Located[Department]] = field(default_factory=list)
    themes: list[Located[Theme]] = field(default_factory=list)
    matters: list[Located[Matter]] = field(default_factory=list)
    towns: list[Located[TownCentre]] = field(default_factory=list)
    calendars: list[Located[Calendar]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def to_plan(self) -> HallPlan:
        """Return the plan itself, in the order of the files."""
        return HallPlan(
            hall=self.halls[0].record,
            floors=_records(self.floors),
            paths=_records(self.list_paths()),
            series=_records(self.series),
            queues=_records(self.queues),
            windows=_records(self.windows),
            departments=_records(self.departments),
            themes=_records(self.themes),
            matters=self._matters_by_department(),
            towns=_records(self.towns),
            calendar=self.calendars[0].record if self.calendars else Calendar(),
        )

    def list_paths(self) -> list[Located[Path]]:
        """Return every path: those along the aisles, each at the node that it leads to, and those of paths.toml."""
        walked = [
            Located(Path(a=a, b=b), aisle.source, (*aisle.path, step + 1))
            for aisle in self.aisles
            for step, (a, b) in enumerate(pairwise(aisle.record))
        ]
        return [*walked, *self.paths]

    def list_nodes(self) -> set[str]:
        """Return the ids of all nodes."""
        return {node.node_id for floor in self.floors for node in floor.record.nodes}

    def _matters_by_department(self) -> tuple[Matter, ...]:
        """Return the matters in the order of the departments, not of the alphabet of their files."""
        order = {one.record.department_id: place for place, one in enumerate(self.departments)}
        return tuple(sorted(_records(self.matters), key=lambda matter: order[matter.department]))


def read_draft(folder: FilePath) -> Draft:
    """Read every file of a hall's folder; what cannot be read is a fault of the draft, not an error."""
    draft = Draft()
    draft.halls += _read(draft, folder, "hall.toml", Hall)
    for file in _files(draft, folder, "floors"):
        _read_floor(draft, folder, file)
    for paths in _read(draft, folder, "paths.toml", _PathsFile):
        draft.paths += each(paths, "paths")
    for windows in _read(draft, folder, "windows.toml", _WindowsFile):
        draft.series += each(windows, "series")
        draft.queues += each(windows, "queues")
        draft.windows += each(windows, "windows")
    for departments in _read(draft, folder, "departments.toml", _DepartmentsFile):
        draft.departments += each(departments, "departments")
    for themes in _read(draft, folder, "themes.toml", _ThemesFile):
        draft.themes += each(themes, "themes")
    for towns in _read(draft, folder, "towns.toml", _TownsFile):
        draft.towns += each(towns, "towns")
    for file in _files(draft, folder, "matters"):
        _read_matters(draft, folder, file)
    if (folder / CALENDAR_FILE).exists():
        draft.calendars += _read(draft, folder, CALENDAR_FILE, Calendar)
    return draft


def each(holder: Located[Any], key: str) -> list[Located[Any]]:
    """Return the records that a record holds under a key, each with its own place."""
    records = getattr(holder.record, key)
    return [Located(record, holder.source, (*holder.path, key, place)) for place, record in enumerate(records)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FloorFile(Floor):
    """`aisles`: chains of nodes that one walks along, one after another."""

    aisles: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _PathsFile:
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _WindowsFile:
    series: tuple[Series, ...]
    queues: tuple[Queue, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _DepartmentsFile:
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ThemesFile:
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _TownsFile:
    towns: tuple[TownCentre, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _MattersFile:
    """`department` holds for every matter of the file, `queue` for those that name none."""

    department: str
    queue: str | None = None
    matters: tuple[Matter, ...]


def _read_floor(draft: Draft, folder: FilePath, file: str) -> None:
    for read in _read(draft, folder, file, _FloorFile):
        form = read.record
        floor = Floor(**{name: getattr(form, name) for name in Floor.__dataclass_fields__})
        draft.floors.append(Located(floor, read.source))
        draft.aisles += each(read, "aisles")


def _read_matters(draft: Draft, folder: FilePath, file: str) -> None:
    for read in _read(draft, folder, file, _MattersFile):
        draft.matters += each(read, "matters")


def _files(draft: Draft, folder: FilePath, name: str) -> list[str]:
    files = [f"{name}/{file.name}" for file in sorted((folder / name).glob("*.toml"))]
    if not files:
        draft.faults.append(Fault(name, 1, "", "holds no .toml file; add at least one"))
    return files


def _read(draft: Draft, folder: FilePath, file: str, form: type[T]) -> Iterator[Located[T]]:
    """Yield the one record of a file, or nothing and note the faults."""
    try:
        text = (folder / file).read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        draft.faults.append(Fault(file, 1, "", f"cannot be read ({error.strerror}); add the file"))
        return
    except UnicodeDecodeError:
        draft.faults.append(Fault(file, 1, "", "is not UTF-8; save it again with the encoding UTF-8"))
        return
    except tomllib.TOMLDecodeError as error:
        draft.faults.append(_not_toml(file, error))
        return
    source = Source(file, text)
    try:
        record: T = _adapter_of(cast(Hashable, form)).validate_python(_with_defaults(table, form), extra="forbid")
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            draft.faults.append(source.fault(detail["loc"], word_fault(form, dict(detail))))
        return
    yield Located(record, source)


@cache
def _adapter_of(form: Hashable) -> TypeAdapter[Any]:
    """Return what reads a form: kept, because it takes as long to make as to read all of a hall's matters by it."""
    return TypeAdapter(cast(Any, form))


def _not_toml(file: str, error: tomllib.TOMLDecodeError) -> Fault:
    place = re.search(r"line (\d+)", str(error))
    why = re.sub(r" \(at .*\)$", "", str(error))
    what = f"is not TOML here ({why}); check quotation marks, commas and brackets on this line and the one before"
    return Fault(file, int(place.group(1)) if place else 1, "", what)


def _with_defaults(table: dict[str, Any], form: type[Any]) -> dict[str, Any]:
    """Return the table with what its head says for every matter put into each."""
    matters = table.get("matters")
    if form is not _MattersFile or not isinstance(matters, list):
        return table
    given = {"department": table.get("department", "")} | ({"queue": table["queue"]} if "queue" in table else {})
    return table | {"matters": [given | matter if isinstance(matter, dict) else matter for matter in matters]}


def _records(located: list[Located[T]]) -> tuple[T, ...]:
    return tuple(one.record for one in located)
