"""The server as a process: commands beside it, and signals."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hall.client import HallClient, new_key
from hall.devices import Health, PairRequest
from hall.exchange import IssueRequest, SignInRequest
from server.__main__ import main
from server.store.database import Database
from server.store.opening import open_record
from server.store.postgresql import PostgresqlDatabase
from tests.server.databases import PostgresqlDatabases, options_of
from tests.server.listening_client import Listener

ROOT = Path(__file__).resolve().parents[2]
READY_S = 60
LOOK_EVERY_S = 0.02
CLERK_MATTER = "marriage_registration"


class Server:
    """`python -m server` on a record, with commands beside it."""

    def __init__(self, record: list[str], folder: Path) -> None:
        self.record = record
        port_file = folder / "port"
        port_file.unlink(missing_ok=True)
        self.log = folder / "log"
        with self.log.open("ab") as log:
            arguments = [*record, "--port", "0", "--port-file", str(port_file)]
            command = [sys.executable, "-m", "server", *arguments]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        deadline = time.monotonic() + READY_S
        while not (port_file.exists() and port_file.read_text()):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "never ready"
            time.sleep(LOOK_EVERY_S)  # the server is another process: it has more use for the time
        self.url = f"http://127.0.0.1:{port_file.read_text()}"

    def end(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(10)


def command(*arguments: str, record: list[str], given: str | None = None) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "server", *arguments, *record]
    return subprocess.run(line, cwd=ROOT, input=given, capture_output=True, text=True, timeout=30, check=False)


def here(*arguments: str, record: list[str], capsys: pytest.CaptureFixture[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command in this process: a process of its own takes seconds to begin."""
    try:
        code: object = main([*arguments, *record])
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    assert isinstance(code, int)
    return subprocess.CompletedProcess([*arguments], code, stdout=told.out, stderr=told.err)


