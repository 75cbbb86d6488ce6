"""MediaView: a picture or clip in the place of the big card, while nobody is being called."""

from collections.abc import Callable

from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, ListProperty, ObjectProperty
from kivy.uix.widget import Widget

from display.media import Frame
from hall.ui.kv import load_kv

load_kv(__file__)

Play = Callable[[tuple[int, int] | None], None]


class MediaView(Widget):
    """Not to be seen until it may be and a frame has come; `on_play` is told its size in px, or None for a pause."""

    may_play = BooleanProperty(defaultvalue=False)
    texture = ObjectProperty(None, allownone=True)
    frame_size = ListProperty([0, 0])

    def __init__(self, **kwargs: object) -> None:
        """Play nothing yet."""
        super().__init__(**kwargs)
        self.on_play: Play = lambda _room: None

    def on_may_play(self, _view: Widget, may_play: bool) -> None:  # noqa: FBT001  # Kivy calls it so
        """Go on, or make room for a call at once."""
        self.on_play((int(self.width), int(self.height)) if may_play else None)
        if not may_play:
            self.texture = None

    def show(self, frame: Frame) -> None:
        """Show a frame, unless it comes too late."""
        if not self.may_play:
            return
        size = (frame.width, frame.height)
        texture = self.texture
        if texture is None or texture.size != size:
            texture = Texture.create(size=size, colorfmt="rgb")
            texture.flip_vertical()
        texture.blit_buffer(frame.pixels, colorfmt="rgb", bufferfmt="ubyte")
        self.frame_size = size
        self.texture = texture
        self.canvas.ask_update()
