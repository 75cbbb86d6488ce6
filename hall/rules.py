"""The hall's rules of calling: data in its settings, the same constants for every program."""

from dataclasses import dataclass
from enum import StrEnum


class TransferOrder(StrEnum):
    """Where a ticket that is sent on stands in its new line."""

    ARRIVAL = "arrival"
    HEAD = "head"
    TAIL = "tail"


class PasswordProfile(StrEnum):
    """What the staff's passwords must be like: `server.rules.password_rules` says what each asks."""

    DENGBAO = "dengbao"
    ASVS = "asvs"


class SecondFactorRule(StrEnum):
    """Whether admins and auditors sign in with a second factor; everybody else may, and they too."""

    CHOICE = "choice"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The hall's rules of calling, the same constants for engine, paper, board and public page.

    Attributes:
        recall_interval_s: seconds between two calls of a number.
        max_calls: calls of a number; then it can only be marked overdue.
        overdue_min_calls: calls before a number may be marked overdue.
        overdue_grace_s: seconds after the last call before it may be.
        overdue_grace_priority_s: the same for the priority classes, who walk more slowly.
        overdue_after_calls: an overdue number that comes back is due after so many calls of its queue.
        overdue_limit: how often visitors bring their number back by themselves; then the guide desk does.
        reprint_limit: how often visitors print a lost slip again by themselves; then the guide desk does.
        overdue_expires_min: minutes after which an overdue number is given up; 0 for the end of the day.
        auto_overdue: whether the server marks numbers overdue that were called `max_calls` times and did not come.
        stale_call_s: a called number that nobody starts or gives up is shown to its window after so many seconds.
        stale_call_supervisor_s: and to the supervisor after so many.
        undo_call_s: how long a mis-pressed call can be undone.
        reopen_s: how long a mis-pressed finish can be undone.
        priority_ratio: numbers of priority classes called for each other number, when both wait.
        longest_wait_min: who has waited longer is next, whatever the class; 0 for no such cap.
        transfer_order: where tickets from another window stand: by arrival, first or last.
        holds_most: tickets that a window may park.
        hold_reminder_min: minutes after which a parked ticket is shown as forgotten.
        clerks_call_specific: whether clerks may call a number out of turn (with a reason), or supervisors only.
        appointment_early_min: minutes before the slot from which a visitor counts as in time.
        appointment_late_min: minutes after it until which they still do.
        appointment_share: at most so many of a hundred calls are appointments while walk-ins wait.
        unanswered_min: minutes that people may wait for an idle window before the supervisor is told.
        double_tap_s: a second press at the same kiosk for the same matter within so many seconds gets the same ticket.
        last_issue_consent: whether somebody who will likely not be served before closing may still take a number,
            once told so; otherwise none is given.
        last_issue_min: minutes before closing from which no number is given; 0 for no such time.
        rectify_days: working days within which a bad review is settled.
        offline_numbers: so many numbers a kiosk may give out by itself while the server is away; 0 for none.
        offline_min: minutes after the server was last heard until which it may.
    """

    recall_interval_s: int = 15
    max_calls: int = 3
    overdue_min_calls: int = 2
    overdue_grace_s: int = 60
    overdue_grace_priority_s: int = 120
    overdue_after_calls: int = 3
    overdue_limit: int = 2
    reprint_limit: int = 2
    overdue_expires_min: int = 240
    auto_overdue: bool = False
    stale_call_s: int = 120
    stale_call_supervisor_s: int = 300
    undo_call_s: int = 30
    reopen_s: int = 300
    priority_ratio: int = 2
    longest_wait_min: int = 60
    transfer_order: TransferOrder = TransferOrder.ARRIVAL
    holds_most: int = 3
    hold_reminder_min: int = 15
    clerks_call_specific: bool = True
    appointment_early_min: int = 15
    appointment_late_min: int = 10
    appointment_share: int = 50
    unanswered_min: int = 5
    double_tap_s: int = 0
    last_issue_consent: bool = True
    last_issue_min: int = 0
    rectify_days: int = 15
    offline_numbers: int = 50
    offline_min: int = 240


USUAL = Rules()
"""The rules of a hall that says nothing of its own."""
