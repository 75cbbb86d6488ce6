"""The hall's plan on one business date, with the look-ups that the acts ask for."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from hall.errors import NotHandledHere, UnknownMatter, UnknownQueue, UnknownWindow
from hall.hall_plan import HallPlan, Series
from hall.places import Department, Directory, Floor, KioskPlace, Matter, MatterToday, Queue, Window
from hall.rules import Rules
from hall.ticket import LegPlan, WaitRange
from server.rules.choosing import Pool
from server.rules.hours import Hours, hours_of


class Waits(Protocol):
    """The waits that are told: looked up, never worked out where a visitor is being served.

    Attributes:
        is_wanted: whether anybody looks ahead.
    """

    is_wanted: bool

    def find_next(self, queue_id: str, *, on: date) -> WaitRange | None:
        """Return what the next one in a queue waits, None while nothing can be trusted."""
        ...

    def find_ticket(self, ticket_id: int, queue_id: str, *, on: date) -> WaitRange | None:
        """Return what a ticket still waits; one that came since the last look as the next one of its queue."""
        ...


class NoWaits:
    """Where nobody looks ahead."""

    is_wanted = False

    def find_next(self, queue_id: str, *, on: date) -> WaitRange | None:  # noqa: ARG002 -- as `Waits`
        """Return nothing."""
        return None

    def find_ticket(self, ticket_id: int, queue_id: str, *, on: date) -> WaitRange | None:  # noqa: ARG002 -- as `Waits`
        """Return nothing."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class HallToday:
    """What is where today. Every `get_` raises the error that names what is not known."""

    directory: Directory
    zone: ZoneInfo
    hours: Hours
    _matters: dict[str, MatterToday]
    _departments: dict[str, Department]
    _queues: dict[str, Queue]
    _series: dict[str, Series]
    _windows: dict[str, Window]
    _floors: dict[str, Floor]
    _windows_of: dict[str, tuple[str, ...]]
    _usual_minutes: dict[str, float]
    waits: Waits

    @property
    def business_date(self) -> date:
        """The date that the directory holds for."""
        return self.directory.business_date

    @property
    def rules(self) -> Rules:
        """The hall's rules of calling."""
        return self.directory.hall.rules

    @property
    def queue_ids(self) -> tuple[str, ...]:
        """Every queue, in the hall's order."""
        return tuple(self._queues)

    @property
    def window_ids(self) -> tuple[str, ...]:
        """Every window, in the hall's order."""
        return tuple(self._windows)

    def get_matter(self, matter_id: str) -> MatterToday:
        """Return a matter with its handling today."""
        if matter_id not in self._matters:
            raise UnknownMatter(f"no matter {matter_id!r} in this hall")
        return self._matters[matter_id]

    def find_matter(self, matter_id: str) -> Matter | None:
        """Return a matter of the record, None when the plan no longer has it."""
        today = self._matters.get(matter_id)
        return None if today is None else today.matter

    def get_department(self, department_id: str) -> Department:
        """Return a department that some matter of the directory names."""
        return self._departments[department_id]

    def get_window(self, window_id: str) -> Window:
        """Return a window as it stands in the plan."""
        if window_id not in self._windows:
            raise UnknownWindow(f"no window {window_id!r} in this hall", window=window_id)
        return self._windows[window_id]

    def get_floor(self, floor_id: str) -> Floor:
        """Return a floor that some window of the directory names."""
        return self._floors[floor_id]

    def get_queue(self, queue_id: str) -> Queue:
        """Return a queue as it stands in the plan."""
        if queue_id not in self._queues:
            raise UnknownQueue(f"no queue {queue_id!r} in this hall")
        return self._queues[queue_id]

    def get_series(self, queue_id: str) -> Series:
        """Return the series from which a queue takes its numbers."""
        return self._series[self.get_queue(queue_id).series]

    def pool_of(self, window_id: str) -> Pool:
        """Return the pool of windows with which a window takes turns."""
        window = self.get_window(window_id)
        return Pool(queues=window.queues, weights=window.weights)

    def list_windows_of(self, queue_id: str) -> tuple[str, ...]:
        """Return the windows that serve a queue, in the hall's order."""
        return self._windows_of[self.get_queue(queue_id).queue_id]

    def plan_leg(self, matter_id: str) -> LegPlan:
        """Return the stop of a visit for a matter; raises UnknownMatter or NotHandledHere."""
        return self.leg_in(self.queue_of(matter_id), matter_id)

    def leg_in(self, queue_id: str, matter_id: str) -> LegPlan:
        """Return the stop of a visit in a queue, wherever its matter is handled otherwise."""
        return LegPlan(matter_id=matter_id, queue_id=queue_id, windows=self.list_windows_of(queue_id))

    def queue_of(self, matter_id: str) -> str:
        """Return the queue of a matter that is handled here; raises UnknownMatter or NotHandledHere."""
        handling = self.get_matter(matter_id).handling
        if not handling.is_here or handling.queue is None:
            raise NotHandledHere(f"{matter_id} is handled elsewhere today", mode=handling.mode.value)
        return handling.queue

    def is_of_queue(self, matter_id: str, queue_id: str) -> bool:
        """Whether a matter is handled in a queue today; also for matters that the plan no longer has."""
        today = self._matters.get(matter_id)
        return today is not None and today.handling.queue == queue_id

    def floor_of_queue(self, queue_id: str) -> str:
        """Return the floor on which most windows of a queue are; the lower of two alike."""
        floors = [self.get_window(window_id).floor for window_id in self.list_windows_of(queue_id)]
        heights = {floor.floor_id: height for height, floor in enumerate(self.directory.floors)}
        return max(floors, key=lambda floor: (floors.count(floor), -heights[floor]))

    def find_floor_of_kiosk(self, kiosk_id: str) -> str | None:
        """Return the floor on which a kiosk stands, None when the plan has none of that name."""
        floors = self.directory.floors
        return next((one.floor_id for one in floors if any(kiosk_id == each.kiosk_id for each in one.kiosks)), None)

    def find_kiosk(self, kiosk_id: str) -> KioskPlace | None:
        """Return where a kiosk stands, None when the plan has none of that name."""
        places = (place for floor in self.directory.floors for place in floor.kiosks)
        return next((place for place in places if place.kiosk_id == kiosk_id), None)

    def usual_minutes(self, queue_id: str) -> float:
        """Return the mean of the usual minutes of the matters that the queue takes today."""
        return self._usual_minutes[self.get_queue(queue_id).queue_id]


