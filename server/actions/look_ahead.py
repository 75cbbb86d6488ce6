"""Look ahead: the record as the roll-out needs it, and what the roll-out says of everybody who waits.

Only the process for it (`server.foresight`) does this; nothing here is asked for by a visitor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from hall.events import WindowState
from hall.moments import to_us
from hall.ticket import Place, PriorityClass
from server.actions.almanac import Almanac
from server.actions.learn_waits import WaitSchool
from server.actions.lines import turns_of
from server.actions.told_waits import Foresight
from server.rules.choosing import SHARE
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.rules.waits.hall_lines import NORMAL, PRIORITY, Calling, HallLines, PoolNow, Special
from server.rules.waits.present import Doing, Present, WindowNow
from server.rules.waits.rollout import Pass, Wait, play_forward
from server.rules.waits.told import Expected
from server.store.columns import from_yyyymmdd
from server.store.counters import Counters, calls_of
from server.store.hall_read import HallRead
from server.store.waiting_line import Waiting, list_waiting
from server.store.windows import WindowRow, list_windows

TIE_S = 1e-9
"""Apart by so much stand two who came in the same microsecond, all of them before whoever comes now."""


class LookAhead:
    """Looks ahead again and again; what the hall has taught stays in it."""

    def __init__(self, almanac: Almanac) -> None:
        """Take the hall's plan."""
        self._almanac = almanac
        self._school = WaitSchool(almanac)
        self._chance = Random()  # noqa: S311 -- drawn for an estimate

    def look(self, read: HallRead, now: datetime) -> Foresight | None:
        """Return what the record says of what is to come, None before its first business date."""
        moment = self.see(read, now)
        if moment is None:
            return None
        school, present = self._school, moment.present()
        found = play_forward(
            school.learner.layout,
            present,
            habits=school.learner.habits,
            durations=school.learner.durations,
            arrivals=school.learner.arrivals,
            chance=self._chance,
        )
        return self._tell(found, moment)

    def see(self, read: HallRead, now: datetime) -> "Moment | None":
        """Return the record at a moment, with what was learned until then; None before its first business date."""
        self._school.follow(read)
        today = self._almanac.on(from_yyyymmdd(read.get_hall().business_date))
        if self._school.day != today.business_date:
            return None
        waiting = sorted(list_waiting(read, today.queue_ids), key=lambda each: (each.place.key_us, each.ticket_id))
        moment = Moment(read, today, self._school, waiting, now)
        self._school.prepare(moment.at)
        return moment

    def _tell(self, found: Pass, moment: "Moment") -> Foresight:
        school, today = self._school, moment.today
        told = school.judge(found, moment.waiting, at=moment.at)
        next_in = {queue_id: told.following[place] for place, queue_id in enumerate(today.queue_ids)}
        tickets = {each.ticket_id: wait for each, wait in zip(moment.waiting, told.waiting, strict=True)}
        return Foresight(
            business_date=today.business_date,
            at=moment.now,
            next_in={queue_id: moment.expect(wait) for queue_id, wait in next_in.items() if wait is not None},
            tickets={ticket_id: moment.expect(wait) for ticket_id, wait in tickets.items() if wait is not None},
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """The record at a moment, and its words as numbers."""

    read: HallRead
    today: HallToday
    school: WaitSchool
    waiting: Sequence[Waiting]
    now: datetime

    @property
    def at(self) -> float:
        """The moment in seconds since midnight."""
        return self.seconds(self.now)

    def seconds(self, moment: datetime) -> float:
        """Return a moment in seconds since the date's midnight."""
        return (moment - midnight(self.today.business_date, self.today.zone)) / timedelta(seconds=1)

    def expect(self, wait: Wait) -> Expected:
        """Return an estimate as moments."""
        earliest, middle, latest = (self.now + timedelta(seconds=each) for each in (wait.low, wait.median, wait.high))
        return Expected(earliest=earliest, middle=middle, latest=latest)

    def present(self) -> Present:
        """Return how the hall stands."""
        rows = list_windows(self.read)
        asked: dict[str, float] = {}
        for each in self.waiting:
            asked.setdefault(each.queue_id, self.seconds(each.place.since))
        return Present(
            now=self.at,
            windows=[self._window(place, rows.get(name), asked) for place, name in enumerate(self.today.window_ids)],
            waiting=len(self.waiting),
            queues=[self.school.queue_number(each.queue_id) for each in self.waiting],
            lines=self._line_up(rows),
            overtaken=any(self.today.pool_of(name).weights for name in self.today.window_ids),
        )

    def _window(self, place: int, row: WindowRow | None, asked: Mapping[str, float]) -> WindowNow:
        """Return what a window does: whether it is open and who is there says the record, since when the events."""
        known = self.school.learner.window_now(place)
        if row is None or row.state is WindowState.CLOSED:
            return replace(known, doing=Doing.CLOSED)
        if row.state is WindowState.PAUSED and row.ticket_id is None:
            back_at = None if row.until is None else self.seconds(row.until)
            return replace(known, doing=Doing.AWAY, back_at=back_at)
        if row.ticket_id is not None:
            return known if known.doing >= Doing.CALLED else replace(known, doing=Doing.CALLED, since=self.at)
        since = min(
            (asked[queue] for queue in self.today.pool_of(row.window_id).queues if queue in asked), default=None
        )
        if since is None:
            return replace(known, doing=Doing.FREE)
        return replace(known, doing=Doing.FREE, since=max(known.since, since), stands_still=True)

    def _line_up(self, rows: Mapping[str, WindowRow]) -> HallLines:
        today, rules, number = self.today, self.today.rules, self.school.queue_number
        pools = list(dict.fromkeys(today.pool_of(window_id) for window_id in today.window_ids))
        clerks = _Numbers()
        calling = Calling(
            pool_of=[pools.index(today.pool_of(window_id)) for window_id in today.window_ids],
            clerk_of=[clerks.of(rows[each].clerk) if each in rows else None for each in today.window_ids],
            queue_of=self.school.learner.layout.queue_of,
            priority_ratio=rules.priority_ratio,
            cap_s=rules.longest_wait_min * 60.0,
            appointment_share=rules.appointment_share,
            overdue_after_calls=rules.overdue_after_calls,
            now=self.at,
        )
        known = []
        for pool in pools:
            turns = turns_of(self.read, today, pool)
            known.append(
                PoolNow(
                    queues=tuple(number(queue_id) for queue_id in pool.queues),
                    costs=tuple(SHARE // weight for weight in pool.weights),
                    priority_run=turns.priority_run,
                    appointments=turns.appointments,
                    walk_ins=turns.walk_ins,
                    spent=turns.spent,
                )
            )
        counters = Counters(self.read)
        calls = {number(each): counters.get(today.business_date, calls_of(each)) for each in today.queue_ids}
        lines = HallLines(calling, known, queues=self.school.learner.layout.queues, calls=calls)
        for place, each in enumerate(self.waiting):
            self._stand(lines, place, each, clerks)
        return lines

    def _stand(self, lines: HallLines, place: int, each: Waiting, clerks: "_Numbers") -> None:
        where: Place = each.place
        begins = to_us(midnight(self.today.business_date, self.today.zone))
        key = (where.key_us - begins) / 1e6 - (len(self.waiting) - place) * TIE_S
        entry = (key, place, self.school.matter_number(each.matter_id))
        queue = self.school.queue_number(each.queue_id)
        rank = NORMAL if each.priority_class is PriorityClass.NORMAL else PRIORITY
        if where.is_plain:
            lines.add(queue, rank, entry)
            return
        windows = self.today.window_ids
        away = where.for_window is not None and where.for_window not in windows
        lines.add_special(
            Special(
                entry=entry,
                queue=queue,
                rank=rank,
                since=self.seconds(where.since),
                for_window=None if where.for_window is None else (-1 if away else windows.index(where.for_window)),
                for_clerk=clerks.of(where.for_clerk),
                due_calls=where.due_calls,
                appointment_at=None if where.appointment_at is None else self.seconds(where.appointment_at),
                not_before=None if where.not_before is None else self.seconds(where.not_before),
            )
        )


class _Numbers:
    """Names as numbers, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, name: str | None) -> int | None:
        """Return the number of a name."""
        return None if name is None else self._known.setdefault(name, len(self._known))
