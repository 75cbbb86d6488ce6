"""One tree of everything that Yinhao raises on purpose; `code` is the wire word and language key `errors.<code>`."""

from typing import ClassVar


class HallError(Exception):
    """Something that Yinhao raised on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, detail: str = "", **facts: str | int) -> None:
        """Keep what was wrong, where, and what to do.

        Args:
            detail: one line for the log and for staff, in English.
            facts: values that the visitor's text may name, e.g. `number="A012"`; never personal data.
        """
        super().__init__(detail or str(type(self).__doc__))
        self.detail = detail or str(type(self).__doc__)
        self.facts = facts


class BadInput(HallError):
    """What was sent or written does not have the form that is asked for."""

    code = "bad_input"


class BadSettings(HallError):
    """A settings or hall file cannot be used; the detail names file, line, key and what to do."""

    code = "bad_settings"


class UnknownMatter(HallError):
    """No such matter in this hall."""

    code = "unknown_matter"


class UnknownTicket(HallError):
    """No such ticket in this hall, or its page has ended."""

    code = "unknown_ticket"


class UnknownRating(HallError):
    """No such rating in this hall."""

    code = "unknown_rating"


class AlreadyRated(HallError):
    """This visit has its one rating; it cannot be given again."""

    code = "already_rated"


class UnknownWindow(HallError):
    """No such window in this hall."""

    code = "unknown_window"


class UnknownQueue(HallError):
    """No such queue in this hall."""

    code = "unknown_queue"


class NotHandledHere(HallError):
    """The matter is handled elsewhere today: a town centre, the original hall, or a department not moved in yet."""

    code = "not_handled_here"


class SeriesUsedUp(HallError):
    """Every number of the series is taken today."""

    code = "series_used_up"


class NobodyWaiting(HallError):
    """Nobody waits in the queues that this window serves."""

    code = "nobody_waiting"


class WindowBusy(HallError):
    """The window still has a ticket: finish it or mark it as not come first."""

    code = "window_busy"


class WindowNotOpen(HallError):
    """Nobody is signed in at this window."""

    code = "window_not_open"


class WindowTaken(HallError):
    """Another clerk is signed in at this window."""

    code = "window_taken"


class StaleWindow(HallError):
    """The window has moved on since this page was drawn; nothing was changed."""

    code = "stale_window"


class NotAtThisWindow(HallError):
    """The ticket is not at this window."""

    code = "not_at_this_window"


class WrongState(HallError):
    """This may not follow from the ticket's present state; nothing was changed."""

    code = "wrong_state"


class RecalledTooSoon(HallError):
    """The ticket was called a moment ago; wait before calling again."""

    code = "recalled_too_soon"


class OverdueTooSoon(HallError):
    """The visitor has not yet had the calls and the time that the rule grants."""

    code = "overdue_too_soon"


class UndoTooLate(HallError):
    """Too long ago to be undone: the visitor has moved on."""

    code = "undo_too_late"


class TooManyHolds(HallError):
    """The window has parked as many tickets as the rules allow; take one up or release it first."""

    code = "too_many_holds"


class HeldElsewhere(HallError):
    """The ticket is parked for another window, whose clerk is there."""

    code = "held_elsewhere"


class HoldsLeft(HallError):
    """Tickets are still parked for this window; take them up, release them or hand them over first."""

    code = "holds_left"


class LastWindow(HallError):
    """People wait for a queue that no other open window serves; say that they are to be left waiting, or stay."""

    code = "last_window"


class OverdueLimitReached(HallError):
    """The number was missed too often to be brought back without help; the guide desk does it."""

    code = "overdue_limit_reached"


class ReprintLimitReached(HallError):
    """The slip was printed again as often as visitors may by themselves; the guide desk does it."""

    code = "reprint_limit_reached"


class TargetNotOpen(HallError):
    """The queue, window or clerk to which the ticket should go takes nobody now; nothing was changed."""

    code = "target_not_open"


class NotServedHere(HallError):
    """The window does not serve the queue in which this ticket is, or the ticket is for another window."""

    code = "not_served_here"


