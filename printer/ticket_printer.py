"""Slip in, paper out: what the kiosk uses."""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from hall.clock import Clock
from hall.errors import DiskUnusable
from printer.confirm import ConfirmedPrinter
from printer.conversation import Limits
from printer.job import Job
from printer.note import NoteSlip
from printer.outcome import JobState, Outcome, PrintReport
from printer.press import SlipPress, choose_encoding, open_press
from printer.profiles import DEFAULT_PROFILE, Profile, get_profile
from printer.roll import count_slips_left, note_slip, note_status
from printer.slip import TicketSlip
from printer.spool import Spool, SpooledJob
from printer.status import PrinterStatus
from printer.transports import open_transport

EXPIRES_AFTER = timedelta(seconds=60)
"""A visitor who has no slip by then has left, or has copied the number: paper that comes later finds nobody."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What became of a ticket that an earlier run of the program left unsettled, or of which nobody was told."""

    ticket_id: int
    number: str
    report: PrintReport


class TicketPrinter:
    """One printer at one address; with a spool, what it prints outlasts a kill.

    Used by two threads at most: one that prints, one that asks how it is.
    """

    def __init__(
        self, press: SlipPress, printer: ConfirmedPrinter, profile: Profile, *, clock: Clock, spool: Spool | None = None
    ) -> None:
        """Put together what makes jobs, what prints them, and where they are kept meanwhile (None: nowhere)."""
        self._press, self._printer, self._profile = press, printer, profile
        self._clock, self._spool = clock, spool

    def print_slip(self, slip: TicketSlip | NoteSlip) -> PrintReport:
        """Print it once and return what became of it; blocks for seconds, raises for no fault of a printer.

        With a spool the outcome of a ticket is kept under the report's `job_key` until `forget`.
        """
        job = self._press.make_job(slip)
        spooled = self._keep(job, slip)
        if spooled is None:
            return self._note(job, self._printer.print_job(job))
        report = self._print_kept(spooled, job)
        if spooled.ticket_id is None:
            self.forget(spooled.key)
        return report

    def read_status(self) -> PrinterStatus:
        """Ask the printer how it is; blocks for at most a few seconds."""
        status = self._printer.read_status()
        if self._spool is not None:
            self._spool.remember(roll=note_status(self._spool.memory.roll, status))
        return status

    def count_slips_left(self) -> int | None:
        """Return about how many more slips there is paper for, None where nothing is known of the roll."""
        if self._spool is None:
            return None
        profile = self._profile
        return count_slips_left(self._spool.memory.roll, roll_m=profile.roll_m, near_end_m=profile.near_end_m)

    def recover(self) -> tuple[Recovered, ...]:
        """Settle what an earlier run left and return what became of it; to be called once, before anything is printed.

        A ticket of which no byte was sent is printed now if its visitor may still be there. One that was being sent is
        UNKNOWN: perhaps it is on paper, so it is never sent again by itself.
        """
        return () if self._spool is None else tuple(self._recover(self._spool))

    def forget(self, job_key: str) -> None:
        """Forget a job of which everybody has been told."""
        if self._spool is not None:
            self._spool.forget(job_key)

    def _keep(self, job: Job, slip: TicketSlip | NoteSlip) -> SpooledJob | None:
        if self._spool is None:
            return None
        ticket_id, number = (slip.ticket_id, slip.number) if isinstance(slip, TicketSlip) else (None, slip.matter.zh)
        try:
            return self._spool.keep(job, key=secrets.token_hex(16), ticket_id=ticket_id, number=number)
        except DiskUnusable as error:
            _log.error("%s is printed without being kept: %s", number, error.detail)
            return None

    def _print_kept(self, spooled: SpooledJob, job: Job) -> PrintReport:
        report = self._printer.print_job(job, note_sending=lambda: self._move(spooled, JobState.SENDING))
        self._move(spooled, JobState(report.outcome))
        return replace(self._note(job, report), job_key=spooled.key)

    def _note(self, job: Job, report: PrintReport) -> PrintReport:
        """Remember what the job tells of the printer and its roll."""
        if self._spool is not None:
            roll = note_status(self._spool.memory.roll, report.status)
            if report.outcome in (Outcome.PRINTED, Outcome.SENT):
                roll = note_slip(roll, self._profile.length_mm(job.rows))
            self._spool.remember(is_torn=report.is_torn, has_answered=self._printer.has_answered, roll=roll)
        return report

    def _move(self, spooled: SpooledJob, state: JobState) -> None:
        """Keep where a job stands; a disk that fails now costs what is known after a kill, not the slip."""
        assert self._spool is not None, "only a kept job is moved"
        try:
            self._spool.move(spooled, state)
        except DiskUnusable as error:
            _log.error("%s: %s is not kept: %s", spooled.number, state, error.detail)

    def _recover(self, spool: Spool) -> Iterator[Recovered]:
        spool.remember(is_torn=spool.memory_at_start.is_torn)  # before SENDING is settled: a kill may come again
        for spooled in spool.list_jobs():
            report = self._settle(spooled, spool)
            if spooled.ticket_id is None:
                spool.forget(spooled.key)
            else:
                yield Recovered(ticket_id=spooled.ticket_id, number=spooled.number, report=report)

    def _settle(self, spooled: SpooledJob, spool: Spool) -> PrintReport:
        outcome = Outcome.NOT_SENT
        if spooled.state is JobState.SENDING:
            outcome = Outcome.UNKNOWN
        elif spooled.state is not JobState.QUEUED:
            outcome = Outcome(spooled.state)
        elif spooled.ticket_id is not None and self._clock.now() - spooled.made_at <= EXPIRES_AFTER:
            job = spool.read_job(spooled)
            if job is not None:
                return self._print_kept(spooled, job)
        self._move(spooled, JobState(outcome))
        return PrintReport(outcome=outcome, job_key=spooled.key)


def open_printer(
    address: str,
    *,
    assets: Path,
    clock: Clock,
    profile_name: str = DEFAULT_PROFILE,
    limits: Limits | None = None,
    state: Path | None = None,
) -> TicketPrinter:
    """Return the printer at an address; nothing is connected before the first ticket.

    Args:
        address: one of the forms that `printer.transports` lists; `#MODEL` after it names the profile.
        assets: the folder `assets/`.
        clock: dates what a virtual printer receives.
        profile_name: the model where the address names none, one of `printer/profiles.toml`.
        limits: how long to wait for it; None for the usual ones.
        state: the folder in which jobs are kept until everybody knows what became of them; None for test prints.

    Raises:
        BadPrinterAddress: no such kind of address.
        UnknownProfile, BadTemplate, BadSettings: as `open_press`.
        DiskUnusable: the state folder cannot be read.
    """
    address, _, named = address.partition("#")
    profile = choose_encoding(get_profile(named or profile_name), address)
    press = open_press(assets, profile)
    transport = open_transport(address, profile=profile, clock=clock, fonts_folder=assets / "fonts")
    spool = None if state is None else Spool(state, clock)
    printer = ConfirmedPrinter(transport, profile, limits, memory=spool.memory_at_start if spool else None)
    return TicketPrinter(press, printer, profile, clock=clock, spool=spool)
