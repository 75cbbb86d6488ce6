"""Control: everything on the glass that can be tapped. It has a stable key and words of its own."""

from collections.abc import Iterator

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.widget import Widget

from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # control.kv names it


class Control(ButtonBehavior, Panel):
    """A panel that answers a tap on release.

    `key` names it for tests, the demo and later for voice guidance, and never changes; `label` is what it is
    called in the visitor's language. A control that is not enabled takes no touch. `is_held` keeps it marked
    as pressed after the tap. `is_binding`: a tap on it takes a number. `spoken` is what the voice says of it where its
    own words do not tell what it is for; `is_in_other_language`: it is named, and said, in the language it leads to.
    """

    key = StringProperty()
    label = StringProperty()
    spoken = StringProperty()
    is_enabled = BooleanProperty(defaultvalue=True)
    is_held = BooleanProperty(defaultvalue=False)
    is_binding = BooleanProperty(defaultvalue=False)
    is_in_other_language = BooleanProperty(defaultvalue=False)

    def on_touch_down(self, touch: object) -> bool:
        """Take no touch while not enabled."""
        return bool(self.is_enabled and super().on_touch_down(touch))


def list_controls(root: Widget) -> Iterator[Control]:
    """Yield the controls of a tree that are on the glass, enabled or not, in reading order."""
    if root.opacity == 0 or root.height <= 1:
        return
    if isinstance(root, Control) and root.key:
        yield root
    for child in reversed(root.children):
        yield from list_controls(child)


class _TextButton(Control):
    """A button of one or two lines of text, with an optional icon before them (or behind them: `is_icon_last`)."""

    text = StringProperty()
    second_line = StringProperty()
    icon = StringProperty()
    ink = ColorProperty((0, 0, 0, 1))
    size_px = NumericProperty(40)
    icon_space = NumericProperty(0)
    is_icon_last = BooleanProperty(defaultvalue=False)
    most_lines = NumericProperty(2)


class SolidButton(_TextButton):
    """The one thing to do on a screen."""


class SoftButton(_TextButton):
    """A way to go on."""


class OutlineButton(_TextButton):
    """A way out, or a setting."""


load_kv(__file__)
