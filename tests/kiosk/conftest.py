"""Prepares Kivy before any test of a kiosk can import it."""

import tests.kiosk.glass  # noqa: F401
