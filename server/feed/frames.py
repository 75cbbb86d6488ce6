"""The bytes of Server-Sent Events (WHATWG HTML, section 9.2): one frame for each message."""

from hall.events import Event
from hall.wire import to_json


def frame(kind: str, data: bytes, *, id_: str | None = None) -> bytes:
    """Return a message; `data` is JSON, which holds no line break.

    event: TicketCalled
    id: 1.4711
    data: {"seq":4711,...}
    <empty line>
    """
    head = f"event: {kind}\n" if id_ is None else f"event: {kind}\nid: {id_}\n"
    return head.encode() + b"data: " + data + b"\n\n"


def event_frame(event: Event, *, epoch: int) -> bytes:
    """Return the message of a hall's event; the id is what a client names to go on from there."""
    return frame(event.body.kind, to_json(event), id_=f"{epoch}.{event.seq}")


def retry_frame(milliseconds: int) -> bytes:
    """Return the wish that a browser wait so long before it connects again."""
    return f"retry: {milliseconds}\n\n".encode()
