"""A picture in printer dots: rows of packed bits, most significant bit leftmost, 1 is black."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bitmap:
    """Rows of dots, each `stride_bytes` long; bits beyond `width_dots` are 0."""

    width_dots: int
    height_dots: int
    data: bytes

    def __post_init__(self) -> None:
        """Refuse data that is not exactly width x height dots."""
        if len(self.data) != self.stride_bytes * self.height_dots:
            raise ValueError(f"{len(self.data)} bytes for {self.width_dots} x {self.height_dots} dots")

    @property
    def stride_bytes(self) -> int:
        """Bytes per row."""
        return (self.width_dots + 7) // 8

    def rows(self) -> list[bytes]:
        """Return the rows from top to bottom."""
        stride = self.stride_bytes
        return [self.data[at : at + stride] for at in range(0, len(self.data), stride)]

    def is_black(self, x: int, y: int) -> bool:
        """Return whether the dot in column x of row y is burnt."""
        return bool(self.data[y * self.stride_bytes + x // 8] & (0x80 >> x % 8))
