"""Credentials are made by commands."""

import pytest

from hall.errors import BadInput, PasswordRefused
from hall.exchange import Role
from server.actions.make_credentials import add_clerk, add_device
from server.actions.passwords import is_password, make_policy
from server.settings import COMMON_PASSWORDS
from server.store.credentials import Device, find_clerk, find_device, hash_token
from tests.server.lane_hall import LaneHall
from tests.server.plans import small_plan

POLICY = make_policy(small_plan(), COMMON_PASSWORDS)


def add_k1(lane_hall: LaneHall, *, replace: bool = False) -> str:
    return lane_hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name="K1", replace=replace))


def add_anna(lane_hall: LaneHall, *, password: str | None = None, replace: bool = False) -> str:
    return lane_hall.run(
        lambda tx: add_clerk(tx, name="anna", password=password, windows=("1",), replace=replace, policy=POLICY)
    )


def test_a_devices_token_opens_and_only_its_hash_is_kept(lane_hall: LaneHall) -> None:
    token = add_k1(lane_hall)

    assert len(token) == 43
    assert lane_hall.ask(lambda read: find_device(read, hash_token(token))) == Device(role=Role.KIOSK, name="K1")


def test_a_devices_name_is_taken_once_unless_it_is_replaced(lane_hall: LaneHall) -> None:
    old = add_k1(lane_hall)
    with pytest.raises(BadInput, match="--replace"):
        add_k1(lane_hall)

    new = add_k1(lane_hall, replace=True)

    assert lane_hall.ask(lambda read: find_device(read, hash_token(old))) is None
    assert lane_hall.ask(lambda read: find_device(read, hash_token(new))) is not None


def test_a_clerks_password_is_made_and_only_its_hash_is_kept(lane_hall: LaneHall) -> None:
    password = add_anna(lane_hall)

    clerk = lane_hall.ask(lambda read: find_clerk(read, "anna"))
    assert clerk is not None
    assert clerk.password_hash.startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    assert is_password(password, clerk.password_hash)
    assert not is_password(password + "x", clerk.password_hash)
    assert clerk.windows == ("1",)


def test_a_password_of_ones_own_is_as_the_hall_asks(lane_hall: LaneHall) -> None:
    with pytest.raises(PasswordRefused, match="at least 12 signs"):
        add_anna(lane_hall, password="Short-1")
    assert add_anna(lane_hall, password="Long-enough-7") == "Long-enough-7"


def test_a_clerks_password_is_replaced_only_when_that_is_meant(lane_hall: LaneHall) -> None:
    old = add_anna(lane_hall)
    with pytest.raises(BadInput, match="--replace"):
        add_anna(lane_hall)

    add_anna(lane_hall, replace=True)

    clerk = lane_hall.ask(lambda read: find_clerk(read, "anna"))
    assert clerk is not None
    assert not is_password(old, clerk.password_hash)


def test_nobody_has_a_password(lane_hall: LaneHall) -> None:
    assert lane_hall.ask(lambda read: find_clerk(read, "admin")) is None
    assert not is_password("anything", None)


@pytest.mark.parametrize("name", ["", "two words", "line\nbreak", "x" * 65])
def test_names_are_short_words(lane_hall: LaneHall, name: str) -> None:
    with pytest.raises(BadInput):
        lane_hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name=name, replace=False))
