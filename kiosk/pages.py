"""Lists cut into pages that buttons turn: no gesture beyond a tap. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Generic[T]):
    """A named group of entries that begins on a page of its own."""

    name: str
    entries: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """The entries of one page, and the section that they belong to."""

    section: str
    entries: tuple[T, ...]


def make_pages(sections: Sequence[Section[T]], *, per_page: int) -> tuple[Page[T], ...]:
    """Return the pages of all sections in order; empty sections have none."""
    step = max(1, per_page)
    return tuple(
        Page(section=section.name, entries=section.entries[start : start + step])
        for section in sections
        for start in range(0, len(section.entries), step)
    )


def rows_that_fit(height_px: float, *, row_px: float, gap_px: float) -> int:
    """Return how many rows fit one under another, at least one."""
    return max(1, int((height_px + gap_px) // (row_px + gap_px)))
