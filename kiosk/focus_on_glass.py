"""FocusOnGlass: the keys' hand on the real screens: a ring around the control in hand, and its words aloud.

Whoever cannot see or cannot reach the glass uses a pad of four keys (or those of a headset): up, down, ok, repeat. The
first press of any of them turns the voice guidance on, since nobody could find its control without having it.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from kivy.uix.label import Label
from kivy.uix.widget import Widget

from hall.language import Language
from kiosk.flow import Alone
from kiosk.focus import Focus, Key
from kiosk.guidance import heard, heard_control
from kiosk.reception import Reception
from kiosk.speech import Saying
from kiosk.stage import Stage
from kiosk.visit import Reading
from kiosk.widgets.control import Control, list_controls
from kiosk.widgets.top_bar import TopBar


class Mouth(Protocol):
    """The part of `kiosk.speech.Speech` that is used here."""

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said."""
        ...

    def say(self, saying: Saying) -> None:
        """Say this in place of anything else."""
        ...

    def hush(self) -> None:
        """Say nothing more."""
        ...


class FocusOnGlass:
    """Belongs to the screen's thread. `keys` are Kivy's key codes and what they do."""

    def __init__(self, stage: Stage, reception: Reception, mouth: Mouth, *, keys: Mapping[int, Key]) -> None:
        """Take the glass, the visit, and who speaks."""
        self._stage, self._reception, self._mouth, self._keys = stage, reception, mouth, keys
        self._focus = Focus()
        self._was_guided = False
        self._is_new = False

    def take(self, code: int) -> bool:
        """Do what a key is for; return whether it is one of the pad's."""
        key = self._keys.get(code)
        if key is None:
            return False
        self._reception.touched()
        if not self._is_guided:
            self._reception.switch_reading(Reading.VOICE)
        elif key is Key.OK:
            self._press()
        elif key is Key.REPEAT:
            self._say_page()
        else:
            self._move(1 if key is Key.DOWN else -1)
        return True

    def look_anew(self) -> None:
        """Another screen was put on, or read in another way: nothing is in hand until the keys take it up."""
        self._focus, self._is_new = Focus(), True
        self._stage.ring(None)

    def settle(self) -> None:
        """The screen has been laid out: the ring follows its control, and a new page is read."""
        control = self._find()
        self._stage.ring(control)
        if not self._is_new:
            return
        self._is_new = False
        if self._is_guided:
            self._say_page()
        elif self._was_guided:
            self._mouth.hush()
        self._was_guided = self._is_guided

    def keep_waiting(self) -> None:
        """As long as something is read to a visitor, that visitor is not gone; the question of more time excepted."""
        is_asked = self._reception.solitude.what is Alone.ASK
        if self._is_guided and self._mouth.is_speaking and not is_asked:
            self._reception.touched()

    @property
    def _is_guided(self) -> bool:
        return Reading.VOICE in self._reception.visit.reading

    def _controls(self) -> list[Control]:
        return [control for control in list_controls(self._stage) if control.is_enabled]

    def _find(self) -> Control | None:
        return next((control for control in self._controls() if control.key == self._focus.key), None)

    def _move(self, by: int) -> None:
        controls = self._controls()
        self._focus = self._focus.moved(by, [control.key for control in controls])
        control = self._find()
        self._stage.ring(control)
        if control is not None:
            self._say_control(control, len(controls))

    def _press(self) -> None:
        control = self._find()
        if control is None:
            self._say_page()
        else:
            control.dispatch("on_release")

    def _say_control(self, control: Control, count: int) -> None:
        texts = [control.spoken] if control.spoken else list(_texts_of(control)) or [control.label]
        reception = self._reception
        language = reception.other_language if control.is_in_other_language else reception.language
        self._say(heard_control(texts, language, place=self._focus.place + 1, count=count), language)

    def _say_page(self) -> None:
        language = self._reception.language
        words = heard(_texts_of(self._stage, is_page=True), language)
        parts = [words] if self._was_guided else [language.text("kiosk.guide.hello"), words]
        self._was_guided = True
        self._say(" ".join(parts), language)

    def _say(self, words: str, language: Language) -> None:
        self._mouth.say(Saying(text=words, code=language.code))


def _texts_of(widget: Widget, *, is_page: bool = False) -> Iterator[str]:
    """Yield what is written on a widget in reading order; on a page without its controls and the bar above."""
    if widget.opacity == 0 or widget.height <= 1 or (is_page and isinstance(widget, Control | TopBar)):
        return
    if isinstance(widget, Label):
        yield getattr(widget, "words", "") or widget.text
    for child in reversed(widget.children):
        yield from _texts_of(child, is_page=is_page)
