"""The managers' pages in a real browser: accounts, devices and the audit trail, each by who has its right."""

import re

import pytest
from playwright.sync_api import expect

from hall.client import new_key
from hall.exchange import Role
from hall.rating import Grievance, Level, RateVisit
from tests.pages.accessible import assert_staff_can_use, list_violations
from tests.pages.browser import Visitor
from tests.pages.manage_page import open_manage
from tests.pages.open_hall import OTHER_CLERK, PASSWORD, OpenHall

HOLDS = re.compile(r"链条完整：从 2026-11-24 \d\d:\d\d:\d\d 第一条到现在，\d+ 条")


def test_an_admin_makes_an_account_and_hands_over_a_password_that_is_good_once(
    visitor: Visitor, hall: OpenHall
) -> None:
    page = open_manage(visitor, hall, Role.ADMIN)
    expect(page.locator("nav.pages a")).to_have_text(["账号", "统计", "设备", "大厅", "等候"])

    page.get_by_role("button", name="新建账号").click()
    page.get_by_label("姓名").fill("mei")
    page.get_by_label("可以去的窗口").fill("5-7，99")
    page.get_by_role("button", name="建账号", exact=True).click()
    expect(page.locator("#account-trouble")).to_contain_text("没有 99 号窗口")
    expect(page.get_by_label("可以去的窗口")).to_be_focused()
    page.get_by_label("可以去的窗口").fill("-1")
    page.keyboard.press("Enter")
    expect(page.locator("#account-trouble")).to_contain_text("没有 -1 号窗口")
    for typed, unknown in (("五", "五"), ("5至7", "5至7"), ("1-99", "99"), ("，", "，")):
        page.get_by_label("可以去的窗口").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator("#account-trouble")).to_contain_text(f"没有 {unknown} 号窗口")
    page.get_by_label("可以去的窗口").fill("5-7号")
    page.keyboard.press("Enter")

    expect(page.locator("#once-title")).to_have_text("mei 的一次性口令")
    once = page.locator("#once-password").inner_text()
    page.get_by_role("button", name="已记下").click()
    expect(page.locator("#once-password")).to_have_text("")
    row = page.locator("#staff li", has_text="mei")
    expect(row).to_contain_text("5, 6, 7 号窗口 · 没有登录")
    expect(row).to_contain_text("待换口令")
    sign_in = visitor.open(f"{hall.url}/password")
    for field, words in (("#clerk", "mei"), ("#old", once), ("#new", "Kestrel-7-lamp-Jove")):
        sign_in.locator(field).fill(words)
    sign_in.locator("#again").fill("Kestrel-7-lamp-Jove")
    sign_in.keyboard.press("Enter")
    expect(sign_in.locator("#done")).to_be_visible()


def test_an_admin_changes_a_role_signs_out_suspends_and_restores(visitor: Visitor, hall: OpenHall) -> None:
    hall.sign_in()
    page = open_manage(visitor, hall, Role.ADMIN)
    row = page.locator("#staff li", has_text="bert")
    expect(row).to_contain_text("1 处登录中")

    row.get_by_role("button", name="全部退出").click()
    page.locator("#ask-yes").click()
    expect(row).to_contain_text("没有登录")
    row.get_by_role("button", name="改角色").click()
    page.locator("#account select").select_option(label="导办员")
    page.locator("#account-do").click()
    expect(row.locator("[data-badge=role]")).to_have_text("导办员")
    row.get_by_role("button", name="停用").click()
    page.locator("#ask-yes").click()
    expect(row).to_contain_text("已停用")
    row.get_by_role("button", name="恢复").click()
    page.locator("#ask-yes").click()

    expect(page.locator("#notice")).to_have_text("bert 已恢复。")
    expect(row).not_to_contain_text("已停用")
    own = page.locator("#staff li", has_text="您自己")
    expect(own.get_by_role("button", name="停用")).to_be_hidden()


