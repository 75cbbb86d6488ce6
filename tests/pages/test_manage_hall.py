"""The hall as its files have it, at /manage/hall, in a real browser."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hall.exchange import Role
from tests.pages.accessible import assert_staff_can_use
from tests.pages.browser import Visitor
from tests.pages.manage_page import open_manage
from tests.pages.open_hall import SAMPLE, OpenHall

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR])
def test_whoever_manages_reads_hours_windows_rules_and_matters(visitor: Visitor, hall: OpenHall, role: Role) -> None:
    page = open_manage(visitor, hall, role, section="hall")
    expect(page.locator("#always")).to_contain_text("任何时候都算开放")
    expect(page.locator("#week tr").first).to_have_text("周一09:00–12:00、13:30–17:00")
    expect(page.locator("#week tr").last).to_have_text("周日不开")
    expect(page.locator("#window-lines tr").filter(has_text="社会保险").first).to_contain_text("二楼")
    expect(page.locator("#rule-lines")).to_contain_text("差评在 15 个工作日内整改。")

    assert_staff_can_use(page)


def test_a_matter_is_found_with_its_papers_and_its_file(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.ADMIN, section="hall")
    shown = page.locator(".matter:visible")
    for typed in ("对外贸易", "dwmyjyzba", "FOREIGN trade", "foreign_trade_filing", "做外贸"):
        page.locator("#find").fill(typed)
        expect(shown.first).to_contain_text("对外贸易经营者备案")
        expect(page.locator("#found")).to_have_text(f"{shown.count()} 个")
    page.locator("#find").fill("foreign_trade_filing")
    shown.locator("summary").click()
    expect(shown).to_contain_text("法定代表人身份证")
    expect(shown).to_contain_text('department = "commerce"')
    assert_staff_can_use(page)

    page.locator("#find").fill("没有这种事")
    expect(page.locator("#none")).to_be_visible()
    expect(shown).to_have_count(0)


def test_the_command_that_the_page_names_checks_a_hall(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.ADMIN, section="hall")
    command = page.locator("#change code").nth(1).inner_text()

    assert command == "./yinhao hall check FOLDER"
    words = [sys.executable, "-m", "hall", *command.replace("FOLDER", str(SAMPLE)).split()[2:]]
    assert subprocess.run(words, cwd=ROOT, check=False, capture_output=True, timeout=60).returncode == 0
