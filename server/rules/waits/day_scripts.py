"""Scripts of usual days, drawn from what a hall has taught: who comes when, and how long a window is taken by each."""

from collections.abc import Collection
from math import exp
from statistics import fmean

from server.rules.waits.arrivals import FIRST_OF_MATTER, SLOT_S, SLOTS
from server.rules.waits.chance import Chance
from server.rules.waits.learner import Learner
from server.rules.waits.lived_day import Visit

DAYS_DIFFER = 0.1
"""How much more or less a whole day brings: what halls with steady demand show."""


def usual_rates(learner: Learner) -> list[float] | None:
    """Return how many come in a second, for each half hour of a usual day; None before a day has passed."""
    arrivals = learner.arrivals
    return [past / arrivals.days / SLOT_S for past in arrivals.past] if arrivals.days else None


def share_of(learner: Learner, queues: Collection[int]) -> float:
    """Return how many of all who come line up in some queues, as a share."""
    served = {queue for each in learner.layout.serves for queue in each}
    everybody = sum(_came(learner, _matters_of(learner, served)))
    return sum(_came(learner, _matters_of(learner, queues))) / everybody if everybody else 0.0


def mean_busy_s(learner: Learner, queues: Collection[int]) -> float:
    """Return for how long somebody of some queues takes a window in the mean, pauses included."""
    matters = _matters_of(learner, queues)
    weights = _came(learner, matters)
    total = sum(weights)
    if not total:
        return 0.0
    habits = learner.habits
    gap = habits.gap.value
    mean = 0.0
    for matter, weight in zip(matters, weights, strict=True):
        missing = habits.no_show_share(matter)
        case = habits.walk.value + gap + learner.durations.mean(matter)
        mean += weight / total * (missing * (habits.timeout.value + gap) + (1 - missing) * case)
    pause = fmean(habits.pauses.kept) if habits.pauses.kept else habits.pauses.usual_s
    return mean * (1 + habits.pause_rate * pause)


def draw_script(learner: Learner, queues: Collection[int], chance: Chance) -> list[Visit]:
    """Return a usual day of some queues as it may come; nobody before a day has passed."""
    rates, matters = usual_rates(learner), _matters_of(learner, queues)
    weights = _came(learner, matters)
    measure = share_of(learner, queues) * exp(chance.gauss(-DAYS_DIFFER * DAYS_DIFFER / 2, DAYS_DIFFER))
    script: list[Visit] = []
    if rates is None or not sum(weights):
        return script
    for slot in range(SLOTS):
        rate = rates[slot] * measure
        at = slot * SLOT_S + (chance.expovariate(rate) if rate > 0 else SLOT_S)
        while at < (slot + 1) * SLOT_S:
            matter = matters[_pick(weights, chance)]
            rank = _pick(learner.arrivals.of_rank, chance)
            script.append(Visit(at, matter, rank, _draw_busy(learner, matter, chance)))
            at += chance.expovariate(rate)
    return script


def _came(learner: Learner, matters: Collection[int]) -> list[float]:
    """Return how many have come for each of some matters: nobody is made up for those that nobody came for."""
    return [max(0.0, learner.arrivals.of_matter[matter] - FIRST_OF_MATTER) for matter in matters]


def _matters_of(learner: Learner, queues: Collection[int]) -> list[int]:
    return [matter for matter, queue in enumerate(learner.layout.queue_of) if queue in queues]


def _draw_busy(learner: Learner, matter: int, chance: Chance) -> float:
    habits, shape = learner.habits, learner.durations.shape
    gap = habits.gap.value * (0.5 + chance.random())
    if chance.random() < habits.no_show_share(matter):
        return habits.timeout.value + gap
    walk = habits.walk.value * (0.5 + chance.random())
    busy = walk + gap + learner.durations.mean(matter) * shape[int(chance.random() * len(shape))]
    if chance.random() < 1 - exp(-habits.pause_rate * busy):
        busy += habits.pauses.draw_rest(0.0, chance)
    return busy


def _pick(weights: list[float], chance: Chance) -> int:
    left = chance.random() * sum(weights)
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return place
    return len(weights) - 1
