"""The strokes that a plan is drawn with: discs, arrows, pictograms and words, each into the canvas that is current."""

from math import cos, radians, sin

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle, SmoothLine, Triangle
from kivy.graphics.texture import Texture

from hall.ui.rounded import rounded_texture
from hall.ui.theme import Rgba

WHITE = (1.0, 1.0, 1.0, 1.0)


def draw_disc(middle: tuple[float, float], size: float) -> None:
    """Draw a disc from a texture: Kivy's SmoothEllipse loses 2 kB each time that one is made (measured)."""
    texture = rounded_texture(max(1, round(size / 2)), edge=0, ground=WHITE, edge_colour=WHITE)
    Rectangle(texture=texture, pos=(middle[0] - size / 2, middle[1] - size / 2), size=(size, size))


def draw_arrow(tip: tuple[float, float], angle_deg: float, size: float) -> None:
    """Draw the head of an arrow that ends in its tip."""
    corners: list[float] = list(tip)
    for turn in (150, -150):
        corners += [
            tip[0] + size * cos(radians(angle_deg + turn)),
            tip[1] + size * sin(radians(angle_deg + turn)),
        ]
    Triangle(points=corners)
    SmoothLine(points=corners, close=True, width=1)


def stamp(character: str, middle: tuple[float, float], size: float, ink: Rgba, *, font: str) -> None:
    """Draw a character around its middle."""
    label = CoreLabel(text=character, font_size=size, font_name=font)
    label.refresh()
    texture = label.texture
    Color(*ink)
    Rectangle(
        texture=texture,
        pos=(round(middle[0] - texture.width / 2), round(middle[1] - texture.height / 2)),
        size=texture.size,
    )


def word_texture(words: str, size: float, *, is_bold: bool) -> Texture:
    """Return words as a picture, white, to be drawn in whatever colour is current."""
    label = CoreLabel(text=words, font_size=size, bold=is_bold)
    label.refresh()
    return label.texture
