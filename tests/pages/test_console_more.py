"""The acts beside the plain way from call to finish, in a real browser, by mouse and by key."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hall.client import new_key
from hall.events import WindowState
from hall.exchange import GrantPriority
from hall.places import Text
from hall.ticket import PriorityClass, TicketState
from tests.pages.accessible import list_violations
from tests.pages.browser import Visitor
from tests.pages.console_page import (
    answer,
    button,
    call,
    expect_free_to_act,
    expect_ticket,
    serve,
    sign_in,
    state_of,
)
from tests.pages.open_hall import OpenHall
from tests.pages.test_console_answers import unseen
from tests.pages.test_phone import miss


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_call_pressed_by_mistake_is_taken_back(visitor: Visitor, hall: OpenHall, by: str) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    call(page)

    page.keyboard.press("F10") if by == "key" else button(page, "undo_call").click()

    expect_ticket(page, "空闲", "idle")
    expect(page.locator("#waiting li")).to_have_count(1)
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.WAITING


def test_after_its_seconds_a_call_cannot_be_taken_back(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    call(page)
    hall.pass_time(seconds=31)

    button(page, "undo_call").click()

    expect(page.locator("#notice")).to_contain_text("不能再撤回")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.CALLED


def test_a_finish_pressed_by_mistake_is_taken_back_by_the_same_key(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F8")
    expect_ticket(page, "空闲", "idle")
    expect_free_to_act(page)

    page.keyboard.press("F10")

    expect_ticket(page, "A001", "serving")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.SERVING


def test_a_finish_before_another_act_is_taken_back_only_after_its_number_was_read(
    visitor: Visitor, hall: OpenHall
) -> None:
    first, second = hall.issue(), hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F2")
    expect_ticket(page, "A002", "called")
    expect_free_to_act(page)
    page.keyboard.press("F7")
    answer(page, "去补材料")
    expect_ticket(page, "空闲", "idle")
    expect_free_to_act(page)

    page.keyboard.press("F10")
    expect(page.locator("#ask-title")).to_have_text("撤回 A001 的办结，继续办理？")
    page.locator("#ask-no").click()
    expect_ticket(page, "空闲", "idle")
    assert state_of(hall, first.ticket.ticket_id) is TicketState.DONE
    page.keyboard.press("F10")
    page.locator("#ask-yes").click()

    expect_ticket(page, "A001", "serving")
    expect(page.locator("#said")).to_have_text("A001 已撤回办结，继续办理")
    assert state_of(hall, second.ticket.ticket_id) is TicketState.HELD


def test_a_page_loaded_anew_asks_before_it_takes_a_finish_back(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F8")
    expect_ticket(page, "空闲", "idle")
    page.reload()
    expect(page.locator("#clock")).not_to_be_empty()

    page.keyboard.press("F10")

    expect(page.locator("#ask-title")).to_contain_text("A001")


def test_who_signs_out_with_a_number_is_told_only_acts_that_are_on(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    call(page)
    page.locator("#sign-out").click()
    expect(page.locator("#notice")).to_have_text("A001 还在本窗口。请先用其中一个：挂起、撤销叫号，再退出。")
    page.keyboard.press("F6")
    expect_ticket(page, "A001", "serving")
    expect_free_to_act(page)

    page.locator("#sign-out").click()

    expect(page.locator("#notice")).to_have_text("A001 还在本窗口。请先用其中一个：办结、挂起、转移，再退出。")


def test_a_ticket_is_parked_for_a_reason_and_taken_up_by_keyboard_alone(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("F7")
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#held li")).to_contain_text("去补材料")
    expect_ticket(page, "空闲", "idle")
    held = hall.kiosk.get_ticket(issued.ticket.ticket_id)
    assert held.hold is not None
    assert (held.state, held.hold.reason, held.hold.window_id) == (TicketState.HELD, "去补材料", "5")
    expect_free_to_act(page)
    page.locator("#held").get_by_role("button", name="恢复").press("Enter")
    expect_ticket(page, "A001", "serving")
    expect(page.locator("#held-part")).to_be_hidden()


def test_parked_numbers_are_taken_up_by_one_key(visitor: Visitor, hall: OpenHall) -> None:
    for _ in range(2):
        hall.issue()
    page = sign_in(visitor, hall)
    page.keyboard.press("Shift+F6")
    expect(page.locator("#notice")).to_have_text("没有挂起的号。")
    for count in (1, 2):
        serve(page, f"A00{count}")
        button(page, "hold").click()
        answer(page, "去补材料")
        expect(page.locator("#held li")).to_have_count(count)
        expect_free_to_act(page)

    resume = page.locator("#held").get_by_role("button", name="恢复")
    for place in (0, 1, 0, 1):
        page.keyboard.press("Shift+F6")
        expect(resume.nth(place)).to_be_focused()
    page.keyboard.press("Enter")
    expect_ticket(page, "A002", "serving")
    expect_free_to_act(page)
    page.keyboard.press("F8")
    expect_ticket(page, "空闲", "idle")
    expect_free_to_act(page)
    page.keyboard.press("Shift+F6")
    expect_ticket(page, "A001", "serving")


def test_a_reason_of_ones_own_must_be_written(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    button(page, "hold").click()

    answer(page, "其他原因")
    expect(page.get_by_role("alert").filter(has_text="还没有填写：具体原因")).to_be_visible()
    page.locator("#ask [name=own]").fill("去二楼盖章")
    answer(page)

    expect(page.locator("#held li")).to_contain_text("去二楼盖章")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.HELD


def test_going_back_from_a_question_does_nothing(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.locator("#ask-no").click()):
        page.keyboard.press("F7")
        expect(page.locator("#ask")).to_be_visible()
        leave()
        expect(page.locator("#ask")).to_be_hidden()

    assert state_of(hall, issued.ticket.ticket_id) is TicketState.SERVING


def test_a_parked_ticket_goes_back_to_its_line(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    button(page, "hold").click()
    answer(page, "去填表")
    expect(page.locator("#held li")).to_have_count(1)
    expect_free_to_act(page)

    page.locator("#held").get_by_role("button", name="放回队列").click()

    expect(page.locator("#waiting li")).to_have_count(1)
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.WAITING


def test_a_visitor_is_sent_to_another_window_with_a_note(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    other = hall.sign_in(window_id="7")
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("F9")
    page.locator("#ask [name=typed]").fill("7")
    page.get_by_role("radio", name="7 号窗口").check()
    page.locator("#ask [name=own]").fill("差一份复印件")
    answer(page)

    expect_ticket(page, "空闲", "idle")
    sent = hall.kiosk.get_ticket(issued.ticket.ticket_id)
    assert (sent.state, sent.place.for_window, sent.note) == (TicketState.WAITING, "7", "差一份复印件")
    assert other.act("call-next").ticket is not None


def test_where_to_send_somebody_is_found_by_what_they_come_for(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    hall.sign_in(window_id="7")
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F9")
    page.locator("#ask [name=typed]").fill("护照")
    expect(page.locator("#ask-picks label")).to_have_count(0)
    page.locator("#ask [name=typed]").fill("开面馆")

    expect(page.locator("#ask-picks label:has([value^='queue:'])")).not_to_have_count(0)


def test_nobody_is_sent_where_nobody_is(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    other = hall.sign_in(window_id="7")
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F9")
    page.locator("#ask [name=typed]").fill("8")
    there = page.locator("#ask label", has=page.locator("[value='window:8']"))
    expect(there).to_contain_text("没有开放")
    expect(there.locator("input")).to_be_disabled()
    answer(page)
    expect(page.locator("#ask-trouble")).to_have_text("请选择转到哪里。")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.SERVING

    page.locator("#ask [name=typed]").fill("7")
    page.get_by_role("radio", name="7 号窗口").check()
    page.locator("#ask [name=own]").fill("差一份复印件")
    other.pause("临时离开")
    answer(page)

    expect(page.locator("#ask-trouble")).to_contain_text("没有转走")
    expect(page.locator("#ask [name=own]")).to_have_value("差一份复印件")
    expect(page.locator("#ask [value='window:7']")).to_be_disabled()
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.SERVING


@pytest.mark.parametrize("typed", ["民政", "minzh", "mz"])
def test_a_place_is_found_by_name_pinyin_and_initials(visitor: Visitor, hall: OpenHall, typed: str) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F9")
    expect(page.locator("#ask [name=pick]:checked")).to_have_count(0)
    everything = page.locator("#ask [name=pick]").count()

    page.keyboard.type(typed)

    expect(page.locator("#ask [name=pick]").first).to_have_value("queue:civil_affairs")
    assert 0 < page.locator("#ask [name=pick]").count() < everything / 3
    page.locator("#ask [name=typed]").fill("没有这样的地方")
    expect(page.locator("#ask-pick-none")).to_have_text("没有找到")


def test_a_visitor_is_sent_on_by_keys_alone(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    hall.sign_in(window_id="7")
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("F9")
    expect(page.locator("#ask")).to_contain_text("没有开放")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator("#ask [value='window:7']")).to_be_focused()
    page.keyboard.press("Enter")

    expect_ticket(page, "空闲", "idle")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).place.for_window == "7"


def test_of_several_places_enter_picks_the_one_the_arrow_went_to_and_the_next_sends(
    visitor: Visitor, hall: OpenHall
) -> None:
    hall.issue()
    hall.sign_in(window_id="7")
    page = sign_in(visitor, hall)
    serve(page)
    page.keyboard.press("F9")
    expect(page.locator("#ask")).to_contain_text("没有开放")
    page.keyboard.press("ArrowDown")
    first = page.locator("#ask [name=pick]:enabled").first
    expect(first).to_be_focused()
    expect(first).not_to_be_checked()

    page.keyboard.press("Enter")
    expect(first).to_be_checked()
    expect(page.locator("#ask-trouble")).to_have_text("")
    page.keyboard.press("Enter")

    expect_ticket(page, "空闲", "idle")


def test_a_window_is_paused_and_resumed(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)

    button(page, "pause").click()
    page.locator("#ask [name=select]").select_option("15")
    answer(page, "设备故障")

    expect_ticket(page, "暂停服务", "idle")
    expect(page.locator("#matter")).to_contain_text("恢复")
    expect(page.locator("#primary")).to_be_disabled()
    expect_free_to_act(page)
    hall.issue()
    page.keyboard.press("F2")
    expect(page.locator("#notice")).to_contain_text("先恢复窗口")
    button(page, "unpause").click()
    expect(page.locator("#primary")).to_be_enabled()
    call(page)


def test_a_window_is_paused_and_resumed_by_one_key(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)

    for key in ("Shift+F7", "1", "Enter"):
        page.keyboard.press(key)
    expect_ticket(page, "暂停服务", "idle")
    expect_free_to_act(page)
    page.keyboard.press("Shift+F7")

    expect_ticket(page, "空闲", "idle")
    expect(page.locator("#said")).to_have_text("5 号窗口 已恢复")


def park(page: Page, *, reason: str) -> None:
    """Hold whom the window serves, by keys alone: the reason's digit, as the dialog numbers them."""
    for key in ("F7", reason, "Enter"):
        page.keyboard.press(key)


