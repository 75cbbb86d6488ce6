"""The paper as a printer's head sees it: width, resolution, and the sizes that follow from them; pure."""

from dataclasses import dataclass

from printer.profiles import Profile

NARROW_BELOW_MM = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Printable width in dots, and how fine the dots are."""

    width_dots: int
    dpi: int

    @classmethod
    def of(cls, profile: Profile) -> "Sheet":
        """Return the paper in a printer of this model."""
        return cls(width_dots=profile.width_dots, dpi=profile.dpi)

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
        return max(22, self.dots(3.0 if self.is_narrow else 3.15))

    @property
    def legible_dots(self) -> int:
        """The smallest text ever printed: 2.5 mm."""
        return self.dots(2.5)

    @property
    def margin_dots(self) -> int:
        """White at both sides of the text; panels go to the edge, so that their text keeps the same line."""
        return self.dots(1.0 if self.is_narrow else 1.5)
