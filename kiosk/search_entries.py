"""What can be found: the hall's matters and departments, and the pages of the kiosk's own; with their words. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hall.directory import words_of_department, words_of_matter
from hall.places import Department, Directory, MatterToday

NOT_ASKED_FOR = 1000


class Kind(StrEnum):
    """What was found; a page is one of the kiosk's own, for visitors who have a number or an appointment."""

    MATTER = "matter"
    DEPARTMENT = "department"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result.

    Attributes:
        kind: of what.
        found_id: which one.
        why: the everyday words that fit what was typed, empty where its name does.
        is_guess: it only has words that are a little like the one that was typed.
    """

    kind: Kind
    found_id: str
    why: str = ""
    is_guess: bool = False


Words = list[tuple[str, str]]
"""Chinese words, each with its reading as in `hall.places.SearchKeys`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page of the kiosk's own and what people call it, its name first, in both languages."""

    page_id: str
    chinese: Words
    english: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What can be found, and how often people ask for it: its place among the most requested, or a high number."""

    found: Found
    requested: int
    chinese: Words
    english: list[str]
    is_never_here: bool = False


def list_entries(directory: Directory, pages: Iterable[OwnPage]) -> Iterator[Entry]:
    """Yield everything with its words; own names first."""
    most_first = dict.fromkeys((*directory.requested, *directory.hall.featured))
    requested = {each: place for place, each in enumerate(most_first)}
    for today in directory.matters:
        matter = today.matter
        yield Entry(
            found=Found(kind=Kind.MATTER, found_id=matter.matter_id),
            requested=requested.get(matter.matter_id, NOT_ASKED_FOR),
            is_never_here=today.handling.is_never_here,
            chinese=_words_of_matter(today),
            english=[matter.name.en, *matter.also_en],
        )
    for department in directory.departments:
        yield _entry_of_department(department, directory)
    for page in pages:
        found = Found(kind=Kind.PAGE, found_id=page.page_id)
        yield Entry(found=found, requested=NOT_ASKED_FOR, chinese=page.chinese, english=page.english)


def _entry_of_department(department: Department, directory: Directory) -> Entry:
    keys = directory.department_keys.get(department.department_id)
    full = [department.full_name.en] if department.full_name else []
    return Entry(
        found=Found(kind=Kind.DEPARTMENT, found_id=department.department_id),
        requested=NOT_ASKED_FOR,
        chinese=list(zip(words_of_department(department), keys.readings, strict=True)) if keys else [],
        english=[department.name.en, *full, *department.also_en],
    )


def _words_of_matter(today: MatterToday) -> Words:
    return list(zip(words_of_matter(today.matter), today.keys.readings, strict=True)) if today.keys.readings else []
