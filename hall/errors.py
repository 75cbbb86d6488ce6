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


class NoShowTooSoon(HallError):
    """The visitor has not yet had the calls and the time that the rule grants."""

    code = "no_show_too_soon"


class KeyReused(HallError):
    """This idempotency key was used for a different request."""

    code = "key_reused"


class NotSignedIn(HallError):
    """No valid credential came with the request."""

    code = "not_signed_in"


class WrongPassword(HallError):
    """The name or the password is wrong."""

    code = "wrong_password"


class TooManyTries(HallError):
    """Too many wrong passwords; try again later."""

    code = "too_many_tries"


class NotAllowed(HallError):
    """This credential may not do that."""

    code = "not_allowed"


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
