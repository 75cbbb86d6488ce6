"""What every act at a window begins and ends with: the clerk is there, the page not stale, the window moves on."""

from dataclasses import dataclass, replace

from hall.errors import BadInput, NotAtThisWindow, NotSignedIn, StaleWindow, WindowBusy, WindowNotOpen
from hall.events import WindowState
from hall.exchange import Role, WindowAct
from hall.ticket import ACTIVE_STATES, Ticket
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket
from server.store.windows import WindowRow, get_window, save_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Someone signed in at a window, and the network address that they act from."""

    session_id: str
    clerk: str
    window_id: str
    role: Role = Role.CLERK
    origin: str = ""

    @property
    def actor(self) -> Actor:
        """The clerk, as the audit trail names who did something."""
        return Actor(kind=self.role.value, name=self.clerk, origin=self.origin)


def get_window_of(tx: HallTx, desk: Desk) -> WindowRow:
    """Return the desk's window.

    Raises:
        NotSignedIn: another session has taken the window over.
    """
    window = get_window(tx, desk.window_id)
    if window.session_id != desk.session_id:
        raise NotSignedIn(f"this session is no longer the one at window {desk.window_id}")
    return window


def get_fresh_window(tx: HallTx, desk: Desk, request: WindowAct) -> WindowRow:
    """Return the desk's window as the clerk's page showed it.

    Raises:
        NotSignedIn: another session has taken the window over.
        StaleWindow: the window has moved on since: a second click, or an old page.
    """
    window = get_window_of(tx, desk)
    if window.version != request.version:
        raise StaleWindow(
            f"window {window.window_id} is at version {window.version}, the page at {request.version}",
            version=window.version,
        )
    return window


def get_free_window(tx: HallTx, desk: Desk, request: WindowAct) -> WindowRow:
    """Return the desk's window, at which nobody is, so that somebody can be called.

    A window never ends or gives up who is there by calling the next: the clerk says what became of them.

    Raises:
        NotSignedIn, StaleWindow: as `get_fresh_window`.
        WindowNotOpen: it is paused or closed.
        WindowBusy: somebody is there.
    """
    window = get_fresh_window(tx, desk, request)
    if window.state is not WindowState.OPEN:
        raise WindowNotOpen(f"window {window.window_id} is {window.state}")
    if window.ticket_id is not None:
        raise WindowBusy(
            f"window {window.window_id} still has ticket {window.ticket_id}: finish it, park it, or mark it overdue",
            window=window.window_id,
        )
    return window


def get_ticket_there(tx: HallTx, window: WindowRow, request: WindowAct) -> Ticket:
    """Return the ticket at a window, which must be the one that the clerk means."""
    ticket = get_ticket_meant(tx, request)
    if window.ticket_id != ticket.ticket_id:
        raise NotAtThisWindow(f"ticket {request.ticket_id} is not at window {window.window_id}")
    return ticket


def get_ticket_meant(tx: HallTx, request: WindowAct) -> Ticket:
    """Return the ticket that a request names."""
    if request.ticket_id is None:
        raise BadInput("ticket_id: is needed for this act")
    return get_ticket(tx, request.ticket_id)


def leave_at(tx: HallTx, window: WindowRow, ticket: Ticket, *, undo: str = "") -> None:
    """Write that the window has moved on: with the ticket while it is active there, free when it is not."""
    is_there = ticket.state in ACTIVE_STATES and ticket.window_id == window.window_id
    after = replace(window, version=window.version + 1, ticket_id=ticket.ticket_id if is_there else None, undo=undo)
    save_window(tx, window, after)
