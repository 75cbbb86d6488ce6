"""What if: questions about how the hall could be run, answered by playing it.

Only the process that looks ahead (`server.foresight`) and the command do this, never the lane.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from random import Random
from time import monotonic

from hall.errors import BadInput
from hall.what_if import (
    Addition,
    Additions,
    AskOpen,
    AskReplay,
    AskStaffing,
    Finding,
    GroupNeeds,
    HalfHour,
    NoAnswer,
    OpenedWindow,
    OpenedWindows,
    Question,
    Staffing,
)
from server.actions.almanac import Almanac
from server.actions.look_ahead import LookAhead, Moment
from server.actions.replay_day import replay
from server.rules.choosing import SHARE
from server.rules.hall_today import HallToday
from server.rules.waits.arrivals import SLOT_S, SLOTS
from server.rules.waits.layout import Layout
from server.rules.waits.lived_day import Setting
from server.rules.waits.open_more import could_open, play_open
from server.rules.waits.present import Doing
from server.rules.waits.rollout import play_forward
from server.rules.waits.staffing import Aim, Needs, find_additions, find_needs
from server.store.hall_read import HallRead

BUDGET_S = 4.0
"""After so long no further window is tried, so that the waits that visitors are told do not grow old meanwhile."""

ADDITIONS_TOLD = 8
SEED = 1
"""Each way of running the hall meets the same chance, so that what differs comes from the way."""


class WhatIf:
    """Answers questions, with what a look ahead has learned."""

    def __init__(self, almanac: Almanac, look: LookAhead, *, seconds: Callable[[], float] = monotonic) -> None:
        """Take the hall's plan, who has learned from its record, and a counter of seconds."""
        self._almanac, self._look, self._seconds = almanac, look, seconds

    def answer(self, question: Question, read: HallRead, *, now: datetime) -> Finding:
        """Finding a question about the hall at a moment."""
        is_begun = read.get_hall().business_date != 0
        if isinstance(question, AskReplay):
            return _replay(read, self._almanac, question) if is_begun else NoAnswer(why="no_such_day")
        moment = self._look.see(read, now) if is_begun else None
        if moment is None:
            return NoAnswer(why="no_past_day")
        if isinstance(question, AskOpen):
            return _open_one_more(moment, self._seconds)
        if not moment.school.learner.arrivals.days_seen:
            return NoAnswer(why="no_past_day")
        return _staff(moment, question, self._seconds) if isinstance(question, AskStaffing) else _add_queues(moment)


def _replay(read: HallRead, almanac: Almanac, question: AskReplay) -> Finding:
    try:
        return replay(read, almanac, question)
    except BadInput as fault:
        return NoAnswer(why="bad_input", text=fault.detail)


