"""How the turns of each pool of windows stand: kept, so that a restart takes nobody's turn away."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from server.store import tables
from server.store.columns import to_yyyymmdd
from server.store.hall_read import HALL, HallRead
from server.store.hall_tx import HallTx

_turn = tables.turn.c


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsRow:
    """The turns of one pool; `server.rules.choosing.Turns` says what they mean."""

    priority_run: int
    appointments: int
    walk_ins: int
    spent: tuple[int, ...]


TURNS = select(_turn.priority_run, _turn.appointments, _turn.walk_ins, _turn.spent).where(
    _turn.hall_id == HALL,
    _turn.business_date == bindparam("business_date"),
    _turn.pool_id == bindparam("pool_id"),
)


def find_turns(read: HallRead, pool_id: str, business_date: date) -> TurnsRow | None:
    """Return the turns of a pool, None before its first call on a date."""
    row = read.find_row(TURNS, pool_id=pool_id, business_date=to_yyyymmdd(business_date))
    if row is None:
        return None
    spent = tuple(int(each) for each in row.spent.split(",")) if row.spent else ()
    return TurnsRow(priority_run=row.priority_run, appointments=row.appointments, walk_ins=row.walk_ins, spent=spent)


def save_turns(tx: HallTx, pool_id: str, business_date: date, turns: TurnsRow) -> None:
    """Write the turns of a pool."""
    values = {
        "priority_run": turns.priority_run,
        "appointments": turns.appointments,
        "walk_ins": turns.walk_ins,
        "spent": ",".join(str(each) for each in turns.spent),
    }
    key = {"business_date": to_yyyymmdd(business_date), "pool_id": pool_id}
    if tx.update(tables.turn, key, **values) == 0:
        tx.insert(tables.turn, **key, **values)
