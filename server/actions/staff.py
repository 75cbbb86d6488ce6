"""The staff's accounts: the first admin, everybody after, passwords, and signing out everywhere."""

from dataclasses import dataclass, replace
from datetime import datetime

from hall.errors import BadInput, NotAllowed, UnknownStaff, WrongPassword
from hall.exchange import STAFF_ROLES, Role
from hall.staff import AddStaff, ChangeStaff, OncePassword, SessionView, StaffView
from hall.wire import to_json
from server.actions.leave_window import close_window
from server.actions.make_credentials import check_name
from server.rules.hall_today import HallToday
from server.store.credentials import (
    Clerk,
    end_session,
    find_clerk,
    keep_past_password,
    list_clerks,
    list_sessions,
    save_clerk,
)
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor, HallTx, Note
from server.store.second_factors import list_with_second_factor
from server.store.windows import list_windows_of_clerk


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """A password and what is kept of it; hashed before the transaction, as that takes a tenth of a second."""

    password: str
    password_hash: str


def has_admin(read: HallRead) -> bool:
    """Whether somebody may make accounts."""
    return any(clerk.role is Role.ADMIN and not clerk.is_locked for clerk in list_clerks(read))


def list_staff(read: HallRead, *, now: datetime) -> tuple[StaffView, ...]:
    """Return everybody on the staff, by name."""
    proving = list_with_second_factor(read)
    return tuple(
        StaffView(
            name=clerk.name,
            role=clerk.role,
            windows=clerk.windows,
            is_locked=clerk.is_locked,
            must_change=clerk.is_once,
            password_made_at=clerk.password_made_at or now,
            sessions=len(list_sessions(read, clerk.name, now=now)),
            has_second_factor=clerk.name in proving,
        )
        for clerk in list_clerks(read)
    )


def list_names(read: HallRead) -> list[str]:
    """Return what everybody on the staff is called, suspended or not."""
    return [clerk.name for clerk in list_clerks(read)]


def list_own_sessions(read: HallRead, clerk: str, *, this: str | None, now: datetime) -> tuple[SessionView, ...]:
    """Return where somebody is signed in; `this` is the session that asks."""
    return tuple(
        SessionView(
            window_id=session.window_id,
            since=session.created_at,
            seen_at=session.seen_at,
            expires_at=session.expires_at,
            origin=session.origin,
            is_this=session.session_id == this,
        )
        for session in list_sessions(read, clerk, now=now)
    )


def make_first_admin(tx: HallTx, *, name: str, new: NewPassword, origin: str) -> None:
    """Make the hall's first admin, whose code was right.

    Raises:
        NotAllowed: there is an admin already.
        BadInput: the name will not do, or is taken.
    """
    if has_admin(tx):
        raise NotAllowed("this hall has an admin, who makes all other accounts")
    _assert_free(tx, name)
    save_clerk(tx, Clerk(name=name, password_hash=new.password_hash, role=Role.ADMIN))
    actor = Actor(kind=Role.ADMIN.value, name=name, origin=origin)
    tx.note(Note(actor=actor, act="first_admin_made", about=name))


def add_staff(tx: HallTx, today: HallToday, wanted: AddStaff, *, new: NewPassword, actor: Actor) -> OncePassword:
    """Add somebody, with a password that is good for choosing another.

    Raises:
        BadInput, UnknownWindow: nothing was changed.
    """
    _assert_free(tx, wanted.name)
    _check_duty(today, wanted.role, wanted.windows)
    clerk = Clerk(
        name=wanted.name, password_hash=new.password_hash, role=wanted.role, windows=wanted.windows, is_once=True
    )
    save_clerk(tx, clerk)
    tx.note(Note(actor=actor, act="staff_added", about=wanted.name, data=to_json(wanted).decode()))
    return OncePassword(name=wanted.name, password=new.password)


def change_staff(tx: HallTx, today: HallToday, name: str, wanted: ChangeStaff, *, actor: Actor) -> None:
    """Give somebody another role or other windows, lock the account, or open it again.

    Raises:
        UnknownStaff, BadInput, UnknownWindow: nothing was changed.
        NotAllowed: an admin may not take the own rights away: somebody must be left who has them.
    """
    clerk = get_clerk(tx, name)
    if name == actor.name and (wanted.is_locked or wanted.role is not Role.ADMIN):
        raise NotAllowed("another admin must do this: you would take your own rights away")
    _check_duty(today, wanted.role, wanted.windows)
    save_clerk(tx, replace(clerk, role=wanted.role, windows=wanted.windows, is_locked=wanted.is_locked))
    if wanted.is_locked or wanted.role is not clerk.role or wanted.windows != clerk.windows:
        sign_out_everywhere(tx, today, name, actor=actor)
    tx.note(Note(actor=actor, act="staff_changed", about=name, data=to_json(wanted).decode()))


def reset_password(tx: HallTx, today: HallToday, name: str, *, new: NewPassword, actor: Actor) -> OncePassword:
    """Give somebody a password that is good for choosing another; the old one ends, and every session.

    Raises:
        UnknownStaff: nothing was changed.
    """
    clerk = get_clerk(tx, name)
    save_clerk(tx, replace(clerk, password_hash=new.password_hash, password_made_at=None, is_once=True))
    sign_out_everywhere(tx, today, name, actor=actor)
    tx.note(Note(actor=actor, act="password_reset", about=name))
    return OncePassword(name=name, password=new.password)


def change_password(
    tx: HallTx, today: HallToday, known: Clerk, *, new: NewPassword, history: int, actor: Actor
) -> None:
    """Give somebody the password that they chose, after the old one was looked at; every session ends.

    Raises:
        WrongPassword: it was changed by somebody else meanwhile.
    """
    clerk = find_clerk(tx, known.name)
    if clerk is None or clerk.is_locked or clerk.password_hash != known.password_hash:
        raise WrongPassword
    keep_past_password(tx, clerk, most=history)
    save_clerk(tx, replace(clerk, password_hash=new.password_hash, password_made_at=None, is_once=False))
    sign_out_everywhere(tx, today, clerk.name, actor=actor)
    tx.note(Note(actor=actor, act="password_changed", about=clerk.name))


def sign_out_everywhere(tx: HallTx, today: HallToday, name: str, *, actor: Actor) -> None:
    """End every session of somebody; windows close, but for one at which a visitor is: a colleague takes that over."""
    for window in list_windows_of_clerk(tx, name):
        if window.ticket_id is None:
            close_window(tx, today, window, actor=actor)
    for session in list_sessions(tx, name, now=tx.now):
        end_session(tx, session.session_id)
    tx.note(Note(actor=actor, act="signed_out_everywhere", about=name))


def get_clerk(read: HallRead, name: str) -> Clerk:
    """Return somebody on the staff.

    Raises:
        UnknownStaff: there is nobody of the name.
    """
    clerk = find_clerk(read, name)
    if clerk is None:
        raise UnknownStaff(f"nobody on the staff is called {name!r}")
    return clerk


def _assert_free(tx: HallTx, name: str) -> None:
    check_name(name)
    if find_clerk(tx, name) is not None:
        raise BadInput(f"name: there is somebody called {name} already", field="name", why="taken")


def _check_duty(today: HallToday, role: Role, windows: tuple[str, ...]) -> None:
    if role not in STAFF_ROLES:
        raise BadInput(f"role: {role} is no role of people", field="role", why="choice")
    for window_id in windows:
        today.get_window(window_id)
