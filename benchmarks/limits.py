"""A figure beside its limit, as every benchmark prints it."""

import math


def is_within(what: str, value: float, *, least: float = -math.inf, most: float = math.inf) -> bool:
    """Print a figure with the limit that it has, and return whether it keeps it."""
    figure = f"{value:.2f}" if isinstance(value, float) else str(value)
    limit = f"at most {most:g}" if most < math.inf else f"at least {least:g}"
    print(f"{what:28} {figure}   ({limit})")
    return least <= value <= most
