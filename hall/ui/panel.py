"""Panel: the rounded ground of everything on a face."""

from typing import cast

from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty
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

    def _make_plate(self, *_changed: object) -> None:
        room = int(min(self.size) / 2) - 1
        radius = max(0, min(round(dp(self.radius_px)), room))
        edge = max(1, round(dp(self.edge_px))) if self.edge_px and self.edge[3] else 0
        edge = min(edge, radius)  # a panel that has no room yet has none for an edge
        ground = cast(Rgba, tuple(self.ground))
        self.plate_border = radius + 1
        if room < 0 or not (edge or ground[3]):
            self.plate = None
        else:
            self.plate = rounded_texture(radius, edge=edge, ground=ground, edge_colour=cast(Rgba, tuple(self.edge)))
