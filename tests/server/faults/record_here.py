"""The record of a server that is a process, told of and asked by commands in this process: each else takes seconds."""

import io
from contextlib import redirect_stdout

from benchmarks.server_process import Record
from hall.clock import SystemClock
from hall.exchange import Role
from server.__main__ import main
from server.settings import read_plan
from server.store.credentials import Clerk, save_clerk
from server.store.database import find_database
from tests.server.running import PASSWORD, quick_hash, writing


class RecordHere(Record):
    """A record whose staff have a password that is quick to look at."""

    __slots__ = ()

    def add_clerks(self, *names: str, role: str = "clerk") -> dict[str, str]:
        hall_id = read_plan(self.hall).hall.hall_id
        database = find_database(self.data, self.database)
        with writing(database, hall_id, now=SystemClock().now()) as tx:
            for name in names:
                save_clerk(tx, Clerk(name=name, password_hash=quick_hash(), windows=(), role=Role(role)))
        return dict.fromkeys(names, PASSWORD)

    def _run(self, *arguments: str) -> str:
        with redirect_stdout(io.StringIO()) as told:
            code = main([*arguments, *self.options])
        assert code == 0, arguments
        return told.getvalue()