class HallClosed(HallError):
    """The hall is closed now; the facts say when it opens."""

    code = "hall_closed"


class DayClosed(HallError):
    """The business day was closed: no more numbers today."""

    code = "day_closed"


class QueueStopped(HallError):
    """No more numbers are given for this queue at present; the facts say why."""

    code = "queue_stopped"


class MayNotBeServed(HallError):
    """So many wait that this visit may not be dealt with today: tell the visitor, and ask again with `consent`."""

    code = "may_not_be_served"


class QuotaUsedUp(HallError):
    """As many numbers as planned were given out; the facts say when there are more."""

    code = "quota_used_up"


class AlreadyWaiting(HallError):
    """This person already has an open number for this matter; the facts name it, so that it can be printed again."""

    code = "already_waiting"


class UnknownAppointment(HallError):
    """No such appointment in this hall."""

    code = "unknown_appointment"


class AppointmentNotOpen(HallError):
    """The appointment was used, cancelled, or is for another day."""

    code = "appointment_not_open"


class SlotFull(HallError):
    """No appointment is left in this slot."""

    code = "slot_full"


class OfflineNotOffered(HallError):
    """This kiosk gives no numbers by itself: the hall's rules say so, or its name cannot stand before one."""

    code = "offline_not_offered"


class SecondMachine(HallError):
    """A kiosk's credential is used on a second machine, or on a copy of its disk; only the first may work offline."""

    code = "second_machine"


class NotOurPermission(HallError):
    """The permission was not signed by this hall, or was given to another kiosk."""

    code = "not_our_permission"


class UnknownDevice(HallError):
    """No such kiosk or display in this hall."""

    code = "unknown_device"


class WrongCode(HallError):
    """This code is wrong: for pairing or as a second factor it is another, was used already, or has ended."""

    code = "wrong_code"


class UnknownCommand(HallError):
    """No such command was sent to this kiosk."""

    code = "unknown_command"


class DiskUnusable(HallError):
    """What must be kept cannot be written to this machine's disk, or read from it."""

    code = "disk_unusable"


class ClockWrong(HallError):
    """This machine cannot tell the time while the server is away."""

    code = "clock_wrong"


class KeyReused(HallError):
    """This idempotency key was used for a different request."""

    code = "key_reused"


class NotSignedIn(HallError):
    """No valid credential came with the request."""

    code = "not_signed_in"


class WrongPassword(HallError):
    """The name or the password is wrong."""

    code = "wrong_password"


class PasswordExpired(HallError):
    """The password is right, but must be changed before anybody signs in with it."""

    code = "password_expired"


class SecondFactorNeeded(HallError):
    """The password is right; the code of the authenticator app must come with it."""

    code = "second_factor_needed"


class SecondFactorMissing(HallError):
    """The password is right, but this role signs in with a second factor, and the account has none yet."""

    code = "second_factor_missing"


class PasswordRefused(HallError):
    """The new password is easily guessed, or is not as the hall asks; the facts say why."""

    code = "password_refused"


class UnknownStaff(HallError):
    """Nobody of this name is on the staff."""

    code = "unknown_staff"


class TooManyTries(HallError):
    """Too many wrong passwords; try again later."""

    code = "too_many_tries"


class TooManyRequests(HallError):
    """More requests than one address or ticket needs; the rest is kept free for kiosks and staff."""

    code = "too_many_requests"


class NotAllowed(HallError):
    """This credential may not do that."""

    code = "not_allowed"


class BrokenChain(HallError):
    """The audit trail is not what was written; each line of the detail says where."""

    code = "broken_chain"


class Overloaded(HallError):
    """The server has more to do than it can queue; try again shortly."""

    code = "overloaded"


class StoreUnusable(HallError):
    """The database cannot be used as it is; the detail says why and what to do."""

    code = "store_unusable"


class ServerAway(HallError):
    """The server did not answer in time or cannot be reached."""

    code = "server_away"


class ServerUnclear(HallError):
    """The server answered with something that this program does not understand (versions differ?)."""

    code = "server_unclear"
