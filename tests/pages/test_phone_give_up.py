"""The visitor gives the number up with the code on the slip, or puts the visit into the phone's calendar."""

from playwright.sync_api import expect

from tests.pages.accessible import list_violations
from tests.pages.browser import Visitor
from tests.pages.open_hall import OpenHall
from tests.pages.phone_page import open_phone


def test_a_number_is_given_up_with_the_code_on_the_slip(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    assert issued.slip_code is not None
    page = open_phone(visitor, hall, issued)
    expect(page.locator("#slip-code")).to_be_hidden()

    page.get_by_text("不来了，退号").tap()
    page.locator("#give-up-do").tap()
    expect(page.locator("#give-up-trouble")).to_have_text("请输入 4 位数字。")
    page.locator("#slip-code").fill(f"{(int(issued.slip_code) + 1) % 10_000:04}")
    page.locator("#give-up-do").tap()
    expect(page.locator("#give-up-trouble")).to_contain_text("退号码不对")
    expect(page.locator("#slip-code")).to_be_focused()
    assert list_violations(page) == []
    page.locator("#slip-code").fill(issued.slip_code)
    page.locator("#give-up-do").tap()

    expect(page.get_by_role("heading", name="号已退")).to_be_visible()
    expect(page.locator("#give-up")).to_be_hidden()


def test_a_visit_goes_into_the_phones_calendar(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    page = open_phone(visitor, hall, issued)

    with page.expect_download() as download:
        page.get_by_role("link", name="加到手机日历").tap()

    assert download.value.suggested_filename == "A001.ics"
    assert "SUMMARY:A001 号 社会保险登记" in download.value.path().read_text(encoding="utf-8")
