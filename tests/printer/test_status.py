import pytest

from printer.status import UNKNOWN_STATUS, Fault, PrinterStatus, read_automatic_status, read_realtime_status


@pytest.mark.parametrize(
    ("part", "answer", "faults"),
    [
        (1, 0x12, set()),
        (1, 0x1A, {Fault.OFFLINE}),
        (2, 0x16, {Fault.COVER_OPEN}),
        (2, 0x1A, {Fault.FEEDING}),
        (2, 0x32, {Fault.PAPER_OUT}),
        (3, 0x16, {Fault.MECHANICAL_ERROR}),
        (3, 0x1A, {Fault.CUTTER_ERROR}),
        (3, 0x32, {Fault.UNRECOVERABLE}),
        (3, 0x52, {Fault.OVERHEATED}),
        (4, 0x12, set()),
        (4, 0x1E, {Fault.PAPER_NEAR_END}),
        (4, 0x16, {Fault.PAPER_NEAR_END}),
        (4, 0x7E, {Fault.PAPER_NEAR_END, Fault.PAPER_OUT}),
    ],
)
def test_each_bit_of_the_realtime_status_has_its_word(part: int, answer: int, faults: set[Fault]):
    assert read_realtime_status(part, answer) == faults


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        ("10 00 00 00", set()),
        ("18 00 00 00", {Fault.OFFLINE}),
        ("38 00 00 00", {Fault.OFFLINE, Fault.COVER_OPEN}),
        ("18 08 00 00", {Fault.OFFLINE, Fault.CUTTER_ERROR}),
        ("10 00 03 00", {Fault.PAPER_NEAR_END}),
        ("18 00 0f 00", {Fault.OFFLINE, Fault.PAPER_NEAR_END, Fault.PAPER_OUT}),
    ],
)
def test_each_bit_of_the_automatic_status_has_its_word(answer: str, faults: set[Fault]):
    assert read_automatic_status(bytes.fromhex(answer)) == faults


def test_paper_near_its_end_is_no_reason_not_to_print():
    status = PrinterStatus(faults=frozenset({Fault.PAPER_NEAR_END}))

    assert status.can_print
    assert not status.may_pass
    assert status.cause is Fault.PAPER_NEAR_END


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.CUTTER_ERROR, Fault.OFFLINE])
def test_everything_else_stands_in_the_way(fault: Fault):
    assert not PrinterStatus(faults=frozenset({fault})).can_print


def test_the_feed_key_and_heat_pass_by_themselves_but_not_with_a_fault_beside_them():
    assert PrinterStatus(faults=frozenset({Fault.OFFLINE, Fault.FEEDING})).may_pass
    assert PrinterStatus(faults=frozenset({Fault.OVERHEATED, Fault.PAPER_NEAR_END})).may_pass
    assert not PrinterStatus(faults=frozenset({Fault.OFFLINE, Fault.COVER_OPEN})).may_pass


def test_the_cause_named_to_people_is_the_most_telling_one():
    status = PrinterStatus(faults=frozenset({Fault.OFFLINE, Fault.PAPER_NEAR_END, Fault.PAPER_OUT}))

    assert status.cause is Fault.PAPER_OUT
    assert UNKNOWN_STATUS.cause is None
