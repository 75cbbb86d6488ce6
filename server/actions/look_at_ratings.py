"""Look at ratings: one by one and as figures, never whose they are."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeVar

from hall.places import Text
from hall.rating import Level, RatingCount, RatingDay, RatingFigures, RatingMatter, RatingView
from server.rules.hall_today import HallToday
from server.store.hall_read import HallRead
from server.store.ratings import StoredRating, list_ratings

K = TypeVar("K")


def view_ratings(
    read: HallRead, today: HallToday, first: date, last: date, *, is_open: bool = False
) -> tuple[RatingView, ...]:
    """Return the ratings of some business dates; with `is_open` only bad ones that nobody has settled."""
    stored = list_ratings(read, first, last)
    return tuple(view_rating(each, today) for each in stored if not is_open or _is_open(each))


def view_rating(stored: StoredRating, today: HallToday) -> RatingView:
    """Return a rating as its hall reads it."""
    of, given = stored.of, stored.given
    return RatingView(
        rating_id=given.rating_id,
        business_date=of.business_date,
        window_id=of.window_id,
        clerk=of.clerk,
        matter=_name_of(of.matter_id, today),
        level=given.level,
        grievances=given.grievances,
        comment=given.comment,
        due=given.due,
        settlement=given.settlement,
        in_hand=given.in_hand,
    )


def count_ratings(read: HallRead, today: HallToday, first: date, last: date) -> RatingFigures:
    """Return the figures of some business dates: windows in the order of the plan, days as they came, matters by id."""
    stored = list_ratings(read, first, last)
    levels = _levels_of(stored)
    by_window = _levels_by(stored, lambda each: each.of.window_id)
    by_day = _levels_by(stored, lambda each: each.of.business_date)
    by_matter = _levels_by(stored, lambda each: each.of.matter_id)
    good = sum(count for level, count in zip(Level, levels, strict=True) if not level.is_bad)
    waiting = [each.given.due for each in stored if _is_open(each)]
    return RatingFigures(
        windows=tuple(
            RatingCount(window_id=window_id, levels=by_window[window_id])
            for window_id in sorted(by_window, key=partial(_place_in_plan, today.window_ids))
        ),
        days=tuple(RatingDay(business_date=day, levels=by_day[day]) for day in sorted(by_day)),
        matters=tuple(
            RatingMatter(matter_id=matter_id, matter=_name_of(matter_id, today), levels=by_matter[matter_id])
            for matter_id in sorted(by_matter)
        ),
        levels=levels,
        satisfied_percent=round(100 * good / len(stored), 1) if stored else None,
        open=len(waiting),
        late=sum(1 for due in waiting if due is not None and due < today.business_date),
    )


def _place_in_plan(plan: tuple[str, ...], window_id: str) -> tuple[int, str]:
    """Return where a window stands; one that the plan no longer has comes last."""
    return (plan.index(window_id) if window_id in plan else len(plan)), window_id


def _is_open(stored: StoredRating) -> bool:
    return stored.given.due is not None and stored.given.settlement is None


def _levels_of(stored: Iterable[StoredRating]) -> tuple[int, ...]:
    counts = Counter(each.given.level for each in stored)
    return tuple(counts[level] for level in Level)


def _levels_by(stored: Iterable[StoredRating], key: Callable[[StoredRating], K]) -> dict[K, tuple[int, ...]]:
    groups: dict[K, list[StoredRating]] = {}
    for each in stored:
        groups.setdefault(key(each), []).append(each)
    return {name: _levels_of(group) for name, group in groups.items()}


def _name_of(matter_id: str, today: HallToday) -> Text:
    """Return a matter's name; of one that the plan no longer has, its id."""
    found = today.find_matter(matter_id)
    return Text(zh=matter_id, en=matter_id) if found is None else found.name
