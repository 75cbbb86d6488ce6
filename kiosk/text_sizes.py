"""Which sizes a text may shrink to, in design px: the same steps whatever it begins with. Pure.

So a text that begins larger (大字版) never ends smaller in the same room: every step of the smaller one is among its
own. Few steps for the whole kiosk, so that few font sizes are loaded (each new one costs 2-4 ms).
"""

OF_NUMBERS = (236, 212, 190, 172, 155, 140, 126, 114, 103, 93, 84, 77, 69)
OF_WORDS = (60, 55, 50, 46, 43, 40, 37, 34, 32, 30, 28, 26, 25)
STEPS = OF_NUMBERS + OF_WORDS


def list_sizes(most_px: float, least_px: float) -> list[int]:
    """Return the sizes from the largest to the smallest, both included."""
    most, least = max(round(most_px), round(least_px)), round(least_px)
    return [most, *(step for step in STEPS if least < step < most), *([least] if least < most else [])]
