"""What is being printed, on the disk, so that a kiosk that ends in the middle of it knows afterwards what it knew.

    <state folder>/spool/<n>.job     the bytes, written before anything is said of the job
    <state folder>/spool/<n>.json    where it stands: QUEUED -> SENDING -> one of the outcomes; gone when told
    <state folder>/printer.json      what outlasts jobs: whether a torn piece hangs out of the printer

SENDING is on the disk before the first byte is sent, and the outcome before anybody hears of it. So whoever finds a
job QUEUED knows that no byte of it was sent; whoever finds it SENDING that nobody can know what is on paper.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from hall.clock import Clock
from hall.errors import DiskUnusable
from hall.state_files import find_kept, write_whole
from hall.wire import to_json
from printer.job import Job
from printer.outcome import JobState
from printer.roll import Roll

FOLDER, PRINTER_FILE = "spool", "printer.json"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledJob:
    """One slip on its way to paper.

    `key` is that of the request that tells the server; `ticket_id` None for a note, of which nobody is told;
    `rows`, `picture_bytes` and `tail_bytes` divide the bytes beside it as `printer.job.Job` does.
    """

    place: int
    key: str
    ticket_id: int | None
    number: str
    made_at: datetime
    rows: int
    picture_bytes: int
    tail_bytes: int = 0
    state: JobState = JobState.QUEUED


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterMemory:
    """What is known of the printer from before: as `printer.confirm.ConfirmedPrinter` keeps it, and its roll."""

    is_torn: bool = False
    has_answered: bool = False
    roll: Roll = field(default_factory=Roll)


class Spool:
    """The jobs of one printer; safe for several threads. Every method that writes blocks for the disk."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Read what an earlier run left.

        Raises:
            DiskUnusable: it cannot be read.
        """
        self._folder, self._printer_file = folder / FOLDER, folder / PRINTER_FILE
        self._clock, self._turn = clock, Lock()
        self._jobs = {job.place: job for job in _read_jobs(self._folder)}
        self._next = max(self._jobs, default=0) + 1
        kept = find_kept(self._printer_file, PrinterMemory) if self._printer_file.exists() else None
        self.memory = kept or PrinterMemory()

    def list_jobs(self) -> tuple[SpooledJob, ...]:
        """Return every job that is not forgotten, oldest first."""
        with self._turn:
            return tuple(self._jobs[place] for place in sorted(self._jobs))

    def keep(self, job: Job, *, key: str, ticket_id: int | None, number: str) -> SpooledJob:
        """Keep a job that is to be printed.

        Raises:
            DiskUnusable: it cannot be kept.
        """
        with self._turn:
            spooled = SpooledJob(
                place=self._next,
                key=key,
                ticket_id=ticket_id,
                number=number,
                made_at=self._clock.now(),
                rows=job.rows,
                picture_bytes=len(job.picture_bytes),
                tail_bytes=job.tail_bytes,
            )
            self._next += 1
            self._make_folder()
            write_whole(self._bytes_file(spooled), job.picture_bytes + job.cut_bytes)
            self._write(spooled)
            return spooled

    def move(self, spooled: SpooledJob, state: JobState) -> SpooledJob:
        """Keep where a job stands now.

        Raises:
            DiskUnusable: it cannot be kept.
        """
        with self._turn:
            moved = replace(spooled, state=state)
            self._write(moved)
            return moved

    def read_job(self, spooled: SpooledJob) -> Job | None:
        """Return the bytes of a job, None if they are not all there."""
        try:
            data = self._bytes_file(spooled).read_bytes()
        except OSError as error:
            _log.error("the bytes of %s cannot be read: %s", spooled.number, error)
            return None
        picture, cut = data[: spooled.picture_bytes], data[spooled.picture_bytes :]
        if not cut:
            return None
        return Job(picture_bytes=picture, cut_bytes=cut, rows=spooled.rows, tail_bytes=spooled.tail_bytes)

    def forget(self, key: str) -> None:
        """Forget a job: what became of it is told."""
        with self._turn:
            for job in [job for job in self._jobs.values() if job.key == key]:
                del self._jobs[job.place]
                with suppress(OSError):
                    self._state_file(job).unlink(missing_ok=True)
                    self._bytes_file(job).unlink(missing_ok=True)

    @property
    def memory_at_start(self) -> PrinterMemory:
        """What is known of the printer, seen that a job may have broken off with the program."""
        broke_off = any(job.state is JobState.SENDING for job in self.list_jobs())
        return replace(self.memory, is_torn=self.memory.is_torn or broke_off)

    def remember(self, **known: object) -> None:
        """Keep fields of `PrinterMemory` as they are now; a disk that fails costs the memory alone."""
        with self._turn:
            memory = replace(self.memory, **known)  # type: ignore[arg-type]  # mypy has no types for ** fields
            if memory == self.memory:
                return
            self.memory = memory
            try:
                self._make_folder()
                write_whole(self._printer_file, to_json(memory))
            except DiskUnusable as error:
                _log.error("what is known of the printer cannot be kept: %s", error.detail)

    def _write(self, job: SpooledJob) -> None:
        self._jobs[job.place] = job
        write_whole(self._state_file(job), to_json(job))

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskUnusable(f"{self._folder}: {error}; let the kiosk write there") from error

    def _state_file(self, job: SpooledJob) -> Path:
        return self._folder / f"{job.place}.json"

    def _bytes_file(self, job: SpooledJob) -> Path:
        return self._folder / f"{job.place}.job"


def _read_jobs(folder: Path) -> Iterator[SpooledJob]:
    """Yield the jobs that were whole on the disk; bytes without a state were never spoken of and go."""
    try:
        files = sorted(folder.glob("*.job")) + sorted(folder.glob("*.json"))
    except OSError as error:
        raise DiskUnusable(f"{folder}: {error}; let the kiosk read it") from error
    for file in files:
        if file.suffix == ".job":
            if not file.with_suffix(".json").exists():
                file.unlink(missing_ok=True)
        elif (job := find_kept(file, SpooledJob)) is not None:
            yield job
