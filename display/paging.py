"""Pages that follow one another by the clock alone, so that all boards of a hall turn them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

PAGE_TIME = timedelta(seconds=8)
"""How long a page stays: time to find one's line among six and read it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which page is shown, of how many; at least one."""

    index: int
    count: int


def page_at(item_count: int, per_page: int, at: datetime) -> Page:
    """Return the page of the moment."""
    count = max(1, -(-item_count // per_page))
    return Page(index=(at - _EPOCH) // PAGE_TIME % count, count=count)


def on_page(items: Sequence[T], per_page: int, page: Page) -> tuple[T, ...]:
    """Return the items of a page; the last page repeats some of the one before rather than show a hole."""
    start = min(page.index * per_page, max(0, len(items) - per_page))
    return tuple(items[start : start + per_page])


def next_page_at(at: datetime) -> datetime:
    """Return when the next page comes."""
    return _EPOCH + ((at - _EPOCH) // PAGE_TIME + 1) * PAGE_TIME
