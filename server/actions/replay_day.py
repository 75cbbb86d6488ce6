"""Replay a past day: the record's events of it played again, by its own rules and by others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise
from statistics import fmean

from hall.errors import BadInput, HallError
from hall.what_if import BANDS_MIN, WITHIN_MIN, AskReplay, Changes, Finding, NoAnswer, Replayed, Spread, Stretch
from server.actions.almanac import Almanac
from server.rules.choosing import SHARE
from server.rules.hall_today import HallToday
from server.rules.hours import midnight
from server.rules.waits.layout import Span
from server.rules.waits.lived_day import Setting, play_day
from server.rules.waits.past_day import PastDay, PastEvents
from server.store.day_events import find_day, list_day_events
from server.store.hall_read import HallRead

ONE_DAY = timedelta(days=1)
RATIO_MOST = 99
LONGEST_WAIT_MOST = 24 * 60
WEIGHT_MOST = 99


def replay(read: HallRead, almanac: Almanac, asked: AskReplay) -> Finding:
    """Play a past day again.

    Raises:
        BadInput: the changes name what the hall has not, or times and figures that mean nothing.
    """
    today = almanac.on(asked.day)
    span = find_day(
        read, asked.day, begins=midnight(asked.day, today.zone), ends=midnight(asked.day + ONE_DAY, today.zone)
    )
    if span is None:
        return NoAnswer(why="no_such_day")
    matters = [each.matter.matter_id for each in today.directory.matters if each.handling.queue in today.queue_ids]
    events = PastEvents(
        {matter_id: place for place, matter_id in enumerate(matters)},
        begins=midnight(asked.day, today.zone),
        early_s=today.rules.appointment_early_min * 60.0,
    )
    for event in list_day_events(read, span):
        events.take(event.body, event.at)
    past = events.end()
    if not any(past.counts):
        return NoAnswer(why="no_such_day")
    setting = _setting_of(today, matters, past)
    changed = change(setting, today, asked.changes)
    before, after = (play_day(past.script, each).waits for each in (setting, changed))
    return Replayed(
        day=asked.day,
        was=_spread(past.waits, past),
        before=_spread(before, past),
        after=_spread(after, past),
        left_out=past.left_out + past.counts.count(False),
    )


def _setting_of(today: HallToday, matters: Sequence[str], past: PastDay) -> Setting:
    numbers = {queue_id: place for place, queue_id in enumerate(today.queue_ids)}
    pools = [today.pool_of(window_id) for window_id in today.window_ids]
    return Setting(
        queue_of=tuple(numbers[today.queue_of(matter_id)] for matter_id in matters),
        queues=len(numbers),
        serves=tuple(tuple(numbers[queue_id] for queue_id in pool.queues) for pool in pools),
        costs=tuple(tuple(SHARE // weight for weight in pool.weights) for pool in pools),
        spans=tuple(past.spans.get(window_id, ()) for window_id in today.window_ids),
        priority_ratio=today.rules.priority_ratio,
        cap_s=today.rules.longest_wait_min * 60.0,
        appointment_share=today.rules.appointment_share,
    )


def change(setting: Setting, today: HallToday, changes: Changes) -> Setting:
    """Return a day's setting with some changes.

    Raises:
        BadInput: they name what the hall has not, or times and figures that mean nothing.
    """
    spans, serves, costs = list(setting.spans), list(setting.serves), list(setting.costs)
    for stretch in changes.opened:
        window = _window(today, stretch.window_id)
        spans[window] = _with_span(spans[window], _span_of(stretch))
    for stretch in changes.closed:
        window = _window(today, stretch.window_id)
        spans[window] = _without_span(spans[window], _span_of(stretch))
    for window_id, queue_id in changes.added:
        window, queue = _window(today, window_id), _queue(today, queue_id)
        if queue in serves[window]:
            raise BadInput(f"window {window_id} serves {queue_id} already")
        serves[window], costs[window] = (*serves[window], queue), ()
    for window_id in {window_id for window_id, _, _ in changes.weights}:
        window = _window(today, window_id)
        weights = {_queue(today, queue): weight for name, queue, weight in changes.weights if name == window_id}
        costs[window] = _costs_of(window_id, serves[window], weights)
    ratio, longest, share = changes.priority_ratio, changes.longest_wait_min, changes.appointment_share
    if ratio is not None and not 0 <= ratio <= RATIO_MOST:
        raise BadInput(f"priority_ratio: {ratio} is not from 0 to {RATIO_MOST}")
    if longest is not None and not 0 <= longest <= LONGEST_WAIT_MOST:
        raise BadInput(f"longest_wait_min: {longest} is not from 0 to {LONGEST_WAIT_MOST}")
    if share is not None and not 0 <= share <= 100:
        raise BadInput(f"appointment_share: {share} is not from 0 to 100")
    return replace(
        setting,
        spans=tuple(spans),
        serves=tuple(serves),
        costs=tuple(costs),
        priority_ratio=setting.priority_ratio if ratio is None else ratio,
        cap_s=setting.cap_s if longest is None else longest * 60.0,
        appointment_share=setting.appointment_share if share is None else share,
    )


def _costs_of(window_id: str, queues: Sequence[int], weights: dict[int, int]) -> tuple[int, ...]:
    if not any(weights.values()):
        return ()
    if set(weights) != set(queues) or not all(1 <= each <= WEIGHT_MOST for each in weights.values()):
        raise BadInput(
            f"weights of window {window_id}: one from 1 to {WEIGHT_MOST} for each of its lines, or 0 for all"
        )
    return tuple(SHARE // weights[queue] for queue in queues)


def _window(today: HallToday, window_id: str) -> int:
    try:
        return today.window_ids.index(today.get_window(window_id).window_id)
    except HallError as error:
        raise BadInput(error.detail) from None


def _queue(today: HallToday, queue_id: str) -> int:
    try:
        return today.queue_ids.index(today.get_queue(queue_id).queue_id)
    except HallError as error:
        raise BadInput(error.detail) from None


def _span_of(stretch: Stretch) -> Span:
    begins, ends = _seconds(stretch.begins), _seconds(stretch.ends)
    if begins >= ends:
        raise BadInput(f"window {stretch.window_id}: {stretch.begins:%H:%M} is not before {stretch.ends:%H:%M}")
    return begins, ends


def _seconds(moment: time) -> float:
    return moment.hour * 3_600.0 + moment.minute * 60.0 + moment.second


def _with_span(spans: Sequence[Span], more: Span) -> tuple[Span, ...]:
    begins, ends = more
    apart = [each for each in spans if each[1] < begins or ends < each[0]]
    touched = [each for each in spans if each not in apart]
    joined = min([begins, *(each[0] for each in touched)]), max([ends, *(each[1] for each in touched)])
    return tuple(sorted([*apart, joined]))


def _without_span(spans: Sequence[Span], less: Span) -> tuple[Span, ...]:
    left = [(begins, min(ends, less[0])) for begins, ends in spans] + [
        (max(begins, less[1]), ends) for begins, ends in spans
    ]
    return tuple(sorted({each for each in left if each[0] < each[1]}))


def _spread(waits: Sequence[float | None], past: PastDay) -> Spread:
    counted = [wait for wait, counts in zip(waits, past.counts, strict=True) if counts]
    minutes = sorted(wait / 60 for wait in counted if wait is not None)
    never = len(counted) - len(minutes)
    if not minutes:
        return Spread(
            people=len(counted),
            mean_min=0.0,
            median_min=0.0,
            most_of_all_min=0.0,
            longest_min=0.0,
            percent_within=0.0,
            counts=(0,) * (len(BANDS_MIN) + 1),
            never_called=never,
        )
    ends = [0, *BANDS_MIN, float("inf")]
    return Spread(
        people=len(counted),
        mean_min=round(fmean(minutes), 1),
        median_min=round(minutes[len(minutes) // 2], 1),
        most_of_all_min=round(minutes[min(len(minutes) - 1, len(minutes) * 9 // 10)], 1),
        longest_min=round(minutes[-1], 1),
        percent_within=round(100 * sum(each <= WITHIN_MIN for each in minutes) / len(counted), 1),
        counts=tuple(sum(low <= each < high for each in minutes) for low, high in pairwise(ends)),
        never_called=never,
    )