def setting_of(today: HallToday, layout: Layout) -> Setting:
    """Return how a hall is run today, by the plan: its windows' lines and hours, and its rules."""
    pools = [today.pool_of(window_id) for window_id in today.window_ids]
    return Setting(
        queue_of=layout.queue_of,
        queues=layout.queues,
        serves=layout.serves,
        costs=tuple(tuple(SHARE // weight for weight in pool.weights) for pool in pools),
        spans=layout.spans,
        priority_ratio=today.rules.priority_ratio,
        cap_s=today.rules.longest_wait_min * 60.0,
    )


def _open_one_more(moment: Moment, seconds: Callable[[], float]) -> Finding:
    learner, present, names = moment.school.learner, moment.present(), moment.today.window_ids
    windows = could_open(learner.layout, present)
    if not present.waiting:
        return NoAnswer(why="nobody_waits")
    begun = seconds()
    before = play_forward(
        learner.layout,
        present,
        habits=learner.habits,
        durations=learner.durations,
        arrivals=learner.arrivals,
        chance=Random(SEED),  # noqa: S311 -- drawn for an estimate
    )
    found, tried = [], 0
    for window in _most_wanted_first(windows, learner.layout, present.queues):
        if seconds() - begun > BUDGET_S:
            break
        tried += 1
        one = play_open(
            learner,
            present,
            window,
            moment.school.hours,
            before=before,
            make_chance=lambda: Random(SEED),  # noqa: S311
        )
        if one is not None:
            found.append(
                OpenedWindow(
                    window_id=names[window],
                    is_paused=present.windows[window].doing is Doing.AWAY,
                    queue_id=moment.today.queue_ids[one.queue],
                    before_min=_minutes(one.before_s),
                    after_min=_minutes(one.after_s),
                    waiting=one.waiting,
                    saved_min=_minutes(one.saved_s),
                )
            )
    found.sort(key=lambda each: (-each.saved_min, each.after_min - each.before_min))
    return OpenedWindows(windows=tuple(found), untried=len(windows) - tried)


def _most_wanted_first(windows: Sequence[int], layout: Layout, waiting_in: Sequence[int]) -> list[int]:
    """Return windows by how many people wait for them: those that time does not suffice for help least."""
    people = {window: sum(queue in layout.serves[window] for queue in waiting_in) for window in windows}
    return sorted(windows, key=lambda window: -people[window])


def _staff(moment: Moment, question: AskStaffing, seconds: Callable[[], float]) -> Finding:
    if not (1 <= question.within_min <= 240 and 50 <= question.percent <= 99):
        return NoAnswer(why="bad_input", text=f"{question.within_min} min, {question.percent} %")
    school, today = moment.school, moment.today
    aim = Aim(within_s=question.within_min * 60.0, share=question.percent / 100)
    setting, chance = setting_of(today, school.learner.layout), Random(SEED)  # noqa: S311
    begun, groups = seconds(), []
    for group in school.learner.layout.groups():
        left = max(0.0, BUDGET_S * 2 - (seconds() - begun))
        needs = find_needs(
            school.learner,
            setting,
            group,
            hours=school.hours,
            aim=aim,
            chance=chance,
            may_go_on=_until(seconds, left / 2),
        )
        if needs is not None:
            groups.append(_needs(needs, today, aim))
    return Staffing(
        within_min=question.within_min,
        percent=question.percent,
        days_learned=school.learner.arrivals.days_seen,
        groups=tuple(groups),
    )


def _until(seconds: Callable[[], float], length_s: float) -> Callable[[], bool]:
    ends = seconds() + length_s
    return lambda: seconds() < ends


def _needs(needs: Needs, today: HallToday, aim: Aim) -> GroupNeeds:
    halves = [
        HalfHour(
            begins=_time_of(slot),
            arrivals=round(needs.arrivals[slot], 1),
            at_once=needs.at_once[slot],
            windows=needs.counts[slot],
            percent=None if (share := needs.shares[slot]) is None else round(share * 100, 1),
        )
        for slot in range(SLOTS)
        if needs.counts[slot] or needs.shares[slot] is not None
    ]
    return GroupNeeds(
        windows=tuple(today.window_ids[window] for window in sorted(needs.windows)),
        least=needs.least,
        half_hours=tuple(halves),
        percent=None if needs.share is None else round(needs.share * 100, 1),
        is_met=needs.is_met(aim),
    )


def _add_queues(moment: Moment) -> Finding:
    learner, today = moment.school.learner, moment.today
    setting = setting_of(today, learner.layout)
    if not any(setting.spans):
        return NoAnswer(why="no_past_day")
    found, possible = find_additions(learner, setting, Random(SEED))  # noqa: S311
    named = [
        Addition(
            window_id=today.window_ids[each.window],
            queue_id=today.queue_ids[each.queue],
            before_min=_minutes(each.before_s),
            after_min=_minutes(each.after_s),
            all_before_min=_minutes(each.all_before_s),
            all_after_min=_minutes(each.all_after_s),
        )
        for each in found
    ]
    return Additions(additions=tuple(named[:ADDITIONS_TOLD]), tried=len(found), possible=possible)


def _time_of(slot: int) -> time:
    hour, second = divmod(int(slot * SLOT_S), 3_600)
    return time(hour, second // 60)


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 1)
