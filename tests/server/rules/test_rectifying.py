"""By when a bad review is settled: working days as the hall's weekdays and calendar have them."""

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from hall.hall_plan import Calendar, Holiday, MakeUpDay, SpecialDay
from hall.places import Session, Text
from server.rules.hours import Hours
from server.rules.rectifying import due_day

NAME = Text(zh="名", en="Name")
HOURS = Hours(
    sessions=(Session(weekdays=(1, 2, 3, 4, 5), opens=time(9), closes=time(17)),),
    calendar=Calendar(
        covers=(2026,),
        holidays=(Holiday(since=date(2026, 10, 1), until=date(2026, 10, 7), name=NAME),),
        make_up_days=(MakeUpDay(day=date(2026, 10, 10), weekday=5, name=NAME),),
        special_days=(SpecialDay(day=date(2026, 11, 30), hours=(), name=NAME),),
    ),
    zone=ZoneInfo("Asia/Shanghai"),
)


@pytest.mark.parametrize("open_always", [False, True])
@pytest.mark.parametrize(
    ("from_day", "days", "due"),
    [
        (date(2026, 9, 14), 1, date(2026, 9, 15)),
        (date(2026, 9, 18), 1, date(2026, 9, 21)),  # over a weekend
        (date(2026, 9, 30), 2, date(2026, 10, 9)),  # over a holiday
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # a Saturday that is worked
        (date(2026, 11, 27), 1, date(2026, 12, 1)),  # over a day of its own without hours
        (date(2026, 12, 1), 15, date(2026, 12, 22)),
    ],
)
def test_it_is_due_after_so_many_days_that_the_hall_works_also_where_every_hour_counts_as_open(
    from_day: date, days: int, due: date, open_always: bool
) -> None:
    assert due_day(replace(HOURS, open_always=open_always), from_day, working_days=days) == due


def test_a_hall_that_never_opens_counts_days() -> None:
    assert due_day(replace(HOURS, sessions=()), date(2026, 11, 1), working_days=5) == date(2026, 11, 6)
