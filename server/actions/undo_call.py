"""Undo call: the clerk pressed by mistake, and nobody has moved yet. Who was called waits again at the old place."""

from hall.errors import WrongState
from hall.exchange import WindowAct, WindowView
from hall.ticket import Why
from hall.ticket_events import TicketCallUndone
from server.actions.call_made import CallMade, find_call_made
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.figures import list_all_now
from server.actions.lines import keep_turns, turns_of
from server.actions.look_at_window import view_window
from server.rules.calling import call_undone
from server.rules.hall_today import HallToday
from server.rules.transitions import Act, state_after
from server.store.counters import calls_of
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket
from server.store.windows import WindowRow

NOT_FROM_LINE = frozenset({Why.CAME_TO_WINDOW, Why.RESUMED})
"""Reasons of calls that were not made from the line: no call of the queue was counted, and there is no way back."""


def undo_call(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Take the window's call back; boards take the number away.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, UndoTooLate: nothing was changed.
        WrongState: the ticket is not called, or was not called from its line.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    state_after(before.state, Act.UNDO_CALL)
    made = find_call_made(window.undo)
    if before.why in NOT_FROM_LINE or made is None:
        raise WrongState(
            f"{before.number} was not called from its line; mark it overdue or park it instead",
            act=Act.UNDO_CALL.value,
            state=before.state.value,
        )
    after = call_undone(before, called_at=made.at, rules=today.rules, now=tx.now)
    ticket = save_ticket(tx, before, after)
    tx.counters.add(today.business_date, calls_of(ticket.queue_id), -1)
    _give_turn_back(tx, today, window, made)
    leave_at(tx, window, ticket)
    happened = TicketCallUndone(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_all_now(tx.live, today, (*today.get_window(window.window_id).queues, ticket.queue_id)),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)


def _give_turn_back(tx: HallTx, today: HallToday, window: WindowRow, made: CallMade) -> None:
    """Put the turns back as they were, unless another window of the pool has called since."""
    pool = today.pool_of(window.window_id)
    if turns_of(tx, today, pool) == made.turns_after:
        keep_turns(tx, today, pool, made.turns)
