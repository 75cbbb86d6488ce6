"""The first honest range for an estimated wait: the estimate of a hall's first day.

It knows only what is known before anyone was served: the people ahead, the open windows and the matters'
usual minutes. It does not know windows shared with other queues, breaks or how long today's visits take;
the estimate that learns from the hall's own visits replaces it behind the same function.
"""

from math import ceil, floor, sqrt

from hall.ticket import WaitRange

SPREAD = 0.6
"""Coefficient of variation of the time at a window (studies of service halls find 0.5 to 0.8)."""

EIGHTY_PERCENT_Z = 0.8416
"""Standard deviations from the mean to the 20 % and 80 % quantiles of a normal distribution."""

UNDER_WAY = 0.5
"""Share of a usual visit still to come at a window that is busy, if nothing more is known."""


def estimate_wait(people_ahead: int, *, open_windows: int, free_windows: int, usual_minutes: float) -> WaitRange | None:
    """Return the range into which about six of ten waits fall, in whole minutes.

    Args:
        people_ahead: tickets that will be called before this one.
        open_windows: windows that now call from the queue.
        free_windows: those of them that have nobody.
        usual_minutes: mean time at the window over the queue's matters.

    Returns:
        The range: 0-0 when a window is free for this visitor, None while no window is open, when any figure
        would be invented.
    """
    if open_windows == 0:
        return None
    if people_ahead < free_windows:
        return WaitRange(low_min=0, high_min=0)
    per_call_min = usual_minutes / open_windows
    mean_min = (people_ahead + UNDER_WAY) * per_call_min
    deviation_min = sqrt(people_ahead * SPREAD**2 + UNDER_WAY**2) * per_call_min
    low_min = max(0, floor(mean_min - EIGHTY_PERCENT_Z * deviation_min))
    high_min = max(low_min + 1, ceil(mean_min + EIGHTY_PERCENT_Z * deviation_min))
    return WaitRange(low_min=low_min, high_min=high_min)
