"""The record of the told waits in a real browser."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import expect

from server.listening import bind
from server.settings import ASSETS, SAMPLE_HALL, read_plan
from server.web.rendering import Rendering
from server.web.waits_pages import WaitsPages
from tests.fakes.waits_source import WaitsSource
from tests.pages.accessible import list_violations
from tests.pages.browser import Visitor


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


SIZES = [(768, 1024, "dark", "en"), (1024, 768, "light", "zh"), (1440, 900, "light", "zh")]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_record_is_drawn_and_told_in_figures(
    visitor: Visitor, faces: Faces, size: tuple[int, int, str, str]
) -> None:
    width, height, scheme, language = size
    faces.source.told_a_day = 60
    page = visitor.open(
        f"{faces.url}/waits?lang={language}", viewport={"width": width, "height": height}, color_scheme=scheme
    )

    rows = page.locator("section[aria-labelledby=days-title] tbody tr")
    expect(page.locator("section[aria-labelledby=days-title] svg").first.locator("rect")).to_have_count(rows.count())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert list_violations(page) == []
    names = page.locator("svg .name").evaluate_all(
        "all => all.map(each => { const box = each.getBoundingClientRect(); return [box.top, box.left, box.right]; })"
    )
    overlapping = [one for one in names for other in names if one[0] == other[0] and one[1] < other[1] < one[2]]
    assert overlapping == []

    page.locator(".months a").first.click()
    expect(page.locator("#month")).to_have_text("2026 年 10 月" if language == "zh" else "2026-10")


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
