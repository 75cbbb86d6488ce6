"""Look at the hall: the snapshot that boards begin with, and the windows to choose from."""

from datetime import datetime

from hall.events import WindowState
from hall.exchange import WindowChoice
from hall.snapshot import CALLS_KEPT, OverdueNow, Snapshot, WindowNow
from hall.ticket import Call, TicketState
from hall.ticket_events import TicketCalled
from server.actions.boards import boards_told
from server.actions.figures import queue_now
from server.rules.hall_today import HallToday
from server.rules.hours import list_phases
from server.store.event_log import list_last_calls
from server.store.hall_read import HallRead
from server.store.live import Live
from server.store.tickets import list_in_state, list_visits
from server.store.windows import WindowRow, list_windows


def take_snapshot(read: HallRead, today: HallToday, *, now: datetime) -> Snapshot:
    """Return the hall at its last event: what a client gets by following every event from the first."""
    live = Live(read)
    hall = read.get_hall()
    return Snapshot(
        epoch=hall.epoch,
        seq=hall.event_seq,
        at=now,
        business_date=today.business_date,
        calls=_list_calls(read, day_seq=hall.day_seq),
        queues=tuple(queue_now(live, today, queue_id) for queue_id in today.queue_ids),
        windows=_list_windows_now(read, today),
        overdue=_list_overdue(read),
        is_day_closed=bool(hall.day_closed),
        boards=boards_told(read, today),
        phases=list_phases(today.hours, today.business_date),
    )


def list_choices(read: HallRead, today: HallToday) -> tuple[WindowChoice, ...]:
    """Return every window with whether it is free to sign in at, in the hall's order."""
    states = list_windows(read)
    return tuple(
        WindowChoice(
            window_id=window.window_id,
            name=window.name,
            floor=today.get_floor(window.floor).name,
            state=states.get(window.window_id, WindowRow(window_id=window.window_id)).state,
        )
        for window in today.directory.windows
    )


def _list_calls(read: HallRead, *, day_seq: int) -> tuple[Call, ...]:
    events = list_last_calls(read, after=day_seq, most=CALLS_KEPT)
    bodies = [(event, event.body) for event in events if isinstance(event.body, TicketCalled)]
    states = {
        visit.ticket.ticket_id: visit.ticket.state
        for visit in list_visits(read, [body.ticket_id for _, body in bodies])
    }
    return tuple(
        Call(
            call_id=event.seq,
            ticket_id=body.ticket_id,
            number=body.number,
            matter_id=body.matter_id,
            queue_id=body.queue.queue_id,
            window_id=body.window_id,
            call_count=body.call_count,
            at=event.at,
            state=states[body.ticket_id],
        )
        for event, body in bodies
    )


def _list_overdue(read: HallRead) -> tuple[OverdueNow, ...]:
    missed = sorted(list_in_state(read, TicketState.OVERDUE), key=lambda ticket: ticket.ticket_id)
    return tuple(
        OverdueNow(ticket_id=ticket.ticket_id, number=ticket.number, queue_id=ticket.queue_id) for ticket in missed
    )


def _list_windows_now(read: HallRead, today: HallToday) -> tuple[WindowNow, ...]:
    rows = list_windows(read)
    there = [row.ticket_id for row in rows.values() if row.ticket_id is not None]
    numbers = {visit.ticket.ticket_id: visit.ticket.number for visit in list_visits(read, there)}
    return tuple(_window_now(rows.get(window_id), window_id, numbers) for window_id in today.window_ids)


def _window_now(row: WindowRow | None, window_id: str, numbers: dict[int, str]) -> WindowNow:
    if row is None:
        return WindowNow(window_id=window_id, state=WindowState.CLOSED)
    number = None if row.ticket_id is None else numbers[row.ticket_id]
    return WindowNow(window_id=window_id, state=row.state, number=number, until=row.until)