def test_a_device_is_paired_by_a_code_and_revoked(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    page.goto(f"{hall.url}/manage/devices")
    page.get_by_role("button", name="配对新设备").click()
    page.get_by_label("是什么").select_option(label="显示屏")
    page.get_by_label("名称").fill("tv2")
    page.keyboard.press("Enter")
    expect(page.locator("#code-title")).to_have_text("tv2 的配对码")
    digits = page.locator("#code-digits").inner_text()
    page.get_by_role("button", name="已输入").click()
    board = visitor.open(f"{hall.url}/board")
    board.locator("#code").fill(digits)
    board.keyboard.press("Enter")
    expect(board.locator("#form")).to_have_count(0)
    page.reload()
    row = page.locator("#devices li", has_text="tv2")

    row.get_by_role("button", name="撤销").click()
    page.locator("#ask-yes").click()

    expect(row).to_contain_text("钥匙已作废")
    expect(board.locator("#code")).to_be_visible()  # by itself: nobody has to go to the screen


def test_an_auditor_finds_what_somebody_did_and_checks_the_chain(visitor: Visitor, hall: OpenHall) -> None:
    for _ in range(60):
        hall.issue()
    page = open_manage(visitor, hall, Role.AUDITOR, viewport={"width": 1440, "height": 900})
    expect(page.locator("#lines tr")).to_have_count(50)

    newest = page.locator("#lines .at").first.inner_text()
    page.get_by_role("button", name="下一页").click()
    expect(page.locator("#page")).to_have_text("第 2 页")
    expect(page.locator("#trail")).to_be_focused()
    expect(page.locator("#trail")).to_be_in_viewport()
    assert page.locator("#lines .at").last.inner_text() <= newest
    expect(page.locator("#after")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="第一页").click()
    expect(page.locator("#page")).to_have_text("第 1 页")
    expect(page.locator("#first")).to_have_attribute("aria-disabled", "true")
    page.locator("[name=who]").fill("auditor")
    page.locator("[name=act]").select_option(label="登录")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("#lines tr")).to_have_count(1)
    expect(page.locator("#lines")).to_contain_text("审计员")
    page.get_by_role("button", name="核对链条").click()

    expect(page.locator("#chain")).to_contain_text(HOLDS)
    hall.touch_the_trail()
    page.get_by_role("button", name="核对链条").click()
    expect(page.locator("#chain")).to_contain_text("第 5 件事")
    with page.expect_download() as export:
        page.locator("#export").click()
    assert export.value.suggested_filename == "audit.jsonl"


def test_what_an_auditor_looks_for_is_in_the_address(visitor: Visitor, hall: OpenHall) -> None:
    hall.issue()
    page = open_manage(visitor, hall, Role.AUDITOR)
    page.locator("[name=who]").fill("Nobody")
    page.locator("[name=order]").select_option("oldest")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("#none")).to_contain_text("没有「Nobody」的这类记录")
    page.locator("a[hreflang=en]").click()
    expect(page.locator("[name=who]")).to_have_value("Nobody")
    expect(page.locator("[name=order]")).to_have_value("oldest")
    page.goto(f"{hall.url}/manage/audit?who=auditor&act=GET /api/v1/audit&lang=zh")

    expect(page.locator("#lines tr").first).to_contain_text("看审计记录")
    assert set(page.locator("#lines .what").all_inner_texts()) == {"看审计记录"}


def test_half_a_date_is_told_to_an_auditor_in_the_pages_own_words(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.AUDITOR)
    page.locator("[name=to]").fill("2026-11-24")
    page.locator("[name=to]").press("Backspace")  # takes one of its three parts away
    page.get_by_role("button", name="查", exact=True).click()

    expect(page.locator("#find-trouble")).to_contain_text("「到哪天」不是日期")
    expect(page.locator("[name=to]")).to_be_focused()
    page.locator("[name=to]").fill("2026-11-24")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("#find-trouble")).to_be_empty()


def test_an_auditor_is_offered_the_names_of_the_staff_and_may_write_them_small_or_large(
    visitor: Visitor, hall: OpenHall
) -> None:
    hall.issue()
    hall.sign_in().act("call-next")
    page = open_manage(visitor, hall, Role.AUDITOR)
    offered = page.locator("#who-list option").evaluate_all("(all) => all.map(({ value }) => value)")
    assert {OTHER_CLERK, "auditor", "审计员"} <= set(offered)

    page.locator("[name=who]").fill(OTHER_CLERK.upper())
    page.locator("[name=act]").select_option("TicketCalled")
    page.get_by_role("button", name="查", exact=True).click()

    expect(page.locator("#lines tr")).to_have_count(1)
    expect(page.locator("#lines")).to_contain_text(OTHER_CLERK)


def test_who_resets_the_password_of_somebody_suspended_is_told_what_else_it_takes(
    visitor: Visitor, hall: OpenHall
) -> None:
    hall.add_staff(Role.GUIDE)
    page = open_manage(visitor, hall, Role.ADMIN)
    row = page.locator("#staff li", has_text="guide")
    row.get_by_role("button", name="停用").click()
    page.locator("#ask-yes").click()
    expect(row).to_contain_text("停用")
    row.get_by_role("button", name="重置口令").click()

    expect(page.locator("#ask-text")).to_contain_text("还要再按「恢复」")


def test_the_own_name_leads_to_the_password_and_the_second_factor(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.ADMIN)
    page.locator(".bar .clerk").click()
    expect(page.locator("#new")).to_be_visible()

    page.get_by_role("link", name="设置动态码登录").click()
    expect(page.locator("#begin-form")).to_be_visible()


