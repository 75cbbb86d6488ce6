"""The small hall as a plan: the same floors, windows and matters as `tests.fakes.small_hall`, with series."""

from dataclasses import replace
from datetime import date
from functools import cache

from hall.directory import directory_on
from hall.hall_plan import HallPlan, Series
from hall.places import Matter, MatterToday, Placement
from server.rules.hall_today import HallToday, hall_today
from tests.fakes.small_hall import DAY, make_directory

SERIES = {"social": "A", "civil": "B", "commerce": "C", "general": "D"}


@cache
def small_plan(*, last: int = 999) -> HallPlan:
    """Return the small hall, open at every hour; every series ends at `last`."""
    directory = make_directory()
    return HallPlan(
        hall=replace(directory.hall, open_always=True),
        floors=directory.floors,
        paths=directory.paths,
        series=tuple(Series(series_id=id_, prefix=prefix, last=last) for id_, prefix in SERIES.items()),
        queues=directory.queues,
        windows=directory.windows,
        departments=directory.departments,
        themes=directory.themes,
        matters=tuple(_placed(today) for today in directory.matters),
        towns=directory.towns,
    )


@cache
def small_hall_today(day: date = DAY) -> HallToday:
    """Return the small hall on one business date."""
    return hall_today(small_plan(), directory_on(small_plan(), day))


def _placed(today: MatterToday) -> Matter:
    handling = today.handling
    placement = Placement(mode=handling.mode, towns=handling.towns, note=handling.note)
    return replace(today.matter, queue=handling.queue, placements=(placement,))
