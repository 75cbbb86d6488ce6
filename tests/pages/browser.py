"""A real Chromium for the tests of the web faces, with the hall's fonts instead of the machine's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from demo.browser import open_browser
from tests.pages.open_hall import HOST_NAME

FLAGS = ("--autoplay-policy=user-gesture-required", f"--host-resolver-rules=MAP {HOST_NAME} 127.0.0.1")
TIMEOUT_MS = 20_000
expect.set_options(timeout=TIMEOUT_MS)  # a busy machine hashes a password for seconds
NOT_THE_PAGES_FAULT = (
    "Failed to load resource",  # the server refused: logged by the browser itself
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all the tests; each page gets a context of its own."""
    with open_browser(*FLAGS) as browser:
        yield browser


class Visitor:
    """Opens contexts with what a test needs, and fails the test on any error that a page's script makes."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def open(self, url: str, **options: object) -> Page:
        """Open a page in a browser of its own; the options are Playwright's for a context."""
        settings: dict[str, object] = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}, **options}
        context = self._browser.new_context(**settings)  # type: ignore[arg-type]  # passed through
        context.set_default_timeout(TIMEOUT_MS)
        self.contexts.append(context)
        return self.open_beside(context, url)

    def open_beside(self, context: BrowserContext, url: str) -> Page:
        """Open another tab of the same browser."""
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.goto(url)
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(NOT_THE_PAGES_FAULT):
            self.errors.append(text)


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Opens pages for one test."""
    visitor = Visitor(chromium)
    yield visitor
    for context in visitor.contexts:
        context.close()
    assert visitor.errors == [], visitor.errors
