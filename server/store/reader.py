"""Questions to the record: each in a read transaction of its own, beside the lane and never through it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from server.store.database import READ_CONNECTIONS
from server.store.faults import Fault, fault_of, hall_error_of
from server.store.hall_read import HallRead

T = TypeVar("T")


class Reader:
    """Asks the record on a few threads with connections that cannot write."""

    def __init__(self, engine: Engine, hall_id: str) -> None:
        """Take an engine whose connections cannot write."""
        self._engine = engine
        self._hall_id = hall_id
        self._threads = ThreadPoolExecutor(max_workers=READ_CONNECTIONS, thread_name_prefix="reader")

    @property
    def hall_id(self) -> str:
        """The hall that it reads."""
        return self._hall_id

    async def ask(self, question: Callable[[HallRead], T]) -> T:
        """Answer a question; all that it reads is of the same moment."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.ask_now, question)

    def ask_now(self, question: Callable[[HallRead], T]) -> T:
        """Answer a question on the caller's thread, which waits.

        A question changes nothing, so it is asked once more when the moment was at fault: after a restart of the
        database the first try finds the old connections dead, and all of them are then given up.

        Raises:
            StoreUnusable: the database does not answer now.
            BadInput: what was asked for cannot be expressed in the database.
        """
        try:
            return self._ask_once(question)
        except DBAPIError as error:
            if fault_of(error) is not Fault.MOMENT:
                raise hall_error_of(error) from error
        try:
            return self._ask_once(question)
        except DBAPIError as error:
            raise hall_error_of(error) from error

    def _ask_once(self, question: Callable[[HallRead], T]) -> T:
        with self._engine.connect() as connection, connection.begin():
            return question(HallRead(connection, self._hall_id))

    def close(self) -> None:
        """Give threads and connections back."""
        self._threads.shutdown()
        self._engine.dispose()
