"""What is printed without a number, and what a ticket says beside its number."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from hall.errors import HallClosed, UnknownTicket
from hall.language import Language
from hall.places import Text
from hall.ticket import LegPlan, NotYet, PriorityClass, Source, Ticket, TicketState
from kiosk.elsewhere import find_elsewhere
from kiosk.guide import Guide
from kiosk.note_words import make_note
from kiosk.number_words import fault_words, priority_words, standing_words
from kiosk.own_number import JustDone, OwnNumber
from kiosk.slip import make_slip
from kiosk.ticket_words import notice_phrase, then_phrase
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.numbers import number_view
from tests.kiosk.words import EN, LANGUAGES, ZH

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def hall() -> FakeHall:
    return FakeHall()


@pytest.fixture
def guide(hall: FakeHall) -> Guide:
    return Guide(hall.directory, kiosk_id="K1")


def test_a_matter_of_this_hall_has_a_list_to_tick_off(guide: Guide) -> None:
    today = guide.matter("insure")

    note = make_note(today, guide, LANGUAGES, at=at(9, 42))

    assert note.title == Text(zh="要带的材料", en="What to bring")
    assert [item.head for item in note.items] == list(today.matter.materials)
    assert note.is_ticked_off
    assert f"{note.printed_at:%H:%M}" == "09:42"
    assert any("二楼" in text.zh for text in note.tail)


def test_a_delegated_matter_has_the_way_to_its_towns(guide: Guide) -> None:
    note = make_note(guide.matter("subsidy"), guide, LANGUAGES, at=at(9, 42))

    assert note.title.zh == "请到这里办理"
    assert note.items[0].head == Text(zh="东镇行政服务中心", en="East Town Service Centre")
    assert any("人民路1号" in line.zh for line in note.items[0].lines)
    assert any("023-5555 0101" in line.en for line in note.items[0].lines)
    assert not note.is_ticked_off


def test_a_note_says_what_to_do_before_it_names_the_places(guide: Guide) -> None:
    note = make_note(guide.matter("subsidy"), guide, LANGUAGES, at=at(9, 42))

    assert note.lead.zh == "这件事在镇街行政服务中心办理，不用在本厅取号。请选离您近的一处前往："
    assert note.lead.en.endswith("to you:")


def test_whoever_is_sent_elsewhere_learns_who_knows_the_address(guide: Guide) -> None:
    words = find_elsewhere(guide.matter("well"), guide, ZH)

    assert words.places[0].lines[-1] == "不知道地址或有疑问，请问导办台。"


def test_a_matter_that_can_be_done_online_still_names_the_desk(guide: Guide) -> None:
    today = guide.matter("well")
    online = replace(today, matter=replace(today.matter, online="https://example.org/a"))

    assert any("导办台" in line for line in find_elsewhere(online, guide, ZH).places[0].lines)


def test_the_online_way_is_a_code_on_the_note(guide: Guide) -> None:
    today = guide.matter("subsidy")
    online = replace(today, matter=replace(today.matter, online="https://example.org/a"))

    assert make_note(online, guide, LANGUAGES, at=at(9)).url == "https://example.org/a"


def test_a_department_that_is_not_here_says_what_to_do(guide: Guide) -> None:
    words = find_elsewhere(guide.matter("well"), guide, EN)

    assert "not in this hall yet" in words.headline
    assert words.places[0].lines[0]


def ticket_of(hall: FakeHall, **facts: object) -> Ticket:
    return replace(hall.issue("insure").ticket, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"appointment_at": at(10), "not_before": at(9, 45)}, "来早了，请先坐一坐：09:45"),
        ({"appointment_at": at(10)}, "来得正好"),
        ({}, "已过预约时间"),
    ],
)
def test_an_appointment_is_told_whether_it_is_early_in_time_or_late(
    hall: FakeHall, guide: Guide, place: dict[str, object], said: str
) -> None:
    issued = hall.issue("insure")
    ticket = replace(issued.ticket, source=Source.APPOINTMENT, place=replace(issued.ticket.place, **place))  # type: ignore[arg-type]

    assert said in notice_phrase(replace(issued, ticket=ticket), guide, ZH)


def test_a_class_that_was_asked_for_says_where_the_proof_is_shown_and_is_marked_on_paper(
    hall: FakeHall, guide: Guide
) -> None:
    issued = hall.issue("insure")
    asked = replace(issued, ticket=replace(issued.ticket, priority_requested=PriorityClass.ELDERLY))

    assert "导办台" in notice_phrase(asked, guide, ZH)
    slip = make_slip(asked, guide, LANGUAGES)
    assert slip.priority == Text(zh="已申请优先：老年人", en="Priority asked for: older people")
    assert make_slip(issued, guide, LANGUAGES).priority is None


def test_a_class_that_was_given_needs_no_more_proof(hall: FakeHall, guide: Guide) -> None:
    issued = hall.issue("insure")
    given = replace(issued, ticket=replace(issued.ticket, priority_class=PriorityClass.DISABLED))

    assert notice_phrase(given, guide, ZH) == ""
    priority = make_slip(given, guide, LANGUAGES).priority
    assert priority is not None
    assert priority.zh == "优先：残疾人"


def test_a_visit_of_several_matters_says_where_it_goes_on(hall: FakeHall, guide: Guide) -> None:
    issued = hall.issue("insure")
    legs = tuple(LegPlan(matter_id=each, queue_id="q", windows=()) for each in ("insure", "marry"))

    assert then_phrase(replace(issued, legs=legs), guide, ZH) == "然后：二楼 1 号窗口 婚姻登记"
    assert then_phrase(issued, guide, ZH) == ""

    many = legs + legs[1:] * 2
    assert then_phrase(replace(issued, legs=many), guide, ZH) == "然后：二楼 1 号窗口 婚姻登记、婚姻登记、婚姻登记"
    assert then_phrase(replace(issued, legs=many + legs[1:]), guide, ZH) == "然后：二楼 1 号窗口（4 件）"


@pytest.mark.parametrize("state", list(TicketState))
@pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
def test_every_state_of_a_number_is_said(hall: FakeHall, state: TicketState, language: object) -> None:
    own = OwnNumber(view=number_view(hall, "insure", state))

    words = standing_words(own, language, windows="5 号窗口", zone=ZONE)  # type: ignore[arg-type]

    assert words.title
    assert words.text
    assert words.is_urgent is (state in {TicketState.CALLED, TicketState.OVERDUE})


@pytest.mark.parametrize("not_yet", list(NotYet))
@pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
def test_a_number_that_may_not_be_called_yet_says_why(
    hall: FakeHall, guide: Guide, not_yet: NotYet, language: Language
) -> None:
    place: dict[str, object] = {"appointment_at": at(10), "not_before": at(9, 45), "for_window": "7"}
    view = number_view(hall, "insure", not_yet=not_yet, people_ahead=None, wait=None)
    ticket = replace(view.ticket, place=replace(view.ticket.place, **place))  # type: ignore[arg-type]

    words = standing_words(OwnNumber(view=replace(view, ticket=ticket)), language, windows="", zone=ZONE)

    assert {NotYet.TOO_EARLY: "09:45", NotYet.WINDOW_AWAY: "7"}.get(not_yet, "") in words.text
    assert words.title
    assert not words.is_urgent
    slip = make_slip(replace(hall.issue("insure"), ticket=ticket, people_ahead=None, not_yet=not_yet), guide, LANGUAGES)
    assert slip.people_ahead is None
    assert slip.not_yet is not None
    assert language.of(slip.not_yet) == words.text


def test_a_number_that_came_back_says_when_it_is_due(hall: FakeHall) -> None:
    own = OwnNumber(view=number_view(hall, "insure", calls_left=3), done=JustDone.CAME_BACK)

    assert "再叫 3 个号" in standing_words(own, ZH, windows="", zone=ZONE).text


def test_a_number_missed_too_often_is_sent_to_the_desk(hall: FakeHall) -> None:
    own = OwnNumber(view=number_view(hall, "insure", TicketState.OVERDUE, may_come_back=False))

    assert "导办台" in standing_words(own, ZH, windows="", zone=ZONE).text


def test_a_number_says_that_priority_was_asked_for_and_of_what_class_only_to_its_slip(
    hall: FakeHall, guide: Guide
) -> None:
    view = number_view(hall, "insure", asked=PriorityClass.DISABLED)
    typed, shown = OwnNumber(view=view), OwnNumber(view=view, token="AbCdEfGhJkM")

    assert "已申请优先：请到" in priority_words(typed, guide, ZH)
    assert "残疾人" not in priority_words(typed, guide, ZH)
    assert "已申请优先（残疾人）：请到" in priority_words(shown, guide, ZH)

    given = replace(view, ticket=replace(view.ticket, priority_class=PriorityClass.DISABLED))
    assert priority_words(replace(shown, view=given), guide, ZH) == "已是优先号（残疾人），会提前叫您。"


@pytest.mark.parametrize("state", [TicketState.DONE, TicketState.CANCELLED])
def test_a_number_that_is_over_says_nothing_of_priority(hall: FakeHall, guide: Guide, state: TicketState) -> None:
    own = OwnNumber(view=number_view(hall, "insure", state, asked=PriorityClass.ELDERLY))

    assert priority_words(own, guide, EN) == ""
    assert priority_words(OwnNumber(view=number_view(hall, "insure")), guide, EN) == ""


def test_every_fault_has_words_and_none_has_none() -> None:
    assert "A999" in fault_words(UnknownTicket(), ZH, typed="A999")
    assert fault_words(HallClosed(), ZH)
    assert fault_words(None, ZH) == ""
