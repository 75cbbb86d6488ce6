"""Stage: shows one screen at a time, and marks the control that a finger is on or that the keys have in hand.

A screen is drawn into one texture and drawn anew only when something on it changes. A press is marked above that
texture, and only there, so a touch is felt at once where drawing the whole screen takes 60 ms (software rendering).
"""

from kivy.clock import Clock
from kivy.graphics import Canvas, ClearBuffers, ClearColor, Color, Fbo, Line, Rectangle, SmoothRoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.properties import ColorProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from hall.ui.part_of_glass import Box
from kiosk.widgets.control import Control, list_controls

DOUBLE_TAP_S = 0.4
DOUBLE_TAP_REACH_PX = 80
"""A second tap this soon and this near, after the first has changed the screen, was meant for the first screen; so is
each further one that comes as soon after the last."""

BINDING_S = 0.8
"""The same for a control that takes a number: hands that know the way go on sooner, but nobody has read by then what
the number is for (several matters, a matter that may not be dealt with today)."""

UNTOUCHED_S = 1.0
"""A screen that changes so long after the last touch does so by itself: a finger that comes down within a double tap's
time, anywhere, was meant for the screen before (done, a moment after the ticket's page has gone)."""

RING_PX = (9, 5)
"""Half the thickness of the keys' ring: in the ground's colour, and on that in the call's, so it is seen on both."""

RING_GAP_PX = 6

MARK_EDGE_PX = 2
"""How far a mark's smooth edge reaches beyond it."""

NOWHERE = (-1e6, -1e6)


