"""axe-core on a page, with its rule for a contrast of 7:1; the script comes from the package axe-playwright-python."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from playwright.sync_api import Page

Look = tuple[int, int, Literal["light", "dark"]]
"""How a page is looked at: width and height in CSS pixels, and by day or by night."""

STAFF_LOOKS: tuple[Look, ...] = ((768, 1024, "dark"), (1024, 768, "light"), (1440, 900, "light"))

RUN = """async () => {
  const rules = { "color-contrast-enhanced": { enabled: true } };
  const found = await axe.run(document, { rules, resultTypes: ["violations"] });
  return found.violations.flatMap(each => each.nodes.map(
    node => `${each.id}: ${node.target}: ${node.any.map(why => why.message).join('; ')}`));
}"""


def list_violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong, each with its rule, its place and why."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_script())
    violations: list[str] = page.evaluate(RUN)
    return violations


def each_look(page: Page, looks: Iterable[Look] = STAFF_LOOKS) -> Iterator[Look]:
    """Have a page looked at in one way after another, as a window that is drawn larger: it is not loaded anew."""
    for width, height, scheme in looks:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour on its way to the other
        yield width, height, scheme


def assert_staff_can_use(page: Page) -> None:
    """Assert for every look of a page of the staff's that nothing is cut, all can be touched, and axe finds nothing."""
    for look in each_look(page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        for button in page.locator("button:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 48, button.inner_text()
        assert list_violations(page) == [], look


@cache
def _script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
