"""Erlang's C formula: the instant first number of windows, as if nothing were left over from the half hour before."""

from math import exp


def wait_share(windows: int, load: float) -> float:
    """Return how many of all who come have to wait, as a share; `load` is arrivals times the length of a case."""
    if windows <= load:
        return 1.0
    blocked = 1.0  # Erlang B, by its recursion: stable where factorials are not
    for count in range(1, windows + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked / (1 - load / windows * (1 - blocked))


def share_within(windows: int, *, rate: float, case_s: float, within_s: float) -> float:
    """Return the share of those called within a time, where so many come in a second and a case takes so long."""
    load = rate * case_s
    if windows <= load:
        return 0.0
    return 1 - wait_share(windows, load) * exp(-(windows - load) * within_s / case_s)


def windows_needed(*, rate: float, case_s: float, within_s: float, share: float) -> int:
    """Return the fewest windows by which a share is called within a time; none where nobody comes."""
    if rate <= 0:
        return 0
    windows = int(rate * case_s) + 1
    while share_within(windows, rate=rate, case_s=case_s, within_s=within_s) < share:
        windows += 1
    return windows
