"""Sign in: a clerk takes a window, which opens it; guides and supervisors may work at the hall's desk."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hall.errors import BadInput, NotAllowed, WindowTaken
from hall.events import WindowState
from hall.exchange import Role, SignedIn, SignInRequest
from server.actions.leave_window import close_window, free_reserved, refuse_with_ticket, tell_opened
from server.rules.hall_today import HallToday
from server.rules.rights import Right, may
from server.store.credentials import Clerk, Session, add_session, end_session, find_session, hash_token
from server.store.hall_tx import Actor, HallTx, Note
from server.store.windows import WindowRow, get_window, list_windows_of_clerk, save_window

SESSION_LENGTH = timedelta(hours=12)
"""A long working day; nobody is still signed in the next morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """An id and a token that nobody can guess, and where from.

    `replaces` is the session that the same browser had until now; it ends.
    """

    session_id: str
    token: str
    origin: str = ""
    replaces: str | None = None
    password_days_left: int | None = None


def sign_in(tx: HallTx, today: HallToday, request: SignInRequest, *, clerk: Clerk, new: NewSession) -> SignedIn:
    """Open the window for a clerk whose password was checked; without a window, sign in at the hall's desk.

    The same clerk signing in again at the same window (a lost answer, another browser) gets a new session and
    ends the old one. Signing in at another window leaves the first.

    Raises:
        UnknownWindow, NotAllowed, BadInput: there is no such window, not for this clerk, or none was named.
        WindowTaken: another clerk is there, and the request does not take the window over.
        WindowBusy: a ticket is still active at the window that the clerk would leave.
    """
    session = Session(
        session_id=new.session_id,
        clerk=clerk.name,
        role=clerk.role,
        window_id=request.window_id,
        expires_at=tx.now + SESSION_LENGTH,
        created_at=tx.now,
        seen_at=tx.now,
        origin=new.origin,
    )
    actor = Actor(kind=clerk.role.value, name=clerk.name, origin=new.origin)
    if request.window_id is None:
        _assert_has_desk(clerk)
        add_session(tx, session, token_hash=hash_token(new.token))
    else:
        _take_window(tx, today, request.window_id, session, clerk, take_over=request.take_over, token=new.token)
    if new.replaces is not None:
        end_session(tx, new.replaces)
    tx.note(Note(actor=actor, act="sign_in", about=f"window {request.window_id}" if request.window_id else "desk"))
    return SignedIn(
        session_token=new.token,
        clerk=clerk.name,
        role=clerk.role,
        window_id=session.window_id,
        expires_at=session.expires_at,
        password_days_left=new.password_days_left,
    )


def _assert_has_desk(clerk: Clerk) -> None:
    if clerk.role is Role.CLERK:
        raise BadInput("window_id: a clerk signs in at a window; only guides, supervisors and auditors have a desk")


def _take_window(  # noqa: PLR0913 -- who sits down where, and on what terms
    tx: HallTx, today: HallToday, window_id: str, session: Session, clerk: Clerk, *, take_over: bool, token: str
) -> None:
    today.get_window(window_id)
    if not clerk.may_serve(window_id) or not may(clerk.role, Right.WORK_AT_WINDOW):
        raise NotAllowed(f"{clerk.name} may not sign in at window {window_id}")
    window = get_window(tx, window_id)
    holder = _find_holder(tx, window)
    if holder is not None and holder.clerk != clerk.name and not take_over:
        raise WindowTaken(f"window {window.window_id} is taken", window=window.window_id, clerk=holder.clerk)
    left = [row for row in list_windows_of_clerk(tx, clerk.name) if row.window_id != window.window_id]
    for row in left:
        refuse_with_ticket(row)
    actor = Actor(kind=clerk.role.value, name=clerk.name, origin=session.origin)
    for row in left:
        close_window(tx, today, row, actor=actor)
    if window.session_id is not None:
        end_session(tx, window.session_id)
    if window.clerk not in {None, clerk.name}:
        free_reserved(tx, today, window, is_closed=False, actor=actor)
    add_session(tx, session, token_hash=hash_token(token))
    _open_window(tx, today, window, session, actor=actor)


def _find_holder(tx: HallTx, window: WindowRow) -> Session | None:
    return None if window.session_id is None else find_session(tx, window.session_id, now=tx.now)


def _open_window(tx: HallTx, today: HallToday, window: WindowRow, session: Session, *, actor: Actor) -> None:
    after = replace(
        window,
        state=WindowState.OPEN,
        version=window.version + 1,
        session_id=session.session_id,
        clerk=session.clerk,
        until=None,
    )
    save_window(tx, window, after)
    if (window.state, window.clerk) != (after.state, after.clerk):
        tell_opened(tx, today, window.window_id, actor=actor)
