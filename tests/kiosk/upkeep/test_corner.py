"""Seven taps on the corner, and nothing less."""

from kiosk.upkeep.corner import TAPS, WITHIN_S, CornerTaps


def tap(taps: CornerTaps, *, every_s: float, count: int = TAPS) -> list[bool]:
    return [taps.take(is_in_corner=True, at_s=place * every_s) for place in range(count)]


def test_the_seventh_tap_in_a_row_is_enough() -> None:
    assert tap(CornerTaps(), every_s=0.5) == [False] * 6 + [True]


def test_taps_that_are_too_slow_never_are() -> None:
    assert not any(tap(CornerTaps(), every_s=WITHIN_S / (TAPS - 2), count=30))


def test_a_tap_elsewhere_begins_anew() -> None:
    taps = CornerTaps()
    tap(taps, every_s=0.1, count=6)

    assert not taps.take(is_in_corner=False, at_s=0.7)
    assert not taps.take(is_in_corner=True, at_s=0.8)


def test_after_seven_the_eighth_is_the_first_again() -> None:
    assert sum(tap(CornerTaps(), every_s=0.1, count=2 * TAPS - 1)) == 1
