"""Call specific: a window calls a certain number out of turn, for a reason that is kept."""

from hall.errors import NotAllowed, NotServedHere
from hall.exchange import CallSpecific, Role, WindowAct, WindowView
from hall.ticket import Ticket, Why
from server.actions.call_made import CallMade
from server.actions.desk import Desk, get_free_window, get_ticket_meant, leave_at
from server.actions.lines import turns_of
from server.actions.look_at_window import view_window
from server.actions.tell_call import tell_call
from server.rules.calling import called
from server.rules.hall_today import HallToday
from server.rules.transitions import Act
from server.store.counters import calls_of
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket

CAME = "过号到场"
"""The reason of every call of an overdue number whose visitor stands at the window."""


def call_specific(tx: HallTx, today: HallToday, desk: Desk, request: CallSpecific) -> WindowView:
    """Call a waiting number of the window's queues out of turn.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, WindowBusy, WrongState, NotServedHere, NotAllowed: nothing was changed.
    """
    window = get_free_window(tx, desk, request)
    before = _get_ticket(tx, today, desk, request)
    after = called(before, Act.CALL_SPECIFIC, window_id=window.window_id, why=Why.SPECIFIC, now=tx.now)
    ticket = save_ticket(tx, before, after)
    tx.counters.add(today.business_date, calls_of(ticket.queue_id), 1)
    turns = turns_of(tx, today, today.pool_of(window.window_id))
    leave_at(tx, window, ticket, undo=CallMade(at=tx.now, turns=turns, turns_after=turns).to_text())
    tell_call(tx, today, desk, ticket, reason=request.reason)
    return view_window(tx, today, window.window_id, now=tx.now)


def call_here(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Call an overdue number whose visitor now stands at the free window.

    Raises:
        NotSignedIn, StaleWindow, WindowNotOpen, WindowBusy, WrongState, NotServedHere, NotAllowed: nothing was changed.
    """
    window = get_free_window(tx, desk, request)
    before = _get_ticket(tx, today, desk, request)
    after = called(before, Act.CALL_HERE, window_id=window.window_id, why=Why.CAME_TO_WINDOW, now=tx.now)
    ticket = save_ticket(tx, before, after)
    leave_at(tx, window, ticket)
    tell_call(tx, today, desk, ticket, reason=CAME)
    return view_window(tx, today, window.window_id, now=tx.now)


def _get_ticket(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> Ticket:
    if desk.role is Role.CLERK and not today.rules.clerks_call_specific:
        raise NotAllowed("only a supervisor may call out of turn in this hall")
    ticket = get_ticket_meant(tx, request)
    if ticket.queue_id not in today.get_window(desk.window_id).queues:
        raise NotServedHere(
            f"{ticket.number} is in queue {ticket.queue_id}, which window {desk.window_id} does not serve"
        )
    if ticket.place.for_window not in {None, desk.window_id}:
        raise NotServedHere(
            f"{ticket.number} is for window {ticket.place.for_window}", window=ticket.place.for_window or ""
        )
    if ticket.place.for_clerk not in {None, desk.clerk}:
        raise NotServedHere(f"{ticket.number} is for {ticket.place.for_clerk}", clerk=ticket.place.for_clerk or "")
    return ticket
