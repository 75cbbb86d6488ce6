"""The hall on each business date, worked out once: the plan holds for every date, a directory for one."""

import threading
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hall.clock import business_date_at
from hall.directory import directory_on
from hall.hall_plan import HallPlan
from hall.search_keys import MakeKeys, make_search_keys
from server.rules.hall_today import HallToday, Waits, hall_today

DATES_KEPT = 3
"""Yesterday, today and tomorrow: around midnight two of them are asked for by turns."""


class Almanac:
    """Knows the hall on any date; asked by the lane and by readers at once."""

    def __init__(self, plan: HallPlan, make_keys: MakeKeys = make_search_keys, waits: Waits | None = None) -> None:
        """Take the hall's plan, who makes search keys, and where the waits are looked up that are told."""
        self._waits = waits
        self._make_keys = make_keys
        self._plan = plan
        self._zone = ZoneInfo(plan.hall.time_zone)
        self._days: dict[date, HallToday] = {}
        self._lock = threading.Lock()

    @property
    def plan(self) -> HallPlan:
        """The hall's plan, whatever the date."""
        return self._plan

    @property
    def hall_id(self) -> str:
        """The hall."""
        return self._plan.hall.hall_id

    def business_date_at(self, moment: datetime) -> date:
        """Return the business date that a moment belongs to."""
        return business_date_at(moment, self._zone)

    def on(self, day: date) -> HallToday:
        """Return the hall on a business date; the first time for a date takes some tenths of a second."""
        with self._lock:
            if day not in self._days:
                directory = directory_on(self._plan, day, make_keys=self._make_keys)
                self._days[day] = hall_today(self._plan, directory, self._waits)
                for old in sorted(self._days)[:-DATES_KEPT]:
                    del self._days[old]
            return self._days[day]
