"""Twelve errands of people who have never seen the kiosk, done in a real window: each in six touches at most."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.appointment import Appointment
from hall.errors import HallClosed, MayNotBeServed
from hall.ticket import LegPlan, Place, PriorityClass, Source, TicketState
from kiosk.errand import BringBack, GiveUp, PrintAgain
from kiosk.flow import Screen
from kiosk.taking import Answered
from kiosk.visit import PaperState
from tests.kiosk.glass import Glass
from tests.kiosk.keyboard import heard_keys, scan
from tests.kiosk.numbers import PAGE, number_view
from tests.kiosk.states import make_hall

MOST_TOUCHES = 6


class Visitor:
    """A person's hands: counts every touch."""

    def __init__(self, glass: Glass) -> None:
        self.glass = glass
        self.touches = 0

    def tap(self, *keys: str) -> None:
        for key in keys:
            self.glass.tap(key)
            self.touches += 1
        assert self.touches <= MOST_TOUCHES, f"{self.touches} touches"

    def type(self, number: str) -> None:
        self.tap(*(f"pad.{character}" for character in number))

    def scan(self, text: str) -> None:
        scan(text)
        self.glass.settle()

    def reads(self, *words: str) -> None:
        texts = self.glass.texts()
        for each in words:
            assert each in texts, f"{each} is not in {texts}"

    @property
    def sent(self) -> object:
        return self.glass.desk.errands.sent[-1]

    def told(self, word: object) -> None:
        self.glass.desk.do_errand(word)  # type: ignore[arg-type]
        self.glass.settle()


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    glass = Glass(make_hall())
    yield Visitor(glass)
    glass.close()


def test_i_missed_my_call_and_have_my_slip(visitor: Visitor) -> None:
    visitor.scan(PAGE)
    visitor.told(number_view(visitor.glass.desk.hall, "marriage_registration", TicketState.OVERDUE))
    visitor.reads("您的号已过", "重新排队")

    visitor.tap("own.bring_back")
    assert isinstance(visitor.sent, BringBack)
    visitor.told(number_view(visitor.glass.desk.hall, "marriage_registration", calls_left=3))

    visitor.reads("已帮您重新排上", "再叫 3 个号")


def test_i_missed_my_call_and_know_my_number(visitor: Visitor) -> None:
    visitor.tap("home.my_number")
    visitor.type("B012")
    visitor.told(number_view(visitor.glass.desk.hall, "marriage_registration", TicketState.OVERDUE, number="B012"))

    visitor.tap("own.bring_back")

    assert isinstance(visitor.sent, BringBack)


def test_take_two_matters(visitor: Visitor) -> None:
    visitor.tap("home.featured.marriage_registration", "matter.add_another")
    visitor.reads("已选 1 件事")
    visitor.tap("home.featured.business_licence", "matter.take_ticket")
    visitor.reads("已选 2 件事", "婚姻登记", "营业执照")
    visitor.tap("basket.take_ticket")

    intent = visitor.glass.desk.taking.pursued[-1]
    assert {intent.matter_id, *intent.then} == {"marriage_registration", "business_licence"}
    issued = visitor.glass.desk.hall.issue("marriage_registration")
    legs = tuple(
        LegPlan(matter_id=each, queue_id="", windows=()) for each in ("marriage_registration", "business_licence")
    )
    visitor.glass.reception.take_ticket_news(Answered(intent=intent, issued=replace(issued, legs=legs)))
    visitor.glass.pump(2)
    visitor.reads("二楼", "然后：三楼", "营业执照")


