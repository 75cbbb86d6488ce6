"""A kiosk's own numbers before the real server: it is away, it comes back, the kiosk is killed, copied, out of time."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from hall.client import HallClient, new_key
from hall.clock import SetClock, SystemClock
from hall.errors import ServerAway, WrongCode
from hall.events import KioskRefused
from hall.exchange import HaltQueue, IssueRequest
from hall.offline import Adoptions, AdoptNumbers
from hall.places import Text
from hall.rules import Rules
from hall.ticket import PrintState, TicketState
from kiosk.offline.permit import Bar
from server.store.event_log import list_events
from server.store.reader import Reader
from tests.kiosk.offline_bench import OfflineBench, wish
from tests.server.plans import small_plan

FEW = Rules(offline_numbers=3, offline_min=60)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[OfflineBench]:
    plan = small_plan()
    with OfflineBench(tmp_path, plan=replace(plan, hall=replace(plan.hall, rules=FEW))) as bench:
        bench.start_server()
        bench.start_kiosk()
        bench.wait_for_permission()
        yield bench


def test_numbers_are_given_while_the_server_is_away_and_are_tickets_when_it_is_back(bench: OfflineBench) -> None:
    bench.stop_server()

    issued = [bench.take_number(), bench.take_number("marry")]

    assert [one.ticket.number for one in issued] == ["K1-001", "K1-002"]
    bench.start_server()
    bench.wait_until_handed_over()
    tickets = [bench.find(one.ticket.number) for one in issued]
    assert [ticket.state for ticket in tickets] == [TicketState.WAITING] * 2
    assert [ticket.queue_id for ticket in tickets] == ["social", "civil"]
    page = requests.get(f"http://127.0.0.1:{bench.port}/api/v1/visits/{issued[0].token}", timeout=10).json()
    assert page["number"] == "K1-001"


def test_a_number_of_its_own_is_given_up_on_the_phone_with_the_code_on_its_slip(bench: OfflineBench) -> None:
    bench.stop_server()
    issued, other = bench.take_number(), bench.take_number("marry")
    bench.start_server()
    bench.wait_until_handed_over()
    assert issued.slip_code is not None
    wrong = f"{(int(issued.slip_code) + 1) % 10_000:04}"

    with closing(HallClient(f"http://127.0.0.1:{bench.port}")) as phone:
        with pytest.raises(WrongCode):
            phone.cancel_visit(issued.token, wrong, key=new_key())
        given_up = phone.cancel_visit(issued.token, issued.slip_code, key=new_key())

    assert given_up.state is TicketState.CANCELLED
    assert bench.find(other.ticket.number).state is TicketState.WAITING


def test_numbers_that_the_server_has_not_are_counted_until_it_has_them(bench: OfflineBench) -> None:
    bench.stop_server()
    for _ in range(2):
        bench.take_number()
    office = bench.office
    assert office is not None
    assert office.desk.count_unsettled() == 2

    bench.start_server()

    bench.wait_for(lambda: office.desk.count_unsettled() == 0, "nothing to be unsent")


def test_more_numbers_are_permitted_once_the_first_were_handed_over(bench: OfflineBench) -> None:
    bench.stop_server()
    for _ in range(3):
        bench.take_number()
    assert bench.bar() is Bar.USED_UP
    assert bench.take() is Bar.USED_UP

    bench.start_server()
    bench.wait_until_handed_over()
    bench.wait_for(lambda: bench.bar() is None, "a permission that reaches further")
    bench.stop_server()

    assert bench.take_number().ticket.number == "K1-004"


def test_a_kiosk_that_was_killed_gives_the_next_number_and_hands_all_of_them_over(bench: OfflineBench) -> None:
    bench.stop_server()
    bench.take_number()
    bench.stop_kiosk()
    bench.start_kiosk()

    assert bench.take_number().ticket.number == "K1-002"

    bench.start_server()
    bench.wait_until_handed_over()
    assert {bench.find(f"K1-00{value}").state for value in (1, 2)} == {TicketState.WAITING}


def test_a_kiosk_that_starts_without_the_server_begins_with_the_hall_as_it_last_was(bench: OfflineBench) -> None:
    bench.wait_for((bench.folder / "state" / "directory.json").exists, "the directory on the disk")
    bench.stop_server()
    bench.stop_kiosk()
    bench.start_kiosk()

    kept = bench.kept.get(timeout=20)

    assert [today.matter.matter_id for today in kept.directory.matters][:1] == ["insure"]


def test_a_permission_ends(bench: OfflineBench) -> None:
    bench.stop_server()
    bench.stop_kiosk()
    file = bench.folder / "state" / "permission.json"
    kept = json.loads(file.read_text())
    kept["anchor"]["counter_s"] -= 3600.0
    kept["anchor"]["own_at"] = (SystemClock().now() - timedelta(hours=1)).isoformat()
    file.write_text(json.dumps(kept))

    bench.start_kiosk()

    assert bench.bar() is Bar.EXPIRED
    assert bench.take() is Bar.EXPIRED


def test_a_clock_that_was_set_gives_no_numbers(bench: OfflineBench) -> None:
    bench.stop_kiosk()
    clock = SetClock(SystemClock().now())
    bench.start_kiosk(clock=clock)
    bench.wait_for_permission()
    bench.stop_server()
    bench.wait_for(lambda: bench.bar() is None, "the server's time")
    clock.advance(timedelta(minutes=-3))

    assert bench.bar() is Bar.CLOCK


def test_a_queue_that_is_stopped_is_not_permitted_a_moment_later(bench: OfflineBench) -> None:
    assert bench.hall is not None
    client = bench.hall.sign_in("2")
    client.stop_queue("social", HaltQueue(reason=Text(zh="检修", en="Maintenance")), key=new_key())
    client.close()

    bench.wait_for(lambda: bench.bar() is Bar.MATTER, "a permission without the queue")
    assert bench.bar("marry") is None


def test_what_became_of_the_paper_is_told_when_the_server_is_back(bench: OfflineBench) -> None:
    assert bench.office is not None
    bench.stop_server()
    issued = bench.take_number()
    bench.office.desk.note_print(issued.ticket.ticket_id, PrintState.NOT_SENT)
    bench.office.desk.note_print(issued.ticket.ticket_id, PrintState.PRINTED)

    bench.start_server()
    bench.wait_until_handed_over()

    bench.wait_for(lambda: bench.find("K1-001").print_state is PrintState.PRINTED, "the print report")
    assert bench.find("K1-001").print_count == 1


def test_the_request_whose_answer_was_lost_makes_no_second_ticket(bench: OfflineBench) -> None:
    assert bench.hall is not None
    lost = bench.hall.kiosk.issue_ticket(IssueRequest(matter_id="insure"), key="lost-answer")
    bench.stop_server()

    bench.take_number(key="lost-answer")

    bench.start_server()
    bench.wait_until_handed_over()
    assert bench.find(lost.ticket.number).state is TicketState.CANCELLED
    late = bench.hall.kiosk.issue_ticket(IssueRequest(matter_id="marry"), key="another-request")
    assert late.ticket.number == "B001"


def test_a_request_that_arrives_after_all_is_answered_with_the_offline_number(bench: OfflineBench) -> None:
    bench.stop_server()
    issued = bench.take_number(key="late-request")
    hall = bench.start_server()
    bench.wait_until_handed_over()

    late = hall.kiosk.issue_ticket(IssueRequest(matter_id="insure"), key="late-request")

    assert (late.ticket.number, late.token) == ("K1-001", issued.token)


def test_a_second_machine_with_the_token_gets_no_numbers_and_is_told_of(bench: OfflineBench) -> None:
    assert bench.hall is not None
    bench.stop_kiosk()
    bench.start_kiosk(state="second")
    bench.wait_for(lambda: _refusals(bench), "the refusal in the record")

    assert bench.bar() is Bar.NONE_GIVEN
    assert [(event.kiosk, event.reason) for event in _refusals(bench)] == [("K1", "second_machine")]


def test_a_copied_disk_is_refused_once_the_other_has_asked(bench: OfflineBench) -> None:
    bench.stop_kiosk()
    shutil.copytree(bench.folder / "state", bench.folder / "copy")
    bench.start_kiosk()
    assert bench.office is not None
    first = bench.wait_for_permission()
    bench.wait_for(
        lambda: bench.office and bench.office.desk.held and bench.office.desk.held.permission.renewal != first.renewal,
        "a fresh permission",
    )
    bench.stop_kiosk()

    bench.start_kiosk(state="copy")

    bench.wait_for(lambda: bench.bar() is Bar.NONE_GIVEN, "the copy to be refused")
    assert len(_refusals(bench)) == 1


def test_a_book_that_is_damaged_gives_no_number_twice(bench: OfflineBench) -> None:
    bench.stop_server()
    bench.take_number(), bench.take_number()
    bench.stop_kiosk()
    file = bench.folder / "state" / "numbers.log"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:-1], lines[-1].replace(b"insure", b"insurX")]))
    bench.start_kiosk()
    assert bench.bar() is Bar.NONE_GIVEN

    bench.start_server()
    bench.wait_until_handed_over()
    permission = bench.wait_for_permission()

    assert permission.first >= 4, "behind all that the old lease allowed, however far it went on when the first came in"
    assert bench.take_number().ticket.number == f"K1-{permission.first:03}"


def test_an_adoption_whose_answer_is_lost_again_and_again_makes_each_ticket_once(bench: OfflineBench) -> None:
    bench.stop_server()
    for _ in range(3):
        bench.take_number()
    bench.stop_kiosk()
    bench.start_server()
    client = ForgetfulClient(f"http://127.0.0.1:{bench.port}", token=bench.token)

    for _ in range(3):  # killed each time before it knows
        bench.start_kiosk(client=client)
        bench.wait_for(lambda: client.adoptions and client.lost, "an adoption")
        client.lost = False
        bench.stop_kiosk()
    bench.start_kiosk()
    bench.wait_until_handed_over()

    assert client.adoptions >= 3
    assert [bench.find(f"K1-00{value}").number for value in (1, 2, 3)] == ["K1-001", "K1-002", "K1-003"]


class ForgetfulClient(HallClient):
    """Has numbers adopted, and loses the answer."""

    adoptions = 0
    lost = False

    def adopt_numbers(self, request: AdoptNumbers, *, key: str) -> Adoptions:
        super().adopt_numbers(request, key=key)
        self.adoptions += 1
        self.lost = True
        raise ServerAway("the answer was lost")

    def close(self) -> None:
        """Serve the next kiosk, too."""


def test_numbers_taken_at_once_are_all_different(bench: OfflineBench) -> None:
    bench.stop_server()
    assert bench.office is not None
    desk = bench.office.desk
    threads = [threading.Thread(target=desk.take, args=(wish(),)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    news = [bench.news.get(timeout=20) for _ in range(5)]

    numbers = sorted(one.issued.ticket.number for one in news if hasattr(one, "issued"))
    assert numbers == ["K1-001", "K1-002", "K1-003"]


def test_a_number_that_nobody_waited_for_is_called_for_nobody(bench: OfflineBench) -> None:
    bench.stop_server()
    issued = bench.take_number()
    assert bench.office is not None
    bench.office.desk.leave(issued)

    bench.start_server()
    bench.wait_until_handed_over()

    assert bench.find("K1-001").state is TicketState.CANCELLED


def _refusals(bench: OfflineBench) -> list[KioskRefused]:
    assert bench.hall is not None
    reader = Reader(bench.hall.database.open_reader(), "small")
    try:
        events = reader.ask_now(lambda read: list_events(read, after=0, most=1000))
    finally:
        reader.close()
    return [event.body for event in events if isinstance(event.body, KioskRefused)]
