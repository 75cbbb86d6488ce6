"""The paper inside the virtual printer: rows of dots, one whole number per row, growing as it is fed."""

from printer.bitmap import Bitmap

BLADE_DOTS = 96
"""How far the blade is past the head (12 mm): a cut without feeding leaves this much for the next ticket."""

MAX_ROWS = 65_536
"""More paper than this without a cut (8 m) is taken off by itself, so that no job can fill the memory."""


class Paper:
    """A strip as wide as the head, with the head at `y`."""

    def __init__(self, width_dots: int) -> None:
        """Start with no paper fed."""
        self.width_dots = width_dots
        self._rows: list[int] = []
        self.y = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been printed since the last cut."""
        return not any(self._rows)

    @property
    def is_overlong(self) -> bool:
        """Whether somebody should cut."""
        return self.y >= MAX_ROWS

    def stamp(self, rows: list[bytes], *, x: int, top: int, width_dots: int) -> None:
        """Burn a picture into the paper; what lies outside its width is lost.

        Args:
            rows: packed dots, highest bit leftmost.
            x: the column of the leftmost dot.
            top: the row, from the last cut, of the first one.
            width_dots: how many bits of a row are meant.
        """
        self._reach(top + len(rows))
        for at, row in enumerate(rows, start=top):
            bits = int.from_bytes(row, "big") >> (len(row) * 8 - width_dots)
            shift = self.width_dots - x - width_dots
            self._rows[at] |= bits << shift if shift >= 0 else bits >> -shift

    def feed(self, dots: int) -> None:
        """Move the paper on."""
        self.y += dots
        self._reach(self.y)

    def cut(self, *, feeds_to_blade: bool) -> Bitmap:
        """Return what falls off; without feeding, the last 12 mm stay for the next ticket."""
        kept = [] if feeds_to_blade else self._rows[-BLADE_DOTS:]
        fallen = self._rows if feeds_to_blade else self._rows[: max(0, len(self._rows) - BLADE_DOTS)]
        stride = (self.width_dots + 7) // 8
        pad = stride * 8 - self.width_dots
        data = b"".join((row << pad).to_bytes(stride, "big") for row in fallen)
        bitmap = Bitmap(width_dots=self.width_dots, height_dots=len(fallen), data=data)
        self._rows = list(kept)
        self.y = len(kept)
        return bitmap

    def _reach(self, height: int) -> None:
        self._rows.extend([0] * (height - len(self._rows)))
