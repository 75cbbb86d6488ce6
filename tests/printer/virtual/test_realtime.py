from hypothesis import given
from hypothesis import strategies as st

from printer.escpos import CLEAR_BUFFERS
from printer.virtual.realtime import RealtimeScanner, Request, count_realtime

STREAM = b"ab\x10\x04\x01\x10\x05\x02cd" + CLEAR_BUFFERS + b"\x10\x04\x04e"


def test_each_request_is_found_with_its_end():
    found = [(c.request, c.part, c.end) for c in RealtimeScanner().scan(STREAM)]

    assert found == [
        (Request.STATUS, 1, 5),
        (Request.RECOVER, 0, 8),
        (Request.CLEAR, 0, 20),
        (Request.STATUS, 4, 23),
    ]


@given(st.integers(1, 12))
def test_requests_are_found_once_in_whatever_portions_they_arrive(portion: int):
    scanner = RealtimeScanner()

    found = [c.request for at in range(0, len(STREAM), portion) for c in scanner.scan(STREAM[at : at + portion])]

    assert found == [Request.STATUS, Request.RECOVER, Request.CLEAR, Request.STATUS]


def test_what_only_looks_like_a_request_is_none():
    assert count_realtime(b"\x10\x04\x05\x10\x05\x07\x10\x14\x08\x01\x03") == 0
    assert count_realtime(STREAM) == 4
