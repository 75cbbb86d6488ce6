"""Hands and eyes at the kiosk: reads what it says is on its screen, and taps there on the real window."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.programs import Program, wait_until
from demo.screen import VirtualScreen

REACTION_TIMEOUT_S = 15.0
LOOK_S = 0.4
"""A person looks before touching; the kiosk takes a faster second touch in the same place for a double tap."""

READ_S = 1.0
TAKES_A_NUMBER = (".take_ticket", ".take_anyway", "offline.take")
"""What takes a number is read before: for that the kiosk waits longer where the last touch was (`is_binding`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Something that can be touched, in window pixels from the top left."""

    key: str
    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the kiosk's `--controls` file says: the screen, its controls, and facts such as the number shown."""

    sequence: int
    screen: str
    language: str
    controls: tuple[Control, ...]
    facts: dict[str, Any]

    def find(self, key: str) -> Control | None:
        """Return the control of that key, or None."""
        return next((control for control in self.controls if control.key == key), None)

    def keys_under(self, prefix: str) -> list[str]:
        """Return the keys that start so, in reading order."""
        return [control.key for control in self.controls if control.key.startswith(prefix)]


class KioskHands:
    """One person at one kiosk; knows only what is on the screen."""

    def __init__(self, screen: VirtualScreen, controls_file: Path, kiosk: Program) -> None:
        """Take the screen that the kiosk's window is on, and the file it describes itself in."""
        self._screen = screen
        self._file = controls_file
        self._kiosk = kiosk

    def look(self) -> Shown:
        """Return what is on the screen now; waits for the kiosk's first screen."""
        self._wait(self._file.exists, "the kiosk's first screen")
        said = json.loads(self._file.read_text(encoding="utf-8"))
        controls = tuple(Control(**control) for control in said.pop("controls"))
        return Shown(controls=controls, **said)

    def tap(self, key: str) -> Shown:
        """Look, touch a control, and return what is on the screen once it has changed."""
        time.sleep(READ_S if key.endswith(TAKES_A_NUMBER) else LOOK_S)
        before = self.look()
        control = before.find(key)
        if control is None:
            raise LookupError(f"there is no {key} on {before.screen}: {[one.key for one in before.controls]}")
        self._screen.tap(round(control.x + control.width / 2), round(control.y + control.height / 2))
        self._wait(lambda: self.look().sequence > before.sequence, f"a reaction to {key} on {before.screen}")
        return self.look()

    def wait_for(self, screen: str) -> Shown:
        """Return what is shown once the named screen is there."""
        self._wait(lambda: self.look().screen == screen, f"the kiosk's {screen} screen")
        return self.look()

    def wait_for_fact(self, name: str, *values: str) -> Shown:
        """Return what is shown once a fact has one of the values."""
        self._wait(lambda: self.look().facts.get(name) in values, f"{name} to become {' or '.join(values)}")
        return self.look()

    def _wait(self, is_so: Callable[[], bool], what: str) -> None:
        wait_until(is_so, what=what, timeout_s=REACTION_TIMEOUT_S, programs=[self._kiosk])
