"""Nobody stands before a closed door: every page leads to where its reader may go, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from hall.exchange import Role
from tests.pages.accessible import assert_staff_can_use, list_violations
from tests.pages.browser import Visitor
from tests.pages.manage_page import open_manage
from tests.pages.open_hall import PASSWORD, OpenHall

NEW = "Kestrel-7-lamp-Jove"


def doors_on(page: Page) -> list[str]:
    """Return the addresses of the doors that a page shows."""
    links = page.locator(".doors a:visible").all()
    return [each.get_attribute("href") or "" for each in links]


def sign_in_at(visitor: Visitor, url: str, name: str) -> Page:
    page = visitor.open(url)
    page.locator("#clerk").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    return page


def choose_password(visitor: Visitor, hall: OpenHall, role: Role) -> Page:
    hall.add_staff(role)
    page = visitor.open(f"{hall.url}/password")
    expect(page.locator("#clerk")).to_be_focused()
    for field, words in (("#clerk", role.value), ("#old", PASSWORD), ("#new", NEW), ("#again", NEW)):
        page.locator(field).fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_be_visible()
    return page


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        (Role.ADMIN, ["/manage"]),
        (Role.AUDITOR, ["/manage"]),
        (Role.SUPERVISOR, ["/desk", "/console", "/manage", "/boards"]),
        (Role.CLERK, ["/console"]),
    ],
)
def test_a_changed_password_leads_to_where_this_role_may_go(
    visitor: Visitor, hall: OpenHall, role: Role, doors: list[str]
) -> None:
    page = choose_password(visitor, hall, role)

    assert doors_on(page) == doors
    assert list_violations(page) == []
    page.locator(".doors a:visible").first.click()
    expect(page.locator("#clerk")).to_have_value(role.value)
    expect(page.locator("#password")).to_be_focused()


def test_the_first_admin_is_led_to_the_managers_pages(visitor: Visitor, hall: OpenHall) -> None:
    start = visitor.open(hall.url)
    code = hall.make_first_code()
    start.get_by_role("link", name="第一次使用").click()
    expect(start.locator("#old")).to_be_focused()
    for field, words in (("#old", code), ("#clerk", "root"), ("#new", NEW), ("#again", NEW)):
        start.locator(field).fill(words)
    start.keyboard.press("Enter")
    expect(start.locator("#done")).to_be_visible()

    assert doors_on(start) == ["/manage"]
    start.goto(hall.url)
    expect(start.get_by_role("link", name="第一次使用")).to_have_count(0)


def test_the_start_page_shows_every_door_and_for_whom(visitor: Visitor, hall: OpenHall) -> None:
    page = visitor.open(hall.url)

    assert doors_on(page) == ["/console", "/desk", "/manage", "/boards", "/board", "/rate"]
    for words in ("窗口人员", "导办员", "管理员、值班长、审计员", "电视", "平板"):
        expect(page.locator(".doors")).to_contain_text([words, ""] if words not in {"电视", "平板"} else ["", words])
    assert_staff_can_use(page)


def test_the_desk_refuses_an_admin_and_leads_to_the_managers_pages(visitor: Visitor, hall: OpenHall) -> None:
    hall.add_staff(Role.ADMIN)
    page = sign_in_at(visitor, f"{hall.url}/desk", "admin")
    expect(page.locator("#reason")).to_contain_text("导办台给导办员和值班长用")

    page.get_by_role("link", name="管理").first.click()
    expect(page).to_have_url(f"{hall.url}/manage/staff")


def test_a_forgotten_password_is_asked_of_an_admin(visitor: Visitor, hall: OpenHall) -> None:
    for path in ("/console", "/desk", "/manage"):
        page = visitor.open(hall.url + path)
        expect(page.locator("main")).to_contain_text("请找管理员")
        expect(page.locator("main")).not_to_contain_text("请找值班长")


def test_a_refused_sign_in_has_one_message(visitor: Visitor, hall: OpenHall) -> None:
    for path in ("/console?reason=ended", "/desk?reason=ended"):
        page = visitor.open(hall.url + path)
        expect(page.locator("#reason")).to_be_visible()
        page.locator("#clerk").fill("nobody")
        page.locator("#password").fill("wrong")
        if path.startswith("/console"):
            page.locator("#window").select_option("5")
        page.keyboard.press("Enter")
        expect(page.locator("#trouble")).to_contain_text("账号已停用：请找管理员")
        expect(page.locator("#reason")).to_have_count(0)


@pytest.mark.parametrize("path", ["/manage/devices", "/manage/ratings", "/waits", "/desk", "/boards"])
def test_the_other_language_keeps_the_page(visitor: Visitor, hall: OpenHall, path: str) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    page.goto(hall.url + path)
    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(f"{hall.url}{path}?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_staff_can_use(page)
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_the_other_language_keeps_what_was_asked(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    page.goto(f"{hall.url}/waits?month=2026-10")
    page.wait_for_load_state("load")
    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(f"{hall.url}/waits?month=2026-10&lang=en")


def test_a_supervisor_goes_from_page_to_page(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR)
    for name, path in (("导办台", "/desk"), ("叫号屏", "/boards"), ("管理", "/manage/day")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(hall.url + path)


def test_whoever_comes_to_manage_a_hall_without_an_admin_is_led_to_become_the_first(
    visitor: Visitor, hall: OpenHall
) -> None:
    page = visitor.open(f"{hall.url}/manage")
    page.locator("main a.action").click()
    expect(page).to_have_url(f"{hall.url}/password?first")
    for field, words in (("#old", hall.make_first_code()), ("#clerk", "管" * 65), ("#new", NEW), ("#again", NEW)):
        page.locator(field).fill(words)
    page.keyboard.press("Enter")

    expect(page.locator("#trouble")).to_have_text("「姓名」太长，最多 64 个字符。")
    expect(page.locator("#clerk")).to_be_focused()


def test_the_way_to_become_the_first_is_gone_once_there_is_an_admin(visitor: Visitor, hall: OpenHall) -> None:
    hall.add_staff(Role.ADMIN)
    page = visitor.open(f"{hall.url}/manage")

    expect(page.locator("#sign-in")).to_be_visible()
    expect(page.locator("main a.action")).to_have_count(0)
