"""What was announced goes beside what the hall wrote, never in its place."""

from datetime import date

from hall.calendar_merge import Merge, joined, merge
from hall.hall_plan import Calendar, Holiday, MakeUpDay
from hall.places import Text

NAME = Text(zh="节", en="Day")


def holiday(first: int, last: int, *, month: int = 10) -> Holiday:
    return Holiday(since=date(2026, month, first), until=date(2026, month, last), name=NAME)


def make_up(day: int) -> MakeUpDay:
    return MakeUpDay(day=date(2026, 10, day), weekday=1, name=NAME)


ANNOUNCED = Calendar(covers=(2026,), holidays=(holiday(1, 7), holiday(20, 21)), make_up_days=(make_up(10),))


def test_an_empty_calendar_takes_everything() -> None:
    assert merge(Calendar(), ANNOUNCED) == Merge(added=ANNOUNCED, differing=())


def test_what_the_hall_has_already_is_not_added_again() -> None:
    own = Calendar(holidays=(holiday(1, 8),), make_up_days=(MakeUpDay(day=date(2026, 10, 10), weekday=5, name=NAME),))

    found = merge(own, ANNOUNCED)

    assert found == Merge(added=Calendar(covers=(2026,), holidays=(holiday(20, 21),)), differing=())


def test_what_the_hall_wrote_otherwise_stays_and_is_shown() -> None:
    own = Calendar(holidays=(holiday(3, 9),), make_up_days=(make_up(20),))

    found = merge(own, ANNOUNCED)

    assert found.differing == (holiday(1, 7), holiday(20, 21))
    assert found.added == Calendar(covers=(2026,), make_up_days=(make_up(10),))


def test_a_make_up_day_that_the_hall_closes_stays_closed() -> None:
    assert merge(Calendar(holidays=(holiday(10, 10),)), ANNOUNCED).differing == (make_up(10),)


def test_to_a_year_that_is_covered_nothing_is_added() -> None:
    own = Calendar(covers=(2025, 2026), holidays=(holiday(1, 7),))

    assert merge(own, ANNOUNCED) == Merge(added=Calendar(), differing=(holiday(20, 21), make_up(10)))


def test_additions_come_after_what_is_there() -> None:
    own = Calendar(covers=(2025,), holidays=(holiday(1, 2, month=5),))

    assert joined(own, ANNOUNCED) == Calendar(
        covers=(2025, 2026),
        holidays=(holiday(1, 2, month=5), *ANNOUNCED.holidays),
        make_up_days=ANNOUNCED.make_up_days,
    )
