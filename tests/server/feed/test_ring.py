"""The ring of last events."""

from datetime import UTC, date, datetime

import pytest

from hall.events import BusinessDayStarted, Event
from server.feed.frames import event_frame
from server.feed.ring import Ring

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def event(seq: int) -> Event:
    return Event(seq=seq, at=AT, body=BusinessDayStarted(business_date=date(2026, 3, 2)))


def frames(*seqs: int) -> bytes:
    return b"".join(event_frame(event(seq), epoch=3) for seq in seqs)


def test_a_frame_is_what_the_standard_says() -> None:
    head, _, rest = frames(7).partition(b"data: ")

    assert head == b"event: BusinessDayStarted\nid: 3.7\n"
    assert rest.startswith(b'{"seq":7,')
    assert rest.endswith(b"}\n\n")
    assert rest.count(b"\n") == 2


def test_what_is_missing_comes_in_order() -> None:
    ring = Ring(epoch=3, last_seq=10)
    ring.append([event(11), event(12), event(13)])

    assert ring.frames_after(11) == frames(12, 13)
    assert ring.frames_after(13) == b""
    assert ring.frames_after(99) == b""


def test_the_ring_forgets_the_oldest() -> None:
    ring = Ring(epoch=3, last_seq=10, length=2)
    ring.append([event(11), event(12), event(13)])

    assert [ring.reaches_back_to(seq) for seq in (10, 11, 12, 13)] == [False, True, True, True]
    assert ring.frames_after(11) == frames(12, 13)


def test_nothing_before_the_start_is_in_the_ring() -> None:
    ring = Ring(epoch=3, last_seq=10)

    assert ring.reaches_back_to(10)
    assert not ring.reaches_back_to(9)


def test_a_hole_is_a_fault() -> None:
    ring = Ring(epoch=3, last_seq=10)

    with pytest.raises(AssertionError, match="hole"):
        ring.append([event(12)])
