"""The PIN: never in the clear, and wrong tries wait longer and longer, also after a restart."""

from datetime import timedelta
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.errors import BadInput, DiskUnusable
from kiosk.upkeep.pin import FREE_TRIES, LONGEST_WAIT, Pin, Tried, Verdict
from tests.fakes.hall_server import at

DIGITS = "471108"
RIGHT = Tried(verdict=Verdict.RIGHT)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(at(9))


@pytest.fixture
def pin(tmp_path: Path, clock: SetClock) -> Pin:
    pin = Pin(tmp_path / "state", clock)
    pin.set(DIGITS)
    return pin


def try_wrong(pin: Pin, times: int = FREE_TRIES) -> Tried:
    return [pin.check("000001") for _ in range(times)][-1]


def test_there_is_none_until_one_is_set(tmp_path: Path, clock: SetClock) -> None:
    pin = Pin(tmp_path, clock)
    assert not pin.is_set
    with pytest.raises(DiskUnusable, match="set-pin"):
        pin.check(DIGITS)

    pin.set(DIGITS)

    assert pin.is_set
    assert pin.check(DIGITS) == RIGHT


def test_only_its_hash_is_on_the_disk_and_nobody_else_reads_it(pin: Pin, tmp_path: Path) -> None:
    assert pin.check(DIGITS) == RIGHT
    file = tmp_path / "state" / "pin.json"

    assert DIGITS not in file.read_text(encoding="utf-8")
    assert "$argon2id$" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("digits", ["12345", "1234567890123", "12a456", "１２３４５６", "000000", "123456", "987654"])
def test_what_is_short_or_guessed_first_is_no_pin(pin: Pin, digits: str) -> None:
    with pytest.raises(BadInput):
        pin.set(digits)
    assert pin.check(DIGITS) == RIGHT


def test_after_five_wrong_ones_even_the_right_one_waits(pin: Pin, clock: SetClock) -> None:
    assert try_wrong(pin, FREE_TRIES - 1) == Tried(verdict=Verdict.WRONG)
    assert try_wrong(pin, 1) == Tried(verdict=Verdict.WRONG, wait_s=30)
    assert pin.check(DIGITS) == Tried(verdict=Verdict.LOCKED, wait_s=30)

    clock.advance(timedelta(seconds=30))

    assert pin.check(DIGITS) == RIGHT


def test_each_further_wrong_one_waits_twice_as_long_up_to_an_hour(pin: Pin, clock: SetClock) -> None:
    waits = [try_wrong(pin).wait_s]
    for _ in range(9):
        clock.advance(timedelta(seconds=waits[-1]))
        waits.append(pin.check("000001").wait_s)

    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == LONGEST_WAIT.total_seconds()


def test_a_restart_does_not_shorten_the_wait(pin: Pin, tmp_path: Path, clock: SetClock) -> None:
    try_wrong(pin)
    clock.advance(timedelta(seconds=10))

    assert Pin(tmp_path / "state", clock).check(DIGITS) == Tried(verdict=Verdict.LOCKED, wait_s=20)


def test_a_clock_set_back_does_not_shorten_it_either(pin: Pin, clock: SetClock) -> None:
    try_wrong(pin)
    clock.advance(timedelta(days=-1))

    assert pin.check(DIGITS) == Tried(verdict=Verdict.LOCKED, wait_s=30)


def test_the_right_one_forgets_the_wrong_ones(pin: Pin) -> None:
    try_wrong(pin, FREE_TRIES - 1)
    pin.check(DIGITS)

    assert try_wrong(pin, FREE_TRIES - 1) == Tried(verdict=Verdict.WRONG)


def test_a_try_that_cannot_be_counted_is_not_looked_at(pin: Pin, tmp_path: Path) -> None:
    (tmp_path / "state" / "pin.json.new").mkdir()  # where every new file is begun

    with pytest.raises(DiskUnusable):
        pin.check(DIGITS)


def test_a_broken_file_is_set_aside_and_leaves_no_page_until_a_new_pin(
    pin: Pin, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "state" / "pin.json"
    file.write_bytes(b"\0" * 64)

    with pytest.raises(DiskUnusable, match="set a new one"):
        pin.check(DIGITS)

    assert not pin.is_set
    assert (tmp_path / "state" / "pin.json.damaged").read_bytes() == b"\0" * 64
    assert "pin.json was cut or broken" in caplog.text
    pin.set(DIGITS)
    assert pin.check(DIGITS).verdict is Verdict.RIGHT
