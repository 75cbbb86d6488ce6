"""How many slips there is paper for: claimed only where something is known."""

from printer.roll import Roll, count_slips_left, note_slip, note_status
from printer.status import UNKNOWN_STATUS, Fault, PrinterStatus

WELL = PrinterStatus()
NEAR = PrinterStatus(faults=frozenset({Fault.PAPER_NEAR_END}))
OUT = PrinterStatus(faults=frozenset({Fault.PAPER_OUT, Fault.OFFLINE}))
OPEN = PrinterStatus(faults=frozenset({Fault.COVER_OPEN, Fault.OFFLINE}))
AWAY = PrinterStatus(faults=frozenset({Fault.UNREACHABLE}))


def left(roll: Roll) -> int | None:
    return count_slips_left(roll, roll_m=10, near_end_m=1)


def after(*said: PrinterStatus, roll: Roll | None = None) -> Roll:
    known = roll or Roll()
    for status in said:
        known = note_status(known, status)
    return known


def test_nothing_is_claimed_of_a_roll_that_nobody_saw_put_in():
    assert left(note_slip(after(WELL), 100)) is None


def test_from_the_near_end_on_what_the_sensor_leaves_is_counted_down():
    roll = note_slip(after(WELL, NEAR), 100)

    assert left(roll) == 9
    assert left(note_slip(roll, 100)) == 8


def test_a_printer_without_paper_prints_nothing_more():
    assert left(after(NEAR, OUT)) == 0


def test_a_roll_put_in_under_our_eyes_is_whole():
    roll = after(OUT, OPEN, WELL)

    assert left(note_slip(roll, 100)) == 99


def test_a_roll_that_is_changed_before_its_end_is_whole_too():
    assert left(note_slip(after(NEAR, OPEN, WELL), 100)) == 99


def test_an_open_cover_alone_changes_no_roll():
    roll = note_slip(after(OUT, WELL), 100)

    assert after(OPEN, WELL, roll=roll) == roll


def test_a_silent_or_unreachable_printer_tells_nothing():
    roll = note_slip(after(OUT, WELL), 100)

    assert after(UNKNOWN_STATUS, AWAY, roll=roll) == roll


def test_while_the_sensor_is_silent_there_is_at_least_what_it_leaves():
    roll = after(OUT, WELL)
    for _ in range(200):
        roll = note_slip(roll, 100)

    assert left(roll) == 10


def test_the_length_of_a_slip_is_learnt_and_kept_over_rolls():
    assert left(after(OUT, WELL, roll=note_slip(Roll(), 500))) == 20
