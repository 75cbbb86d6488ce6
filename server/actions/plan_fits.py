"""Whether a hall's plan still has everything that open tickets wait for: nobody is stranded by a change of settings."""

from datetime import datetime

from hall.errors import BadSettings
from server.actions.almanac import Almanac
from server.store.columns import from_yyyymmdd
from server.store.hall_read import HallRead
from server.store.tickets import list_open


def assert_plan_fits(read: HallRead, almanac: Almanac, *, now: datetime) -> None:
    """Check that the plan has every queue and matter of the tickets that are open today.

    Raises:
        BadSettings: it lacks one; the detail names it and the numbers.
    """
    stored = read.get_hall().business_date
    if not stored or from_yyyymmdd(stored) < almanac.business_date_at(now):
        return  # whatever is open belongs to a day that is over
    today = almanac.on(from_yyyymmdd(stored))
    for ticket in list_open(read):
        if ticket.queue_id not in today.queue_ids:
            _refuse(f"queue {ticket.queue_id}", ticket.number)
        for matter_id in (ticket.matter_id, *ticket.then):
            if today.find_matter(matter_id) is None:
                _refuse(f"matter {matter_id}", ticket.number)


def _refuse(what: str, number: str) -> None:
    raise BadSettings(
        f"the hall's files no longer have {what}, for which {number} is open; put it back until the day is over, "
        "or start with the files as they were and close the day"
    )
