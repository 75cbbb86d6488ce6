"""The browser of these tests and of the demo."""

import re

from playwright.sync_api import Browser


def test_what_playwright_turns_off_stays_off(chromium: Browser) -> None:
    session = chromium.new_browser_cdp_session()
    command = session.send("SystemInfo.getInfo")["commandLine"]

    playwrights, ours = (set(names.split(",")) for names in re.findall(r"--disable-features=(\S+)", command))

    assert playwrights <= ours