def test_a_reason_is_read_in_the_readers_language(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    park(page, reason="2")
    expect(page.locator("#held li")).to_contain_text("去补材料")

    page.goto(f"{hall.url}/console?lang=en")
    expect(page.locator("#held li")).to_contain_text("Fetching papers")
    page.locator("#held [data-do=resume]").click()
    expect_ticket(page, "A001", "serving")
    expect_free_to_act(page)
    park(page, reason="1")
    expect(page.locator("#held li")).to_contain_text("Making copies")
    page.goto(f"{hall.url}/console?lang=zh")

    expect(page.locator("#held li")).to_contain_text("去复印材料")


def test_who_leaves_parked_numbers_is_told_which_window_may_take_them_up(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    park(page, reason="1")
    expect(page.locator("#held li")).to_have_count(1)
    expect_free_to_act(page)

    def leave() -> None:
        page.locator("#sign-out").click()
        page.locator("#leave").get_by_role("button", name="退出并关窗").click()

    leave()
    expect(page.locator("#ask-text")).to_contain_text("要等同队列有窗口开放才能恢复")
    page.locator("#ask-no").click()
    hall.sign_in(window_id="6")
    leave()
    expect(page.locator("#ask-text")).to_contain_text("由 6 号窗口 社保局 恢复它们")


def test_the_last_window_of_a_queue_is_paused_only_when_the_clerk_says_so(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)

    button(page, "pause").click()
    answer(page, "临时离开")
    expect(page.locator("#ask-text")).to_have_text(
        "还有 1 人在等（社会保险），没有别的窗口在办：您离开后停止取号，他们要等到有窗口开放。"
    )
    answer(page)

    expect_ticket(page, "暂停服务", "idle")


def test_who_missed_the_call_and_stands_there_now_is_called(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    call(page)
    hall.pass_time(seconds=15)
    page.keyboard.press("F3")
    expect(page.locator("#timer-note")).to_contain_text("第 2 次")
    expect_free_to_act(page)
    hall.pass_time(seconds=60)
    page.keyboard.press("F4")
    page.keyboard.press("F4")
    expect(page.locator("#overdue li")).to_contain_text("A001")
    expect_free_to_act(page)

    page.locator("#overdue").get_by_role("button", name="到场").click()

    expect_ticket(page, "A001", "called")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.CALLED


@pytest.mark.parametrize("size", [(1024, 768), (1024, 640), (1440, 900)])
def test_however_many_wait_who_is_parked_or_was_missed_stays_in_sight(
    visitor: Visitor, hall: OpenHall, size: tuple[int, int], tmp_path: Path
) -> None:
    for _visitor in range(24):
        hall.issue()
    desk = hall.sign_in("anna")
    for _parked in range(2):
        desk.act("call-next")
        desk.act("start")
        desk.hold("复印材料")
    miss(hall, desk)
    width, height = size
    page = sign_in(visitor, hall, viewport={"width": width, "height": height})
    expect(page.locator("#held li")).to_have_count(2)
    page.screenshot(path=tmp_path / "console.png")

    for place in ("#waiting li >> nth=0", "#held li >> nth=0", "#overdue li >> nth=0"):
        expect(page.locator(place)).to_be_in_viewport(ratio=0.99)
    page.locator("#waiting li").last.scroll_into_view_if_needed()
    expect(page.locator("#overdue li >> nth=0")).to_be_in_viewport(ratio=0.99)
    assert list_violations(page) == []


def test_a_number_is_called_out_of_turn_for_a_reason(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    second = hall.issue()
    page = sign_in(visitor, hall)

    page.locator("#waiting").get_by_role("button", name="A002").click()
    expect(page.locator("#ask-title")).to_have_text("指定叫 A002")
    answer(page, "身体不适")

    expect_ticket(page, "A002", "called")
    assert state_of(hall, second.ticket.ticket_id) is TicketState.CALLED


def test_the_list_says_why_somebody_is_before_others(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    second = hall.issue()
    page = sign_in(visitor, hall)
    expect(page.locator("#waiting li")).to_have_count(2)
    expect(page.locator("#waiting .why")).to_have_count(0)

    hall.sign_in(window_id="6").grant(second.ticket.ticket_id, PriorityClass.ELDERLY)

    expect(page.locator("#waiting .number")).to_have_text(["A002", "A001"])
    expect(page.locator("#waiting li").first).to_contain_text("优先")
    expect(page.locator("#waiting li").first).to_contain_text("老人")


def test_the_list_says_what_moved_a_number_to_its_place(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)
    missed, in_line = hall.issue(), hall.issue()
    miss(hall, hall.sign_in(window_id="6"))
    hall.kiosk.reactivate_ticket(missed.ticket.ticket_id, key=new_key())
    sent = hall.issue("medical_reimbursement")
    sender = hall.sign_in(window_id="7")
    sender.act("call-next")
    sender.act("start")
    sender.send_to("5")

    row = page.locator("#waiting li")
    expect(row).to_have_count(3)
    expected = {missed: ["过号回来"], in_line: [], sent: ["转来", "指定本窗口"]}
    for issued, chips in expected.items():
        expect(row.filter(has_text=issued.ticket.number).locator(".why")).to_have_text(chips)


def test_the_clerk_reads_what_the_guide_saw(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    with closing(hall.supervisor()) as guide:
        wanted = GrantPriority(priority_class=PriorityClass.ELDERLY, evidence="<b>老年证</b>，走路不便")
        guide.grant_priority(issued.ticket.ticket_id, wanted, key=new_key())
    expect(page.locator("#waiting .class")).to_have_text("老人")

    call(page)

    expect(page.locator("#facts")).to_contain_text("老人 · 优先凭证：<b>老年证</b>，走路不便")
    assert unseen(page, "#facts") == []


def test_a_queue_is_stopped_with_words_for_visitors_and_opened_again(visitor: Visitor, hall: OpenHall) -> None:
    page = sign_in(visitor, hall)
    queue_id = hall.issue().ticket.queue_id

    button(page, "stop").click()
    answer(page, "系统维护")
    expect(page.locator("#ask-trouble")).to_have_text("请先选一项。")
    page.locator("#ask [name=select]").select_option("stop:" + queue_id)
    answer(page)
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.locator("#said")).to_have_text("社会保险：停止取号")
    assert stopped(hall, queue_id) == Text(zh="系统维护", en="System maintenance")

    button(page, "stop").click()
    page.locator("#ask [name=select]").select_option("open:" + queue_id)
    expect(page.locator("#ask-choices")).to_be_hidden()
    answer(page)
    expect(page.locator("#said")).to_have_text("社会保险：恢复取号")
    assert stopped(hall, queue_id) is None


def test_leaving_asks_for_people_without_another_window_and_for_parked_tickets(
    visitor: Visitor, hall: OpenHall
) -> None:
    hall.issue()
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)
    button(page, "hold").click()
    answer(page, "去填表")
    expect(page.locator("#held li")).to_have_count(1)
    expect_free_to_act(page)

    page.locator("#sign-out").click()
    page.locator("#leave").get_by_role("button", name="退出并关窗").click()
    expect(page.locator("#ask-text")).to_contain_text("还挂起 1 个号")
    answer(page)
    expect(page.locator("#ask-text")).to_contain_text("还有 1 人在等")
    answer(page)

    expect(page.locator("#sign-in")).to_be_visible()
    window = next(each for each in hall.kiosk.get_snapshot().windows if each.window_id == "5")
    assert window.state is WindowState.CLOSED


def test_a_clerk_who_stays_after_all_keeps_the_window(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)

    page.locator("#sign-out").click()
    page.locator("#leave").get_by_role("button", name="退出并关窗").click()
    expect(page.locator("#ask")).to_be_visible()
    page.locator("#ask-no").click()

    call(page)


def test_a_call_that_stands_too_long_is_pointed_out(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = sign_in(visitor, hall)
    call(page)
    hall.pass_time(minutes=3)
    page.reload()

    expect(page.locator("#badge")).to_have_text("叫号已久：请开始办理，或重呼")  # once called, it is no miss yet


def stopped(hall: OpenHall, queue_id: str) -> Text | None:
    return next(each.stopped for each in hall.kiosk.get_snapshot().queues if each.queue_id == queue_id)