def test_what_if_is_asked_from_the_record_beside_the_server(
    record: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    here("clerk", "add", "wang", record=record, capsys=capsys)

    nobody = here("whatif", "open", record=record, capsys=capsys)
    none = here("whatif", "replay", "2020-01-02", record=record, capsys=capsys)
    wrong = here("whatif", "replay", "2020-01-02", "--open", "7@noon", record=record, capsys=capsys)

    assert (nobody.returncode, none.returncode, wrong.returncode) == (2, 2, 2)
    assert "no whole day yet" in nobody.stderr
    assert "no visits of that day" in none.stderr
    assert "as in 7@11:00-12:30" in wrong.stderr


def exported(what: str, record: list[str]) -> list[dict[str, Any]]:
    answer = command("export", what, record=record)
    assert answer.returncode == 0, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


@pytest.fixture
def record(database: Database) -> list[str]:
    """The options that name the record."""
    return options_of(database)


@pytest.fixture
def server(record: list[str], tmp_path: Path) -> Iterator[Server]:
    started = Server(record, tmp_path)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait(10)


def test_commands_work_beside_the_running_server(server: Server) -> None:
    token = command("device", "add", "--kind", "kiosk", "K1", record=server.record).stdout.strip()
    made = command("clerk", "add", "anna", "bert", record=server.record).stdout.split()
    own = command(
        "clerk", "add", "cleo", "--windows", "2", "--password-stdin", record=server.record, given="My own 3 words\n"
    )
    kiosk = HallClient(server.url, token=token)

    issued = kiosk.issue_ticket(IssueRequest(matter_id=CLERK_MATTER), key=new_key())
    for name, password in ((made[0], made[1]), ("cleo", "My own 3 words")):
        clerk = HallClient(server.url)
        clerk.sign_in(SignInRequest(clerk=name, password=password, window_id="2", take_over=True), key=new_key())
        clerk.close()
    kiosk.close()

    assert made[::2] == ["anna", "bert"]
    assert own.stdout == "cleo\n"
    tickets, events = exported("tickets", server.record), exported("events", server.record)
    assert [ticket["number"] for ticket in tickets] == [issued.ticket.number]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [(event["actor_kind"], event["actor_id"]) for event in events] == [
        ("system", ""),
        ("kiosk", "K1"),
        ("clerk", "anna"),
        ("clerk", "cleo"),
    ]
    assert issued.token not in json.dumps([tickets, events])


def test_systemd_hears_that_the_server_is_ready_and_that_its_lane_moves(
    record: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(READY_S)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "900000")
        server = Server(record, tmp_path)
        heard = [listener.recv(100) for _ in range(2)]
        server.end()
        last = listener.recv(100)

    assert heard == [b"READY=1", b"WATCHDOG=1"]
    assert last in {b"STOPPING=1", b"WATCHDOG=1"}


def test_a_code_made_beside_the_running_server_pairs_a_machine(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    code = here("device", "pair", "--kind", "kiosk", "K2", record=server.record, capsys=capsys).stdout.strip()
    machine = HallClient(server.url)
    paired = machine.pair(PairRequest(code=code), key=new_key())
    kiosk = HallClient(server.url, token=paired.token)
    kiosk.tell_health(Health(version="9"), key=new_key())
    machine.close()
    kiosk.close()

    told = here("device", "list", record=server.record, capsys=capsys).stdout
    listed = [json.loads(line) for line in told.splitlines()]

    assert [(each["name"], each["is_away"], each["health"]["version"]) for each in listed] == [("K2", False, "9")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "events"], "no record here"),
        (["--hall", "/nowhere"], "--hall: /nowhere is not a folder"),
    ],
)
def test_bad_input_is_told_in_a_line_with_exit_code_2(tmp_path: Path, arguments: list[str], told: str) -> None:
    answer = command(*arguments, record=["--data", str(tmp_path / "data")], given="")

    assert_refused(answer, told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["day", "back", "--to", "2026-11-26"], "no record of hall"),
        (["day", "back", "--to", "tomorrow"], "no date; write it as in"),
        (["--port", "99999"], "no port"),
        (["--public-url", "zzz"], "no address that a phone can open"),
        (["clerk", "add", "anna", "--windows", "2,99"], "no window 99"),
        (["clerk", "add", "anna", "bert", "--password-stdin"], "one clerk at a time"),
        (["device", "add", "--kind", "kiosk", "K 1"], "no spaces"),
    ],
)
def test_what_a_command_cannot_do_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert_refused(here(*arguments, record=["--data", str(tmp_path / "data")], capsys=capsys), told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"port": 1}, "Connection refused"),
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"username": "guarded", "password": "wr0ng"}, 'password authentication failed for user "guarded"'),
        ({"username": "nobody", "password": "wr0ng"}, 'role "nobody" does not exist'),
        ({"host": "no.such.host.invalid", "password": "wr0ng"}, "no.such.host.invalid"),
        ({"drivername": "mysql", "password": "wr0ng"}, "--database: not an address like postgresql://"),
        ({"query": {"colour": "red"}, "password": "wr0ng"}, 'invalid connection option "colour"'),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_line_without_its_password(
    postgresql_databases: PostgresqlDatabases, capsys: pytest.CaptureFixture[str], change: dict[str, Any], told: str
) -> None:
    database = postgresql_databases.make()
    postgresql_databases.guard("guarded", password="right")

    record = options_of(PostgresqlDatabase(database.url.set(**change)))
    answer = here("export", "events", record=record, capsys=capsys)

    assert_refused(answer, told)
    assert len(answer.stderr.splitlines()) == 1
    assert "wr0ng" not in answer.stderr


def test_a_server_that_may_not_use_its_database_says_so_in_a_line(postgresql_databases: PostgresqlDatabases) -> None:
    database = postgresql_databases.make()
    postgresql_databases.guard("guarded", password="right")
    url = database.url.set(username="guarded", password="wr0ng")

    answer = command("--port", "0", record=options_of(PostgresqlDatabase(url)))

    assert_refused(answer, 'password authentication failed for user "guarded"')
    assert len([line for line in answer.stderr.splitlines() if " INFO " not in line]) == 1
    assert "wr0ng" not in answer.stderr


