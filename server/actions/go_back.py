"""Go back: the way out of a business date that has not come, to which a clock that was ahead once took the hall."""

from datetime import date

from hall.clock import MOST_AHEAD
from hall.errors import BadInput
from server.actions.almanac import Almanac
from server.actions.start_day import begin_day
from server.store.ahead import count_on_from, end_what_would_not_end
from server.store.hall_tx import HallTx


def go_back(tx: HallTx, almanac: Almanac, day: date) -> date:
    """Take the hall back to the business date of the clock, and return where it was.

    A person names the date, so that no wrong clock decides it.

    Everybody who waits loses the number, as at any change of date, and everybody is signed out. The numbers of a date
    that had begun before go on where they were.

    Raises:
        BadInput: the date is not that of the clock, or the hall is not ahead of it; nothing was changed.
    """
    now = almanac.business_date_at(tx.now)
    if day != now:
        raise BadInput(f"--to: this machine's clock says {now}; set the clock first, then name the date that it says")
    if tx.business_date is None or tx.business_date <= day:
        raise BadInput(f"--to: the hall is not ahead of {day}, but at {tx.business_date or 'no date yet'}")
    was = tx.business_date
    end_what_would_not_end(tx)
    begin_day(tx, almanac, day)
    count_on_from(tx, day)
    return was


def warn_if_ahead(hall: date, clock: date) -> str | None:
    """Return what to say when a hall is at a date that the clock does not reach for days; None when it is not.

    Over a midnight a hall may be a day ahead by itself, when its clock was set back a little.
    """
    if hall <= clock + MOST_AHEAD:
        return None
    return (
        f"the hall is at {hall}, but this machine's clock says {clock}: numbers will not begin anew before then. "
        f"Set the clock if it is wrong; if it was ahead once: ./yinhao day back --to {clock} (docs/operations.md)"
    )
