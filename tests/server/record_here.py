"""The record of a server that is a process, made and asked in this process: commands of their own take seconds."""

import io
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

from benchmarks.server_process import Record
from hall.clock import SystemClock
from hall.exchange import Role
from server.__main__ import main
from server.actions.make_credentials import add_device
from server.settings import read_plan
from server.store.credentials import Clerk, save_clerk
from server.store.database import Database, find_database
from tests.server.running import PASSWORD, quick_hash, writing


class RecordHere(Record):
    """A record whose staff have a password that is quick to look at."""

    __slots__ = ()

    def add_device(self, kind: str, name: str) -> str:
        with writing(self._database(), _hall_id(self.hall), now=SystemClock().now()) as tx:
            return add_device(tx, role=Role(kind), name=name, replace=False)

    def add_clerks(self, *names: str, role: str = "clerk") -> dict[str, str]:
        with writing(self._database(), _hall_id(self.hall), now=SystemClock().now()) as tx:
            for name in names:
                save_clerk(tx, Clerk(name=name, password_hash=quick_hash(), windows=(), role=Role(role)))
        return dict.fromkeys(names, PASSWORD)

    def _database(self) -> Database:
        return find_database(self.data, self.database)

    def _run(self, *arguments: str) -> str:
        with redirect_stdout(io.StringIO()) as told:
            code = main([*arguments, *self.options])
        assert code == 0, arguments
        return told.getvalue()


@cache
def _hall_id(folder: Path) -> str:
    return read_plan(folder).hall.hall_id
