"""Panel and PressPanel: the rounded ground of everything on a face, and one that can be pressed."""

from typing import cast

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.relativelayout import RelativeLayout

from hall.ui.kv import load_kv
from hall.ui.rounded import rounded_texture
from hall.ui.theme import Rgba

load_kv(__file__)


class Panel(RelativeLayout):
    """A rounded rectangle with an optional edge; children are placed relative to it.

    `edge_px` and `radius_px` are design px; the corners are anti-aliased without multisampling.
    """

    ground = ColorProperty((1, 1, 1, 1))
    edge = ColorProperty((0, 0, 0, 0))
    edge_px = NumericProperty(0)
    radius_px = NumericProperty(28)
    plate = ObjectProperty(None, allownone=True)
    plate_border = NumericProperty(1)

    def __init__(self, **kwargs: object) -> None:
        """Draw the plate anew whenever its look changes, and for a size that its corners do not fit."""
        super().__init__(**kwargs)
        for name in ("ground", "edge", "edge_px", "radius_px", "size"):
            self.fbind(name, self._make_plate)
        self._make_plate()

    def _shown_ground(self) -> Rgba:
        return cast(Rgba, tuple(self.ground))

    def _make_plate(self, *_changed: object) -> None:
        room = int(min(self.size) / 2) - 1
        radius = max(0, min(round(dp(self.radius_px)), room))
        edge = max(1, round(dp(self.edge_px))) if self.edge_px and self.edge[3] else 0
        ground = self._shown_ground()
        self.plate_border = radius + 1
        if room < 0 or not (edge or ground[3]):
            self.plate = None
        else:
            self.plate = rounded_texture(radius, edge=edge, ground=ground, edge_colour=cast(Rgba, tuple(self.edge)))


class PressPanel(ButtonBehavior, Panel):
    """A panel that answers a tap on release; `ground_pressed` shows at once that it was felt."""

    ground_pressed = ColorProperty((0.9, 0.9, 0.9, 1))
    is_enabled = BooleanProperty(defaultvalue=True)

    def __init__(self, **kwargs: object) -> None:
        """Look pressed while pressed."""
        super().__init__(**kwargs)
        self.fbind("state", self._make_plate)

    def on_touch_down(self, touch: object) -> bool:
        """Take no touch while not enabled."""
        return bool(self.is_enabled and super().on_touch_down(touch))

    def _shown_ground(self) -> Rgba:
        return cast(Rgba, tuple(self.ground_pressed)) if self.state == "down" else super()._shown_ground()
