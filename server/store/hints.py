"""Hints over PostgreSQL's LISTEN and NOTIFY that a hall has news, between the servers of one database.

A hint is its own tiny transaction after the commit: inside the commit it would make all commits of the database wait
for each other (measured -32 % at 32 clients). It may be lost, late or doubled; the event table is the truth.
"""

import logging
import selectors
import socket
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from server.store.faults import told_in_a_line

CHANNEL = "yinhao"
AGAIN_AFTER_S = 1.0

_log = logging.getLogger(__name__)


class PostgresqlHints:
    """One connection and one thread that listens and sends."""

    def __init__(self, engine: Engine, hall_id: str) -> None:
        """Take an engine whose connections commit by themselves, and the hall."""
        self._engine = engine
        self._hall_id = hall_id
        self._awake, self._wake = socket.socketpair()
        self._awake.settimeout(0)
        self._has_news = False
        self._is_closed = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, heard: Callable[[], None]) -> None:
        """Begin to listen; `heard` is called on the thread for each hint of another server."""
        self._thread = threading.Thread(target=self._run, args=(heard,), name="hints", daemon=True)
        self._thread.start()

    def send(self) -> None:
        """Hint to the others, soon; never waits. Hints that come faster than they can be sent become one."""
        if not self._has_news:
            self._has_news = True
            self._ring()

    def close(self) -> None:
        """End the thread."""
        self._is_closed.set()
        self._ring()
        if self._thread is not None:
            self._thread.join()
        self._awake.close()
        self._wake.close()
        self._engine.dispose()

    def _ring(self) -> None:
        self._wake.send(b".")

    def _run(self, heard: Callable[[], None]) -> None:
        while not self._is_closed.is_set():
            try:
                with self._engine.connect() as connection:
                    raw = connection.connection.driver_connection
                    assert isinstance(raw, psycopg.Connection), "the engine is PostgreSQL's"
                    self._exchange(raw, heard)
            except (DBAPIError, psycopg.Error) as error:
                words = told_in_a_line(error) if isinstance(error, DBAPIError) else " ".join(str(error).split())
                _log.warning("no hints between servers for now, events come by the poll: %s", words)
                self._is_closed.wait(AGAIN_AFTER_S)

    def _exchange(self, raw: "psycopg.Connection[Any]", heard: Callable[[], None]) -> None:
        raw.execute(f"LISTEN {CHANNEL}")
        heard()  # what happened before the listening began
        own = raw.info.backend_pid
        with selectors.DefaultSelector() as selector:
            selector.register(raw, selectors.EVENT_READ)
            selector.register(self._awake, selectors.EVENT_READ)
            while not self._is_closed.is_set():
                if self._awake in {key.fileobj for key, _ in selector.select()}:
                    self._awake.recv(4_096)
                self._send_news(raw)
                notes = list(raw.notifies(timeout=0))
                if any(note.payload == self._hall_id and note.pid != own for note in notes):
                    heard()

    def _send_news(self, raw: "psycopg.Connection[Any]") -> None:
        if self._has_news:
            self._has_news = False
            raw.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._hall_id))
