"""Panel and PressPanel: the rounded ground of everything on a face, and one that can be pressed."""

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.relativelayout import RelativeLayout

from hall.ui.kv import load_kv

load_kv(__file__)


class Panel(RelativeLayout):
    """A rounded rectangle with an optional edge; children are placed relative to it.

    `edge_px` and `radius_px` are design px; the shapes are anti-aliased without multisampling.
    """

    ground = ColorProperty((1, 1, 1, 1))
    edge = ColorProperty((0, 0, 0, 0))
    edge_px = NumericProperty(0)
    radius_px = NumericProperty(28)


class PressPanel(ButtonBehavior, Panel):
    """A panel that answers a tap on release; `ground_pressed` shows at once that it was felt."""

    ground_pressed = ColorProperty((0.9, 0.9, 0.9, 1))
    is_enabled = BooleanProperty(defaultvalue=True)

    def on_touch_down(self, touch: object) -> bool:
        """Take no touch while not enabled."""
        return bool(self.is_enabled and super().on_touch_down(touch))
