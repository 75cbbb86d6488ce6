"""A picture as one print job: the bytes, and what has to be known to judge whether they were printed; pure."""

from dataclasses import dataclass

from printer import escpos
from printer.bands import encode_bands
from printer.bitmap import Bitmap
from printer.profiles import PRESENTS, Presenter, Profile

TEAR_OFF_MM = 12.0
"""From the head to the edge at which paper is torn off, on printers without a blade."""

TICKET_FROM = 0.8
"""Of a slip's length: with so much of it on paper it may be taken for a whole one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One ticket ready to be sent: `picture_bytes` print it, `cut_bytes` cut it off.

    The last `tail_bytes` of the picture are what a torn piece may lack and still pass for the ticket.
    """

    picture_bytes: bytes
    cut_bytes: bytes
    rows: int
    tail_bytes: int = 0

    @property
    def size_bytes(self) -> int:
        """All bytes of the ticket."""
        return len(self.picture_bytes) + len(self.cut_bytes)


def encode_job(picture: Bitmap, profile: Profile) -> Job:
    """Return the job that prints a picture on a printer of this model."""
    bands = encode_bands(
        picture,
        min_gap_rows=profile.min_gap_rows,
        may_double=profile.prints_doubled,
        break_at=round(picture.height_dots * TICKET_FROM) + 1,
    )
    return frame_job(bands, profile, rows=picture.height_dots)


def frame_job(parts: list[tuple[int, bytes]], profile: Profile, *, rows: int) -> Job:
    """Return the job of these parts: what every job begins and ends with is put around them.

    Args:
        parts: text and pictures, each after the rows that the paper has moved before it.
        profile: the model.
        rows: how many rows of dots the paper moves for them.
    """
    begin = escpos.INITIALIZE
    if profile.sets_motion_units:
        begin += escpos.set_motion_units(per_inch=profile.dpi)
    if profile.reports_changes:
        begin += escpos.set_automatic_status(escpos.ALL_STATUS)
    to_edge = b"" if profile.has_cutter else escpos.feed_dots(round(TEAR_OFF_MM / 25.4 * profile.dpi))
    content = [data for _, data in parts]
    until_tail = next((at for at, (top, _) in enumerate(parts) if top >= rows * TICKET_FROM), len(parts) - 1)
    return Job(
        picture_bytes=begin + b"".join(content),
        cut_bytes=to_edge + escpos.CUT_FEEDING_TO_BLADE,
        rows=rows,
        tail_bytes=sum(map(len, content[max(0, until_tail) :])),
    )


def encode_presenting(profile: Profile) -> bytes:
    """Return what holds the slip out to the visitor; nothing where there is no presenter, or its commands are unknown.

    It is sent after all questions: a presenter that waits for a hand keeps the printer from answering.
    """
    if profile.presenter not in PRESENTS:
        return b""
    steps = round(profile.present_mm / profile.present_step_mm)
    if profile.presenter is Presenter.GS_E:
        return escpos.present_steps(steps)
    return escpos.present_and_eject(steps, after_s=profile.eject_after_s)


def encode_recovery(profile: Profile) -> bytes:
    """Return what must go before the next job after one that broke off: end the torn image, cut off the torn piece.

    A printer that was cut short inside an image waits for the rest and eats the next job. As many NULs as the
    largest band has bytes end it; outside an image they do nothing.
    """
    largest_band = escpos.MAX_BAND_ROWS * ((profile.width_dots + 7) // 8)
    return bytes(largest_band) + escpos.INITIALIZE + escpos.CUT_FEEDING_TO_BLADE
