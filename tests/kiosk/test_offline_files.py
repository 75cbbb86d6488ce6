"""What a kiosk keeps: lines that prove themselves, whatever becomes of the file; who it is; what it may do."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall.client import HallClient
from hall.clock import SetClock, SystemClock
from hall.errors import ClockWrong, DiskUnusable, NotOurPermission
from hall.exchange import IssueRequest
from hall.offline import AskPermission, GivenPermission, Permission, SignedPermission
from hall.signing import new_private_key, public_key_of, sign
from hall.ticket import PrintState
from hall.wire import from_json, to_json
from kiosk.offline.book import DAMAGED, Book
from kiosk.offline.line_file import LineFile
from kiosk.offline.lines import Condition, as_line, read_lines
from kiosk.offline.memory import Asking, Memory
from kiosk.offline.office import open_office
from kiosk.offline.permit import Bar, Wanted, find_bar, next_value
from kiosk.offline.reckoning import Anchor, Reckoning
from kiosk.offline.records import HandedOver, Printed, Reported, Taken
from tests.fakes.hall_server import FakeHall
from tests.kiosk.staff import permission_of

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SIGNED = SignedPermission(body="{}", signature="ab")


def taken(value: int, *, lease_id: str = "lease") -> Taken:
    return Taken(
        lease_id=lease_id,
        value=value,
        asked=IssueRequest(matter_id="insure"),
        queue_id="social",
        token=f"token{value:06}",
        told_at=AT,
        counter_s=float(value),
        boot="boot",
        request_key=f"request-{value}",
    )


# -- lines


def test_a_file_cut_anywhere_keeps_every_line_that_was_whole_and_drops_the_rest() -> None:
    texts = [b"one", b"two", b"three"]
    lines = [as_line(text) for text in texts]
    data = b"".join(lines)
    ends = [sum(map(len, lines[:count])) for count in range(4)]

    for cut in range(len(data) + 1):
        found = read_lines(data[:cut])
        whole = sum(end <= cut for end in ends) - 1
        assert list(found.texts) == texts[:whole]
        assert found.whole_bytes == ends[whole]
        assert found.condition is (Condition.WHOLE if cut == ends[whole] else Condition.TORN)


def test_a_bit_that_turned_anywhere_is_noticed_and_harms_no_other_line() -> None:
    texts = [b"one", b"two", b"three"]
    data = b"".join(as_line(text) for text in texts)

    for place in range(len(data)):
        for bit in range(8):
            turned = bytearray(data)
            turned[place] ^= 1 << bit
            found = read_lines(bytes(turned))
            assert found.condition is Condition.DAMAGED, (place, bit)
            assert set(found.texts) <= set(texts)
            assert len(found.texts) >= 1


def test_a_last_line_of_zeros_was_being_written() -> None:
    data = as_line(b"one")

    assert read_lines(data + bytes(40)).condition is Condition.TORN


def test_a_torn_line_is_cut_off_before_the_next_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(as_line(b"one") + as_line(b"two")[:-3])

    file = LineFile(tmp_path / "file")
    file.append(b"three")
    file.close()

    assert read_lines((tmp_path / "file").read_bytes()).texts == (b"one", b"three")


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = LineFile(tmp_path / "file")
    file.append(b"one")
    before = (tmp_path / "file").read_bytes()
    os.close(file._descriptor)
    file._descriptor = os.open("/dev/full", os.O_WRONLY)

    with pytest.raises(DiskUnusable, match="No space left"):
        file.append(b"two")

    assert (tmp_path / "file").read_bytes() == before


def test_only_the_kiosks_own_user_reads_the_book(tmp_path: Path) -> None:
    Book(tmp_path).close()

    assert (tmp_path / "numbers.log").stat().st_mode & 0o077 == 0


# -- the book


def test_a_number_is_on_the_disk_with_its_permission_when_it_has_been_entered(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.take(taken(1), SIGNED)

    again = Book(tmp_path)  # as after a power cut: nothing was closed

    (page,) = again.list_unsettled()
    assert (page.taken, page.permission, page.ticket_id) == (taken(1), SIGNED, None)
    assert again.used_to("lease") == 1


def test_a_number_is_settled_once_the_server_knows_it_and_its_paper(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.take(taken(1), SIGNED)
    book.note(Printed(lease_id="lease", value=1, print_no=1, state=PrintState.PRINTED))
    book.note(HandedOver(lease_id="lease", value=1, ticket_id=7))
    assert len(book.list_unsettled()) == 1

    book.note(Reported(lease_id="lease", value=1, prints=1))

    assert book.list_unsettled() == []
    assert Book(tmp_path).list_unsettled() == []


def test_a_book_that_begins_anew_knows_up_to_which_number_it_was_used(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.take(taken(1), SIGNED), book.take(taken(2), SIGNED)
    book.note(*(HandedOver(lease_id="lease", value=value, ticket_id=value) for value in (1, 2)))
    book.begin_anew()
    book.close()

    again = Book(tmp_path)

    assert (again.pages, again.used_to("lease")) == ({}, 2)
    assert b"token" not in (tmp_path / "numbers.log").read_bytes(), "what opens visitors' pages is forgotten"


def test_a_damaged_book_is_kept_and_what_can_be_read_of_it_is_handed_over(tmp_path: Path) -> None:
    book = Book(tmp_path)
    for value in (1, 2, 3):
        book.take(taken(value), SIGNED)
    book.close()
    damaged = (tmp_path / "numbers.log").read_bytes().replace(b"token000002", b"token000009")
    (tmp_path / "numbers.log").write_bytes(damaged)

    again = Book(tmp_path)

    assert again.is_damaged
    assert [page.taken.value for page in again.list_unsettled()] == [1, 3]
    assert (tmp_path / DAMAGED).read_bytes() == damaged
    again.close()
    assert Book(tmp_path).is_damaged, "until the server has given other numbers"


def test_a_damaged_book_heals_when_other_numbers_were_given(tmp_path: Path) -> None:
    (tmp_path / "numbers.log").write_bytes(b"rubbish\n")
    book = Book(tmp_path)
    book.heal()
    book.close()

    assert not Book(tmp_path).is_damaged


def test_numbers_whose_permission_is_damaged_are_still_known(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.take(taken(1), SIGNED)
    book.close()
    file = tmp_path / "numbers.log"
    file.write_bytes(file.read_bytes().replace(b'"under"', b'"undex"', 1))

    (page,) = Book(tmp_path).list_unsettled()

    assert (page.taken.value, page.permission) == (1, None)


# -- the time


class Machine:
    """A machine's clock and counter, in the test's hands."""

    def __init__(self, boot: str = "boot") -> None:
        self.clock, self.counter_s, self.boot = SetClock(AT), 100.0, boot
        self.reckoning = Reckoning(self.clock, counter_s=lambda: self.counter_s, boot=boot)

    def pass_by(self, seconds: float) -> None:
        self.counter_s += seconds
        self.clock.advance(timedelta(seconds=seconds))


def test_the_servers_time_is_carried_on_by_the_counter() -> None:
    machine = Machine()
    machine.reckoning.hear(AT + timedelta(hours=3))
    machine.pass_by(90)

    assert machine.reckoning.now() == AT + timedelta(hours=3, seconds=90)


def test_a_machine_whose_clock_is_years_off_tells_the_servers_time() -> None:
    machine = Machine()
    machine.clock.advance(timedelta(days=-5000))
    machine.reckoning.hear(AT)
    machine.pass_by(60)

    assert machine.reckoning.now() == AT + timedelta(minutes=1)


@pytest.mark.parametrize("by", [timedelta(minutes=3), timedelta(minutes=-3), timedelta(days=1)])
def test_a_clock_that_is_set_while_the_server_is_away_is_not_believed(by: timedelta) -> None:
    machine = Machine()
    machine.reckoning.hear(AT)
    machine.pass_by(60)
    machine.clock.advance(by)

    with pytest.raises(ClockWrong, match="was set"):
        machine.reckoning.now()


def test_before_the_first_word_of_the_server_nobody_can_say() -> None:
    with pytest.raises(ClockWrong):
        Machine().reckoning.now()


def test_after_the_machine_was_started_anew_its_clock_is_believed_if_it_was_right() -> None:
    anchor = Anchor(served_at=AT + timedelta(seconds=30), own_at=AT, counter_s=9000.0, boot="boot")
    machine = Machine(boot="next boot")
    machine.reckoning.begin(anchor)
    machine.pass_by(600)

    assert machine.reckoning.now() == AT + timedelta(seconds=630)


def test_after_the_machine_was_started_anew_a_clock_that_went_back_is_not_believed() -> None:
    machine = Machine(boot="next boot")
    machine.reckoning.begin(Anchor(served_at=AT, own_at=AT, counter_s=0.0, boot="boot"))
    machine.clock.advance(timedelta(seconds=-1))

    with pytest.raises(ClockWrong, match="before"):
        machine.reckoning.now()


def test_after_the_machine_was_started_anew_a_clock_that_was_off_is_not_believed() -> None:
    machine = Machine(boot="next boot")
    machine.reckoning.begin(Anchor(served_at=AT + timedelta(minutes=3), own_at=AT, counter_s=0.0, boot="boot"))
    machine.pass_by(60)

    with pytest.raises(ClockWrong, match="off"):
        machine.reckoning.now()


def test_a_moment_is_reckoned_anew_when_the_server_is_back() -> None:
    machine = Machine()
    machine.reckoning.hear(AT)
    machine.pass_by(60)
    counter_s, boot = machine.reckoning.moment()
    machine.pass_by(600)
    machine.reckoning.hear(machine.clock.now() + timedelta(seconds=2))  # the counter had lost two seconds

    assert machine.reckoning.when(counter_s, boot) == AT + timedelta(seconds=62)
    assert machine.reckoning.when(counter_s, "another boot") is None


# -- the permission

HALL = FakeHall(clock=SetClock(AT))
WANTED = (Wanted(matter_id="insure", queue_id="social"),)


def bar(
    permission: Permission | None, *, used_to: int = 0, at: datetime = AT, wanted: Wanted = WANTED[0]
) -> Bar | None:
    return find_bar(permission, used_to=used_to, at=at, wanted=(wanted,))


def test_numbers_follow_one_another_without_gaps() -> None:
    permission = permission_of(HALL, first=51, last=100)

    assert [next_value(permission, used_to=used_to) for used_to in (0, 51, 52)] == [51, 52, 53]


@pytest.mark.parametrize(
    ("changes", "used_to", "after", "barred"),
    [
        ({}, 0, timedelta(), None),
        ({}, 49, timedelta(), None),
        ({}, 50, timedelta(), Bar.USED_UP),
        ({}, 0, timedelta(hours=1) - timedelta(microseconds=1), None),
        ({}, 0, timedelta(hours=1), Bar.EXPIRED),
        ({}, 0, timedelta(hours=12), Bar.DAY_OVER),
        ({}, 0, timedelta(minutes=-3), Bar.CLOCK),
        ({"spans": ()}, 0, timedelta(), Bar.HALL_CLOSED),
        ({"queues": ("civil",)}, 0, timedelta(), Bar.MATTER),
        ({"not_matters": ("insure",)}, 0, timedelta(), Bar.MATTER),
    ],
)
def test_a_number_is_given_only_within_the_permission(
    changes: dict[str, object], used_to: int, after: timedelta, barred: Bar | None
) -> None:
    assert bar(permission_of(HALL, **changes), used_to=used_to, at=AT + after) is barred


def test_without_a_permission_nothing_is_given() -> None:
    assert bar(None) is Bar.NONE_GIVEN


def test_every_matter_of_a_visit_must_be_permitted() -> None:
    wanted = (*WANTED, Wanted(matter_id="well", queue_id=None))

    assert find_bar(permission_of(HALL), used_to=0, at=AT, wanted=wanted) is Bar.MATTER


# -- the memory

KEY = new_private_key()
ANCHOR = Anchor(served_at=AT, own_at=AT, counter_s=0.0, boot="boot")


def given_to(memory: Memory, *, private_key: str = KEY, **changes: object) -> GivenPermission:
    permission = permission_of(HALL, **({"installation": memory.identity.installation} | changes))
    body = to_json(permission).decode()
    signed = SignedPermission(body=body, signature=sign(body, private_key))
    return GivenPermission(permission=signed, public_key=public_key_of(private_key))


def keep(memory: Memory, given: GivenPermission) -> None:
    memory.check_permission(given)
    memory.keep_permission(given, ANCHOR)


def test_who_the_machine_is_outlives_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")
    memory.close()

    assert Memory(tmp_path, token="t").identity == memory.identity


def test_two_kiosks_cannot_use_one_folder(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")

    with pytest.raises(DiskUnusable, match="--state"):
        Memory(tmp_path, token="t")
    memory.close()


def test_a_permission_is_taken_up_after_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")
    given = given_to(memory)
    keep(memory, given)
    memory.close()

    kept = Memory(tmp_path, token="t").find_permission()

    assert kept is not None
    assert (kept.given, kept.anchor) == (given, ANCHOR)


def test_a_permission_that_somebody_changed_is_not_taken_up(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")
    keep(memory, given_to(memory))
    file = tmp_path / "permission.json"
    told = json.loads(file.read_text())
    told["given"]["permission"]["body"] = told["given"]["permission"]["body"].replace('"last":50', '"last":99')
    file.write_text(json.dumps(told))

    with pytest.raises(NotOurPermission, match="not signed"):
        memory.find_permission()


def test_a_permission_of_another_machine_is_not_taken_up(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")

    with pytest.raises(NotOurPermission, match="another machine"):
        memory.check_permission(given_to(memory, installation="bb22"))


def test_another_halls_key_is_believed_only_with_a_new_token(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")
    keep(memory, given_to(memory))
    other = given_to(memory, private_key=new_private_key())

    with pytest.raises(NotOurPermission, match="new token"):
        memory.check_permission(other)
    memory.close()
    Memory(tmp_path, token="another").check_permission(other)


def test_a_request_is_kept_until_it_is_answered(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")
    asking = Asking(key="key-00001", request=AskPermission(installation=memory.identity.installation))
    memory.keep_asking(asking)
    assert memory.find_asking() == asking

    keep(memory, given_to(memory))

    assert memory.find_asking() is None


def test_a_half_written_file_is_set_aside_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    memory = Memory(tmp_path, token="t")
    keep(memory, given_to(memory))
    file, aside = tmp_path / "permission.json", tmp_path / "permission.json.damaged"
    data = file.read_bytes()

    for cut in range(0, len(data), 7):
        file.write_bytes(data[:cut])
        assert memory.find_permission() is None
        assert aside.read_bytes() == data[:cut]
        assert not file.exists()
        assert "permission.json was cut or broken and is kept as permission.json.damaged" in caplog.text
        caplog.clear()


@pytest.mark.parametrize("name", ["identity.json", "permission.json", "asking.json", "directory.json", "numbers.log"])
@pytest.mark.parametrize("found", [b"", b"{", b"[]", b"\xff\xfe\x00", b"null", bytes(4096)])
def test_a_kiosk_starts_with_any_file_broken(
    tmp_path: Path, name: str, found: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / name).write_bytes(found)

    office = open_office(
        tmp_path,
        token="t",
        server=HallClient("http://127.0.0.1:1"),
        clock=SystemClock(),
        tell=lambda _news: None,
        tell_kept=lambda _kept: None,
    )

    assert office is not None, "it still gives numbers once the server permits"
    office.memory.find_asking()
    office.memory.find_directory()
    office.desk.stop()
    office.memory.close()
    if name != "numbers.log":
        assert (tmp_path / f"{name}.damaged").read_bytes() == found
        assert f"{name} was cut or broken" in caplog.text


def test_the_hall_is_known_after_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, token="t")
    memory.keep_directory(HALL.directory)

    assert memory.find_directory() == from_json(type(HALL.directory), to_json(HALL.directory))
