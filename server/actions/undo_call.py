"""Undo call: the clerk pressed by mistake, and nobody has moved yet. Who was called waits again at the old place."""

from dataclasses import dataclass

from hall.errors import BadInput
from hall.events import TicketCallUndone
from hall.exchange import WindowAct, WindowView
from hall.ticket import Why
from hall.wire import from_json, to_json
from server.actions.desk import Desk, get_fresh_window, get_ticket_there, leave_at
from server.actions.figures import list_all_now
from server.actions.lines import keep_turns, turns_of
from server.actions.look_at_window import view_window
from server.rules.calling import call_undone
from server.rules.choosing import Turns
from server.rules.hall_today import HallToday
from server.store.counters import calls_of
from server.store.hall_tx import HallTx
from server.store.tickets import save_ticket
from server.store.windows import WindowRow

NOT_FROM_LINE = frozenset({Why.CAME_TO_WINDOW, Why.RESUMED})
"""Reasons of calls that were not made from the line: no call of the queue was counted, and there is no way back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade:
    """How a pool's turns stood before a call and after it; alike for a call out of turn."""

    turns: Turns
    turns_after: Turns

    def to_text(self) -> str:
        """Return what a window keeps of its last call."""
        return to_json(self).decode()


def undo_call(tx: HallTx, today: HallToday, desk: Desk, request: WindowAct) -> WindowView:
    """Take the window's call back; boards take the number away.

    Raises:
        NotSignedIn, StaleWindow, NotAtThisWindow, WrongState, UndoTooLate: nothing was changed.
        BadInput: the ticket was not called from its line.
    """
    window = get_fresh_window(tx, desk, request)
    before = get_ticket_there(tx, window, request)
    after = call_undone(before, rules=today.rules, now=tx.now)
    if before.why in NOT_FROM_LINE or not window.undo:
        raise BadInput(f"{before.number} was not called from its line; mark it overdue or park it instead")
    ticket = save_ticket(tx, before, after)
    tx.counters.add(today.business_date, calls_of(ticket.queue_id), -1)
    _give_turn_back(tx, today, window)
    leave_at(tx, window, ticket)
    happened = TicketCallUndone(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        window_id=window.window_id,
        queues=list_all_now(tx.live, today, (*today.get_window(window.window_id).queues, ticket.queue_id)),
    )
    tx.record(happened, actor=desk.actor, ticket_id=ticket.ticket_id)
    return view_window(tx, today, window.window_id, now=tx.now)


def _give_turn_back(tx: HallTx, today: HallToday, window: WindowRow) -> None:
    """Put the turns back as they were, unless another window of the pool has called since."""
    made = from_json(CallMade, window.undo)
    pool = today.pool_of(window.window_id)
    if turns_of(tx, today, pool) == made.turns_after:
        keep_turns(tx, today, pool, made.turns)
