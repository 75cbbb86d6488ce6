"""Window numbers told briefly: runs of three or more become one span."""

from collections.abc import Iterable
from itertools import count, groupby


def spans_of(numbers: Iterable[int]) -> list[str]:
    """Return numbers in order, each run of three or more as a span: 5, 6, 9, 10, 11 become "5", "6", "9–11"."""
    position = count()
    runs = [list(run) for _, run in groupby(sorted(set(numbers)), key=lambda number: number - next(position))]
    spans = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run] for run in runs]
    return [span for run in spans for span in run]
