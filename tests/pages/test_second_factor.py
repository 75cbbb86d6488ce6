"""Binding an authenticator app to an account, and signing in with its code, in a real browser."""

from base64 import b32decode
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from hall.exchange import Role
from server.rules.one_time_codes import STEP, code_at, step_at
from tests.pages.accessible import list_violations
from tests.pages.browser import Visitor
from tests.pages.open_hall import PASSWORD, OpenHall
from tests.qr_codes import read_qr_codes


def code_of(hall: OpenHall, secret: str) -> str:
    return code_at(b32decode(secret), step_at(hall.clock.now()))


def test_an_admin_binds_an_app_by_its_code_and_signs_in_with_the_next(visitor: Visitor, hall: OpenHall) -> None:
    hall.add_staff(Role.ADMIN)
    page = visitor.open(f"{hall.url}/second-factor?must", viewport={"width": 768, "height": 1024})
    page.wait_for_load_state("load")
    for words in (Role.ADMIN.value, PASSWORD):
        page.keyboard.insert_text(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#bind")).to_be_visible(timeout=20_000)  # hashing takes long on a busy machine
    secret = page.locator("#secret").inner_text().replace(" ", "")
    shown = read_qr_codes(Image.open(BytesIO(page.locator("#qr").screenshot())))
    assert [f"secret={secret}&" in each.text for each in shown] == [True]

    page.keyboard.insert_text("000000")
    page.keyboard.press("Enter")
    expect(page.locator("#bind .trouble")).to_contain_text("码不对，或已经用过", timeout=20_000)
    page.keyboard.insert_text(code_of(hall, secret))
    assert list_violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#codes li")).to_have_count(8, timeout=20_000)
    assert list_violations(page) == []

    hall.clock.advance(STEP)
    page.goto(f"{hall.url}/manage")
    page.wait_for_load_state("load")
    page.locator("#clerk").fill(Role.ADMIN.value)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#code")).to_be_focused(timeout=20_000)
    assert list_violations(page) == []
    page.keyboard.insert_text(code_of(hall, secret))
    page.keyboard.press("Enter")
    expect(page.locator("#staff li", has_text="您自己")).to_contain_text("动态码登录", timeout=20_000)
