"""Transfer: the visitor goes on to another queue, window or clerk, with the same number."""

from hall.errors import BadInput, TargetNotOpen
from hall.events import WindowState
from hall.exchange import Transfer, WindowView
from hall.ticket import Ticket
from hall.ticket_events import Onward
from server.actions.desk import Desk, get_fresh_window, get_ticket_there
from server.actions.look_at_window import view_window
from server.actions.send_on import Way, send_on
from server.rules.hall_today import HallToday
from server.rules.transitions import Act, state_after
from server.store.hall_tx import HallTx
from server.store.windows import get_window, list_windows_of_clerk


def transfer(tx: HallTx, today: HallToday, desk: Desk, request: Transfer) -> WindowView:
    """Send the visitor on, if somebody is there to take them.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, BadInput, UnknownQueue, UnknownWindow, UnknownMatter,
        NotHandledHere, TargetNotOpen: nothing was changed.
    """
    window = get_fresh_window(tx, desk, request)
    ticket = get_ticket_there(tx, window, request)
    state_after(ticket.state, Act.TRANSFER)
    send_on(tx, today, desk, window, ticket, _way(tx, today, desk, ticket, request))
    return view_window(tx, today, window.window_id, now=tx.now)


def _way(tx: HallTx, today: HallToday, desk: Desk, ticket: Ticket, request: Transfer) -> Way:
    matter_id = request.matter_id or ticket.matter_id
    today.get_matter(matter_id)
    if request.matter_id is not None:
        today.queue_of(request.matter_id)  # what is handled elsewhere leads nowhere here
    queue_id, for_window, for_clerk = _find_target(tx, today, desk, ticket, request)
    return Way(
        onward=Onward.TRANSFER,
        matter_id=matter_id,
        queue_id=queue_id,
        for_window=for_window,
        for_clerk=for_clerk,
        priority_class=request.priority_class,
        note=request.note,
        returns_to=desk.window_id if request.returns else ticket.returns_to,
    )


def _find_target(
    tx: HallTx, today: HallToday, desk: Desk, ticket: Ticket, request: Transfer
) -> tuple[str, str | None, str | None]:
    """Return queue, window and clerk to which the ticket goes."""
    named = [each for each in (request.queue_id, request.to_window, request.to_clerk) if each is not None]
    if len(named) != 1:
        raise BadInput("queue_id, to_window, to_clerk: name exactly one of them")
    if request.queue_id is not None:
        return _get_open_queue(tx, today, request.queue_id), None, None
    if request.to_window is not None:
        window_id = _get_open_window(tx, today, request.to_window, desk)
        return _queue_there(today, window_id, ticket, request), window_id, None
    assert request.to_clerk is not None, "one of the three is named"
    seats = [row for row in list_windows_of_clerk(tx, request.to_clerk) if row.state is WindowState.OPEN]
    if not seats:
        raise TargetNotOpen(f"{request.to_clerk} is at no open window")
    window_id = _get_open_window(tx, today, seats[0].window_id, desk)
    return _queue_there(today, window_id, ticket, request), None, request.to_clerk


def _get_open_queue(tx: HallTx, today: HallToday, queue_id: str) -> str:
    windows = today.list_windows_of(queue_id)
    if tx.live.find_halt(queue_id) is not None:
        raise TargetNotOpen(f"queue {queue_id} is halted", queue=queue_id)
    if not tx.live.open_windows().intersection(windows):
        raise TargetNotOpen(f"no window that serves queue {queue_id} is open", queue=queue_id)
    return queue_id


def _get_open_window(tx: HallTx, today: HallToday, window_id: str, desk: Desk) -> str:
    today.get_window(window_id)
    if window_id == desk.window_id:
        raise BadInput(f"window {window_id} is where the visitor is; finish, or park the ticket")
    state = get_window(tx, window_id).state
    if state is not WindowState.OPEN:
        raise TargetNotOpen(f"window {window_id} is {state}", window=window_id)
    return window_id


def _queue_there(today: HallToday, window_id: str, ticket: Ticket, request: Transfer) -> str:
    queues = today.get_window(window_id).queues
    wanted = ticket.queue_id if request.matter_id is None else today.queue_of(request.matter_id)
    return wanted if wanted in queues else queues[0]
