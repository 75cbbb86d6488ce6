"""What may follow from each state of a ticket: a table, and nothing that is not in it may happen."""

from enum import StrEnum

from hall.errors import WrongState
from hall.ticket import TicketState


class Act(StrEnum):
    """Something that is done to a ticket; the names are those of `WindowView.acts`."""

    CALL_NEXT = "call_next"
    CALL_SPECIFIC = "call_specific"
    CALL_HERE = "call_here"
    RECALL = "recall"
    UNDO_CALL = "undo_call"
    START = "start"
    OVERDUE = "overdue"
    REACTIVATE = "reactivate"
    GIVE_UP = "give_up"
    RESTORE = "restore"
    FINISH = "finish"
    NEXT_LEG = "next_leg"
    REOPEN = "reopen"
    TRANSFER = "transfer"
    HOLD = "hold"
    RESUME = "resume"
    RESUME_CALLED = "resume_called"
    RELEASE = "release"
    RETURN = "return"
    TAKE_BACK = "take_back"
    REDIRECT = "redirect"
    CANCEL = "cancel"
    CLOSE = "close"
    EXPIRE = "expire"


_WAITING, _CALLED, _SERVING = TicketState.WAITING, TicketState.CALLED, TicketState.SERVING
_HELD, _OVERDUE, _DONE, _NO_SHOW = TicketState.HELD, TicketState.OVERDUE, TicketState.DONE, TicketState.NO_SHOW
_CANCELLED, _EXPIRED = TicketState.CANCELLED, TicketState.EXPIRED

TRANSITIONS: dict[tuple[TicketState, Act], TicketState] = {
    (_WAITING, Act.CALL_NEXT): _CALLED,
    (_WAITING, Act.CALL_SPECIFIC): _CALLED,
    (_WAITING, Act.RETURN): _HELD,
    (_WAITING, Act.TAKE_BACK): _SERVING,
    (_WAITING, Act.REDIRECT): _WAITING,
    (_WAITING, Act.CANCEL): _CANCELLED,
    (_WAITING, Act.EXPIRE): _EXPIRED,
    (_CALLED, Act.RECALL): _CALLED,
    (_CALLED, Act.UNDO_CALL): _WAITING,
    (_CALLED, Act.START): _SERVING,
    (_CALLED, Act.OVERDUE): _OVERDUE,
    (_CALLED, Act.HOLD): _HELD,
    (_CALLED, Act.EXPIRE): _EXPIRED,
    (_SERVING, Act.FINISH): _DONE,
    (_SERVING, Act.NEXT_LEG): _WAITING,
    (_SERVING, Act.TRANSFER): _WAITING,
    (_SERVING, Act.HOLD): _HELD,
    (_SERVING, Act.CLOSE): _DONE,
    (_HELD, Act.RESUME): _SERVING,
    (_HELD, Act.RESUME_CALLED): _CALLED,
    (_HELD, Act.RELEASE): _WAITING,
    (_HELD, Act.TAKE_BACK): _SERVING,
    (_HELD, Act.CANCEL): _CANCELLED,
    (_HELD, Act.EXPIRE): _EXPIRED,
    (_OVERDUE, Act.REACTIVATE): _WAITING,
    (_OVERDUE, Act.CALL_HERE): _CALLED,
    (_OVERDUE, Act.GIVE_UP): _NO_SHOW,
    (_OVERDUE, Act.CANCEL): _CANCELLED,
    (_OVERDUE, Act.EXPIRE): _NO_SHOW,
    (_NO_SHOW, Act.RESTORE): _WAITING,
    (_DONE, Act.REOPEN): _SERVING,
}
"""From a state, by an act, to a state. At the end of the day an overdue number becomes a no-show, others expire.

`RETURN` parks who comes back for the window that sent them; `TAKE_BACK` undoes a finish that sent the visit on.
"""


def state_after(state: TicketState, act: Act) -> TicketState:
    """Return the state that an act leads to.

    Raises:
        WrongState: the act may not follow from this state.
    """
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        raise WrongState(f"{act} may not follow from {state}", act=act.value, state=state.value) from None


def may_follow(state: TicketState, act: Act) -> bool:
    """Whether an act may follow from a state."""
    return (state, act) in TRANSITIONS
