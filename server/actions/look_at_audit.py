"""Look at the audit trail: pages of it, all of it as lines, and whether its chain holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hall.audit import AuditHead, AuditLine, AuditPage, ChainCheck, ChainFault, ChainStretch, Place
from hall.errors import BadInput, BrokenChain
from server.actions.look_at_figures import FIRST_DAY, LAST_DAY, ONE_DAY
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.store.audit_log import Wanted, get_head, list_audit, list_audit_back, place_before
from server.store.day_events import find_first_since
from server.store.hall_read import HallRead
from server.store.reader import Reader

PAGE = 1_000
"""Lines read at a time: each page is one short read transaction."""

STRETCH = 2_000
"""Lines of the chain that are gone along at a time: some 50 ms."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which lines are looked for: of whom, what, from which business date to which day, from which end."""

    who: str | None = None
    act: str | None = None
    first: date | None = None
    last: date | None = None
    only_refused: bool = False
    is_newest_first: bool = False


def look_at_audit(read: HallRead, today: HallToday, search: Search, *, after: Place | None, most: int) -> AuditPage:
    """Return a page of the trail: what follows a place, or a business date's first event; or from the end back to it.

    Raises:
        BadInput: a date is no day of this system.
    """
    head = get_head(read)
    first = _start_of(read, today, search.first)
    if first is None:
        return AuditPage(lines=(), next=None, head=head)
    wanted = _wanted_of(today, search)
    if search.is_newest_first:
        before = after or Place(seq=head.seq + 1, note=head.note + 1)
        lines, end = list_audit_back(read, after=first, before=before, most=most, wanted=wanted)
        return AuditPage(lines=tuple(lines), next=write_place(end) if len(lines) == most else None, head=head)
    lines, end = list_audit(read, after=after or first, most=most, wanted=wanted)
    is_end = len(lines) < most or (end.seq, end.note) >= (head.seq, head.note)
    return AuditPage(lines=tuple(lines), next=None if is_end else write_place(end), head=head)


def look_at_chain(read: HallRead, *, after: Place | None, link: str | None, most: int) -> ChainStretch:
    """Go along one stretch of the chain, from its beginning or from where the stretch before ended."""
    head = get_head(read)
    check = ChainCheck(read.hall_id, at=after, before=link)
    lines, end = list_audit(read, after=after or Place(), most=most)
    faults = [fault for line in lines for fault in check.take(line)]
    is_end = len(lines) < most
    if is_end:
        faults += check.end(head)
    return ChainStretch(
        lines=len(lines),
        unlinked=check.unlinked,
        faults=tuple(faults[:FAULTS_MOST]),
        next=None if is_end else write_place(end),
        link=check.link if check.has_begun else None,
        head=head,
    )


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
    faults: list[ChainFault | str] = []
    is_met = expected is None
    for lines in pages_of(reader):
        for line in lines:
            faults += check.take(line)
            is_met |= (check.seq, check.note, check.link) == _told(expected)
        if len(faults) >= FAULTS_MOST:
            break
    else:
        faults += check.end(head)
        if not is_met:
            assert expected is not None
            faults.append(f"{expected.seq}.{expected.note}:{expected.link}: no line has this link")
    if faults:
        raise BrokenChain("\n".join(map(str, faults[:FAULTS_MOST])))
    return head, check.unlinked


def _told(expected: AuditHead | None) -> tuple[int, int, str] | None:
    return None if expected is None else (expected.seq, expected.note, expected.link)


def _wanted_of(today: HallToday, search: Search) -> Wanted:
    wanted = Wanted(who=search.who, act=search.act, only_refused=search.only_refused)
    if search.last is None:
        return wanted
    _check_day("to", search.last)
    return replace(wanted, before=midnight(search.last + ONE_DAY, today.zone))


def _start_of(read: HallRead, today: HallToday, day: date | None) -> Place | None:
    """Return the place before a business date, or before the next that came; None when none has come."""
    if day is None:
        return Place()
    _check_day("from", day)
    first = find_first_since(read, day, begins=midnight(day, today.zone))
    return None if first is None else place_before(read, first)


def _check_day(name: str, day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadInput(f"{name}: {day} is no day of this system", field=name, why="date")
