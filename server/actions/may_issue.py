"""Whether a number may be given out now: the hall is open, the queue is not halted, there is time, and a quota left."""

from dataclasses import dataclass
from datetime import datetime

from hall.errors import DayClosed, HallClosed, MayNotBeServed, QueueStopped, QuotaUsedUp
from hall.opening import Phase
from hall.places import Quota
from server.rules.capacity import LastIssue, judge_last_issue, window_share
from server.rules.hall_today import HallToday
from server.rules.hours import OpenState, open_state, remaining_minutes
from server.rules.itinerary import Stop
from server.rules.quotas import Used, find_exhausted, list_slots
from server.store.hall_read import HallRead
from server.store.hall_tx import HallTx
from server.store.live import Live
from server.store.quota_use import QuotaUse, list_uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The hall at one moment, within a transaction or a read."""

    read: HallRead
    live: Live
    now: datetime
    is_day_closed: bool


def situation_at(read: HallRead, now: datetime) -> Situation:
    """Return how the hall stands for somebody who only asks."""
    return Situation(read=read, live=Live(read), now=now, is_day_closed=bool(read.get_hall().day_closed))


def _situation_of(tx: HallTx) -> Situation:
    return Situation(read=tx, live=tx.live, now=tx.now, is_day_closed=tx.is_day_closed)


def assert_may_issue(
    tx: HallTx, today: HallToday, stops: tuple[Stop, ...], *, consent: bool, identity: str | None
) -> None:
    """Check everything that may keep a number from being given out: halts and quotas of every stop of the visit.

    Raises:
        DayClosed, HallClosed, QueueStopped, MayNotBeServed, QuotaUsedUp: with what the visitor can do instead.
    """
    assert_may_issue_in(_situation_of(tx), today, stops, consent=consent, identity=identity)


def assert_may_issue_in(
    at: Situation, today: HallToday, stops: tuple[Stop, ...], *, consent: bool, identity: str | None = None
) -> None:
    """Check the same for somebody who only asks, at the moment of a read.

    Raises:
        DayClosed, HallClosed, QueueStopped, MayNotBeServed, QuotaUsedUp: with what the visitor can do instead.
    """
    if at.is_day_closed:
        raise DayClosed("the supervisor has closed the day")
    for stop in stops:
        halt = at.live.find_halt(stop.queue_id)
        if halt is not None:
            raise QueueStopped(f"queue {stop.queue_id} is halted: {halt.en}", reason_zh=halt.zh, reason_en=halt.en)
    _assert_open(at, today)
    _assert_time_left(at, today, stops[0].queue_id, consent=consent)
    for stop in stops:
        _assert_quotas_left(at, today, stop, identity=identity)


def assert_may_check_in(tx: HallTx, today: HallToday) -> None:
    """Check that a visitor with an appointment may be given a number: the day is not closed, the hall is open.

    Raises:
        DayClosed, HallClosed: with what the visitor can do instead.
    """
    if tx.is_day_closed:
        raise DayClosed("the supervisor has closed the day")
    _assert_open(_situation_of(tx), today)


def _assert_open(at: Situation, today: HallToday) -> None:
    state = open_state(today.hours, at.now)
    if state.phase is not Phase.OPEN:
        raise HallClosed(f"the hall is closed until {state.until or 'further notice'}", **_closed_facts(state, today))


def _closed_facts(state: OpenState, today: HallToday) -> dict[str, str]:
    facts = {"phase": state.phase.value}
    if state.until is not None:
        facts["until"] = state.until.astimezone(today.zone).isoformat(timespec="minutes")
    if state.reason is not None:
        facts |= {"reason_zh": state.reason.zh, "reason_en": state.reason.en}
    return facts


def _assert_time_left(at: Situation, today: HallToday, queue_id: str, *, consent: bool) -> None:
    remaining_min = remaining_minutes(today.hours, at.now)
    if remaining_min is None:
        return
    verdict = judge_last_issue(
        remaining_min=remaining_min,
        shares=_shares(at, today, queue_id),
        usual_minutes=today.usual_minutes(queue_id),
        people_ahead=at.live.count_waiting(queue_id),
        rules=today.rules,
    )
    if verdict is LastIssue.FITS or (verdict is LastIssue.NEEDS_CONSENT and consent):
        return
    raise MayNotBeServed(
        f"{at.live.count_waiting(queue_id)} wait, and the hall closes in {remaining_min:.0f} working minutes",
        verdict=verdict.value,
        waiting=at.live.count_waiting(queue_id),
        minutes=int(remaining_min),
    )


def _shares(at: Situation, today: HallToday, queue_id: str) -> list[float]:
    """Return how much of its time each window gives the queue: the open ones, or all that are planned."""
    planned = today.list_windows_of(queue_id)
    open_ = [each for each in planned if each in at.live.open_windows()]
    return [_share(at, today, window_id, queue_id) for window_id in open_ or planned]


def _share(at: Situation, today: HallToday, window_id: str, queue_id: str) -> float:
    pool = today.pool_of(window_id)
    waiting = {each: at.live.count_waiting(each) for each in pool.queues}
    weights = dict(zip(pool.queues, pool.weights, strict=True)) if pool.weights else None
    return window_share(queue_id, waiting=waiting, weights=weights)


def _assert_quotas_left(at: Situation, today: HallToday, stop: Stop, *, identity: str | None) -> None:
    of_queue, of_matter = today.get_queue(stop.queue_id).quota, today.get_matter(stop.matter_id).matter.quota
    if of_queue is not None:
        uses = list_uses(
            at.read,
            today.business_date,
            is_meant=lambda matter_id: today.is_of_queue(matter_id, stop.queue_id),
            queue_id=stop.queue_id,
        )
        _assert_quota_left(at, today, of_queue, uses, identity=identity, of=stop.queue_id)
    if of_matter is not None:
        uses = list_uses(at.read, today.business_date, is_meant=lambda matter_id: matter_id == stop.matter_id)
        _assert_quota_left(at, today, of_matter, uses, identity=identity, of=stop.matter_id)


def _assert_quota_left(
    at: Situation, today: HallToday, quota: Quota, uses: list[QuotaUse], *, identity: str | None, of: str
) -> None:
    slots = list_slots(quota, today.hours, today.business_date)
    used = Used(
        day=len(uses),
        slots={slot.begins: sum(slot.counts_since <= use.arrived_at < slot.ends for use in uses) for slot in slots},
        person=None if identity is None else sum(use.identity == identity for use in uses),
    )
    exhausted = find_exhausted(quota, used, slots=slots, at=at.now, takes_appointments=True)
    if exhausted is None:
        return
    facts: dict[str, str | int] = {"limit": exhausted.limit.value, "may_book": int(exhausted.may_book)}
    if exhausted.next_slot is not None:
        facts["next_slot"] = _local(exhausted.next_slot.begins, today)
    raise QuotaUsedUp(f"the {exhausted.limit.value} quota of {of} is used up", **facts)


def _local(moment: datetime, today: HallToday) -> str:
    return moment.astimezone(today.zone).isoformat(timespec="minutes")
