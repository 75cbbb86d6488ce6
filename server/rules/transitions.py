"""What may follow from each state of a ticket: a table, and nothing that is not in it may happen."""

from enum import StrEnum

from hall.errors import WrongState
from hall.ticket import TicketState


class Act(StrEnum):
    """Something that is done to a ticket; the names are those of `WindowView.acts`."""

    CALL_NEXT = "call_next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    CANCEL = "cancel"
    EXPIRE = "expire"


TRANSITIONS: dict[tuple[TicketState, Act], TicketState] = {
    (TicketState.WAITING, Act.CALL_NEXT): TicketState.CALLED,
    (TicketState.WAITING, Act.CANCEL): TicketState.CANCELLED,
    (TicketState.WAITING, Act.EXPIRE): TicketState.EXPIRED,
    (TicketState.CALLED, Act.RECALL): TicketState.CALLED,
    (TicketState.CALLED, Act.START): TicketState.SERVING,
    (TicketState.CALLED, Act.NO_SHOW): TicketState.NO_SHOW,
    (TicketState.CALLED, Act.EXPIRE): TicketState.EXPIRED,
    (TicketState.SERVING, Act.FINISH): TicketState.DONE,
    (TicketState.SERVING, Act.EXPIRE): TicketState.EXPIRED,
}
"""From a state, by an act, to a state."""


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