USUAL_MINUTES_UNKNOWN = 10.0
"""For a queue that takes no matter today; nobody can be waiting there for long."""


def hall_today(plan: HallPlan, directory: Directory, waits: Waits | None = None) -> HallToday:
    """Return the directory with its look-ups; the plan adds the series, which no other program needs."""
    queue_ids = [queue.queue_id for queue in directory.queues]
    return HallToday(
        directory=directory,
        zone=ZoneInfo(directory.hall.time_zone),
        hours=hours_of(plan),
        _matters={today.matter.matter_id: today for today in directory.matters},
        _departments={department.department_id: department for department in directory.departments},
        _queues={queue.queue_id: queue for queue in directory.queues},
        _series={series.series_id: series for series in plan.series},
        _windows={window.window_id: window for window in directory.windows},
        _floors={floor.floor_id: floor for floor in directory.floors},
        _windows_of={queue_id: _windows_of(queue_id, directory) for queue_id in queue_ids},
        _usual_minutes={queue_id: _usual_minutes(queue_id, directory) for queue_id in queue_ids},
        waits=waits or NoWaits(),
    )


def _windows_of(queue_id: str, directory: Directory) -> tuple[str, ...]:
    return tuple(window.window_id for window in directory.windows if queue_id in window.queues)


def _usual_minutes(queue_id: str, directory: Directory) -> float:
    minutes = [today.matter.minutes for today in directory.matters if today.handling.queue == queue_id]
    return sum(minutes) / len(minutes) if minutes else USUAL_MINUTES_UNKNOWN