class Stage(FloatLayout):
    """Holds the screen that is on; `on_touched` is dispatched for every touch on the glass.

    `question` is the screen that any touch takes away: a touch of it is told only once its own control has answered,
    or the finger would be lifted from what stands behind the question.
    """

    ground = ColorProperty((1, 1, 1, 1))
    mark = ColorProperty((0, 0, 0, 0.14))
    ring_colour = ColorProperty((1, 0, 0, 1))
    screen = ObjectProperty(None, allownone=True)
    question = ObjectProperty(None, allownone=True)

    __events__ = ("on_touched",)

    def __init__(self, **kwargs: object) -> None:
        """Make the texture."""
        self.canvas = Canvas()
        with self.canvas:
            self._fbo = Fbo(size=(1, 1))
            Color(1, 1, 1, 1)
            self._glass = Rectangle()
            self._mark_colour = Color(0, 0, 0, 0)
            self._mark = SmoothRoundedRectangle(size=(0, 0))
            self._ring_colours = [Color(0, 0, 0, 0) for _ in range(2)]
            self._rings = []
            for colour, width in zip(self._ring_colours, RING_PX, strict=True):
                self.canvas.add(colour)
                self._rings.append(Line(width=dp(width)))
        with self._fbo:
            self._clear = ClearColor(1, 1, 1, 1)
            ClearBuffers()
        super().__init__(**kwargs)
        self._pressed: Control | None = None
        self._marked: list[Box] = []
        self._is_whole = True
        self._ringed: tuple[object, ...] = (None, self.ground, self.ring_colour)
        self._changed_at_s = 0.0
        self._last_up: tuple[float, float] = NOWHERE
        self._changed_by: tuple[float, float] = NOWHERE
        self._last_up_s = 0.0
        self._changed_by_itself = False

    def put_on(self, screen: Widget) -> None:
        """Show a screen in place of the one that is on."""
        if self.screen is screen:
            return
        self._release_mark()
        self.clear_widgets()
        self.add_widget(screen)
        self.screen = screen
        self._changed_at_s = Clock.get_time()
        self._changed_by = self._last_up
        self._changed_by_itself = self._changed_at_s - self._last_up_s >= UNTOUCHED_S

    def take_part(self) -> Box | None:
        """Return the part of the glass in which the next frame differs from the last, None if it is all of it.

        Asked once before each frame. Only marks are known to be a part.
        """
        marked, self._marked = self._marked, []
        is_whole, self._is_whole = self._is_whole, False
        return None if is_whole or not marked or self._fbo.needs_redraw else _around(marked)

    def add_widget(self, widget: Widget, *args: object, **kwargs: object) -> None:
        """Draw what is added into the texture."""
        canvas, self.canvas = self.canvas, self._fbo
        super().add_widget(widget, *args, **kwargs)
        self.canvas = canvas

    def remove_widget(self, widget: Widget, *args: object, **kwargs: object) -> None:
        """Undo `add_widget`."""
        canvas, self.canvas = self.canvas, self._fbo
        super().remove_widget(widget, *args, **kwargs)
        self.canvas = canvas

    def ring(self, control: Control | None) -> None:
        """Draw the ring of the keys around a control where it is now, or nowhere.

        Asked after every frame: it draws only what is new, or each frame would be followed by another.
        """
        box = None if control is None else _box_of(control)
        if (box, self.ground, self.ring_colour) == self._ringed:
            return
        self._ringed = (box, self.ground, self.ring_colour)
        self._is_whole = True
        if box is None:
            for colour in self._ring_colours:
                colour.a = 0
            return
        for ring, colour, rgba in zip(self._rings, self._ring_colours, (self.ground, self.ring_colour), strict=True):
            colour.rgba = rgba
            ring.rounded_rectangle = box

    def on_size(self, _stage: Widget, size: tuple[float, float]) -> None:
        """Fit the texture to the glass."""
        self._is_whole = True
        self._fbo.size = (max(1, int(size[0])), max(1, int(size[1])))
        self._glass.size = size
        self._fbo.texture.min_filter = self._fbo.texture.mag_filter = "nearest"  # it is shown as it is
        self._glass.texture = self._fbo.texture

    def on_ground(self, _stage: Widget, ground: list[float]) -> None:
        """Clear with another colour."""
        self._clear.rgba = ground

    def on_touched(self) -> None:
        """Tell that somebody is there."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Pass a touch on, unless it was meant for the screen before."""
        if self.screen is not self.question:
            self.dispatch("on_touched")
        if self._is_for_screen_before(touch):
            self._changed_at_s = Clock.get_time()
            return True
        taken = bool(super().on_touch_down(touch))
        self._show_mark(next((each for each in touch.ud if isinstance(each, Control)), None))
        return taken

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Pass a touch on and end the mark."""
        self._last_up, self._last_up_s = touch.pos, Clock.get_time()
        if self.screen is self.question:
            Clock.schedule_once(lambda _s: self.dispatch("on_touched"), 0)
        taken = bool(super().on_touch_up(touch))
        if self._pressed is not None and not self._pressed.is_held:
            self._release_mark()
        return taken

    def _is_for_screen_before(self, touch: MotionEvent) -> bool:
        since_s = Clock.get_time() - self._changed_at_s
        if self._changed_by_itself and since_s < DOUBLE_TAP_S:
            return True
        reach, (x, y) = dp(DOUBLE_TAP_REACH_PX), self._changed_by
        if since_s >= BINDING_S or abs(touch.x - x) >= reach or abs(touch.y - y) >= reach:
            return False
        return bool(since_s < DOUBLE_TAP_S or self._is_binding_at(touch))

    def _is_binding_at(self, touch: MotionEvent) -> bool:
        """Whether a control that takes a number lies under a touch."""
        controls = () if self.screen is None else list_controls(self.screen)
        return any(each.is_binding and _is_within(touch, each) for each in controls)

    def _show_mark(self, control: Control | None) -> None:
        self._pressed = control
        if control is None:
            return
        self._mark.pos = control.to_window(*control.pos)
        self._mark.size = control.size
        self._mark.radius = [dp(control.radius_px)] * 4
        self._mark_colour.rgba = self.mark
        self._marked.append((*self._mark.pos, *self._mark.size))

    def _release_mark(self) -> None:
        self._pressed = None
        self._marked.append((*self._mark.pos, *self._mark.size))
        self._mark_colour.rgba = (0, 0, 0, 0)
        self._mark.size = (0, 0)


def _is_within(touch: MotionEvent, control: Control) -> bool:
    x, y = control.to_window(*control.pos)
    return bool(x <= touch.x <= x + control.width and y <= touch.y <= y + control.height)


def _box_of(control: Control) -> tuple[float, ...]:
    """Return left, bottom, width, height and radius of the ring around a control."""
    gap = dp(RING_GAP_PX)
    x, y = control.to_window(*control.pos)
    return x - gap, y - gap, control.width + 2 * gap, control.height + 2 * gap, dp(control.radius_px) + gap


def _around(boxes: list[Box]) -> Box:
    """Return the box around all of these."""
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    edge = MARK_EDGE_PX
    return left - edge, bottom - edge, right - left + 2 * edge, top - bottom + 2 * edge
