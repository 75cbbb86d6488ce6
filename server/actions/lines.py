"""The lines of the hall: who is next at a window, who is before whom, and how many are ahead of a ticket."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import blake2s
from itertools import islice

from hall.events import WindowState
from hall.exchange import Ahead
from hall.ticket import NotYet, Ticket, TicketState, Why
from server.actions.figures import wait_of
from server.rules.choosing import (
    ANYONE,
    Caller,
    Choice,
    Line,
    Pool,
    Turns,
    choose_next,
    list_order,
    why_not_yet,
)
from server.rules.hall_today import HallToday
from server.store.counters import LAST_KEY, Counters, calls_of
from server.store.hall_read import HallRead
from server.store.hall_tx import HallTx
from server.store.live import PRIORITY_LINE, SPECIAL_LINE, Live
from server.store.turns import TurnsRow, find_turns, save_turns
from server.store.waiting_line import Waiting, count_before, list_candidates, list_waiting
from server.store.windows import WindowRow, list_windows

ORDER_SHOWN = 50
"""Lines of a list in the order of calling."""


def pool_id(pool: Pool) -> str:
    """Return the name under which a pool's turns are kept: the same for the same queues in the same shares."""
    named = ",".join(pool.queues) + ":" + ",".join(str(weight) for weight in pool.weights)
    return blake2s(named.encode(), digest_size=16).hexdigest()


def turns_of(read: HallRead, today: HallToday, pool: Pool) -> Turns:
    """Return how a pool's turns stand."""
    row = find_turns(read, pool_id(pool), today.business_date)
    return Turns() if row is None else Turns(**asdict(row))


def keep_turns(tx: HallTx, today: HallToday, pool: Pool, turns: Turns) -> None:
    """Write how a pool's turns stand after a call."""
    save_turns(tx, pool_id(pool), today.business_date, TurnsRow(**asdict(turns)))


def last_key_of(tx: HallTx, today: HallToday) -> int:
    """Return the key of who came last on the business date, 0 before the first."""
    return tx.counters.get(today.business_date, LAST_KEY)


def keep_last_key(tx: HallTx, today: HallToday, key_us: int) -> None:
    """Note the key of who came: keys never go back, whatever the clock does."""
    tx.counters.set(today.business_date, LAST_KEY, max(key_us, last_key_of(tx, today)))


def choose_at(tx: HallTx, today: HallToday, window: WindowRow) -> tuple[Choice[Waiting] | None, Turns]:
    """Return whom a window calls next, and how its pool's turns stood before."""
    line = _line_at(tx, today, tx.counters, window, now=tx.now)
    return choose_next(list_candidates(tx, tx.live, line.pool.queues), line), line.turns


def order_at(read: HallRead, today: HallToday, window: WindowRow, *, now: datetime) -> list[Choice[Waiting]]:
    """Return the first who would be called at a window, one after another."""
    line = _line_at(read, today, Counters(read), window, now=now)
    live = Live(read)
    return list(islice(list_order(list_candidates(read, live, line.pool.queues, most=ORDER_SHOWN), line), ORDER_SHOWN))


def order_of_queue(
    read: HallRead, today: HallToday, queue_id: str, *, now: datetime
) -> list[tuple[Waiting, Why | None]]:
    """Return the first of a queue as a window that serves nothing else would call them, and why then.

    Those whom no such window may call now (too early, or kept for one window or clerk) are the last, with no reason.
    """
    pool = Pool(queues=(today.get_queue(queue_id).queue_id,))
    line = _line_of(read, today, Counters(read), pool, ANYONE, now=now)
    waiting = list_waiting(read, pool.queues)
    lines: list[tuple[Waiting, Why | None]] = [
        (choice.candidate, choice.why) for choice in islice(list_order(waiting, line), ORDER_SHOWN)
    ]
    if len(lines) < ORDER_SHOWN:
        callable_ids = {candidate.ticket_id for candidate, _ in lines}
        others = [candidate for candidate in waiting if candidate.ticket_id not in callable_ids]
        lines += [(candidate, None) for candidate in sorted(others, key=lambda each: each.place.key_us)]
    return lines[:ORDER_SHOWN]


def look_ahead(read: HallRead, today: HallToday, ticket: Ticket, *, now: datetime) -> Ahead:
    """Return who is called before a waiting ticket, at the window that comes to it with the fewest calls."""
    best: tuple[list[Choice[Waiting]], str | None] | None = None
    for line, waiting in _list_lines(read, today, ticket.queue_id, now=now):
        before = []
        for choice in list_order(waiting, line):
            before.append(choice)
            if choice.candidate.ticket_id == ticket.ticket_id:
                if best is None or len(before) < len(best[0]):
                    best = before, line.caller.window_id
                break
    if best is None:
        return Ahead(
            ticket_id=ticket.ticket_id,
            people_ahead=None,
            window_id=None,
            why=None,
            numbers=(),
            not_yet=find_why_not_yet(read, today, ticket, now=now),
        )
    *ahead, own = best[0]
    numbers = tuple(choice.candidate.number for choice in ahead)
    return Ahead(
        ticket_id=ticket.ticket_id,
        people_ahead=len(numbers),
        window_id=best[1],
        why=own.why,
        numbers=numbers,
        wait=wait_of(Live(read), today, ticket, people_ahead=len(numbers)),
    )


