"""What the managers' pages say is in words of their reader's language: refusals, and the audit trail."""

import re

import pytest
from playwright.sync_api import Page, expect

from hall.client import new_key
from hall.exchange import Role
from tests.pages.browser import Visitor
from tests.pages.manage_page import open_manage
from tests.pages.open_hall import PASSWORD, OpenHall

LATIN = re.compile(r"[A-Za-z_]{3,}")
"""A word that is no number, window or kiosk: nothing like it stands in a Chinese refusal."""


def refused(page: Page, where: str) -> str:
    """Return what a page says, which must be in Chinese."""
    expect(page.locator(where)).not_to_be_empty()
    said = page.locator(where).inner_text()
    assert not LATIN.search(said), said
    return said


def test_a_refused_account_names_the_field_and_what_to_do(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.ADMIN)
    page.get_by_role("button", name="新建账号").click()
    name, make = page.get_by_label("姓名"), page.get_by_role("button", name="建账号", exact=True)
    said = []
    for typed in ("", "a b", "anna"):
        name.fill(typed)
        make.click()
        expect(name).to_have_attribute("aria-invalid", "true")
        expect(name).to_be_focused()
        said.append(refused(page, "#account-trouble"))

    assert "「姓名」还空着" in said[0]
    assert "「姓名」里有不能用的字符" in said[1]
    assert "这个姓名已有人用，请换一个" in said[2]


def test_a_refused_pairing_names_the_field_and_what_to_do(visitor: Visitor, hall: OpenHall) -> None:
    page = open_manage(visitor, hall, Role.SUPERVISOR, section="devices")
    page.get_by_role("button", name="配对新设备").click()
    said = []
    for kind, typed in (("取号机", "k2"), ("取号机", "超长名字的取号机"), ("评价器", "99"), ("取号机", "")):
        page.get_by_label("是什么").select_option(label=kind)
        page.get_by_label("名称").fill(typed)
        page.get_by_role("button", name="出配对码").click()
        said.append(refused(page, "#pair-trouble"))
        page.get_by_role("button", name="返回").click()
        page.get_by_role("button", name="配对新设备").click()

    assert "1 到 6 个大写字母和数字" in said[0]
    assert said[1] == said[0]
    assert "没有 99 号窗口" in said[2]
    assert "「名称」还空着" in said[3]


@pytest.mark.parametrize(
    ("role", "section", "trouble"),
    [(Role.SUPERVISOR, "ratings", "#days-trouble"), (Role.AUDITOR, "audit", "#find-trouble")],
)
def test_days_that_end_before_they_begin_are_said_to(
    visitor: Visitor, hall: OpenHall, role: Role, section: str, trouble: str
) -> None:
    page = open_manage(visitor, hall, role, section=section)
    page.locator("[name=from]").fill("2026-12-31")
    page.locator("[name=to]").fill("2026-11-27")
    page.get_by_role("button", name="查", exact=True).click()

    assert "结束日期早于开始日期" in refused(page, trouble)
    page.locator("[name=from]").fill("2026-11-01")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator(trouble)).to_be_empty()


def test_the_trail_tells_everything_in_words_and_the_record_only_on_demand(visitor: Visitor, hall: OpenHall) -> None:
    issued = hall.issue()
    desk = hall.sign_in()
    desk.act("call-next")
    desk.act("start")
    desk.hold("去复印材料")
    admin = open_manage(visitor, hall, Role.ADMIN)
    answer = admin.request.post(
        f"{hall.url}/api/v1/staff/first",
        data={"code": "x", "name": "Boss", "password": PASSWORD},
        headers={"Idempotency-Key": new_key(), "Origin": hall.url},
    )
    assert answer.status == 403
    page = open_manage(visitor, hall, Role.AUDITOR, section="audit")
    rows = page.locator("#lines tr")
    expect(rows.filter(has_text="挂起").first).to_contain_text(f"{issued.ticket.number} · 5 号窗口 · 原因：去复印材料")
    expect(rows.filter(has_text="取号").first).to_contain_text(
        f"{issued.ticket.number} · 社会保险登记 · 取号方式：取号机"
    )
    expect(rows.filter(has_text="设立首位管理员").first).to_contain_text("未登录，自称 Boss")
    expect(rows.filter(has_text="设立首位管理员").first).to_contain_text("被拒绝：码不对")
    expect(rows.filter(has_text="登录").filter(has_text="不在窗口").first).to_be_visible()

    for cell in ("what", "about p", "result"):
        for text in page.locator(f"#lines .{cell}").all_inner_texts():
            assert not re.search(r"[a-z]+_[a-z]+|/api/|[{}]|window |desk", text), text
    rows.first.get_by_text("技术细节").click()
    expect(rows.first.locator("pre")).to_be_visible()
    page.goto(f"{hall.url}/manage/audit?lang=en")
    expect(rows.filter(has_text="Parked").first).to_contain_text(
        f"{issued.ticket.number} · window 5 · reason: Making copies"
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [("窗口人员", "bert"), ("clerk", "bert"), ("Clerk", "bert"), ("审计员", "审计员"), ("bert", "bert")],
)
def test_somebody_is_found_by_name_and_by_role_in_either_language(
    visitor: Visitor, hall: OpenHall, typed: str, found: str
) -> None:
    hall.sign_in()
    page = open_manage(visitor, hall, Role.AUDITOR, section="audit")
    page.locator("[name=who]").fill(typed)
    page.get_by_role("button", name="查", exact=True).click()

    expect(page.locator("#lines .who").first).to_contain_text(found)
    expect(page.locator("#lines .who").filter(has_not_text=found)).to_have_count(0)
