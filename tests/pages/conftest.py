"""Fixtures of the web faces' tests."""

from tests.pages.browser import chromium, visitor
from tests.pages.open_hall import hall

__all__ = ["chromium", "hall", "visitor"]
