"""The screens in a real window: what is seen, what a touch does, and that everything fits in every reading mode."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from hall.devices import Told
from hall.errors import (
    HallClosed,
    MayNotBeServed,
    QuotaUsedUp,
    SeriesUsedUp,
    ServerAway,
)
from hall.events import QueueHalted, QueueReopened
from hall.places import Text
from kiosk.flow import Screen, Step
from kiosk.help_call import HelpState
from kiosk.link import LineDown
from kiosk.outlooks import ASK_EVERY_S
from kiosk.printer_watch import PaperTrouble
from kiosk.upkeep.orders import Standing
from kiosk.visit import UNPRINTED, PaperState, Reading
from kiosk.widgets.control import Control
from tests.kiosk.glass import Glass
from tests.kiosk.pane import HEIGHT
from tests.kiosk.states import STATES, make_hall, take_ticket


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(make_hall())
    yield glass
    glass.close()


def test_home_asks_in_both_languages_and_shows_the_six_featured_matters(glass: Glass) -> None:
    featured = [key for key in glass.keys if key.startswith("home.featured.")]

    assert len(featured) == 6
    assert "您要办什么事？" in glass.texts()
    assert "What do you need today?" in glass.texts()
    assert "09:42" in glass.texts()


def test_a_card_tells_department_place_and_queue(glass: Glass) -> None:
    texts = glass.texts()

    for words in ("社保局", "社会保险登记", "二楼 5·6号", "约 [b]", "随到随办"):
        assert words in texts


def test_a_queue_without_a_window_says_so_calmly() -> None:
    hall = make_hall()
    hall.set_queue("social_insurance", waiting=3, open_windows=0)
    glass = Glass(hall)

    assert "暂无窗口开放" in glass.texts()
    glass.close()


def test_a_visitor_takes_a_ticket_in_two_touches(glass: Glass) -> None:
    take_ticket(glass)

    assert glass.reception.screen is Screen.TICKET
    for words in ("A001", "社会保险登记", "7 人", "12–18 分钟", "09:57", "5、6 号窗口"):
        assert words in glass.texts()


def test_the_number_is_in_the_first_frame_and_paper_begins_after_it(glass: Glass) -> None:
    glass.tap("home.featured.social_insurance_registration")
    glass.tap("matter.take_ticket")
    glass.desk.answer()
    assert glass.desk.paper.first == []

    glass.pump(1)

    assert "A001" in glass.texts()
    assert len(glass.desk.paper.first) == 1


def test_the_button_is_held_until_the_answer_and_five_taps_ask_once(glass: Glass) -> None:
    glass.tap("home.featured.social_insurance_registration")
    for _ in range(5):
        glass.tap("matter.take_ticket")

    assert len(glass.desk.taking.pursued) == 1
    assert glass.control("matter.take_ticket").is_held


SOON_S = -5.0
"""However long a busy machine took to draw the screen: as if the tap came at once."""


def test_the_second_half_of_a_double_tap_does_nothing_on_the_next_screen(glass: Glass) -> None:
    x, y = glass.middle_of("home.featured.pay_charges")

    glass.touch(x, y)
    assert glass.reception.screen is Screen.MATTER
    glass.touch(x, y, after_s=SOON_S)

    assert glass.reception.screen is Screen.MATTER


def test_a_row_of_impatient_taps_does_nothing_on_the_next_screen(glass: Glass) -> None:
    x, y = glass.middle_of("home.featured.pay_charges")
    glass.touch(x, y)

    for _ in range(4):
        glass.touch(x, y, after_s=SOON_S)
    assert glass.reception.screen is Screen.MATTER

    glass.touch(x, y, after_s=1.0)
    assert glass.reception.screen is Screen.MATERIALS, "whoever waits a second means it"


def test_a_tap_on_done_a_moment_after_the_page_has_gone_calls_nobody(glass: Glass) -> None:
    take_ticket(glass)
    glass.app.stage._last_up_s -= 60  # nobody has touched for as long as the page stays
    glass.wait(60)
    assert glass.reception.screen is Screen.HOME
    x, y = glass.middle_of("home.help")

    glass.touch(x, y, after_s=SOON_S)
    assert glass.reception.help.state is HelpState.NONE

    glass.touch(x, y)
    assert glass.reception.help.state is HelpState.ASKING


def test_two_quick_taps_on_one_letter_type_it_twice(glass: Glass) -> None:
    glass.tap("home.search")

    glass.tap("search.key.S", after_s=0.0)
    glass.tap("search.key.S", after_s=0.0)

    assert glass.reception.visit.query == "ss"


def test_a_matter_is_found_by_its_initials(glass: Glass) -> None:
    glass.tap("home.search")
    for letter in "HYDJ":
        glass.tap(f"search.key.{letter}")

    glass.tap("search.result.marriage_registration")

    assert glass.reception.visit.matter_id == "marriage_registration"
    assert "婚姻登记" in glass.texts()


def test_search_says_what_to_do_when_nothing_fits(glass: Glass) -> None:
    glass.tap("home.search")
    for letter in "VVVV":
        glass.tap(f"search.key.{letter}")
    assert "没有找到" in glass.texts()

    glass.tap("search.delete")
    glass.tap("search.clear")

    assert glass.reception.visit.query == ""


def test_every_department_is_found_by_turning_pages(glass: Glass) -> None:
    glass.tap("home.browse.departments")

    seen = {key for key in glass.keys if key.startswith("departments.")}
    while (following := glass.control("page.next")).is_enabled:
        glass.tap(following.key)
        seen |= {key for key in glass.keys if key.startswith("departments.")}

    assert seen == {f"departments.{each.department_id}" for each in glass.reception.hall.guide.directory.departments}


def test_who_returns_to_a_list_finds_the_page_they_went_on_from(glass: Glass) -> None:
    glass.tap("home.browse.departments")
    glass.tap("page.next")
    keys = glass.keys
    glass.tap(next(key for key in keys if key.startswith("departments.")))
    glass.tap("nav.back")

    assert glass.keys == keys

    glass.tap("nav.home")
    glass.tap("home.browse.departments")

    assert glass.keys != keys


def test_every_matter_of_a_theme_is_found_by_turning_pages(glass: Glass) -> None:
    glass.tap("home.browse.firm")
    theme = next(key for key in glass.keys if key.startswith("themes."))
    glass.tap(theme)
    scope = glass.reception.visit.scope
    assert scope is not None

    seen = {key for key in glass.keys if key.startswith("matters.")}
    while (following := glass.find_control("page.next")) is not None and following.is_enabled:
        glass.tap("page.next")
        seen |= {key for key in glass.keys if key.startswith("matters.")}

    assert seen == {f"matters.{today.matter.matter_id}" for today in glass.reception.hall.guide.list_matters(scope)}


def test_a_delegated_matter_has_town_centres_and_no_number(glass: Glass) -> None:
    today = next(one for one in glass.reception.hall.guide.directory.matters if one.handling.towns)
    glass.reception.choose_matter(today.matter.matter_id)
    glass.settle()

    town = glass.reception.hall.guide.list_towns(today)[0]
    assert town.name.zh in glass.texts()
    assert town.phone in glass.texts()
    assert "matter.take_ticket" not in glass.keys


def test_a_department_that_is_not_here_yet_says_what_to_do(glass: Glass) -> None:
    absent = next(one for one in glass.reception.hall.guide.directory.matters if one.handling.mode == "not_moved_in")
    glass.reception.choose_matter(absent.matter.matter_id)
    glass.settle()

    assert "还没有入驻本厅" in glass.texts()
    assert "matter.take_ticket" not in glass.keys
    assert "导办台在一楼" in glass.texts()


def test_before_the_cut_over_everything_is_at_the_original_hall() -> None:
    glass = Glass(make_hall(date(2012, 2, 29)))
    glass.tap("home.featured.marriage_registration")

    assert "原行政审批服务大厅" in glass.texts()
    assert "2012年3月1日" in glass.texts()
    assert "matter.take_ticket" not in glass.keys
    glass.close()


def test_the_floors_are_shown_one_at_a_time(glass: Glass) -> None:
    glass.tap("home.browse.floors")
    assert "您在一楼" in glass.texts()

    glass.tap("floors.2")
    glass.tap("floors.department.civil_affairs")

    assert glass.reception.screen is Screen.MATTERS


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PaperState.PRINTED, "号票已打印"),
        (PaperState.SENT, "应该已经打印"),
        (PaperState.UNKNOWN, "应该已经打印"),
        (PaperState.NO_PAPER, "打印机缺纸"),
        (PaperState.COVER_OPEN, "打印机盖子没关好"),
        (PaperState.JAM, "打印机卡纸"),
        (PaperState.PRINTER_AWAY, "连不上打印机"),
        (PaperState.NOT_SENT, "打印机出了点问题"),
    ],
)
def test_the_ticket_page_says_truthfully_what_became_of_the_paper(glass: Glass, state: PaperState, words: str) -> None:
    take_ticket(glass)

    glass.reception.take_paper_news(1, state)
    glass.settle()

    assert words in glass.texts()
    assert "A001" in glass.texts()
    assert ("扫小票" in glass.texts()) is (state not in UNPRINTED)


def test_before_taking_a_number_the_visitor_is_told_that_there_will_be_no_slip(glass: Glass) -> None:
    glass.tap("home.featured.social_insurance_registration")
    glass.reception.take_printer_news(PaperTrouble.NO_PAPER)
    glass.settle()
    assert "打印机缺纸，现在没有纸质号票" in glass.texts()
    assert "matter.take_ticket" in glass.keys

    glass.reception.take_printer_news(None)
    glass.settle()

    assert "打印机" not in glass.texts()


def test_a_reprint_can_be_asked_for_once_the_paper_is_known(glass: Glass) -> None:
    take_ticket(glass)
    glass.tap("ticket.reprint")
    assert glass.desk.paper.again == []

    glass.reception.take_paper_news(1, PaperState.NO_PAPER)
    glass.settle()
    glass.tap("ticket.reprint")

    assert len(glass.desk.paper.again) == 1


def test_a_refusal_is_said_in_plain_words_with_two_ways_on(glass: Glass) -> None:
    glass.tap("home.featured.marriage_registration")
    glass.tap("matter.take_ticket")
    glass.desk.refuse(SeriesUsedUp())
    glass.settle()

    assert "今天的号已经发完" in glass.texts()
    glass.tap("nav.back")
    assert glass.reception.screen is Screen.MATTER


def test_who_may_not_be_served_is_told_and_may_take_a_number_all_the_same(glass: Glass) -> None:
    glass.tap("home.featured.marriage_registration")
    glass.tap("matter.take_ticket")
    glass.desk.refuse(MayNotBeServed(verdict="needs_consent", waiting=23, minutes=40))
    glass.settle()
    assert "23 人" in glass.texts()

    glass.tap("refused.take_anyway")
    glass.answer()

    assert glass.reception.screen is Screen.TICKET


def test_a_stopped_queue_shows_why_and_gives_no_number(glass: Glass) -> None:
    glass.tap("home.featured.marriage_registration")
    assert "matter.take_ticket" in glass.keys
    queue_id = glass.reception.chosen.handling.queue
    stopped = replace(glass.desk.hall.queue_now(queue_id), stopped=Text(zh="系统维护", en="Maintenance"))

    glass.desk.hall.happen(QueueHalted(queue=stopped))
    glass.desk.tell_snapshot()
    glass.app._refresh_now()
    glass.settle()

    assert "暂停取号：系统维护" in glass.texts()
    assert "matter.take_ticket" not in glass.keys
    glass.desk.hall.happen(QueueReopened(queue=replace(stopped, stopped=None)))
    glass.desk.tell_snapshot()
    glass.app._refresh_now()
    glass.settle()
    assert "matter.take_ticket" in glass.keys


def test_trouble_gives_advice_and_ends_with_the_number(glass: Glass) -> None:
    glass.tap("home.featured.marriage_registration")
    glass.tap("matter.take_ticket")
    glass.wait(11)
    assert "导办台" in glass.texts()

    issued = glass.answer()

    assert issued.ticket.number in glass.texts()


def test_a_visitor_who_stands_still_is_asked_and_goes_on(glass: Glass) -> None:
    glass.tap("home.browse.departments")
    glass.wait(60)
    assert "还需要更多时间吗？" in glass.texts()

    glass.tap("more_time.stay")

    assert "按部门查找" in glass.texts()


def test_the_ticket_counts_down_in_sight(glass: Glass) -> None:
    take_ticket(glass)
    assert "完成（20）" in glass.texts()

    glass.wait(5)

    assert "完成（15）" in glass.texts()


def test_a_kiosk_without_a_server_says_so_in_both_languages() -> None:
    glass = Glass(make_hall(), is_started=False)
    glass.reception.take_link_news(LineDown(error=ServerAway()))
    glass.wait(21)
    glass.app._refresh_now()
    glass.settle()

    assert "暂时连不上大厅系统" in glass.texts()
    assert "The hall's system cannot be reached" in glass.texts()
    glass.close()


def test_a_kiosk_that_nobody_touches_draws_no_frame(glass: Glass) -> None:
    glass.pump(10)
    before = glass.frames

    glass.desk.tell_snapshot()
    glass.wait(3)
    glass.app._refresh_now()
    glass.pump(20)

    assert glass.frames == before


def test_a_new_call_or_ticket_shows_on_home(glass: Glass) -> None:
    assert "等候 [b][color=#084f57]7" in glass.texts()

    glass.desk.hall.issue("social_insurance_registration")
    glass.desk.tell_snapshot()
    glass.app._refresh_now()
    glass.settle()

    assert "等候 [b][color=#084f57]8" in glass.texts()


def test_controls_are_told_once_the_screen_has_settled(glass: Glass) -> None:
    glass.tap("home.featured.marriage_registration")
    glass.app._tell_settled()

    shown = glass.shown[-1]
    take = next(control for control in shown.controls if control.key == "matter.take_ticket")
    x, y = glass.middle_of("matter.take_ticket")
    assert shown.screen == "matter"
    assert shown.facts == {"matter_id": "marriage_registration"}
    assert take.x + take.width / 2 == pytest.approx(x, abs=1)
    assert HEIGHT - (take.y + take.height / 2) == pytest.approx(y, abs=1)
    assert isinstance(glass.control(take.key), Control)


def test_a_frame_is_not_followed_by_another_for_nothing(glass: Glass) -> None:
    glass.pump(10)
    before = glass.frames

    for _ in range(3):
        glass.app._tell_settled()
        glass.pump(2)

    assert glass.frames == before


def test_the_first_screen_and_a_matters_page_invite_nobody_into_a_line_that_is_full(glass: Glass) -> None:
    glass.wait(ASK_EVERY_S)
    matter_id = glass.desk.errands.sent[-1].matter_id
    assert "等候" in glass.control(f"home.featured.{matter_id}").queue
    glass.desk.fail_errand(QuotaUsedUp(limit="day", may_book=1))
    glass.app._refresh_now()
    glass.settle()

    assert glass.control(f"home.featured.{matter_id}").queue == "号已发完"

    glass.tap(f"home.featured.{matter_id}")
    assert "今天的号已经发完" in glass.texts()
    assert "matter.take_ticket" not in glass.keys
    words = [each.text for each in glass.words()]
    assert "—" in words
    assert "号已发完" in words
    assert "7 人" not in words


@pytest.mark.parametrize("aids", [frozenset(), frozenset({Reading.LARGE})])
def test_that_no_window_is_open_stays_on_one_line_below_its_name(aids: frozenset[Reading]) -> None:
    hall = make_hall()
    hall.set_queue("social_insurance", waiting=3, open_windows=0)
    glass = Glass(hall)
    glass.read("en", aids)
    glass.tap("home.featured.social_insurance_registration")
    glass.settle()

    assert "No window open" in [words.text for words in glass.words()]
    glass.close()


@pytest.mark.parametrize(
    ("wait", "words"),
    [(None, "要等多久还说不准"), ((90, None), "约别的时间"), ((5, 15), "")],
    ids=["not known", "without an end", "a range"],
)
def test_a_matter_says_why_no_wait_is_told_and_offers_another_time(
    wait: tuple[int, int | None] | None, words: str
) -> None:
    hall = make_hall()
    hall.set_queue("social_insurance", waiting=3, open_windows=2, wait=wait)
    glass = Glass(hall)
    glass.tap("home.featured.social_insurance_registration")
    glass.settle()

    told = " ".join(each.text for each in glass.words())
    assert (words in told) if words else ("约别的时间" not in told and "说不准" not in told)
    glass.close()


def test_a_reason_that_staff_wrote_in_one_language_is_shown_once(glass: Glass) -> None:
    glass.desk.caretaker.standing = Standing(closed=Told(zh="读卡设备检修", en="读卡设备检修"))
    glass.reception.move(Step.CLOSE)
    glass.pump(2)

    assert [each.text for each in glass.words()].count("读卡设备检修") == 1
    assert not any("读卡设备检修\n" in each.text for each in glass.words())


def test_the_first_screen_says_that_the_hall_is_closed_and_when_it_opens(glass: Glass) -> None:
    glass.wait(ASK_EVERY_S)
    glass.desk.fail_errand(HallClosed(phase="closed", until="2026-03-03T09:00+08:00"))
    glass.app._refresh_now()
    glass.settle()

    assert "明天 9:00 开始取号" in glass.texts()
    assert "等候" not in glass.control("home.featured.marriage_registration").queue
    glass.wait(ASK_EVERY_S)
    glass.desk.do_errand(None)
    glass.app._refresh_now()
    glass.settle()
    assert "开始取号" not in glass.texts()


def test_a_code_that_no_appointment_has_may_be_typed_again(glass: Glass) -> None:
    STATES["appointment_refused"](glass)
    glass.settle()

    assert "没有找到这个预约" in glass.texts()
    assert "现在取不了这个号" not in glass.texts()
    glass.tap("nav.back")
    assert glass.reception.screen is Screen.APPOINTMENT
    assert glass.reception.visit.typed == ""


def test_the_search_does_not_ask_to_be_spoken_to(glass: Glass) -> None:
    for code in ("zh", "en"):
        glass.read(code, frozenset())
        glass.reception.open_search()
        glass.settle()
        assert not any(words in glass.texts() for words in ("说出", "Say it"))


def test_a_number_for_several_matters_says_where_else_to_go_and_that_all_of_them_are_given_up(glass: Glass) -> None:
    STATES["my_number_several"](glass)
    glass.settle()
    assert "办完后再去：三楼 12–14 号窗口；二楼 2 号窗口。" in glass.texts()

    glass.tap("own.cancel")

    assert "这个号要办 3 件事。" in glass.texts()


def test_a_ticket_before_the_break_says_when_the_calls_go_on(glass: Glass) -> None:
    STATES["matter_break"](glass)
    assert "12:00–13:30 大厅休息" in glass.texts()
    glass.reception.go_home()

    STATES["ticket_break"](glass)
    assert "12:00–13:30 大厅休息" in glass.texts()


def test_a_ticket_near_closing_warns_as_its_matter_s_page_did_and_neither_promises(glass: Glass) -> None:
    for state in ("matter_late", "ticket_late"):
        STATES[state](glass)
        texts = glass.texts()
        assert "今天不一定办得完" in texts
        assert "随到随办" not in texts
        glass.reception.go_home()


def test_a_ticket_says_that_its_window_is_not_open(glass: Glass) -> None:
    STATES["ticket_no_window"](glass)

    for words in ("暂无窗口开放", "这个窗口现在没有开放"):
        assert words in glass.texts()


def test_who_asks_for_a_copier_is_told_that_the_plan_shows_none(glass: Glass) -> None:
    STATES["floors_amenity"](glass)

    for words in ("图上没有标出复印机", "请问导办台", "大厦前台", "转身走到大堂，就在前面约 5 米处"):
        assert words in glass.texts()


def test_who_asks_for_a_toilet_is_told_the_way_in_words(glass: Glass) -> None:
    STATES["floors_sought"](glass)

    for words in ("卫生间在一楼", "从这里往前走到电梯厅，就在左侧约 5 米处", "图上用圆圈标出"):
        assert words in glass.texts()
    glass.tap("floors.2")
    assert "卫生间在二楼" in glass.texts()
    assert "从这里" not in glass.texts()


def test_what_to_bring_elsewhere_is_on_the_glass_and_not_on_paper_only(glass: Glass) -> None:
    STATES["matter_not_moved_in"](glass)
    glass.settle()

    for words in ("要带的材料", "出生医学证明", "父母户口簿和身份证", "结婚证"):
        assert words in glass.texts()


def test_no_paper_is_left_out_of_those_that_are_shown_elsewhere(glass: Glass) -> None:
    glass.read("en", frozenset({Reading.LARGE}))
    STATES["matter_delegated"](glass)
    glass.settle()

    assert "Qingxi Town Service Centre" in glass.texts()
    assert "tap to see them" not in glass.texts()
