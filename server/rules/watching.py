"""What has lasted too long: pure questions that the watch asks of every ticket that it looks at."""

from datetime import datetime, timedelta

from hall.events import AlertLevel
from hall.rules import Rules
from hall.ticket import Hold, Ticket, TicketState
from server.rules.calling import grace_s


def stale_level(ticket: Ticket, rules: Rules, now: datetime) -> AlertLevel | None:
    """Return who should look at a call that was neither started nor given up, None while it is fresh."""
    if ticket.state is not TicketState.CALLED or ticket.last_called_at is None:
        return None
    stands = now - ticket.last_called_at
    if stands >= timedelta(seconds=rules.stale_call_supervisor_s):
        return AlertLevel.SUPERVISOR
    return AlertLevel.WINDOW if stands >= timedelta(seconds=rules.stale_call_s) else None


def is_to_be_missed(ticket: Ticket, rules: Rules, now: datetime) -> bool:
    """Whether the hall lets the server mark a ticket as overdue: called as often as can be, and its time is over."""
    if not rules.auto_overdue or ticket.state is not TicketState.CALLED or ticket.last_called_at is None:
        return False
    is_time_over = now - ticket.last_called_at >= timedelta(seconds=grace_s(ticket, rules))
    return ticket.call_count >= rules.max_calls and is_time_over


def is_forgotten(hold: Hold, rules: Rules, now: datetime) -> bool:
    """Whether a parked ticket has lain longer than the rule reminds after."""
    return now - hold.since >= timedelta(minutes=rules.hold_reminder_min)


def has_gone(ticket: Ticket, rules: Rules, now: datetime) -> bool:
    """Whether an overdue ticket has had the time that the rule leaves for coming back."""
    if not rules.overdue_expires_min or ticket.state is not TicketState.OVERDUE or ticket.last_called_at is None:
        return False
    return now - ticket.last_called_at >= timedelta(minutes=rules.overdue_expires_min)


def is_unanswered(since: datetime, rules: Rules, now: datetime) -> bool:
    """Whether somebody has waited too long although a window for the queue is open and free."""
    return bool(rules.unanswered_min) and now - since >= timedelta(minutes=rules.unanswered_min)


def is_over_the_cap(since: datetime, rules: Rules, now: datetime) -> bool:
    """Whether somebody has waited longer than the hall's cap."""
    return bool(rules.longest_wait_min) and now - since > timedelta(minutes=rules.longest_wait_min)
