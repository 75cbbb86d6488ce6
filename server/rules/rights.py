"""Who may do what: one table of rights and the roles that have them. What is not in it nobody may.

Accounts, the day's work and the audit trail are in different hands (GB/T 22239-2019, separate administration rights):
an admin makes accounts and devices but neither calls anybody nor reads the trail; an auditor reads everything and
changes nothing.
"""

from collections.abc import Mapping
from enum import StrEnum

from hall.exchange import STAFF_ROLES, Role


class Right(StrEnum):
    """Something that a credential may be good for; every route of the API needs one."""

    SEE_HALL = "see_hall"
    SEE_STATE = "see_state"
    SEE_TICKETS = "see_tickets"
    TAKE_NUMBER = "take_number"
    GIVE_UP_NUMBER = "give_up_number"
    BRING_BACK = "bring_back"
    GO_BEYOND = "go_beyond"
    RESTORE_NUMBER = "restore_number"
    REPRINT = "reprint"
    GIVE_PRIORITY = "give_priority"
    WORK_AT_DESK = "work_at_desk"
    CHECK_IN = "check_in"
    BOOK = "book"
    WORK_AT_WINDOW = "work_at_window"
    STOP_QUEUE = "stop_queue"
    CLOSE_DAY = "close_day"
    TELL_BOARDS = "tell_boards"
    READ_FIGURES = "read_figures"
    READ_RATINGS = "read_ratings"
    SETTLE_RATING = "settle_rating"
    SEE_DEVICES = "see_devices"
    COMMAND_KIOSK = "command_kiosk"
    MAKE_DEVICES = "make_devices"
    MANAGE_STAFF = "manage_staff"
    READ_AUDIT = "read_audit"
    OWN_SESSION = "own_session"
    BE_DEVICE = "be_device"
    BE_KIOSK = "be_kiosk"
    RATE_AT_WINDOW = "rate_at_window"
    PRESS_AT_WINDOW = "press_at_window"


_KIOSK, _CLERK, _GUIDE, _BOSS = Role.KIOSK, Role.CLERK, Role.GUIDE, Role.SUPERVISOR
_ADMIN, _AUDITOR = Role.ADMIN, Role.AUDITOR

ROLES_WITH: Mapping[Right, frozenset[Role]] = {
    Right.SEE_HALL: frozenset(Role),
    Right.SEE_STATE: frozenset(STAFF_ROLES),
    Right.SEE_TICKETS: frozenset({_KIOSK, _CLERK, _GUIDE, _BOSS}),
    Right.TAKE_NUMBER: frozenset({_KIOSK, _CLERK, _GUIDE, _BOSS}),
    Right.GIVE_UP_NUMBER: frozenset({_KIOSK, _CLERK, _GUIDE, _BOSS}),
    Right.BRING_BACK: frozenset({_KIOSK, _CLERK, _GUIDE, _BOSS}),
    Right.GO_BEYOND: frozenset({_GUIDE, _BOSS}),
    Right.RESTORE_NUMBER: frozenset({_GUIDE, _BOSS}),
    Right.REPRINT: frozenset({_KIOSK, _GUIDE, _BOSS}),
    Right.GIVE_PRIORITY: frozenset({_CLERK, _GUIDE, _BOSS}),
    Right.WORK_AT_DESK: frozenset({_GUIDE, _BOSS}),
    Right.CHECK_IN: frozenset({_KIOSK, _GUIDE, _BOSS}),
    Right.BOOK: frozenset({_GUIDE, _BOSS}),
    Right.WORK_AT_WINDOW: frozenset({_CLERK, _GUIDE, _BOSS}),
    Right.STOP_QUEUE: frozenset({_CLERK, _GUIDE, _BOSS}),
    Right.CLOSE_DAY: frozenset({_BOSS}),
    Right.TELL_BOARDS: frozenset({_BOSS}),
    Right.READ_FIGURES: frozenset({_BOSS, _ADMIN, _AUDITOR}),
    Right.READ_RATINGS: frozenset({_BOSS, _AUDITOR}),
    Right.SETTLE_RATING: frozenset({_BOSS}),
    Right.SEE_DEVICES: frozenset({_GUIDE, _BOSS, _ADMIN, _AUDITOR}),
    Right.COMMAND_KIOSK: frozenset({_GUIDE, _BOSS, _ADMIN}),
    Right.MAKE_DEVICES: frozenset({_BOSS, _ADMIN}),
    Right.MANAGE_STAFF: frozenset({_ADMIN}),
    Right.READ_AUDIT: frozenset({_AUDITOR}),
    Right.OWN_SESSION: frozenset(STAFF_ROLES),
    Right.BE_DEVICE: frozenset({_KIOSK, Role.DISPLAY, Role.TABLET, Role.KEYPAD}),
    Right.BE_KIOSK: frozenset({_KIOSK}),
    Right.RATE_AT_WINDOW: frozenset({Role.TABLET}),
    Right.PRESS_AT_WINDOW: frozenset({Role.KEYPAD}),
}
"""The table: docs/operations.md shows it to people, and is compared with it."""


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return role in ROLES_WITH[right]