def test_i_am_75_and_want_priority(visitor: Visitor) -> None:
    visitor.tap("home.featured.medical_reimbursement", "matter.priority")
    visitor.reads("老年人", "不用上传证件")
    visitor.tap("priority.elderly")
    visitor.reads("已申请优先", "老年人")
    visitor.tap("matter.take_ticket")

    intent = visitor.glass.desk.taking.pursued[-1]
    assert intent.priority is PriorityClass.ELDERLY
    issued = visitor.glass.desk.hall.issue(intent.matter_id)
    asked = replace(issued, ticket=replace(issued.ticket, priority_requested=PriorityClass.ELDERLY))
    visitor.glass.reception.take_ticket_news(Answered(intent=intent, issued=asked))
    visitor.glass.settle()
    visitor.reads("已申请优先（老年人）", "导办台")


def give_appointment(visitor: Visitor, early: timedelta) -> None:
    hall = visitor.glass.desk.hall
    issued = hall.issue("marriage_registration")
    slot = hall.clock.now() + early
    place = Place(key_us=1, since=slot, appointment_at=slot, not_before=slot - timedelta(minutes=15))
    ticket = replace(issued.ticket, source=Source.APPOINTMENT, place=place)
    intent = visitor.glass.desk.taking.pursued[-1]
    visitor.glass.reception.take_ticket_news(Answered(intent=intent, issued=replace(issued, ticket=ticket)))
    visitor.glass.settle()


def test_i_have_an_appointment_and_its_code_on_paper(visitor: Visitor) -> None:
    visitor.scan("482913")

    assert visitor.glass.desk.taking.pursued[-1].appointment == "482913"
    give_appointment(visitor, timedelta(minutes=40))
    visitor.reads("来早了", "请先坐一坐")


def test_i_have_two_appointments_and_my_telephone_number(visitor: Visitor) -> None:
    """Eleven digits are more than six touches; they are typed by hand all the same."""
    glass = visitor.glass
    visitor.tap("home.appointment")
    for digit in "13800138000":
        glass.tap(f"pad.{digit}")
    now = glass.desk.hall.clock.now()
    visitor.told(
        tuple(
            Appointment(appointment_id=n, code=str(n) * 6, matter_id=each, slot=now + timedelta(hours=n), is_open=True)
            for n, each in enumerate(("marriage_registration", "business_licence"), start=2)
        )
    )
    visitor.reads("婚姻登记", "营业执照")
    visitor.tap("booked.3")

    assert glass.desk.taking.pursued[-1].appointment == "333333"


def test_i_lost_my_slip(visitor: Visitor) -> None:
    hall = visitor.glass.desk.hall
    visitor.tap("home.my_number")
    visitor.type("B012")
    visitor.told(number_view(hall, "marriage_registration", number="B012"))
    visitor.reads("小票丢了？")

    visitor.tap("own.reprint.marriage_registration")

    assert isinstance(visitor.sent, PrintAgain)
    visitor.told(hall.issue("marriage_registration"))
    assert visitor.glass.reception.screen is Screen.TICKET
    assert len(visitor.glass.desk.paper.again) == 1


def test_somebody_elses_number_tells_nothing_and_is_not_printed(visitor: Visitor) -> None:
    for _ in range(20):
        visitor.glass.desk.hall.issue("marriage_registration")
    visitor.tap("home.my_number")
    visitor.type("B012")
    visitor.told(number_view(visitor.glass.desk.hall, "marriage_registration", number="B012"))
    wrong = next(key for key in visitor.glass.keys if key.startswith("own.reprint.") and "marriage" not in key)

    visitor.tap(wrong)

    visitor.reads("和这个号要办的事不一样")
    assert not any(isinstance(each, PrintAgain) for each in visitor.glass.desk.errands.sent)
    assert "own.cancel" not in visitor.glass.keys


def test_which_papers_do_i_need_print_them(visitor: Visitor) -> None:
    visitor.tap("home.featured.business_licence", "matter.materials")
    visitor.reads("公司章程", "带来的，点一下打勾")
    visitor.tap("note.print")

    assert visitor.glass.desk.paper.notes == ["business_licence"]
    visitor.glass.reception.take_note_news("business_licence", PaperState.PRINTED)
    visitor.glass.settle()
    visitor.reads("已打印，请取走")


