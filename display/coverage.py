"""What a display is for: the whole hall, one floor, or the sign of one window."""

from collections.abc import Iterable
from dataclasses import dataclass

from hall.errors import BadSettings
from hall.places import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The part of the hall whose calls a display shows and speaks; both None for the whole hall."""

    floor_id: str | None = None
    window_id: str | None = None

    @property
    def is_whole_hall(self) -> bool:
        """Whether nothing is left out."""
        return self.floor_id is None and self.window_id is None

    def windows_in(self, directory: Directory) -> frozenset[str]:
        """Return the ids of the windows that it covers."""
        return frozenset(
            window.window_id for window in directory.windows if self._covers(window.window_id, window.floor)
        )

    def check(self, directory: Directory) -> None:
        """Refuse a floor or window that the hall does not have.

        Raises:
            BadSettings: it names those that there are.
        """
        _check("floor", self.floor_id, (floor.floor_id for floor in directory.floors))
        _check("window", self.window_id, (window.window_id for window in directory.windows))

    def _covers(self, window_id: str, floor_id: str) -> bool:
        return self.window_id in {None, window_id} and self.floor_id in {None, floor_id}


def _check(what: str, wanted: str | None, known: Iterable[str]) -> None:
    ids = list(known)
    if wanted is not None and wanted not in ids:
        raise BadSettings(f"--{what} {wanted}: this hall has no such {what}; it has {', '.join(ids)}")
