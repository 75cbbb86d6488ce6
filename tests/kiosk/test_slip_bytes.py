"""How many bytes the sample hall's slips and notes have on wide and narrow rolls: seconds at a serial printer."""

from datetime import UTC, date, datetime

import pytest

from hall.directory import directory_on
from hall.moments import to_us
from hall.places import MatterToday
from hall.plan import load_plan
from hall.ticket import (
    IssuedTicket,
    LegPlan,
    NotYet,
    Place,
    PriorityClass,
    Source,
    Ticket,
    TicketState,
    WaitRange,
)
from kiosk.cautions import Caution, Why
from kiosk.guide import Guide
from kiosk.note_words import make_note
from kiosk.slip import make_slip
from printer import NoteKind, NoteSlip
from printer.press import SlipPress, open_press
from printer.profiles import get_profile
from tests.kiosk.words import ASSETS, LANGUAGES

DAY, NOW = date(2026, 11, 24), datetime(2026, 11, 24, 1, 42, tzinfo=UTC)
MOST = 40_000
"""Of every ticket and note, whatever stands on it."""

LOOKED_AT = 6

CAUTIONS = (Caution(why=Why.NO_WINDOW), Caution(why=Why.BREAK, since=NOW, until=NOW))
"""The most that a wait keeps silent about."""


@pytest.fixture(scope="module", params=["generic-80", "generic-58"])
def press(request: pytest.FixtureRequest) -> SlipPress:
    return open_press(ASSETS, get_profile(request.param))


@pytest.fixture(scope="module")
def guide() -> Guide:
    directory = directory_on(load_plan(ASSETS / "halls" / "sample"), DAY)
    return Guide(directory, kiosk_id=directory.floors[0].kiosks[0].kiosk_id)


@pytest.fixture(scope="module")
def by_words(guide: Guide) -> list[MatterToday]:
    """The matters by how much their slips say: name, department and way."""

    def words(today: MatterToday) -> int:
        slip = make_slip(issue(today), guide, LANGUAGES)
        return sum(len(text.zh) * 2 + len(text.en) for text in (slip.matter, slip.department, slip.directions))

    here = [today for today in guide.directory.matters if today.handling.is_here]
    return sorted(here, key=words)


@pytest.fixture(scope="module")
def wordiest(by_words: list[MatterToday]) -> list[MatterToday]:
    """Those that say most."""
    return by_words[-LOOKED_AT:]


def issue(today: MatterToday, *further: MatterToday, **facts: object) -> IssuedTicket:
    ticket = Ticket(
        ticket_id=1,
        number="A888",
        business_date=DAY,
        state=TicketState.WAITING,
        matter_id=today.matter.matter_id,
        queue_id=today.handling.queue or "",
        arrived_at=NOW,
        entered_at=NOW,
        place=Place(key_us=to_us(NOW), since=NOW, appointment_at=NOW, not_before=NOW),
        **facts,  # type: ignore[arg-type]  # mypy has no types for ** facts
    )
    is_offline = ticket.source is Source.OFFLINE
    return IssuedTicket(
        ticket=ticket,
        token="AbCdEfGhJkM",
        page_url="http://192.168.100.100:8080/t/AbCdEfGhJkM",
        slip_code="0888",
        people_ahead=None if is_offline else 28,
        wait=None if is_offline else WaitRange(low_min=18, high_min=88),
        legs=tuple(
            LegPlan(matter_id=each.matter.matter_id, queue_id=each.handling.queue or "", windows=each.handling.windows)
            for each in (today, *further)
        ),
    )


def size_of(
    press: SlipPress,
    guide: Guide,
    issued: IssuedTicket,
    *,
    cautions: tuple[Caution, ...] = (),
    reprint_count: int = 0,
) -> int:
    slip = make_slip(issued, guide, LANGUAGES, cautions=cautions, reprint_count=reprint_count)
    return press.make_job(slip).size_bytes


def test_an_ordinary_ticket(press: SlipPress, guide: Guide, wordiest: list[MatterToday]) -> None:
    assert max(size_of(press, guide, issue(today)) for today in wordiest) <= MOST


def test_a_ticket_that_may_not_be_called_yet(press: SlipPress, guide: Guide, wordiest: list[MatterToday]) -> None:
    for today in wordiest[-2:]:
        issued = issue(today, source=Source.APPOINTMENT)
        early = IssuedTicket(
            ticket=issued.ticket,
            token=issued.token,
            page_url=issued.page_url,
            people_ahead=None,
            wait=None,
            not_yet=NotYet.TOO_EARLY,
        )
        assert size_of(press, guide, early) <= MOST


def test_a_ticket_of_one_who_asked_for_priority(press: SlipPress, guide: Guide, by_words: list[MatterToday]) -> None:
    usual = by_words[len(by_words) // 2]
    asked = {"priority_requested": PriorityClass.PREGNANT}

    assert size_of(press, guide, issue(usual, **asked)) <= MOST
    assert max(size_of(press, guide, issue(today, **asked)) for today in by_words[-LOOKED_AT:]) <= MOST


@pytest.mark.parametrize("source", [Source.KIOSK, Source.OFFLINE])
def test_a_ticket_with_all_that_one_may_have(
    press: SlipPress, guide: Guide, wordiest: list[MatterToday], source: Source
) -> None:
    for today in wordiest[-3:]:
        others = [other for other in wordiest if other is not today][:2]
        issued = issue(today, *others, source=source, priority_requested=PriorityClass.MARTYR_FAMILY)
        assert size_of(press, guide, issued, cautions=CAUTIONS, reprint_count=2) <= MOST


def test_the_longest_notes(press: SlipPress, guide: Guide) -> None:
    notes = [make_note(today, guide, LANGUAGES, at=NOW) for today in guide.directory.matters]
    kinds = [[note for note in notes if note.kind is kind] for kind in (NoteKind.MATERIALS, NoteKind.DIRECTIONS)]

    assert all(press.make_job(max(kind, key=count_letters)).size_bytes <= MOST for kind in kinds)


def count_letters(note: NoteSlip) -> int:
    texts = [text for item in note.items for text in (item.head, *item.lines)]
    return sum(2 * len(text.zh) + len(text.en) for text in (*texts, *note.tail))