def test_a_page_that_asks_nothing_by_itself_does_not_outlive_its_session(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    page.clock.install()
    page.goto(f"{hall.url}/waits/what-if")
    expect(page.locator("#open-title")).to_be_visible()
    hall.pass_time(minutes=31)
    page.clock.fast_forward(29 * 60_000)
    expect(page.locator("#idle")).to_be_visible()
    page.clock.fast_forward(2 * 60_000)

    expect(page.locator("#password")).to_be_visible()


def test_nobody_sees_a_page_without_its_right(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.ADMIN)
    page.goto(f"{hall.url}/manage/audit")
    expect(page).to_have_url(f"{hall.url}/manage/staff")

    clerk = visitor.open(f"{hall.url}/manage")
    clerk.locator("#clerk").fill("anna")
    clerk.locator("#password").fill(PASSWORD)
    clerk.keyboard.press("Enter")

    expect(clerk.locator("#trouble")).to_contain_text("给管理员、值班长和审计员用")
    clerk.goto(f"{hall.url}/manage/staff")
    expect(clerk.locator("#clerk")).to_be_visible()


def rate(hall: OpenHall, word: RateVisit) -> None:
    issued, desk = hall.issue(), hall.sign_in()
    for act in ("call-next", "start", "finish"):
        desk.act(act)
    hall.kiosk.rate_visit(issued.token, word, key=new_key())


def test_a_supervisor_reads_figures_takes_a_bad_rating_in_hand_and_settles_it(visitor: Visitor, hall: OpenHall) -> None:
    rate(hall, RateVisit(level=Level.VERY_SATISFIED))
    rate(hall, RateVisit(level=Level.DISSATISFIED, grievances=(Grievance.SLOW,), comment="等了很久"))
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    page.get_by_role("link", name="评价").click()
    expect(page.locator("#tile-total")).to_have_text("2")
    expect(page.locator("#tile-satisfied")).to_have_text("50 %")
    expect(page.locator("#counts tr")).to_contain_text(["5 号窗口"])
    page.get_by_text("事项", exact=True).click()
    expect(page.locator("#counts tr")).to_contain_text(["社会保险登记"])
    bad = page.locator("#bad li")
    expect(bad).to_contain_text("2026-11-24 · 5 号窗口 · bert · 办得慢")
    expect(bad).to_contain_text("最晚 2026-12-15（当天算在内）办结 · 还没有人接手")
    expect(bad).not_to_contain_text("A00")

    bad.get_by_role("button", name="接手").press("Enter")
    expect(bad).to_contain_text("supervisor 从 2026-11-24 起在办")
    expect(bad.get_by_role("button", name="办结")).to_be_focused()
    bad.get_by_role("button", name="办结").click()
    page.get_by_role("button", name="办结").last.click()
    expect(page.locator("#ask-trouble")).to_have_text("还没有填写：整改情况")
    page.get_by_label("整改情况").fill("加开了一个窗口")
    page.keyboard.press("Enter")

    expect(page.locator("#no-bad")).to_be_visible()
    expect(page.locator("#settled li")).to_contain_text("supervisor 2026-11-24 办结：加开了一个窗口")
    expect(page.locator("main")).to_be_focused()


def test_a_long_comment_stays_beside_the_buttons(visitor: Visitor, hall: OpenHall) -> None:
    rate(hall, RateVisit(level=Level.DISSATISFIED, comment="等了很久很久，" * 28))
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    page.get_by_role("link", name="评价").click()
    said, button = page.locator("#bad .said"), page.locator("#bad button").first
    expect(said).to_contain_text("等了很久")
    words, act = said.bounding_box(), button.bounding_box()

    assert words
    assert act
    assert words["x"] + words["width"] <= act["x"]


PAGES = [
    *((Role.ADMIN, "staff"), (Role.SUPERVISOR, "devices"), (Role.AUDITOR, "audit")),
    *((Role.SUPERVISOR, "ratings"), (Role.AUDITOR, "ratings")),
]


@pytest.mark.parametrize("seen", PAGES, ids=str)
def test_nothing_is_cut_and_all_can_be_touched(visitor: Visitor, hall: OpenHall, seen: tuple[Role, str]) -> None:
    rate(hall, RateVisit(level=Level.DISSATISFIED, grievances=(Grievance.SLOW,), comment="等了很久"))
    role, name = seen
    page = open_manage(visitor, hall, role)
    page.goto(f"{hall.url}/manage/{name}")
    expect(page.locator("#staff li, #devices li, #lines tr, #bad li").first).to_be_visible()

    assert_staff_can_use(page)
    if name in {"staff", "devices"}:
        page.locator("#add").click()
        assert list_violations(page) == []
