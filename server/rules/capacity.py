"""Whether one more visitor will likely be served before the hall closes: the last issue by remaining capacity."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import sqrt

from hall.rules import Rules
from server.rules.waiting import EIGHTY_PERCENT_Z, SPREAD, UNDER_WAY


class LastIssue(StrEnum):
    """Whether a number may still be given out today.

    `NEEDS_CONSENT`: only to a visitor who has been told that there may be no time left, and agrees.
    `OVER`: the hall is open, but gives no more numbers for this queue. `CLOSED`: the day's last closing is past.
    """

    FITS = "fits"
    NEEDS_CONSENT = "needs_consent"
    OVER = "over"
    CLOSED = "closed"


def judge_last_issue(
    *, remaining_min: float | None, shares: Sequence[float], usual_minutes: float, people_ahead: int, rules: Rules
) -> LastIssue:
    """Return whether one more number may be given out for a queue.

    Args:
        remaining_min: working minutes left today (`hours.remaining_minutes`), None when the hall never closes.
        shares: for each window that calls from the queue, how much of its time the queue gets (`window_share`).
            While no window is open yet, those that are planned for the queue; without any nobody can promise.
        usual_minutes: mean time at the window over the queue's matters.
        people_ahead: tickets that will be called before this one.
        rules: whether consent is asked for, and a fixed last issue.
    """
    if remaining_min is None:
        return LastIssue.FITS
    if remaining_min <= 0:
        return LastIssue.CLOSED
    if remaining_min <= rules.last_issue_min:
        return LastIssue.OVER
    end_min = likely_end_minutes(shares=shares, usual_minutes=usual_minutes, people_ahead=people_ahead)
    if end_min is not None and end_min <= remaining_min:
        return LastIssue.FITS
    return LastIssue.NEEDS_CONSENT if rules.last_issue_consent else LastIssue.OVER


def likely_end_minutes(*, shares: Sequence[float], usual_minutes: float, people_ahead: int) -> float | None:
    """Return after how many working minutes one more visitor has been served, in four of five cases.

    The same picture of a queue as `waiting.estimate_wait`, and then the visitor's own time at the window.
    None while no window serves the queue.
    """
    windows = sum(shares)
    if windows <= 0:
        return None
    per_call_min = usual_minutes / windows
    mean_min = (people_ahead + UNDER_WAY) * per_call_min + usual_minutes
    wait_deviation_min = sqrt(people_ahead * SPREAD**2 + UNDER_WAY**2) * per_call_min
    deviation_min = sqrt(wait_deviation_min**2 + (SPREAD * usual_minutes) ** 2)
    return mean_min + EIGHTY_PERCENT_Z * deviation_min


def window_share(queue_id: str, *, waiting: Mapping[str, int], weights: Mapping[str, int] | None = None) -> float:
    """Return which share of a window's calls one of its queues gets as things stand, above 0 and at most 1.

    Args:
        queue_id: the queue that one more visitor is about to join.
        waiting: how many wait in each queue of the window, this one included.
        weights: the window's weights by queue; None where it calls whoever came first.
    """
    present = {queue: waiting[queue] for queue in waiting if waiting[queue] > 0} | {queue_id: waiting[queue_id] + 1}
    if weights is not None:
        return weights[queue_id] / sum(weights[queue] for queue in present)
    return present[queue_id] / sum(present.values())
