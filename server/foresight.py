"""The process that looks ahead: beside the server, with a low priority, and missed by nobody but the range.

It reads the record itself and answers one look after another through a pipe, and between them what somebody asks who
manages the hall. When it ends, or does not answer, another one takes its place; what it had learned is in the record.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import TypeVar

from hall.clock import Clock
from hall.errors import HallError
from hall.hall_plan import HallPlan
from hall.places import SearchKeys
from hall.what_if import Finding, Question
from server.actions.almanac import Almanac
from server.actions.told_waits import Foresight
from server.store.database import Database
from server.store.hall_read import HallRead
from server.store.reader import Reader

T = TypeVar("T")

EVERY_S = 1.0
"""After a change the next look comes so long after the one before at the soonest, or as long as that one took."""

FIRST_S = 3.0
"""The server's own start goes first; one that ends at once needs no look ahead."""

AT_REST_S = 20.0
"""Without any change time passes all the same."""

ANSWER_S = 120.0
"""A process that takes longer is given up: the first answer has weeks of events before it."""

AGAIN_S = 10.0
"""After a process that failed the next one comes this much later."""

QUESTIONS_MOST = 4
"""So many questions may wait for an answer."""

NICENESS = 10

_log = logging.getLogger(__name__)


class ForesightProcess:
    """Keeps the process running, and takes what it finds; all on a thread of its own."""

    def __init__(
        self,
        plan: HallPlan,
        database: Database,
        clock: Clock,
        *,
        take: Callable[[Foresight], None],
        first_s: float = FIRST_S,
        again_s: float = AGAIN_S,
    ) -> None:
        """Take the hall, its record, the server's clock, and who is given what was found."""
        self._first_s, self._again_s = first_s, again_s
        self._plan, self._database, self._clock, self._take = plan, database, clock, take
        self._questions: deque[tuple[Question, Future[Finding | None]]] = deque()
        self._changed = threading.Event()
        self._ended = threading.Event()
        self._process: BaseProcess | None = None
        self._thread = threading.Thread(target=self._run, name="foresight", daemon=True)

    def start(self) -> None:
        """Begin to look ahead."""
        self._thread.start()

    def changed(self) -> None:
        """Look soon: something happened in the hall."""
        self._changed.set()

    def ask(self, question: Question) -> "Future[Finding | None]":
        """Hand a question in; its answer is None where nobody looks ahead at the moment, or too many ask."""
        asked: Future[Finding | None] = Future()
        if self._ended.is_set() or len(self._questions) >= QUESTIONS_MOST:
            asked.set_result(None)
        else:
            self._questions.append((question, asked))
            self._changed.set()
        return asked

    def stop(self) -> None:
        """End the process."""
        self._ended.set()
        self._changed.set()
        self.end_process()
        self._thread.join()
        self._give_up_questions()

    def end_process(self) -> None:
        """End the process that runs now; unless the server ends, another one takes its place."""
        if self._process is not None:
            self._process.terminate()

    def _run(self) -> None:
        self._ended.wait(self._first_s)
        while not self._ended.is_set():
            try:
                self._look_again_and_again()
            except (OSError, EOFError) as error:
                if not self._ended.is_set():
                    _log.warning("nobody looks ahead, so no waits are told: %r; again in %d s", error, self._again_s)
                    self._give_up_questions()
                    self._ended.wait(self._again_s)

    def _look_again_and_again(self) -> None:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=look_for, args=(self._plan, self._database, there), daemon=True)
        process.start()
        there.close()
        self._process = process
        try:
            while not self._ended.is_set():
                self._changed.clear()
                begun = monotonic()
                found = self._ask(here, None)
                if isinstance(found, Foresight):
                    self._take(found)
                took = monotonic() - begun
                self._answer_questions(here)
                self._ended.wait(max(EVERY_S, took))
                self._changed.wait(AT_REST_S)
        finally:
            here.close()
            process.terminate()
            process.join()

    def _ask(self, here: Connection, question: Question | None) -> Foresight | Finding | None:
        """Ask the process for a look, or a question."""
        here.send((self._clock.now(), question))
        if not here.poll(ANSWER_S):
            raise TimeoutError(f"no answer in {ANSWER_S} s")
        found: Foresight | Finding | None = here.recv()
        return found

    def _answer_questions(self, here: Connection) -> None:
        while self._questions:
            question, asked = self._questions[0]
            found = self._ask(here, question)
            self._questions.popleft()
            asked.set_result(None if isinstance(found, Foresight) else found)

    def _give_up_questions(self) -> None:
        while self._questions:
            self._questions.popleft()[1].set_result(None)


def look_for(plan: HallPlan, database: Database, asked: Connection) -> None:
    """Finding looks until nobody asks any more; the whole work of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it
    with suppress(OSError):
        os.nice(NICENESS)
    # Imported only here: the server itself plays nothing forward, and keeps the memory.
    from server.actions.look_ahead import LookAhead  # noqa: PLC0415
    from server.actions.what_if import WhatIf  # noqa: PLC0415

    almanac = Almanac(plan, lambda _words: SearchKeys())
    reader = Reader(database.open_reader(), almanac.hall_id)
    look = LookAhead(almanac)
    what_if = WhatIf(almanac, look)
    with suppress(EOFError, OSError):
        while True:
            asked_at: datetime
            question: Question | None
            asked_at, question = asked.recv()
            if question is None:
                asked.send(_read(reader, partial(look.look, now=asked_at)))
            else:
                asked.send(_read(reader, partial(what_if.answer, question, now=asked_at)))


def _read(reader: Reader, ask: Callable[[HallRead], T]) -> T | None:
    try:
        return reader.ask_now(ask)
    except HallError:  # the record cannot be read at the moment: the server itself says so
        return None
