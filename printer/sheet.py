"""The paper as a printer's head sees it: width, resolution, and the sizes that follow from them; pure."""

from dataclasses import dataclass

from printer.profiles import Profile

NARROW_BELOW_MM = 60
LEAST_HANZI_DOTS = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Thrift:
    """How a slip is kept from becoming too many bytes.

    Black text of `coarse_from_dots` and more is drawn in steps of two dots (0.25 mm), a quarter of the bytes; text of
    up to `LARGE_SCALE` is set `small_text` times as large; a sketch is left out last: the way is told in words too.
    """

    coarse_from_dots: int = 50
    small_text: float = 1.0
    has_sketch: bool = True


LARGE_SCALE = 1.5
THRIFTIER = (
    Thrift(),
    Thrift(coarse_from_dots=36),
    Thrift(coarse_from_dots=36, small_text=0.9),
    Thrift(coarse_from_dots=28, small_text=0.9),
    Thrift(coarse_from_dots=28, small_text=0.75),
    Thrift(coarse_from_dots=28, small_text=0.9, has_sketch=False),
    Thrift(coarse_from_dots=28, small_text=0.75, has_sketch=False),
    Thrift(coarse_from_dots=28, small_text=0.6, has_sketch=False),
)
"""For slips with everything that a slip may have, and long lists: the first that stays within the bytes is printed.

Where none does (seven town centres on a narrow roll), long English sentences go, the longest first.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Printable width in dots, how fine the dots are, and what is saved."""

    width_dots: int
    dpi: int
    thrift: Thrift = Thrift()

    @classmethod
    def of(cls, profile: Profile, thrift: Thrift | None = None) -> "Sheet":
        """Return the paper in a printer of this model."""
        return cls(width_dots=profile.width_dots, dpi=profile.dpi, thrift=thrift or Thrift())

    def dots(self, millimetres: float) -> int:
        """Return a length in whole dots."""
        return round(millimetres / 25.4 * self.dpi)

    @property
    def is_narrow(self) -> bool:
        """Whether this is a 58 mm roll."""
        return self.width_dots < self.dots(NARROW_BELOW_MM)

    @property
    def body_dots(self) -> int:
        """The size of plain Chinese text: 3.15 mm, on a narrow roll 3 mm (22 dots are the least for Hanzi)."""
        return max(LEAST_HANZI_DOTS, self.dots(3.0 if self.is_narrow else 3.15))

    def text_dots(self, scale: float) -> int:
        """Return the size of text so many times as large as the body; never below what Hanzi need."""
        factor = self.thrift.small_text if scale <= LARGE_SCALE else 1.0
        return (
            max(LEAST_HANZI_DOTS, round(self.body_dots * scale * factor))
            if factor < 1
            else round(self.body_dots * scale)
        )

    @property
    def legible_dots(self) -> int:
        """The smallest text ever printed: 2.5 mm."""
        return self.dots(2.5)

    @property
    def margin_dots(self) -> int:
        """White at both sides of the text; panels go to the edge, so that their text keeps the same line."""
        return self.dots(1.0 if self.is_narrow else 1.5)
