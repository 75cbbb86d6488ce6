import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.replies import (
    AutomaticStatus,
    BuffersCleared,
    ProcessIdPrinted,
    RealtimeStatus,
    Reply,
    ReplyReader,
    StatusInOrder,
)

EXAMPLES: list[tuple[bytes, list[Reply]]] = [
    (b"\x12", [RealtimeStatus(byte=0x12)]),
    (b"\x7e", [RealtimeStatus(byte=0x7E)]),
    (b"\x10\x00\x03\x00", [AutomaticStatus(four_bytes=b"\x10\x00\x03\x00")]),
    (b"\x00", [StatusInOrder(byte=0)]),
    (b"\x0f", [StatusInOrder(byte=0x0F)]),
    (b"\x37\x22A012\x00", [ProcessIdPrinted(process_id="A012")]),
    (b"\x37\x25\x00", [BuffersCleared()]),
    (b"\x11", []),
    (b"\x13", []),
    (b"\x37\x70xyz\x00", []),
    (b"\xff", []),
    (b"\x10\x12", [RealtimeStatus(byte=0x12)]),
]


@pytest.mark.parametrize(("data", "replies"), EXAMPLES)
def test_each_reply_is_told_by_its_leading_bits(data: bytes, replies: list[Reply]):
    assert list(ReplyReader().feed(data)) == replies


@given(st.lists(st.sampled_from(EXAMPLES[:-1]), max_size=8), st.integers(1, 5))
def test_replies_come_out_whole_in_whatever_portions_they_arrive(parts: list[tuple[bytes, list[Reply]]], portion: int):
    reader = ReplyReader()
    stream = b"".join(data for data, _ in parts)

    replies = [r for at in range(0, len(stream), portion) for r in reader.feed(stream[at : at + portion])]

    assert replies == [reply for _, expected in parts for reply in expected]


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_no_bytes_from_a_printer_can_upset_the_reader(portions: list[bytes]):
    reader = ReplyReader()

    for portion in portions:
        list(reader.feed(portion))

    assert list(reader.feed(b"\0" * 100 + b"\x12"))[-1] == RealtimeStatus(byte=0x12)
