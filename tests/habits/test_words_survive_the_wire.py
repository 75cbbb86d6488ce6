"""Every event, snapshot and exchange survives the wire, and what is not one is refused with its place."""

from datetime import UTC, date, datetime

import pytest

from hall.errors import BadInput
from hall.events import BusinessDayStarted, Event, WindowOpened
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot
from hall.ticket import WaitRange
from hall.ticket_events import TicketCalled
from hall.wire import from_json, to_json

AT = datetime(2026, 11, 24, 1, 42, tzinfo=UTC)
QUEUE = QueueNow(queue_id="social", waiting=3, open_windows=2, wait=WaitRange(low_min=5, high_min=9))
BODIES = (
    BusinessDayStarted(business_date=date(2026, 11, 24)),
    TicketCalled(ticket_id=7, number="A012", matter_id="m", window_id="5", call_count=2, queue=QUEUE),
    WindowOpened(window_id="5", queues=(QUEUE,)),
)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.kind)
def test_an_event_comes_back_as_it_was(body: BusinessDayStarted | TicketCalled | WindowOpened) -> None:
    event = Event(seq=9, at=AT, body=body)

    assert from_json(Event, to_json(event)) == event


def test_a_snapshot_comes_back_as_it_was() -> None:
    snapshot = Snapshot(epoch=1, seq=9, at=AT, business_date=AT.date(), calls=(), queues=(QUEUE,), windows=())

    assert from_json(Snapshot, to_json(snapshot)) == snapshot


def test_a_newer_servers_extra_field_does_no_harm() -> None:
    assert from_json(WaitRange, b'{"low_min": 1, "high_min": 2, "median_min": 1}') == WaitRange(low_min=1, high_min=2)


def test_what_is_wrong_is_named_with_its_place() -> None:
    with pytest.raises(BadInput, match=r"WaitRange: high_min"):
        from_json(WaitRange, b'{"low_min": 1, "high_min": "soon"}')
