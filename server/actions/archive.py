"""Archive: what belongs to past days leaves the live tables, a little at a time.

Each step is one small transaction that moves its tickets wholly or not at all, so it may be stopped anywhere and is
simply gone on with. What it moves is named by where it left off: the oldest that is still there.
"""

from server.actions.look_at_visit import PAGE_LIVES
from server.store.hall_tx import HallTx
from server.store.history import drop_oldest_counts, move_oldest

MOVED_AT_ONCE = 100
"""So few that a call which comes just then waits some milliseconds."""


def archive_some(tx: HallTx) -> int:
    """Move the oldest tickets whose pages have ended into history, or drop old counters; return how many, 0 at the end.

    A ticket stays for as long as its visitor may look at its page.
    """
    assert tx.business_date is not None, "the day begins before any act"
    before = tx.business_date - PAGE_LIVES
    return move_oldest(tx, before=before, today=tx.business_date, most=MOVED_AT_ONCE) or drop_oldest_counts(
        tx, before=before, most=MOVED_AT_ONCE
    )
