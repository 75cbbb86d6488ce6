"""What the virtual printer has received for the current line and not yet burnt: characters and column images."""

from dataclasses import dataclass, field

from printer.bitmap import Bitmap
from printer.virtual.paper import Paper


@dataclass(slots=True)
class LineBuffer:
    """Pictures side by side; they are burnt when the line is full or fed."""

    pictures: list[Bitmap] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Dots from the left of the first to the right of the last."""
        return sum(picture.width_dots for picture in self.pictures)

    @property
    def height(self) -> int:
        """Dots of the highest."""
        return max((picture.height_dots for picture in self.pictures), default=0)

    def burn(self, paper: Paper, *, left: int, room: int, justification: int) -> None:
        """Burn the line at the head, every picture standing on the same foot, and empty the buffer.

        Args:
            paper: what is burnt.
            left: where the print area begins.
            room: how wide it is.
            justification: 0 left, 1 centre, 2 right (ESC a).
        """
        height = self.height
        x = left + max(0, room - self.width) * justification // 2
        for picture in self.pictures:
            top = paper.y + height - picture.height_dots
            paper.stamp(picture.rows(), x=x, top=top, width_dots=picture.width_dots)
            x += picture.width_dots
        self.pictures.clear()
