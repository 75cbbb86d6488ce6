"""The pages of the strip under the calls: who waits where, whose number was missed, which windows are shut; pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from display.paging import Page, on_page, page_at
from display.scene import Scene
from hall.board_parts import WindowsAway, find_windows_away, missed_numbers, queues_shown
from hall.queue_now import QueueNow

CARDS_PER_PAGE = 6
MISSED_PER_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One page of the strip: exactly one of the three is there (or none, in a hall without queues)."""

    queues: tuple[QueueNow, ...] = ()
    missed: tuple[str, ...] = ()
    windows: WindowsAway | None = None


def strip_at(scene: Scene, server_time: datetime) -> Strip:
    """Return the page of the moment: the queues first, then missed numbers, then windows, and again."""
    if scene.snapshot is None or scene.directory is None:
        return Strip()
    known = scene.snapshot, scene.directory, scene.coverage
    queues, missed = queues_shown(*known), missed_numbers(*known)
    windows = find_windows_away(*known, now=server_time.astimezone(ZoneInfo(scene.directory.hall.time_zone)))
    queue_pages = -(-len(queues) // CARDS_PER_PAGE)
    missed_pages = -(-len(missed) // MISSED_PER_PAGE)
    count = queue_pages + missed_pages + (windows is not None)
    page = page_at(count, 1, server_time)
    if page.index < queue_pages:
        part = Page(index=page.index, count=queue_pages)
        return Strip(queues=on_page(queues, CARDS_PER_PAGE, part))
    if page.index < queue_pages + missed_pages:
        start = (page.index - queue_pages) * MISSED_PER_PAGE
        return Strip(missed=missed[start : start + MISSED_PER_PAGE])
    return Strip(windows=windows)