def count_ahead(
    read: HallRead, today: HallToday, queue_id: str, *, now: datetime, newcomer: Waiting | None = None
) -> Mapping[int, int]:
    """Return for everyone in a queue how many are called before, by ticket id.

    Each as at the open window that comes to them with the fewest calls; as in a queue of its own while none is open.
    Who may not be called at any of them now (too early, reserved for a window that is closed) is not in it.
    """
    ahead: dict[int, int] = {}
    for line, waiting in _list_lines(read, today, queue_id, now=now):
        everyone = waiting if newcomer is None else [*waiting, newcomer]
        for place, choice in enumerate(list_order(everyone, line)):
            candidate = choice.candidate
            if candidate.queue_id == queue_id:
                ahead[candidate.ticket_id] = min(place, ahead.get(candidate.ticket_id, place))
    return ahead


def count_ahead_of(read: HallRead, live: Live, today: HallToday, ticket: Ticket, *, now: datetime) -> int | None:
    """Return how many are called before one waiting ticket, as `count_ahead` does for everyone; None: not yet callable.

    Where nothing but arrival decides, which is nearly always, they are counted; else the order is worked out.
    """
    pools = _open_pools(live, today, ticket.queue_id)
    if ticket.place.is_plain and all(_has_only_arrivals(live, pool) for pool in pools):
        key_us, ticket_id = ticket.place.key_us, ticket.ticket_id
        return min(count_before(read, pool.queues, key_us=key_us, ticket_id=ticket_id) for pool in pools)
    return count_ahead(read, today, ticket.queue_id, now=now).get(ticket.ticket_id)


def count_ahead_of_new(tx: HallTx, today: HallToday, ticket: Ticket) -> int | None:
    """Return how many would be called before a ticket that is about to be added to its line; None: not yet callable."""
    pools = _open_pools(tx.live, today, ticket.queue_id)
    if ticket.place.is_plain and all(_has_only_arrivals(tx.live, pool) for pool in pools):
        return min(sum(tx.live.count_waiting(queue_id) for queue_id in pool.queues) for pool in pools)
    newcomer = Waiting(
        ticket_id=ticket.ticket_id,
        queue_id=ticket.queue_id,
        place=ticket.place,
        number=ticket.number,
        matter_id=ticket.matter_id,
        priority_class=ticket.priority_class,
        priority_requested=ticket.priority_requested,
        arrived_at=ticket.arrived_at,
    )
    ahead = count_ahead(tx, today, ticket.queue_id, now=tx.now, newcomer=newcomer)
    return ahead.get(ticket.ticket_id)


def find_why_not_yet(read: HallRead, today: HallToday, ticket: Ticket, *, now: datetime) -> NotYet | None:
    """Return why no open window may call a waiting ticket now; None when one may, or when it does not wait."""
    if ticket.state is not TicketState.WAITING:
        return None
    pools = _open_callers(read, today, ticket.queue_id)
    return why_not_yet(ticket.place, [caller for callers in pools.values() for caller in callers], now=now)


def queues_beside(today: HallToday, queue_id: str) -> frozenset[str]:
    """Return the queues whose people may be called before those of a queue: all that its windows serve."""
    windows = today.list_windows_of(queue_id)
    return frozenset({queue_id}.union(*(today.get_window(window_id).queues for window_id in windows)))


def _open_pools(live: Live, today: HallToday, queue_id: str) -> set[Pool]:
    """Return the pools of the open windows that serve a queue; the queue by itself while none is open."""
    open_ = live.open_windows()
    pools = {today.pool_of(each) for each in today.list_windows_of(queue_id) if each in open_}
    return pools or {Pool(queues=(queue_id,))}


def _has_only_arrivals(live: Live, pool: Pool) -> bool:
    return not pool.weights and not any(
        live.count_line(queue_id, line) for queue_id in pool.queues for line in (PRIORITY_LINE, SPECIAL_LINE)
    )


def _list_lines(
    read: HallRead, today: HallToday, queue_id: str, *, now: datetime
) -> Iterator[tuple[Line, list[Waiting]]]:
    """Yield what decides at the open windows of a queue, or in a queue of its own, with all who wait there.

    Windows of one pool are alike, unless somebody waits for a certain one of them.
    """
    counters = Counters(read)
    for pool, those in _open_callers(read, today, queue_id).items():
        waiting = list_waiting(read, pool.queues)
        is_reserved = any(each.place.for_window or each.place.for_clerk for each in waiting)
        for caller in those if is_reserved else those[:1]:
            yield _line_of(read, today, counters, pool, caller, now=now), waiting


def _open_callers(read: HallRead, today: HallToday, queue_id: str) -> Mapping[Pool, list[Caller]]:
    """Return who calls from a queue now, by pool; anyone, from the queue by itself, while none is open."""
    rows = list_windows(read)
    callers: dict[Pool, list[Caller]] = {}
    for row in (rows[each] for each in today.list_windows_of(queue_id) if each in rows):
        if row.state is WindowState.OPEN:
            callers.setdefault(today.pool_of(row.window_id), []).append(_caller(row))
    return callers or {Pool(queues=(queue_id,)): [ANYONE]}


def _caller(row: WindowRow) -> Caller:
    return Caller(window_id=row.window_id, clerk=row.clerk)


def _line_at(read: HallRead, today: HallToday, counters: Counters, window: WindowRow, *, now: datetime) -> Line:
    return _line_of(read, today, counters, today.pool_of(window.window_id), _caller(window), now=now)


def _line_of(
    read: HallRead, today: HallToday, counters: Counters, pool: Pool, caller: Caller, *, now: datetime
) -> Line:
    return Line(
        pool=pool,
        caller=caller,
        turns=turns_of(read, today, pool),
        calls={queue_id: counters.get(today.business_date, calls_of(queue_id)) for queue_id in pool.queues},
        rules=today.rules,
        now=now,
    )
