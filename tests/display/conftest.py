"""Prepares Kivy before any test of a display can import it."""

import tests.display.glass  # noqa: F401
