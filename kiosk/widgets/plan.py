"""Plan: a floor drawn from the hall's data, with windows to go to, the way there and where the visitor stands.

Drawn once into a texture of its own whenever what it shows changes; after that it costs one rectangle a frame.
"""

from kivy.clock import Clock
from kivy.graphics import ClearBuffers, ClearColor, Color, Fbo, Rectangle
from kivy.metrics import dp
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from hall.plan_scale import Box
from kiosk.widgets.plan_drawing import PlanShown, draw_plan

LEAST_HIGH_PX = 110
"""Lower than this a plan says nothing that could be read; the way is told in words above it."""


class Plan(Widget):
    """Shows a `PlanShown`, and nothing while that is None or there is no room for one.

    `written` are the boxes of its words and signs as it is drawn.
    """

    written: list[Box] = []  # noqa: RUF012  # never changed in place
    shown = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: object) -> None:
        """Draw again whenever something that is shown changes."""
        super().__init__(**kwargs)
        self._redraw = Clock.create_trigger(lambda _s: self._draw(), -1)
        with self.canvas:
            self._fbo = Fbo(size=(1, 1))
            Color(1, 1, 1, 1)
            self._glass = Rectangle(size=(0, 0))
        for name in ("size", "shown"):
            self.fbind(name, self._redraw)
        self.fbind("pos", self._move)

    def _draw(self) -> None:
        shown: PlanShown | None = self.shown
        if shown is None or self.width < 2 or self.height < dp(LEAST_HIGH_PX):
            self._glass.size, self.written = (0, 0), []
            return
        self._fbo.clear()
        self._fbo.size = (int(self.width), int(self.height))
        with self._fbo:
            ClearColor(*shown.theme.card)
            ClearBuffers()
            self.written = draw_plan(shown, self.width, self.height)
        self._glass.texture = self._fbo.texture
        self._glass.size = self._fbo.size
        self._move()

    def _move(self, *_changed: object) -> None:
        self._glass.pos = self.pos
