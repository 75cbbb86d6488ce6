"""A large hall in the middle of its morning, for measuring how long a pass takes."""

from random import Random

from server.rules.waits.hall_lines import Calling, HallLines, PoolNow
from server.rules.waits.layout import Layout
from server.rules.waits.learner import Learner
from server.rules.waits.present import Doing, Present, WindowNow

HOUR = 3_600.0
NOW = 10 * HOUR
QUEUES_OF_A_WINDOW = 5


def large_hall(*, windows: int, matters: int, waiting: int) -> tuple[Layout, Present, Learner]:
    """Return a hall with every window busy and so many people waiting, a queue for each matter."""
    chance = Random(1)
    serves = [tuple(sorted(chance.sample(range(matters), QUEUES_OF_A_WINDOW))) for _ in range(windows)]
    for matter in range(matters):  # each has a window
        place = matter % windows
        serves[place] = tuple(sorted({*serves[place], matter}))
    layout = Layout(
        configured_s=tuple(chance.uniform(300, 900) for _ in range(matters)),
        queue_of=tuple(range(matters)),
        serves=tuple(serves),
        spans=(((9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)),) * windows,
    )
    learner = Learner(layout)
    for _ in range(windows * 6):
        learner.came(chance.randrange(matters), int(chance.random() < 0.08), NOW - HOUR * chance.random())
    pools = list(dict.fromkeys(serves))
    calling = Calling(
        pool_of=[pools.index(each) for each in serves],
        clerk_of=[None] * windows,
        queue_of=layout.queue_of,
        priority_ratio=2,
        cap_s=HOUR,
        appointment_share=50,
        overdue_after_calls=3,
        now=NOW,
    )
    lines = HallLines(calling, [PoolNow(queues=pool) for pool in pools], queues=matters, calls={})
    queues = [chance.randrange(matters) for _ in range(waiting)]
    came = sorted(NOW - HOUR * chance.random() for _ in range(waiting))
    for place, (queue, at) in enumerate(zip(queues, came, strict=True)):
        lines.add(queue, int(chance.random() < 0.08), (at, place, queue))
    busy = [
        WindowNow(doing=Doing.SERVING, since=NOW - 600 * chance.random(), matter=chance.choice(each)) for each in serves
    ]
    return layout, Present(now=NOW, windows=busy, waiting=waiting, queues=queues, lines=lines), learner
