"""A virtual screen (Xvfb): a real X server whose pixels can be read and whose pointer can be moved."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageGrab
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError
from Xlib.ext import xtest

from demo.programs import ProgramFailed


class VirtualScreen:
    """An X server of its own with one screen of the given size."""

    def __init__(self, width: int, height: int, *, logs: Path) -> None:
        """Start Xvfb on a free display number and connect to it."""
        program = shutil.which("Xvfb")
        if program is None:
            raise ProgramFailed("Xvfb is not installed (Debian's package xvfb)")
        self.width, self.height = width, height
        reading, writing = os.pipe()
        command = [program, "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
        with (logs / "xvfb.log").open("ab") as log:
            self._process = subprocess.Popen([*command, "-noreset"], stderr=log, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise ProgramFailed("Xvfb did not start; see xvfb.log")
        self.name = f":{number}"
        self._display = Display(self.name)

    def picture(self, area: tuple[int, int, int, int] | None = None) -> Image.Image:
        """Return the pixels now; `area` is left, top, right, bottom."""
        return ImageGrab.grab(bbox=area, xdisplay=self.name)

    def tap(self, x: int, y: int) -> None:
        """Touch the screen once: press and release the pointer there, through the X server."""
        self.press(x, y)
        self.lift(x, y)

    def press(self, x: int, y: int) -> None:
        """Put a finger on the screen."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()

    def lift(self, x: int, y: int) -> None:
        """Move the finger, and take it away there."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def press_key(self, keysym: str) -> None:
        """Press and release a key by its X name (`Escape`, `F1`)."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(keysym))
        xtest.fake_input(self._display, X.KeyPress, code)
        xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def type_text(self, text: str) -> None:
        """Type ASCII text as a scanner that is a keyboard does; a newline is Enter."""
        shift = self._display.keysym_to_keycode(XK.XK_Shift_L)
        for character in text:
            keysym = XK.XK_Return if character == "\n" else ord(character)
            code = self._display.keysym_to_keycode(keysym)
            is_shifted = self._display.keycode_to_keysym(code, 0) != keysym
            strokes = [(X.KeyPress, code), (X.KeyRelease, code)]
            if is_shifted:
                strokes = [(X.KeyPress, shift), *strokes, (X.KeyRelease, shift)]
            for kind, pressed in strokes:
                xtest.fake_input(self._display, kind, pressed)
            self._display.sync()

    def stop(self) -> None:
        """End the X server."""
        with suppress(ConnectionClosedError):  # it may have ended before us
            self._display.close()
        self._process.terminate()
        self._process.wait(5)
