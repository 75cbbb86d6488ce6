"""Numbers told briefly, as of windows: runs of three or more become one span."""

from collections.abc import Iterable, Iterator
from itertools import count, groupby


def spans_of(numbers: Iterable[int]) -> list[str]:
    """Return numbers in order, each run of three or more as a span: 5, 6, 9, 10, 11 become "5", "6", "9–11"."""
    return ["–".join(map(str, run)) for run in runs_of(numbers)]


def shortened(window_ids: Iterable[str]) -> list[str]:
    """Return the numbers of windows, runs as spans, and after them the names of those that have no number."""
    ids = list(window_ids)
    return [*spans_of(int(each) for each in ids if each.isdigit()), *(each for each in ids if not each.isdigit())]


def runs_of(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield numbers in order, alone or as the first and last of a run of three or more."""
    position = count()
    for _, group in groupby(sorted(set(numbers)), key=lambda number: number - next(position)):
        run = list(group)
        if len(run) > 2:
            yield run[0], run[-1]
        else:
            yield from ((number,) for number in run)
