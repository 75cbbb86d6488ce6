"""When a window opens and stops in one draw: by its hours, a little early or late, or out of them."""

from collections.abc import Sequence
from typing import NamedTuple

from server.rules.waits.chance import Chance
from server.rules.waits.habits import Habits
from server.rules.waits.layout import Span
from server.rules.waits.present import Doing, WindowNow

NEVER = float("inf")
JITTER_S = 180.0
"""A planned stop comes at most so much earlier or later."""

STAYED_S = 1_200.0
"""How long a window stays in the mean that is open when it should not be."""

EARLY_S = 1_800.0
"""A window that is open so long before its next hours has opened for them."""

LATE_IS_AWAY_S = 900.0
"""A window that is later than that for its hours is closed without a plan."""

WORTH_OPENING_S = 60.0


class Stop(NamedTuple):
    """From `at` on a window takes nobody, until it `opens`."""

    at: float
    opens: float


class _Stretch(NamedTuple):
    """A time during which a window is open; one that is the last of its day ends with the last who waits."""

    opens: float
    ends: float
    is_last: bool


def list_stops(
    spans: Sequence[Span], state: WindowNow, now: float, habits: Habits, chance: Chance
) -> tuple[float, list[Stop]]:
    """Return when a window is open for the first time from now on, and its stops after that, in order."""
    stretches: list[_Stretch] = []
    if state.doing is Doing.CLOSED:
        stretches += _comes_back(spans, state, now, habits, chance)
    else:
        stretches.append(_under_way(spans, state, now, chance))
    for span in spans:
        if span[0] > now and span[0] >= _end_of(stretches) - JITTER_S and chance.random() < habits.opened.value:
            late = habits.late.value * chance.expovariate(1.0)
            stretches.append(_Stretch(span[0] + late, _about(span[1], chance), span is spans[-1]))
    if not stretches:
        return NEVER, []
    opens = [*(each.opens for each in stretches[1:]), NEVER]
    pairs = zip(stretches, opens, strict=True)
    return stretches[0].opens, [Stop(one.ends, max(again, one.ends)) for one, again in pairs if not one.is_last]


def _end_of(stretches: Sequence[_Stretch]) -> float:
    """Return when the last of some stretches ends, the beginning of all time without any."""
    return stretches[-1].ends if stretches else -NEVER


def _comes_back(spans: Sequence[Span], state: WindowNow, now: float, habits: Habits, chance: Chance) -> list[_Stretch]:
    """Return the rest of the present hours, if a window that is closed during them comes back in time."""
    here = next((span for span in spans if span[0] <= now < span[1]), None)
    if here is None:
        return []
    late = now - here[0]
    if state.since <= here[0] and late < LATE_IS_AWAY_S:
        opens = now + 0.7 * habits.late.value * chance.expovariate(1.0)
    elif chance.random() < habits.never_back.value:
        return []
    else:
        opens = now + habits.closures.draw_rest(now - max(state.since, here[0]), chance)
    if opens > here[1] - WORTH_OPENING_S:
        return []
    return [_Stretch(opens, _about(here[1], chance), here is spans[-1])]


def _under_way(spans: Sequence[Span], state: WindowNow, now: float, chance: Chance) -> _Stretch:
    """Return how long a window stays that is open now; one that has only a case left over ends with that."""
    following = next((span for span in spans if now < span[1]), None)
    if following is None:
        return _Stretch(now, NEVER, is_last=True)
    before = [span for span in spans if span[1] <= now]
    if now >= following[0] - (EARLY_S if before else NEVER):
        return _Stretch(now, max(now, _about(following[1], chance)), following is spans[-1])
    overrun = now - before[-1][1]
    if overrun < JITTER_S:
        rest = (JITTER_S - overrun) * chance.random()
    else:
        stays = state.doing is Doing.FREE or state.since > before[-1][1] + JITTER_S
        rest = STAYED_S * chance.expovariate(1.0) if stays else 0.0
    return _Stretch(now, now + rest, is_last=False)


def _about(planned: float, chance: Chance) -> float:
    return planned + JITTER_S * (2 * chance.random() - 1)
