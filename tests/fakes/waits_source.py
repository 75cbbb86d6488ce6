"""Where the pages of the waits read, with a record that chance has made: the same in every run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from fastapi import Request

from hall.estimates import EstimateRecord, PromisesOfDay
from hall.exchange import Role
from hall.hall_plan import HallPlan
from hall.places import Directory
from hall.ticket import WaitRange
from hall.what_if import Finding, Question
from server.actions.almanac import Almanac
from server.rules.promises import Kept, bands_of, promises_of
from server.web.auth import Principal

TODAY = date(2026, 11, 24)
FIRST_MONTH = "2026-09"
WEEKEND = 5


@dataclass
class WaitsSource:
    """A hall in which about so many numbers a day are told a wait."""

    plan: HallPlan
    told_a_day: int = 60
    is_public: bool = True
    looks: bool = True
    finding: Finding | None = None
    months_counted: int = 6

    async def find_watcher(self, _request: Request) -> Principal | None:
        return Principal(role=Role.SUPERVISOR, name="supervisor")

    async def get_directory(self) -> Directory:
        directory = Almanac(self.plan).on(TODAY).directory
        return replace(directory, hall=replace(directory.hall, public_waits=self.is_public))

    async def get_business_date(self) -> date:
        return TODAY

    async def looks_ahead(self) -> bool:
        return self.looks

    async def answer(self, _question: Question) -> Finding | None:
        return self.finding

    async def list_promises(self, months: Sequence[str]) -> list[EstimateRecord]:
        return [
            record_of(month, self.told_a_day if month >= FIRST_MONTH else 0) for month in months[-self.months_counted :]
        ]


def record_of(month: str, told_a_day: int) -> EstimateRecord:
    """Return the record of a month with about so many numbers a working day, until today."""
    chance, day, of_days = Random(month), date.fromisoformat(f"{month}-01"), {}
    while f"{day:%Y-%m}" == month and day <= TODAY:
        if day.weekday() < WEEKEND and told_a_day:
            of_days[day] = [_kept(chance) for _ in range(max(1, round(told_a_day * chance.uniform(0.8, 1.2))))]
        day += timedelta(days=1)
    everything = [kept for each in of_days.values() for kept in each]
    return EstimateRecord(
        month=month,
        without=len(everything) // 90,
        promises=promises_of(everything),
        bands=bands_of(everything),
        days=tuple(PromisesOfDay(business_date=day, promises=promises_of(each)) for day, each in of_days.items()),
    )


def _kept(chance: Random) -> Kept:
    low, width = 5 * chance.randrange(11), 5 * chance.randrange(2, 5)
    return Kept(WaitRange(low_min=low, high_min=low + width), max(0.0, chance.gauss(low + width / 2, width * 0.42)))
