"""The record of the told waits in a real browser."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import expect

from hall.what_if import Finding, NoAnswer, OpenedWindow, OpenedWindows, Replayed, Spread
from server.listening import bind
from server.settings import ASSETS, SAMPLE_HALL, read_plan
from server.web.rendering import Rendering
from server.web.waits_pages import WaitsPages
from tests.fakes.waits_source import WaitsSource
from tests.pages.accessible import each_look, list_violations
from tests.pages.browser import Visitor

OPENED = OpenedWindows(
    windows=(
        OpenedWindow(
            window_id="7",
            is_paused=False,
            queue_id="social_insurance",
            before_min=42.0,
            after_min=25.0,
            waiting=14,
            saved_min=171.0,
        ),
    )
)
SPREAD = Spread(
    people=412,
    mean_min=21.3,
    median_min=18.0,
    most_of_all_min=44.0,
    longest_min=71.0,
    percent_within=41.0,
    counts=(30, 50, 60, 70, 90, 60, 35, 15, 2),
)
REPLAYED = Replayed(day=date(2026, 11, 23), was=SPREAD, before=SPREAD, after=SPREAD, left_out=11)


@dataclass
class Faces:
    """The pages alone, at an address, with what they read."""

    url: str
    source: WaitsSource


@pytest.fixture(scope="module")
def faces() -> Iterator[Faces]:
    source, app, rendering = WaitsSource(read_plan(SAMPLE_HALL)), FastAPI(), Rendering(ASSETS)
    rendering.mount_static(app)
    WaitsPages(source, rendering).serve(app)
    listener = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Faces(f"http://127.0.0.1:{listener.getsockname()[1]}", source)
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_is_drawn_and_told_in_figures(visitor: Visitor, faces: Faces, language: str) -> None:
    faces.source.told_a_day = 60
    page = visitor.open(f"{faces.url}/waits?lang={language}")

    rows = page.locator("section[aria-labelledby=days-title] tbody tr")
    expect(page.locator("section[aria-labelledby=days-title] svg").first.locator("rect")).to_have_count(rows.count())
    for look in each_look(page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        assert list_violations(page) == [], look
        names = page.locator("svg .name").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => [box.top, box.left, box.right])"
        )
        overlapping = [one for one in names for other in names if one[0] == other[0] and one[1] < other[1] < one[2]]
        assert overlapping == [], look

    page.locator(".months a").first.click()
    expect(page.locator("#month")).to_have_text("2026 年 10 月" if language == "zh" else "2026-10")


def test_months_that_are_not_counted_yet_are_said_to_come(visitor: Visitor, faces: Faces) -> None:
    faces.source.told_a_day = 60
    faces.source.months_counted = 2
    page = visitor.open(f"{faces.url}/waits")
    faces.source.months_counted = 6

    expect(page.locator("section[aria-labelledby=months-title] tbody tr")).to_have_count(2)
    expect(page.get_by_text("再打开一次接着数")).to_be_visible()
    page.reload()
    expect(page.get_by_text("再打开一次接着数")).to_be_hidden()


ASKED = [
    ("ask=open", "#open tbody tr", OPENED),
    ("ask=replay&day=2026-11-23&window=7&act=open&from=11:00&to=12:30", "#replay svg", REPLAYED),
    ("ask=replay&day=x", "#replay .notice", None),
    ("ask=staffing&within=15&percent=90", "#staffing .notice", NoAnswer(why="no_past_day")),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("asked", ASKED, ids=lambda each: each[0])
def test_what_is_asked_is_answered_where_it_was_asked(
    visitor: Visitor, faces: Faces, asked: tuple[str, str, Finding | None], language: str
) -> None:
    words, place, faces.source.finding = asked
    page = visitor.open(f"{faces.url}/waits/what-if?{words}&lang={language}")

    expect(page.locator(place).first).to_be_visible()
    for look in each_look(page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        assert list_violations(page) == [], look


def test_the_forms_ask_without_any_script(visitor: Visitor, faces: Faces) -> None:
    faces.source.finding = OPENED
    page = visitor.open(f"{faces.url}/waits")
    page.get_by_role("link", name="怎样少等").click()

    page.locator("#open button").click()

    expect(page.locator("#open .notice")).to_contain_text("等候从 42 分降到 25 分")
    expect(page).to_have_url(f"{faces.url}/waits/what-if?ask=open#open")


@pytest.mark.parametrize("told", [0, 60])
def test_everybody_reads_it_on_a_phone(visitor: Visitor, faces: Faces, told: int) -> None:
    faces.source.told_a_day = told
    for path in ("/waits/public?lang=zh", "/waits/public?lang=en&text=large"):
        page = visitor.open(faces.url + path, viewport={"width": 390, "height": 844})

        assert page.locator("#state").count() == int(told == 0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for card in page.locator(".card").all():
            assert card.evaluate("card => card.scrollWidth <= card.clientWidth")
        assert list_violations(page) == []
