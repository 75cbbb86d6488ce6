"""Look at the audit trail: pages of it, all of it as lines, and whether its chain holds."""

import re
from collections.abc import Iterator
from datetime import date

from hall.audit import AuditHead, AuditLine, AuditPage, ChainCheck, Place
from hall.errors import BadInput, BrokenChain
from server.actions.look_at_figures import FIRST_DAY, LAST_DAY, ONE_DAY
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.store.audit_log import get_head, list_audit, place_before
from server.store.day_events import find_day
from server.store.hall_read import HallRead
from server.store.reader import Reader

PAGE = 1_000
"""Lines read at a time: each page is one short read transaction."""

FAULTS_MOST = 20
"""So many places are told; a trail that is broken everywhere is told by its first ones."""


def read_place(text: str) -> Place:
    """Return the place that a cursor names, such as `812.3`.

    Raises:
        BadInput: it names none.
    """
    found = re.fullmatch(r"(\d{1,15})\.(\d{1,15})", text)
    if found is None:
        raise BadInput("after: a place in the trail is two numbers, as in 812.3; the last page's `next` is one")
    return Place(seq=int(found[1]), note=int(found[2]))


def write_place(place: Place) -> str:
    """Return a place as a cursor."""
    return f"{place.seq}.{place.note}"


def look_at_audit(read: HallRead, today: HallToday, *, after: Place | None, day: date | None, most: int) -> AuditPage:
    """Return a page of the trail: what follows a place, or a business date's first event.

    Raises:
        BadInput: there was no such date.
    """
    start = after or Place()
    if after is None and day is not None:
        start = _start_of(read, today, day)
    lines, end = list_audit(read, after=start, most=most)
    head = get_head(read)
    is_end = (end.seq, end.note) >= (head.seq, head.note) or not lines
    return AuditPage(lines=tuple(lines), next=None if is_end else write_place(end), head=head)


def pages_of(reader: Reader, *, after: Place | None = None) -> Iterator[list[AuditLine]]:
    """Return the trail page by page, each read on the caller's thread, up to where it ends now."""
    place, head = after or Place(), reader.ask_now(get_head)
    while (place.seq, place.note) < (head.seq, head.note):
        lines, place = reader.ask_now(lambda read, at=place: list_audit(read, after=at, most=PAGE))  # type: ignore[misc]
        if not lines:
            return
        yield lines


def check_chain(reader: Reader, *, expected: AuditHead | None = None) -> tuple[AuditHead, int]:
    """Go along the whole chain; return its end, and how many events are older than it.

    Args:
        reader: of the record.
        expected: a line that was told earlier: it must still be there, unchanged.

    Raises:
        BrokenChain: it says where.
    """
    head = reader.ask_now(get_head)
    check = ChainCheck(reader.hall_id)
    faults: list[str] = []
    is_met = expected is None
    for lines in pages_of(reader):
        for line in lines:
            faults += check.take(line)
            is_met |= (check.seq, check.note, check.link) == _told(expected)
        if len(faults) >= FAULTS_MOST:
            break
    else:
        if (check.seq, check.note) < (head.seq, head.note):
            faults.append(f"the end: the hall counts {head.seq} events and {head.note} notes, the trail has fewer")
        elif (check.seq, check.note) == (head.seq, head.note) and check.link != head.link:
            faults.append("the end: the last line is not that which the hall's row names")
        if not is_met:
            assert expected is not None
            faults.append(f"{expected.seq}.{expected.note}:{expected.link}: no line has this link")
    if faults:
        raise BrokenChain("\n".join(faults[:FAULTS_MOST]))
    return head, check.unlinked


def _told(expected: AuditHead | None) -> tuple[int, int, str] | None:
    return None if expected is None else (expected.seq, expected.note, expected.link)


def _start_of(read: HallRead, today: HallToday, day: date) -> Place:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadInput(f"date: {day} is no day of this system")
    span = find_day(read, day, begins=midnight(day, today.zone), ends=midnight(day + ONE_DAY, today.zone))
    if span is None:
        raise BadInput(f"date: the record has no business date {day}")
    return place_before(read, span.first)
