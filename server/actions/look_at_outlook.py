"""Look at the outlook: whether a number for a matter may be had now, before anybody has asked for one."""

from datetime import datetime

from hall.clock import business_date_at
from server.actions.issue import stop_of
from server.actions.may_issue import assert_may_issue_in, situation_at
from server.rules.hall_today import HallToday
from server.store.hall_read import HallRead


def assert_is_to_be_had(read: HallRead, today: HallToday, matter_id: str, *, now: datetime) -> None:
    """Check what would keep a number from being given out at this moment.

    Nothing is known before the first act of a date, which begins it.

    Raises:
        UnknownMatter, NotHandledHere, DayClosed, HallClosed, QueueStopped, MayNotBeServed, QuotaUsedUp.
    """
    stop = stop_of(today, matter_id)
    if business_date_at(now, today.zone) != today.business_date:
        return
    assert_may_issue_in(situation_at(read, now), today, (stop,), consent=False)
