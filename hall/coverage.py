"""What a display is for: the whole hall, a floor, a zone, some queues, or the sign of one window."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall.errors import BadSettings
from hall.places import Directory, Window
from hall.ticket import Call

PARTS = ("floor", "zone", "window", "queues")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The part of the hall whose calls a display shows and speaks: all that is named holds at once, None for any."""

    floor_id: str | None = None
    zone_id: str | None = None
    window_id: str | None = None
    queue_ids: frozenset[str] | None = None

    @property
    def is_whole_hall(self) -> bool:
        """Whether nothing is left out."""
        return self == Coverage()

    @property
    def names_floors(self) -> bool:
        """Whether calls to several floors are shown, so that a voice must say which."""
        return self.floor_id is None and self.window_id is None

    def __str__(self) -> str:
        """Say it to staff in the words of the command line."""
        parts = [("floor", self.floor_id), ("zone", self.zone_id), ("window", self.window_id)]
        parts.append(("queues", ",".join(sorted(self.queue_ids)) if self.queue_ids else None))
        return " ".join(f"{what} {value}" for what, value in parts if value) or "hall"

    def windows_in(self, directory: Directory) -> frozenset[str]:
        """Return the ids of the windows that it covers."""
        return frozenset(window.window_id for window in directory.windows if self._has(window))

    def queues_in(self, directory: Directory) -> frozenset[str]:
        """Return the ids of the queues that it covers: those that are named, of those that its windows serve."""
        served = {queue for window in directory.windows if self._has(window) for queue in window.queues}
        return frozenset(served if self.queue_ids is None else served & self.queue_ids)

    def calls_in(self, calls: Iterable[Call], directory: Directory) -> tuple[Call, ...]:
        """Return those of some calls that it covers, in their order."""
        windows = self.windows_in(directory)
        return tuple(
            call
            for call in calls
            if call.window_id in windows and (self.queue_ids is None or call.queue_id in self.queue_ids)
        )

    def check(self, directory: Directory) -> None:
        """Refuse a part that the hall does not have.

        Raises:
            BadSettings: it names those that there are; its facts are `what` part was `wanted`.
        """
        _check("floor", self.floor_id, (floor.floor_id for floor in directory.floors))
        on_floor = [window for window in directory.windows if self.floor_id in {None, window.floor}]
        _check("zone", self.zone_id, dict.fromkeys(window.zone for window in on_floor))
        _check("window", self.window_id, (window.window_id for window in directory.windows))
        for queue_id in sorted(self.queue_ids or ()):
            _check("queues", queue_id, (queue.queue_id for queue in directory.queues))

    def _has(self, window: Window) -> bool:
        return (
            self.window_id in {None, window.window_id}
            and self.floor_id in {None, window.floor}
            and self.zone_id in {None, window.zone}
            and (self.queue_ids is None or bool(self.queue_ids.intersection(window.queues)))
        )


def read_coverage(told: Mapping[str, str]) -> Coverage:
    """Return what `floor`, `zone`, `window` and `queues` mean, from a command line or an address.

    Raises:
        BadSettings: a window is named together with another part; its facts are those of `Coverage.check`.
    """
    if "window" in told and len(told.keys() & set(PARTS)) > 1:
        message = "--window: the sign above a window has no --floor, no --zone and no --queues"
        raise BadSettings(message, what="window", wanted=told["window"])
    queues = told.get("queues")
    return Coverage(
        floor_id=told.get("floor"),
        zone_id=told.get("zone"),
        window_id=told.get("window"),
        queue_ids=None if queues is None else frozenset(each.strip() for each in queues.split(",")),
    )


def _check(what: str, wanted: str | None, known: Iterable[str]) -> None:
    ids = list(known)
    if wanted is not None and wanted not in ids:
        message = f"--{what} {wanted}: this hall has no such {what}; it has {', '.join(ids)}"
        raise BadSettings(message, what=what, wanted=wanted)
