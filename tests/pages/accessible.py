"""axe-core on a page, with its rule for a contrast of 7:1; the script comes from the package axe-playwright-python."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

RUN = """async () => {
  const rules = { "color-contrast-enhanced": { enabled: true } };
  const found = await axe.run(document, { rules, resultTypes: ["violations"] });
  return found.violations.flatMap(each => each.nodes.map(
    node => `${each.id}: ${node.target}: ${node.any.map(why => why.message).join('; ')}`));
}"""


def list_violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong, each with its rule, its place and why."""
    page.evaluate(_script())
    violations: list[str] = page.evaluate(RUN)
    return violations


@cache
def _script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
