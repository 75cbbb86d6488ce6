"""Fixtures of the web faces' tests."""

from tests.server.web.browser import chromium, visitor
from tests.server.web.open_hall import hall

__all__ = ["chromium", "hall", "visitor"]
