"""Several matters of one visit at the console: what comes next is seen, all are finished at once, the way is told."""

from playwright.sync_api import expect

from hall.client import new_key
from hall.exchange import IssueRequest
from hall.ticket import IssuedTicket, Result, TicketState
from tests.pages.browser import Visitor
from tests.pages.console_page import answer, expect_free_to_act, expect_ticket, serve, sign_in, state_of
from tests.pages.open_hall import MATTER, OpenHall

NEXT = "out_of_town_care"
"""A matter of another line, at window 7."""


def issue_two(hall: OpenHall) -> IssuedTicket:
    return hall.kiosk.issue_ticket(IssueRequest(matter_id=MATTER, then=(NEXT,)), key=new_key())


def test_a_visit_that_goes_on_is_seen_and_the_clerk_is_told_where_to(visitor: Visitor, hall: OpenHall) -> None:
    issued = issue_two(hall)
    page = sign_in(visitor, hall)
    serve(page)
    expect(page.locator("#still")).to_contain_text("之后还办：")

    page.keyboard.press("F8")

    expect(page.locator("#notice")).to_contain_text("A001 还没完：请办事人到")
    expect(page.locator("#notice")).to_contain_text("7")
    expect(page.locator("#notice")).not_to_contain_text("5、6")
    after = hall.kiosk.get_ticket(issued.ticket.ticket_id)
    assert (after.state, after.matter_id) == (TicketState.WAITING, NEXT)


def test_finishing_and_calling_tells_of_the_one_who_goes_on(visitor: Visitor, hall: OpenHall) -> None:
    issue_two(hall)
    hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("F2")

    expect_ticket(page, "A002", "called")
    expect(page.locator("#notice")).to_contain_text("A001 还没完")


def test_several_matters_are_finished_at_once(visitor: Visitor, hall: OpenHall) -> None:
    issued = issue_two(hall)
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("Shift+F8")
    own, following = (page.locator(f"#ask [value='{matter}']") for matter in (MATTER, NEXT))
    expect(own).to_be_checked()
    expect(following).not_to_be_checked()
    following.check()
    answer(page)

    expect_ticket(page, "空闲", "idle")
    expect(page.locator("#said")).to_have_text("A001 已办结：社会保险登记、异地就医备案")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.DONE


def test_a_matter_that_was_also_done_is_found_and_ticked_by_the_keyboard(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("Shift+F8")
    page.keyboard.insert_text("bzk")
    page.keyboard.press("Enter")
    expect(page.locator("#ask [value=social_security_card]")).to_be_checked()
    expect(page.locator("#ask [name=typed]")).to_have_value("")
    page.keyboard.press("Enter")

    expect(page.locator("#said")).to_have_text("A001 已办结：社会保险登记、社会保障卡申领补换")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.DONE


def test_enter_in_a_list_of_many_ticks_what_was_found_and_not_what_was_ticked(visitor: Visitor, hall: OpenHall) -> None:
    issue_two(hall)
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("Shift+F8")
    page.keyboard.insert_text("社")
    page.keyboard.press("Enter")
    reached = page.locator("#ask [name=pick]:focus")
    expect(reached).to_have_count(1)
    expect(reached).not_to_be_checked()
    page.keyboard.press("Enter")
    expect(reached).to_be_checked()
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(reached).to_have_value(MATTER)
    page.keyboard.press("ArrowDown")
    expect(reached).not_to_have_value(MATTER)
    expect(page.locator(f"#ask [value={MATTER}]")).to_be_checked()


def test_nothing_ticked_finishes_nothing(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    page.locator("[data-act=finish_more]").click()
    page.locator(f"#ask [value='{MATTER}']").uncheck()
    answer(page)

    expect(page.locator("#ask-trouble")).to_have_text("请勾选办完的事项。")
    assert state_of(hall, issued.ticket.ticket_id) is TicketState.SERVING


def test_who_was_sent_here_and_must_go_back_is_told_of(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue(NEXT)
    other = hall.sign_in(window_id="7")
    page = sign_in(visitor, hall)
    other.act("call-next")
    ticket = other.act("start").ticket
    assert ticket is not None
    other.send_to("5", returns=True)
    expect(page.locator("#waiting li")).to_have_count(1)
    serve(page, ticket.number)
    expect(page.locator("#still")).to_contain_text("办结后回 7 号窗口")
    expect_free_to_act(page)

    page.keyboard.press("F8")

    expect(page.locator("#notice")).to_contain_text("请办事人回 7 号窗口")
    assert state_of(hall, ticket.ticket_id) is TicketState.HELD


def test_a_matter_is_finished_with_its_result_still_to_come(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = sign_in(visitor, hall)
    serve(page)

    page.keyboard.press("Shift+F8")
    page.get_by_label("结果要等").check()
    answer(page)

    expect_ticket(page, "空闲", "idle")
    assert hall.kiosk.get_ticket(issued.ticket.ticket_id).result is Result.PENDING
