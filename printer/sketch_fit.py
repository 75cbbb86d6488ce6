"""Metres of a floor to dots of the paper; pure."""

from dataclasses import dataclass

from hall.plane import Point, Rect
from printer.sketch_view import View, choose_view
from printer.slip import RouteSketch

BORDER_DOTS = 10
"""White around the view, so that no mark at its edge is cut."""

Dot = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DotBox:
    """An upright rectangle in dots."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Dots from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Dots from top to bottom."""
        return self.bottom - self.top

    def meets(self, other: "DotBox") -> bool:
        """Return whether the two have a dot in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "DotBox") -> bool:
        """Return whether another box lies within this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchFit:
    """How a view's metres become dots in the `space` it got."""

    view: View
    space: DotBox
    left: float
    top: float
    dots_per_m: float

    def place(self, point: Point) -> Dot:
        """Return the even dot that stands for a place; metres go up the drawing, dots down the paper."""
        x = self.left + (point.x_m - self.view.west) * self.dots_per_m
        y = self.top + (self.view.north - point.y_m) * self.dots_per_m
        return even(x), even(y)

    def place_box(self, box: Rect) -> DotBox:
        """Return where a box of the floor lies on the paper."""
        left, top = self.place(Point(box.x_m, box.y_m + box.depth_m))
        right, bottom = self.place(Point(box.x_m + box.width_m, box.y_m))
        return DotBox(left=left, top=top, right=right, bottom=bottom)


def fit_sketch(sketch: RouteSketch, *, x: int, y: int, width: int, max_height: int) -> SketchFit:
    """Return the largest scale at which the view fits, in the middle of the width."""
    room, most = width - 2 * BORDER_DOTS, max_height - 2 * BORDER_DOTS
    view = choose_view(sketch, shape=room / most)
    scale = min(room / view.width, most / view.depth)
    height = even(view.depth * scale + 2 * BORDER_DOTS)
    return SketchFit(
        view=view,
        space=DotBox(left=x, top=y, right=x + width, bottom=y + height),
        left=x + (width - view.width * scale) / 2,
        top=y + BORDER_DOTS,
        dots_per_m=scale,
    )


def even(value: float) -> int:
    """Return the nearest even number: the sketch is drawn in double dots."""
    return 2 * round(value / 2)
