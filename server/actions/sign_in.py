"""Sign in: a clerk takes a window, which opens it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hall.errors import NotAllowed, WindowBusy, WindowTaken
from hall.events import WindowOpened, WindowState
from hall.exchange import Role, SignedIn, SignInRequest
from server.actions.figures import list_queues_now
from server.actions.sign_out import close_window
from server.rules.hall_today import HallToday
from server.store.credentials import Clerk, Session, add_session, end_session, find_session, hash_token
from server.store.hall_tx import Actor, HallTx
from server.store.windows import WindowRow, get_window, list_windows_of_clerk, save_window

SESSION_LENGTH = timedelta(hours=12)
"""A long working day; nobody is still signed in the next morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """An id and a token that nobody can guess."""

    session_id: str
    token: str


def sign_in(tx: HallTx, today: HallToday, request: SignInRequest, *, clerk: Clerk, new: NewSession) -> SignedIn:
    """Open the window for a clerk whose password was checked.

    The same clerk signing in again at the same window (a lost answer, another browser) gets a new session and
    ends the old one. Signing in at another window leaves the first.

    Raises:
        UnknownWindow, NotAllowed: there is no such window, or not for this clerk.
        WindowTaken: another clerk is there, and the request does not take the window over.
        WindowBusy: a ticket is still active at the window that the clerk would leave.
    """
    today.get_window(request.window_id)
    if not clerk.may_serve(request.window_id):
        raise NotAllowed(f"{clerk.name} may not sign in at window {request.window_id}")
    window = get_window(tx, request.window_id)
    holder = _find_holder(tx, window)
    if holder is not None and holder.clerk != clerk.name and not request.take_over:
        raise WindowTaken(f"window {window.window_id} is taken", window=window.window_id)
    left = [row for row in list_windows_of_clerk(tx, clerk.name) if row.window_id != window.window_id]
    _refuse_leaving_a_ticket(left)
    for row in left:
        close_window(tx, today, row, actor=_actor(clerk))
    if window.session_id is not None:
        end_session(tx, window.session_id)
    session = Session(
        session_id=new.session_id,
        clerk=clerk.name,
        window_id=window.window_id,
        expires_at=tx.now + SESSION_LENGTH,
    )
    add_session(tx, session, token_hash=hash_token(new.token))
    _open_window(tx, today, window, session)
    return SignedIn(
        session_token=new.token, clerk=clerk.name, window_id=window.window_id, expires_at=session.expires_at
    )


def _find_holder(tx: HallTx, window: WindowRow) -> Session | None:
    return None if window.session_id is None else find_session(tx, window.session_id, now=tx.now)


def _refuse_leaving_a_ticket(left: list[WindowRow]) -> None:
    for row in left:
        if row.ticket_id is not None:
            raise WindowBusy(f"window {row.window_id} still has ticket {row.ticket_id}", window=row.window_id)


def _open_window(tx: HallTx, today: HallToday, window: WindowRow, session: Session) -> None:
    after = replace(
        window,
        state=WindowState.OPEN,
        version=window.version + 1,
        session_id=session.session_id,
        clerk=session.clerk,
    )
    save_window(tx, window, after)
    if (window.state, window.clerk) != (after.state, after.clerk):
        queues = list_queues_now(tx.live, today, window.window_id)
        happened = WindowOpened(window_id=window.window_id, queues=queues)
        tx.record(happened, actor=Actor(kind=Role.CLERK.value, name=session.clerk))


def _actor(clerk: Clerk) -> Actor:
    return Actor(kind=Role.CLERK.value, name=clerk.name)
