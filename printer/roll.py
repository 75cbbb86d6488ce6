"""How much paper is left, reckoned from what was printed and from the printer's own near-end sensor; pure.

A printer has no gauge: it tells near end and out, nothing between. A roll is counted from its change on; before the
first change nobody knows how much was on it, and nothing is claimed until the sensor speaks.
"""

from dataclasses import dataclass, replace

from printer.status import Fault, PrinterStatus

USUAL_SLIP_MM = 130.0
"""Until a slip has been printed: the shipped ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """What is known of the roll in a printer.

    `is_counted` is whether it was put in under our eyes, so that `used_mm` is all of it; `since_near_end_mm` is what
    was printed since the sensor spoke, None while it is silent; `slips` and `slips_mm` make the usual length of a slip.
    """

    is_counted: bool = False
    is_out: bool = False
    used_mm: float = 0.0
    since_near_end_mm: float | None = None
    slips: int = 0
    slips_mm: float = 0.0


def note_status(roll: Roll, status: PrinterStatus) -> Roll:
    """Return the roll after the printer said how it is: new when an end that was told of is told of no more."""
    if not status.is_known or Fault.UNREACHABLE in status.faults or Fault.LINE_LOST in status.faults:
        return roll
    is_out, is_near = Fault.PAPER_OUT in status.faults, Fault.PAPER_NEAR_END in status.faults
    if is_out or Fault.COVER_OPEN in status.faults:  # with the cover open the sensors see nothing of the roll
        return replace(roll, is_out=roll.is_out or is_out)
    if (roll.is_out or roll.since_near_end_mm is not None) and not is_near:
        return Roll(is_counted=True, slips=roll.slips, slips_mm=roll.slips_mm)
    since = roll.since_near_end_mm
    return replace(roll, is_out=False, since_near_end_mm=(since or 0.0) if is_near else None)


def note_slip(roll: Roll, length_mm: float) -> Roll:
    """Return the roll after a slip of this length, feed to the blade included."""
    since = roll.since_near_end_mm
    return replace(
        roll,
        used_mm=roll.used_mm + length_mm,
        since_near_end_mm=None if since is None else since + length_mm,
        slips=roll.slips + 1,
        slips_mm=roll.slips_mm + length_mm,
    )


def count_slips_left(roll: Roll, *, roll_m: float, near_end_m: float) -> int | None:
    """Return about how many more slips there is paper for; None where nothing is known.

    Args:
        roll: what was printed of it.
        roll_m: how long a new one is.
        near_end_m: what is left when the sensor speaks.
    """
    if roll.is_out:
        return 0
    if roll.since_near_end_mm is not None:
        left_mm = near_end_m * 1000 - roll.since_near_end_mm
    elif roll.is_counted:
        left_mm = max(roll_m * 1000 - roll.used_mm, near_end_m * 1000)  # the sensor is silent: so much is left
    else:
        return None
    return max(0, int(left_mm / (roll.slips_mm / roll.slips if roll.slips else USUAL_SLIP_MM)))
