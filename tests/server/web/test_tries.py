"""Delays after wrong passwords."""

from datetime import timedelta

import pytest

from hall.clock import SetClock
from hall.errors import TooManyTries
from server.web.tries import LONGEST_DELAY, PasswordTries
from tests.fakes.hall_server import at


def wrong(tries: PasswordTries, times: int, name: str = "anna") -> None:
    for _ in range(times):
        tries.note_wrong(name)


def delay_s(tries: PasswordTries, name: str = "anna") -> int:
    try:
        tries.assert_may_try(name)
    except TooManyTries as refusal:
        return int(refusal.facts["retry_after_s"])
    return 0


@pytest.mark.parametrize(
    ("times", "delay"), [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (12, 640), (13, 900), (99, 900)]
)
def test_the_delay_doubles_up_to_a_quarter_of_an_hour(times: int, delay: int) -> None:
    tries = PasswordTries(SetClock(at(9)))

    wrong(tries, times)

    assert delay_s(tries) == delay
    assert delay <= LONGEST_DELAY.total_seconds()


def test_waiting_helps_but_does_not_forgive() -> None:
    clock = SetClock(at(9))
    tries = PasswordTries(clock)
    wrong(tries, 5)
    clock.advance(timedelta(seconds=4.5))
    assert delay_s(tries) == 1
    clock.advance(timedelta(seconds=0.5))
    assert delay_s(tries) == 0

    wrong(tries, 1)

    assert delay_s(tries) == 10


def test_the_right_password_forgives() -> None:
    tries = PasswordTries(SetClock(at(9)))
    wrong(tries, 4)
    tries.note_right("anna")

    wrong(tries, 4)

    assert delay_s(tries) == 0


def test_each_name_has_its_own_count() -> None:
    tries = PasswordTries(SetClock(at(9)))
    wrong(tries, 9)

    assert delay_s(tries, "bert") == 0


def test_twenty_wrong_ones_from_one_address_slow_it_down_whatever_the_name() -> None:
    tries = PasswordTries(SetClock(at(9)))
    for number in range(20):
        tries.note_wrong(f"clerk{number}", "192.0.2.9")

    with pytest.raises(TooManyTries):
        tries.assert_may_try("anna", "192.0.2.9")
    tries.assert_may_try("anna", "192.0.2.1")


def test_guesses_from_many_addresses_count_together_for_a_name() -> None:
    tries = PasswordTries(SetClock(at(9)))
    for number in range(50):
        tries.note_wrong("anna", f"192.0.2.{number}")

    with pytest.raises(TooManyTries) as refused:
        tries.assert_may_try("anna", "198.51.100.1")
    assert refused.value.facts["retry_after_s"] == LONGEST_DELAY.total_seconds()


def test_an_address_from_which_the_staff_sign_in_is_not_closed_by_its_visitors() -> None:
    tries = PasswordTries(SetClock(at(9)))
    tries.note_right("anna", "192.0.2.1")
    for number in range(30):
        tries.note_wrong(f"guess{number}", "192.0.2.1")
        tries.note_wrong("anna", "192.0.2.66")

    tries.assert_may_try("anna", "192.0.2.1")
    tries.assert_may_try("bert", "192.0.2.1")
