"""Codes of authenticator apps, by the test values of RFC 6238 and RFC 4226."""

from datetime import UTC, datetime

import pytest

from server.rules.one_time_codes import STEP, app_address, code_at, find_step, secret_text, step_at

SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 26, 9, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(SECRET, step_at(datetime.fromtimestamp(seconds, UTC)), digits=8) == code


def test_codes_of_six_digits_are_those_of_rfc_4226() -> None:
    assert [code_at(SECRET, count) for count in range(4)] == ["755224", "287082", "359152", "969429"]


def test_a_phone_may_be_half_a_minute_off_and_no_more() -> None:
    here = step_at(NOW)
    found = [find_step(SECRET, code_at(SECRET, here + apart), now=NOW, after=0) for apart in range(-2, 3)]

    assert found == [None, here - 1, here, here + 1, None]


def test_a_code_that_was_used_and_older_ones_are_worth_nothing() -> None:
    here = step_at(NOW)

    assert find_step(SECRET, code_at(SECRET, here), now=NOW, after=here) is None
    assert find_step(SECRET, code_at(SECRET, here - 1), now=NOW, after=here) is None
    assert find_step(SECRET, code_at(SECRET, here + 1), now=NOW + STEP, after=here) == here + 1


@pytest.mark.parametrize("typed", ["", "755", "abcdef", "７５５２２４", "0" * 64])
def test_what_is_no_code_is_wrong(typed: str) -> None:
    assert find_step(SECRET, typed, now=NOW, after=0) is None


def test_an_app_reads_hall_name_and_secret() -> None:
    address = app_address(SECRET, name="wang/li", issuer="中心 A")

    assert secret_text(SECRET) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert address == (
        "otpauth://totp/%E4%B8%AD%E5%BF%83%20A:wang%2Fli?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=%E4%B8%AD%E5%BF%83%20A&algorithm=SHA1&digits=6&period=30"
    )
