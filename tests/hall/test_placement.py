from datetime import date

from hall.placement import find_placement, find_placement_of, list_placements_of
from hall.places import Audience, Body, Department, HandlingMode, Matter, Placement, Text

OPENS_ON = date(2012, 3, 1)
ABSENT = Placement(mode=HandlingMode.NOT_MOVED_IN, until=date(2026, 12, 31))
HERE = Placement(mode=HandlingMode.COMPREHENSIVE, since=date(2027, 1, 1))
DELEGATED = Placement(mode=HandlingMode.DELEGATED, since=date(2020, 1, 1), until=date(2020, 12, 31), towns=("qingxi",))


def test_both_first_and_last_day_belong_to_a_placement() -> None:
    assert find_placement((ABSENT, HERE), date(2026, 12, 31)) is ABSENT
    assert find_placement((ABSENT, HERE), date(2027, 1, 1)) is HERE


def test_a_day_between_placements_has_none() -> None:
    assert find_placement((DELEGATED,), date(2021, 1, 1)) is None


def test_a_matters_own_placement_goes_before_its_departments() -> None:
    matter, department = _matter(DELEGATED), _department(ABSENT, HERE)

    assert find_placement_of(matter, department, date(2020, 6, 1)) is DELEGATED
    assert find_placement_of(matter, department, date(2021, 6, 1)) is ABSENT


def test_every_placement_that_ever_holds_is_listed_with_its_first_day() -> None:
    placements = list(list_placements_of(_matter(DELEGATED), _department(ABSENT, HERE), OPENS_ON))

    assert placements == [
        (OPENS_ON, ABSENT),
        (date(2020, 1, 1), DELEGATED),
        (date(2021, 1, 1), ABSENT),
        (date(2027, 1, 1), HERE),
    ]


def _department(*placements: Placement) -> Department:
    name = Text(zh="水务局", en="Water")
    return Department(department_id="water", name=name, body=Body.DISTRICT, icon="drop", placements=placements)


def _matter(*placements: Placement) -> Matter:
    return Matter(
        matter_id="well",
        department="water",
        name=Text(zh="打井", en="Well"),
        also=(),
        audiences=(Audience.PERSON,),
        materials=(),
        limit_days=1,
        minutes=5,
        placements=placements,
    )