def test_with_several_halls_in_a_database_a_command_wants_one_named(
    postgresql_databases: PostgresqlDatabases, capsys: pytest.CaptureFixture[str]
) -> None:
    database = postgresql_databases.make()
    for hall_id in ("one", "other"):
        open_record(database, hall_id).dispose()

    answer = here("export", "events", record=options_of(database), capsys=capsys)

    assert_refused(answer, "keeps the halls one, other")


def assert_refused(answer: "subprocess.CompletedProcess[str]", told: str) -> None:
    assert answer.returncode == 2
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.fixture(scope="module")
def server_on_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for tests that start others, which are refused."""
    folder = tmp_path_factory.mktemp("first")
    started = Server(["--data", str(folder / "data")], folder)
    yield started
    assert started.end() == 0


def test_a_second_server_on_the_same_data_is_refused(server_on_folder: Server) -> None:
    answer = command("--port", "0", record=server_on_folder.record)

    assert answer.returncode == 2
    assert f"another server (process {server_on_folder.process.pid})" in answer.stderr


def test_an_address_that_is_taken_is_refused(server_on_folder: Server, tmp_path: Path) -> None:
    port = server_on_folder.url.rsplit(":", 1)[1]

    answer = command("--port", port, record=["--data", str(tmp_path / "other")])

    assert answer.returncode == 2
    assert f"cannot listen at 127.0.0.1 port {port}" in answer.stderr


def test_sigterm_ends_it_orderly_within_seconds_with_streams_open(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    added = here("device", "add", "--kind", "display", "board", record=server.record, capsys=capsys)
    token = added.stdout.strip()
    boards = [Listener(server.url + "/api/v1/events", token=token) for _ in range(5)]
    for board in boards:
        board.next_of("snapshot")
    began = time.monotonic()

    code = server.end(signal.SIGTERM)

    assert (code, time.monotonic() - began < 5) == (0, True)
    assert [board.rest() for board in boards] == [[]] * 5


def test_its_log_holds_no_token_and_no_visitors_address(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    token = here("device", "add", "--kind", "kiosk", "K1", record=server.record, capsys=capsys).stdout.strip()
    kiosk = HallClient(server.url, token=token)
    issued = kiosk.issue_ticket(IssueRequest(matter_id=CLERK_MATTER), key=new_key())
    kiosk.get_visit(issued.token)
    kiosk.close()
    server.end()

    log = server.log.read_text()
    assert "POST /api/v1/tickets status=201" in log
    assert "who=kiosk:K1" in log
    assert issued.token not in log
    assert token not in log
    lines = [line for line in log.splitlines() if " INFO " in line]
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO ")
    assert [line for line in lines if not moment.match(line)] == []
    assert lines


def test_the_trail_is_verified_by_a_command_that_says_where_it_was_touched(
    record: list[str], database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    here("clerk", "add", "mei", "--role", "admin", record=record, capsys=capsys)
    here("clerk", "lock", "mei", record=record, capsys=capsys)
    here("device", "add", "--kind", "display", "board", record=record, capsys=capsys)
    here("device", "revoke", "--kind", "display", "board", record=record, capsys=capsys)
    whole = here("audit", "verify", record=record, capsys=capsys)
    end = whole.stdout.splitlines()[-1]
    lines = here("audit", "export", record=record, capsys=capsys).stdout.splitlines()
    again = here("audit", "verify", "--expect", end, record=record, capsys=capsys)
    engine = database.open_writer()
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit_note SET actor_id = 'nobody' WHERE note_no = 2"))
    engine.dispose()
    broken = here("audit", "verify", record=record, capsys=capsys)

    told = [json.loads(line) for line in lines]
    assert [(line["act"], line["about"]) for line in told] == [
        ("staff_saved", "mei"),
        ("signed_out_everywhere", "mei"),
        ("staff_changed", "mei"),
        ("device_saved", "display board"),
        ("device_revoked", "display board"),
    ]
    assert {line["actor_kind"] for line in told} == {"command"}
    assert (whole.returncode, again.returncode, broken.returncode) == (0, 0, 1)
    assert "broken: note 2 of" in broken.stderr
