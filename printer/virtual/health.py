"""What the virtual printer would answer about itself: its condition, and the bytes that tell it.

The mirror of `printer.status`; written from the manual on its own, so that a mistake there is found.
"""

from dataclasses import dataclass

_READY = 0x12


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is wrong with the machine at this moment."""

    is_paper_near_end: bool = False
    is_paper_out: bool = False
    is_cover_open: bool = False
    is_cutter_stuck: bool = False
    is_overheated: bool = False
    is_offline: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether it holds what it receives instead of printing."""
        return self.is_paper_out or self.is_cover_open or self.is_cutter_stuck or self.is_overheated or self.is_offline

    @property
    def words(self) -> tuple[str, ...]:
        """What is wrong, as the last part of the language keys `paper.fault.*`."""
        wrong = {
            "paper_out": self.is_paper_out,
            "cover_open": self.is_cover_open,
            "cutter_error": self.is_cutter_stuck,
            "overheated": self.is_overheated,
            "offline": self.is_offline,
            "paper_near_end": self.is_paper_near_end,
        }
        return tuple(word for word, is_so in wrong.items() if is_so)

    def realtime_status(self, part: int) -> int:
        """Return the answer to DLE EOT n (0xx1xx10)."""
        if part == 1:
            return _READY | (0x08 if self.is_stopped else 0)
        if part == 2:
            has_error = self.is_cutter_stuck or self.is_overheated
            return _READY | self.is_cover_open << 2 | self.is_paper_out << 5 | has_error << 6
        if part == 3:
            return _READY | self.is_cutter_stuck << 3 | self.is_overheated << 6
        return _READY | 0x0C * self.is_paper_near_end | 0x60 * self.is_paper_out

    def paper_status(self) -> int:
        """Return the answer to GS r 1 and ESC v."""
        return 0x03 * self.is_paper_near_end | 0x0C * self.is_paper_out

    def automatic_status(self) -> bytes:
        """Return the four bytes of ASB."""
        first = 0x10 | self.is_stopped << 3 | self.is_cover_open << 5
        second = self.is_cutter_stuck << 3 | self.is_overheated << 6
        return bytes((first, second, self.paper_status(), 0))
