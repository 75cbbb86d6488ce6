"""The hall's desk in a real browser: a guide's work by keyboard and by finger, by day and by night."""

from contextlib import closing

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from hall.client import new_key
from hall.devices import CommandDevice, Health, Told, What
from hall.exchange import Role
from tests.pages.accessible import assert_staff_can_use, each_look, list_violations
from tests.pages.browser import Visitor
from tests.pages.open_hall import PASSWORD, OpenHall
from tests.pages.test_phone import miss


def call_help(hall: OpenHall) -> None:
    headers = {"Authorization": f"Bearer {hall.kiosk_token}", "Idempotency-Key": new_key()}
    assert requests.post(f"{hall.url}/api/v1/devices/me/help", headers=headers, timeout=10).ok


def open_desk(visitor: Visitor, hall: OpenHall, **options: object) -> Page:
    hall.add_staff(Role.GUIDE)
    page = visitor.open(f"{hall.url}/desk", **options)
    for words in ("guide", PASSWORD):
        page.keyboard.insert_text(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#queues li").first).to_be_visible()
    return page


def find(page: Page, typed: str, *, number: str | None = None) -> None:
    page.keyboard.press("F2")
    page.keyboard.insert_text(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#ticket-number")).to_have_text(number or typed.upper())


def reload_without_script(page: Page) -> list[Route]:
    """Load the page anew, its script held back until the route that is returned is continued."""
    late: list[Route] = []

    def hold_back(route: Route) -> None:
        late.append(route)

    page.route("**/desk/main.js", hold_back)
    page.reload(wait_until="commit")
    return late


def test_a_number_is_taken_for_somebody_by_the_keyboard_alone(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)

    page.keyboard.press("F3")
    page.keyboard.insert_text("shbxdj")
    expect(page.locator("#found li").first).to_contain_text("社会保险登记")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator("#notice")).to_have_text("A001 号已取，社会保险登记。")
    expect(page.locator("#ticket-state")).to_have_text("等候")
    expect(page.locator("#ticket-facts")).to_contain_text("下一个就是")


def test_priority_needs_a_note_and_is_shown(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_desk(visitor, hall)
    find(page, "a001")

    page.get_by_role("button", name="给优先").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#ask-trouble")).to_have_text("请先选一项。")
    page.get_by_label("类别").select_option("elderly")
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#ask-trouble")).to_have_text("还没有填写：看了什么证件或情况")
    page.get_by_label("看了什么证件或情况").fill("证" * 201)
    page.keyboard.press("Enter")
    expect(page.locator("#ask-trouble")).to_have_text("看了什么证件或情况：最多 200 字，现在 201 字。")
    page.get_by_label("看了什么证件或情况").fill("身份证，78 岁")
    page.keyboard.press("Enter")

    expect(page.locator("#ticket-class")).to_have_text("老人")
    expect(page.locator("#notice")).to_have_text("A001 号：老人。")


def test_a_number_is_sent_to_the_right_line_printed_and_cancelled(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_desk(visitor, hall)
    find(page, "a001")

    page.get_by_role("button", name="改事项").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#ask-trouble")).to_have_text("请选择改成哪一项。")
    page.locator("#ask [name=typed]").fill("hydj")
    expect(page.locator("#ask-picks label", has_text="婚姻登记").first).to_contain_text("没有开放的窗口")
    page.get_by_role("radio", name="婚姻登记").first.check()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#ticket-matter")).to_have_text("婚姻登记")
    page.get_by_role("button", name="补打小票").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#notice")).to_have_text("A001 号的小票要在 K1 打，但那里还没有连上：没打出来就换一台。")
    hall.kiosk.tell_health(Health(version="1", screen="home"), key=new_key())
    expect(page.locator("#devices li", has_text="K1")).to_contain_text("正常")
    page.get_by_role("button", name="补打小票").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#notice")).to_have_text("A001 号的小票会在 K1 打印，请去取。")
    page.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#ask-trouble")).to_have_text("请先选一项。")
    page.get_by_role("radio", name="取错了号").check()
    page.get_by_role("button", name="确定").click()

    expect(page.locator("#ticket-state")).to_have_text("已取消")
    expect(page.locator("#ticket-acts button:visible")).to_have_count(0)


def test_a_missed_number_comes_back_and_a_call_for_help_is_answered(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    desk = hall.sign_in()
    desk.act("call-next")
    hall.pass_time(seconds=20)
    desk.act("recall")
    hall.pass_time(seconds=70)
    desk.act("overdue")
    page = open_desk(visitor, hall)

    page.get_by_role("button", name="过号重排").first.click()
    expect(page.locator("#ticket-state")).to_have_text("等候")
    expect(page.locator("#nobody-overdue")).to_be_visible()
    call_help(hall)
    expect(page.locator("#help")).to_contain_text("一楼大堂1号取号机")
    page.get_by_role("button", name="我去看看").click()

    expect(page.locator("#help")).to_be_hidden()


def test_what_lasts_too_long_is_shown_until_somebody_sees_to_it(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    desk = hall.sign_in()
    hall.pass_time(minutes=6)
    page = open_desk(visitor, hall)

    concern = page.locator("#concern-list li")
    expect(concern).to_contain_text("A001 · 社会保险")
    expect(concern).to_contain_text("窗口空着，一直没有叫他")
    concern.get_by_role("button", name="查看").click()
    expect(page.locator("#ticket-number")).to_have_text("A001")
    assert_staff_can_use(page)

    desk.act("call-next")
    expect(page.locator("#concerns")).to_be_hidden()


def test_a_number_is_found_however_it_is_typed_and_a_line_without_a_window_is_told(
    visitor: Visitor, hall: OpenHall
) -> None:
    hall.issue()
    page = open_desk(visitor, hall)

    for typed in ("a 1", "Ａ００１", " A001 "):
        find(page, typed, number="A001")
    expect(page.locator("#ticket-facts")).to_contain_text("没有开放的窗口")
    page.keyboard.press("F3")
    page.keyboard.insert_text("shbxdj")
    expect(page.locator("#found li").first).to_contain_text("没有开放的窗口")


def test_the_open_number_stays_in_the_other_language_and_over_a_reload(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_desk(visitor, hall)
    find(page, "a001")

    page.locator("a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#ticket-number")).to_have_text("A001")
    page.reload()
    expect(page.locator("#ticket-number")).to_have_text("A001")
    find_nothing = page.locator("#number")
    find_nothing.fill("Z999")
    find_nothing.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Z999")
    page.reload()
    expect(page.locator("#queues li").first).to_be_visible()
    expect(page.locator("#ticket-number")).to_be_hidden()


def test_what_is_to_be_tapped_is_named_only_where_it_is(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)
    expect(page.locator("#nothing")).to_have_text("还没有查号。输入小票上的号码。")

    page.keyboard.press("F2")
    page.keyboard.insert_text("A7")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("今天没有")
    expect(page.locator("#nothing")).to_be_hidden()
    hall.issue()
    miss(hall, hall.sign_in())

    expect(page.locator("#overdue li")).to_have_count(1)
    expect(page.locator("#nothing")).to_contain_text("过号未到")


def test_enter_without_a_matter_says_what_to_do(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)

    page.keyboard.press("F3")
    page.keyboard.press("Enter")

    expect(page.locator("#notice")).to_have_text("先输入办什么事，再选一项。")


def test_what_was_said_without_an_answer_does_not_outlive_the_recovery(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)
    page.route("**/api/v1/tickets?number=*", lambda route: route.abort("connectionreset"))
    page.keyboard.press("F2")
    page.keyboard.insert_text("A001")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("服务器没有回答")

    hall.issue()

    expect(page.locator("#notice")).to_contain_text("服务器恢复了")


def waiting_for_k1(hall: OpenHall) -> list[CommandDevice]:
    with closing(hall.supervisor()) as supervisor:
        (k1,) = (each for each in supervisor.list_devices() if each.name == "K1")
    return [each.command.asked for each in k1.waiting]


def test_a_kiosk_is_closed_from_afar_in_both_languages(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)

    page.get_by_role("button", name="操作 K1").click()
    page.keyboard.press("Enter")
    expect(page.locator("#ask-trouble")).to_have_text("请先选一项。")
    page.get_by_role("radio", name="关闭").check()
    page.get_by_role("button", name="确定").click()
    page.get_by_label("中文（60 字以内）").fill("正在换纸")
    page.get_by_label("英文（60 字以内，可不填）").fill("Paper is being changed")
    page.get_by_role("button", name="确定").click()

    expect(page.locator("#notice")).to_have_text("已告诉 K1，半分钟内生效。")
    expect(page.get_by_role("button", name="操作 K1")).to_be_focused()
    assert waiting_for_k1(hall) == [
        CommandDevice(what=What.CLOSE, words=Told(zh="正在换纸", en="Paper is being changed"))
    ]


def test_words_for_a_kiosk_are_never_lost_and_need_no_english(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)
    page.get_by_role("button", name="操作 K1").click()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    written = page.get_by_label("中文（60 字以内）")
    written.fill("很长的话" * 20)
    page.keyboard.press("Enter")
    expect(page.locator("#ask-trouble")).to_contain_text("最多 60 字，现在 80 字")
    expect(written).to_have_value("很长的话" * 20)
    written.fill("今天请到二楼办理")

    page.get_by_role("button", name="返回").click()
    expect(page.locator("#ask-title")).to_have_text("K1")
    page.get_by_role("button", name="返回").click()
    page.get_by_role("button", name="操作 K1").click()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(written).to_have_value("今天请到二楼办理")
    page.keyboard.press("Enter")

    expect(page.locator("#notice")).to_have_text("已告诉 K1，半分钟内生效。")
    assert waiting_for_k1(hall) == [
        CommandDevice(what=What.MESSAGE, words=Told(zh="今天请到二楼办理", en="今天请到二楼办理"))
    ]


def test_who_does_not_touch_the_page_is_warned_before_it_signs_out(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)
    page.evaluate("document.getElementById('idle').hidden = false")
    expect(page.get_by_role("alert").filter(has_text="2 分钟后自动退出")).to_be_visible()

    page.keyboard.press("F2")

    expect(page.locator("#idle")).to_be_hidden()


def test_a_clerk_is_sent_to_the_sign_in_of_the_desk(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/desk")
    page.locator("#clerk").fill("anna")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.locator("#trouble")).to_contain_text("给导办员和值班长用")


def test_nothing_is_cut_and_all_can_be_touched(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_desk(visitor, hall)
    find(page, "a001")

    assert_staff_can_use(page)
    page.get_by_role("button", name="给优先").click()
    for look in each_look(page):
        assert list_violations(page) == [], look


@pytest.mark.parametrize("path", ["/desk", "/password", "/password?first"])
def test_the_plain_pages_are_accessible(visitor: Visitor, hall: OpenHall, path: str) -> None:
    assert list_violations(visitor.open(f"{hall.url}{path}", color_scheme="dark")) == []


def test_a_password_is_changed_in_the_browser(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(f"{hall.url}/password")
    for field, words in (("#clerk", "anna"), ("#old", PASSWORD), ("#new", "Password1234"), ("#again", "Password1234")):
        page.locator(field).fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#trouble")).to_have_text("新口令太常见，容易被猜到。")

    for field in ("#new", "#again"):
        page.locator(field).fill("Kestrel-7-lamp-Jove")
    page.keyboard.press("Enter")

    expect(page.locator("#done")).to_contain_text("口令已换好")


def test_what_is_typed_and_pressed_before_the_script_came_is_done_when_it_has(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_desk(visitor, hall)
    late = reload_without_script(page)

    page.locator("#number").fill("a001")
    page.keyboard.press("Enter")
    expect(page.locator("#number")).to_have_value("a001")
    expect(page.locator("#ticket")).to_be_hidden()
    late[0].continue_()

    expect(page.locator("#ticket-number")).to_have_text("A001")


def test_a_button_pressed_before_the_script_came_is_done_when_it_has(visitor: Visitor, hall: OpenHall) -> None:
    page = open_desk(visitor, hall)
    late = reload_without_script(page)

    page.locator("#sign-out").click()
    expect(page.locator("#ask")).to_be_hidden()
    late[0].continue_()

    expect(page.locator("#ask")).to_be_visible()
