"""The writer lane: a thread that takes all acts that are waiting and commits them once.

One commit for many acts is what makes "on disk before the answer" cheap (nine times the throughput of a
commit for each, with lower tails). A refusal touches nothing, so it may share a transaction with others.
If an act fails otherwise, the whole batch is rolled back and its acts run one by one. If the moment was at fault
(a deadlock, a lost connection), the batch runs again: acts whose commit did happen find their answers in the
command table. If the lane itself fails, the process ends: whoever starts it anew finds everything that was answered.
"""

import logging
import os
import queue
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from hall.clock import Clock
from hall.errors import HallError, Overloaded
from hall.events import Event
from server.store.faults import Fault, fault_of, hall_error_of, told_in_a_line
from server.store.hall_tx import HallTx, Kept

T = TypeVar("T")
_log = logging.getLogger(__name__)

LANE_LENGTH = 2_000
"""Acts that may wait; more are refused as Overloaded. A hall's busiest minute has 15 a second."""

BATCH_MOST = 256
"""Acts in one transaction: enough to use the disk well, few enough that none waits long for its answer."""

GATHER_S = 0.001
GATHER_STEPS = 6
"""A batch that is smaller than the last one waits in such steps for as long as acts keep coming: those who were just
answered ask anew. Without it 32 clients fell into two batches by turns (26 and 6), each with its own sync: 2,040
tickets a second instead of 2,770, p99 22 ms instead of 17. An act that comes alone after another alone never waits."""

PAUSES_S = (0.1, 0.4, 1.5)
"""Before each further try of a batch when the moment was at fault; by chance up to half longer or shorter, so that
two servers do not meet again."""


EXIT_LANE_BROKEN = 70
"""How a process ends whose lane failed: `EX_SOFTWARE` of sysexits.h."""


def end_process() -> None:
    """End at once, as a power cut would: nothing may be answered by a server that cannot write."""
    logging.shutdown()
    os._exit(EXIT_LANE_BROKEN)


WhenRefused = Callable[[HallTx, HallError], None]
"""Writes down that an act was refused, in the transaction in which it was."""


class LaneListener(Protocol):
    """Is told what a lane did, on the lane's thread, after each commit."""

    def committed(self, events: list[Event], *, acts: int, commit_s: float) -> None:
        """Take what happened, how many acts made it, and how long the disk took."""
        ...


