"""The doors to the staff's pages, as the rights open them."""

import pytest

from hall.exchange import STAFF_ROLES, Role
from server.web.doors import DOORS, FIRST, MANAGED_BY, doors_of
from server.web.manage_page import SECTIONS, sections_of


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.CLERK, ["console"]),
        (Role.GUIDE, ["desk", "console"]),
        (Role.SUPERVISOR, ["desk", "console", "manage", "boards"]),
        (Role.ADMIN, ["manage"]),
        (Role.AUDITOR, ["manage"]),
    ],
)
def test_a_role_is_led_to_where_it_may_go_and_first_to_where_its_day_begins(role: Role, names: list[str]) -> None:
    assert [door.name for door in doors_of(role)] == names


def test_the_door_to_manage_opens_to_whoever_may_see_one_of_its_pages() -> None:
    assert {section.right for section in SECTIONS} == MANAGED_BY
    assert {role for role in Role if sections_of(role)} == {
        role for role in STAFF_ROLES if "manage" in [door.name for door in doors_of(role)]
    }


def test_everybody_on_the_staff_has_a_door() -> None:
    assert set(FIRST) == set(STAFF_ROLES)
    assert set(FIRST.values()) <= {door.name for door in DOORS}