def test_do_i_have_all_my_papers(visitor: Visitor) -> None:
    visitor.tap("home.featured.pay_charges", "matter.materials", "materials.1")
    visitor.reads("还差 1 样")
    visitor.tap("materials.2")
    visitor.reads("都齐了")
    visitor.tap("matter.take_ticket")

    assert visitor.glass.desk.taking.pursued


def test_papers_that_only_others_bring_are_not_missed(visitor: Visitor) -> None:
    visitor.glass.reception.choose_matter("insurance_record_print")
    visitor.glass.settle()
    visitor.tap("matter.materials", "materials.1")

    visitor.reads("都齐了", "代办的，另带委托书和代办人身份证")


def test_cancel_my_number(visitor: Visitor) -> None:
    hall = visitor.glass.desk.hall
    visitor.scan(PAGE)
    visitor.told(number_view(hall, "marriage_registration"))

    visitor.tap("own.cancel")
    visitor.reads("要取消")
    visitor.tap("cancel.yes")
    assert isinstance(visitor.sent, GiveUp)
    visitor.told(number_view(hall, "marriage_registration", TicketState.CANCELLED, reprints_left=0))

    visitor.reads("已取消")


def test_where_do_i_go_for_something_that_is_not_done_here(visitor: Visitor) -> None:
    visitor.tap("home.browse.departments")
    visitor.tap("departments.civil_affairs")
    delegated = next(
        each.matter.matter_id
        for each in visitor.glass.reception.guide.directory.matters
        if each.handling.towns and each.matter.department == "civil_affairs"
    )
    visitor.tap(f"matters.{delegated}")
    visitor.reads("镇街行政服务中心办理", "怎么去")
    visitor.tap("note.print")

    assert visitor.glass.desk.paper.notes == [delegated]


def test_i_would_rather_take_the_stairs(visitor: Visitor) -> None:
    visitor.tap("home.featured.marriage_registration", "matter.take_ticket")
    visitor.glass.answer()
    visitor.reads("乘电梯到二楼")

    visitor.tap("way.switch")

    visitor.reads("走楼梯到二楼", "坐电梯")


def test_how_long_must_i_still_wait(visitor: Visitor) -> None:
    visitor.scan(PAGE)
    visitor.told(number_view(visitor.glass.desk.hall, "marriage_registration"))

    visitor.reads("正在排队", "3 人", "10–20 分钟", "二楼")
    assert visitor.touches == 0


@pytest.mark.parametrize("screen", ["home", "matter", "number", "search"])
def test_a_scanner_that_types_presses_nothing(visitor: Visitor, screen: str) -> None:
    keys = {"matter": "home.featured.business_licence", "number": "home.my_number", "search": "home.search"}
    if screen in keys:
        visitor.tap(keys[screen])

    with heard_keys() as heard:
        visitor.scan(PAGE)

    assert heard == []
    assert visitor.glass.desk.taking.pursued == []
    assert visitor.glass.reception.screen is Screen.NUMBER
    assert visitor.glass.reception.visit.typed == ""


def test_why_there_is_no_number_is_said_before_i_ask(visitor: Visitor) -> None:
    visitor.tap("home.featured.marriage_registration")
    visitor.glass.desk.fail_errand(HallClosed(until="2026-03-02T13:30+08:00"))
    visitor.glass.settle()

    visitor.reads("现在不是取号时间", "今天 13:30")
    assert "matter.take_ticket" not in visitor.glass.keys


def test_what_may_come_too_late_is_said_and_may_still_be_taken(visitor: Visitor) -> None:
    visitor.tap("home.featured.marriage_registration")
    visitor.glass.desk.fail_errand(MayNotBeServed(verdict="needs_consent", waiting=23, minutes=40))
    visitor.glass.settle()

    visitor.reads("23 人")
    assert "matter.take_ticket" in visitor.glass.keys