class Reply(Protocol):
    """Where an act's answer goes: a future, or whatever brings it to who waits. Called on the lane's thread."""

    def set_running_or_notify_cancel(self) -> bool:
        """Return whether anybody still waits."""
        ...

    def set_result(self, answer: Any, /) -> None:  # noqa: ANN401 -- every act has its own
        """Take what the act answered; it is on the disk."""
        ...

    def set_exception(self, error: BaseException, /) -> None:
        """Take what refused the act."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    act: Callable[[HallTx], Any]
    key: str | None
    reply: Reply
    when_refused: "WhenRefused | None" = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    answer: object = None
    refusal: HallError | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    outcomes: list[_Outcome]
    events: list[Event]
    commit_s: float


@dataclass(frozen=True, slots=True)
class _Failure:
    fault: Fault
    error: Exception


class Lane:
    """One writer for one hall: its acts run one after another, in the order in which they came."""

    def __init__(
        self,
        engine: Engine,
        hall_id: str,
        *,
        clock: Clock,
        opening: Callable[[HallTx], None],
        listener: LaneListener,
        when_broken: Callable[[], None] = end_process,
    ) -> None:
        """Take what the lane works with; `start` begins.

        Args:
            engine: whose commits return only when they are on the disk.
            hall_id: the hall; its row exists.
            clock: tells each act the time.
            opening: runs at the beginning of every transaction: what must hold before any act.
            listener: is told what was committed.
            when_broken: is called, on the lane's thread, if anything fails that is no act's and no database's fault.
        """
        self._engine = engine
        self._hall_id = hall_id
        self._clock = clock
        self._opening = opening
        self._listener = listener
        self._when_broken = when_broken
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer-lane", daemon=True)
        self._started: Future[None] = Future()
        self._is_stopping = threading.Event()
        self._connection: Connection | None = None
        self._kept: Kept | None = None

    def start(self) -> None:
        """Open the connection and begin.

        Raises:
            StoreUnusable: the database would not wait for the disk.
        """
        self._thread.start()
        self._started.result()

    def stop(self) -> None:
        """Finish the acts that wait, and end the thread."""
        self._is_stopping.set()
        self._jobs.put(None)
        self._thread.join()

    @property
    def is_alive(self) -> bool:
        """Whether the lane takes acts."""
        return self._thread.is_alive()

    @property
    def depth(self) -> int:
        """How many acts wait."""
        return self._jobs.qsize()

    def submit(self, act: Callable[[HallTx], T], *, key: str | None = None) -> "Future[T]":
        """Put an act on the lane; its answer comes when it is on the disk, or the error that refused it.

        Args:
            act: runs on the lane's thread, possibly twice if its batch fails; must do nothing beside the transaction.
            key: the idempotency key under which it looks for an earlier answer.

        Raises:
            Overloaded: too many acts wait.
        """
        answer: Future[T] = Future()
        self.hand_in(act, key=key, reply=answer)
        return answer

    def hand_in(
        self,
        act: Callable[[HallTx], Any],
        *,
        key: str | None,
        reply: Reply,
        when_refused: WhenRefused | None = None,
    ) -> None:
        """Put an act on the lane as `submit` does, its answer to go to `reply`.

        Raises:
            Overloaded: too many acts wait.
        """
        if self._jobs.qsize() >= LANE_LENGTH:
            raise Overloaded(f"{LANE_LENGTH} acts are waiting", retry_after_s=1)
        self._jobs.put(_Job(act, key, reply, when_refused))

    def _run(self) -> None:
        try:
            self._connect()
        except (HallError, DBAPIError) as error:
            self._started.set_exception(hall_error_of(error) if isinstance(error, DBAPIError) else error)
            return
        self._started.set_result(None)
        try:
            self._work()
        except BaseException:  # noqa: BLE001 -- whatever it is, the process ends with it
            _log.critical("the writer lane failed: the server ends, to be started anew", exc_info=True)
            self._when_broken()
            return
        self._give_up_connection()

    def _work(self) -> None:
        batch: list[_Job] = []
        is_last = False
        while not is_last and (job := self._jobs.get()) is not None:
            self._gather(wanted=len(batch))
            batch, is_last = self._take_waiting(job)
            self._commit([job for job in batch if job.reply.set_running_or_notify_cancel()])

    def _gather(self, *, wanted: int) -> None:
        """Wait while acts keep coming, until as many are there as were in the last batch."""
        for _ in range(GATHER_STEPS):
            waiting = self._jobs.qsize()
            if waiting + 1 >= wanted:
                return
            if self._is_stopping.wait(GATHER_S) or self._jobs.qsize() == waiting:
                return

    def _take_waiting(self, first: _Job) -> tuple[list[_Job], bool]:
        batch = [first]
        while len(batch) < BATCH_MOST:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _commit(self, batch: list[_Job]) -> None:
        if not batch:  # whoever asked has gone
            return
        done = self._try(batch)
        for pause_s in PAUSES_S:
            if isinstance(done, _Done) or done.fault is not Fault.MOMENT:
                break
            _log.warning("a batch of %d acts will be tried again: %s", len(batch), _told(done.error))
            if self._is_stopping.wait(pause_s * random.uniform(0.5, 1.5)):  # noqa: S311 -- jitter, not secrets
                break
            done = self._try(batch)
        if isinstance(done, _Done):
            self._answer(done)
        elif done.fault is Fault.ACT and len(batch) > 1:
            _log.info("batch of %d acts rolled back, running them one by one: %s", len(batch), _told(done.error))
            for job in batch:
                self._commit([job])
        else:
            _refuse(batch, done.error)

    def _try(self, batch: list[_Job]) -> _Done | _Failure:
        """Run a batch in a transaction of its own; a connection that may not be sound is given up."""
        try:
            connection = self._connect()
        except (HallError, DBAPIError) as error:
            return _Failure(Fault.MOMENT, error)
        try:
            return self._commit_together(connection, batch)
        except DBAPIError as error:
            if (fault := fault_of(error)) is not Fault.ACT:
                self._give_up_connection()
            return _Failure(fault, error)
        except Exception as error:  # noqa: BLE001 -- whatever an act does wrong, the others of its batch go on
            return _Failure(Fault.ACT, error)

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _give_up_connection(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _commit_together(self, connection: Connection, batch: list[_Job]) -> _Done:
        with connection.begin() as transaction:
            keys = [job.key for job in batch if job.key is not None]
            kept, self._kept = self._kept, None
            tx = HallTx(connection, self._hall_id, now=self._clock.now(), keys=keys, kept=kept)
            self._opening(tx)
            outcomes = [self._perform(tx, job) for job in batch]
            tx.finish()
            began = perf_counter()
            transaction.commit()
        self._kept = tx.keep()
        return _Done(outcomes, tx.events, perf_counter() - began)

    def _answer(self, done: _Done) -> None:
        for outcome in done.outcomes:
            if outcome.refusal is None:
                outcome.job.reply.set_result(outcome.answer)
            else:
                outcome.job.reply.set_exception(outcome.refusal)
        self._listener.committed(done.events, acts=len(done.outcomes), commit_s=done.commit_s)

    def _perform(self, tx: HallTx, job: _Job) -> _Outcome:
        tx.now = self._clock.now()
        changes = tx.changes
        try:
            return _Outcome(job, answer=job.act(tx))
        except HallError as refusal:
            if tx.changes != changes:
                raise  # it wrote before it refused: nothing of that may be committed
            if job.when_refused is not None:
                job.when_refused(tx, refusal)
            return _Outcome(job, refusal=refusal)


def _refuse(batch: list[_Job], error: Exception) -> None:
    if isinstance(error, DBAPIError):
        _log.error("the database refused %d acts: %s", len(batch), _told(error))
        error = hall_error_of(error)
    elif not isinstance(error, HallError):
        _log.error("an act failed", exc_info=error)
    for job in batch:
        job.reply.set_exception(error)


def _told(error: Exception) -> str:
    return told_in_a_line(error) if isinstance(error, DBAPIError) else repr(error)
