"""Where a number is called to, in the words that people read: window, floor, queue and matter by their ids."""

from dataclasses import dataclass

from hall.coverage import Coverage
from hall.places import Directory, Floor, Text

NO_WORDS = Text(zh="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A window as people read it, and its floor by name and colour (empty when the hall has no such window)."""

    window_id: str
    floor: Text
    colour: str


class NamedPlaces:
    """Looks up a directory; what an older directory lacks keeps its id or stays empty, the call is still shown."""

    def __init__(self, directory: Directory) -> None:
        """Index a directory by its ids."""
        self._floors = {floor.floor_id: floor for floor in directory.floors}
        self._windows = {window.window_id: window for window in directory.windows}
        self._queues = {queue.queue_id: queue.name for queue in directory.queues}
        self._matters = {today.matter.matter_id: today.matter.name for today in directory.matters}

    def of_window(self, window_id: str) -> Place:
        """Return where a window is."""
        floor = self.find_floor_of(window_id)
        if floor is None:
            return Place(window_id=window_id, floor=NO_WORDS, colour="")
        return Place(window_id=window_id, floor=floor.name, colour=floor.colour)

    def find_window_name(self, window_id: str) -> Text | None:
        """Return what is written at a window beside its number."""
        window = self._windows.get(window_id)
        return window.name if window else None

    def find_floor_of(self, window_id: str) -> Floor | None:
        """Return the floor that a window is on."""
        window = self._windows.get(window_id)
        return self.find_floor(window.floor) if window else None

    def find_floor(self, floor_id: str | None) -> Floor | None:
        """Return a floor, or None for no or an unknown id."""
        return self._floors.get(floor_id or "")

    def find_zone(self, coverage: Coverage) -> Text | None:
        """Return the name of the zone that a display is for."""
        floors = [self.find_floor(coverage.floor_id)] if coverage.floor_id else list(self._floors.values())
        zones = (zone for floor in floors if floor for zone in floor.zones)
        return next((zone.name for zone in zones if zone.zone_id == coverage.zone_id), None)

    def matter(self, matter_id: str) -> Text:
        """Return a matter's name."""
        return self._matters.get(matter_id, NO_WORDS)

    def queue(self, queue_id: str) -> Text:
        """Return a queue's name."""
        return self._queues.get(queue_id, Text(zh=queue_id, en=queue_id))
