"""A picture as one print job: the bytes, and what has to be known to judge whether they were printed; pure."""

from dataclasses import dataclass

from printer import escpos
from printer.bands import encode_bitmap
from printer.bitmap import Bitmap
from printer.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One ticket ready to be sent: `picture_bytes` print it, `cut_bytes` cut it off."""

    picture_bytes: bytes
    cut_bytes: bytes
    rows: int

    @property
    def size_bytes(self) -> int:
        """All bytes of the ticket."""
        return len(self.picture_bytes) + len(self.cut_bytes)


def encode_job(picture: Bitmap, profile: Profile) -> Job:
    """Return the job that prints a picture on a printer of this model."""
    begin = escpos.INITIALIZE
    if profile.sets_motion_units:
        begin += escpos.set_motion_units(per_inch=profile.dpi)
    if profile.reports_changes:
        begin += escpos.set_automatic_status(escpos.ALL_STATUS)
    bands = encode_bitmap(picture, min_gap_rows=profile.min_gap_rows, may_double=profile.prints_doubled)
    return Job(picture_bytes=begin + bands, cut_bytes=escpos.CUT_FEEDING_TO_BLADE, rows=picture.height_dots)


def encode_recovery(profile: Profile) -> bytes:
    """Return what must go before the next job after one that broke off: end the torn image, cut off the torn piece.

    A printer that was cut short inside an image waits for the rest and eats the next job. As many NULs as the
    largest band has bytes end it; outside an image they do nothing.
    """
    largest_band = escpos.MAX_BAND_ROWS * ((profile.width_dots + 7) // 8)
    return bytes(largest_band) + escpos.INITIALIZE + escpos.CUT_FEEDING_TO_BLADE
