"""Streams over HTTP, on a real server."""

import json
import socket
import time
from pathlib import Path

from hall.exchange import VisitView
from hall.snapshot import Snapshot
from hall.stream import Connected, EventStream, Happened, StreamNews
from hall.wire import from_json
from tests.server.listening_client import Listener
from tests.server.running import RunningHall, act


def events(hall: RunningHall, *, last_event_id: str | None = None) -> Listener:
    return Listener(hall.url + "/api/v1/events", token=hall.display_token, last_event_id=last_event_id)


def visit(hall: RunningHall, token: str) -> Listener:
    return Listener(f"{hall.url}/api/v1/visits/{token}/events")


def next_view(phone: Listener) -> VisitView:
    return from_json(VisitView, json.dumps(phone.next_of("visit")))


def test_a_board_gets_a_snapshot_and_then_every_event(running_hall: RunningHall) -> None:
    running_hall.issue()
    with events(running_hall) as board:
        kind, snapshot = board.next()
        running_hall.issue()
        issued = board.next()

    assert (kind, snapshot["queues"][0]["waiting"]) == ("snapshot", 1)
    assert (issued[0], issued[1]["body"]["number"]) == ("TicketIssued", "A002")
    assert issued[1]["seq"] == snapshot["seq"] + 1


def test_a_board_that_was_away_gets_what_it_missed(running_hall: RunningHall) -> None:
    with events(running_hall) as board:
        seen = board.next()[1]["seq"]
    for _ in range(3):
        running_hall.issue()

    with events(running_hall, last_event_id=f"1.{seen}") as board:
        messages = [board.next() for _ in range(4)]

    assert [kind for kind, _ in messages] == ["resumed", "TicketIssued", "TicketIssued", "TicketIssued"]
    assert [data["seq"] for _, data in messages[1:]] == [seen + 1, seen + 2, seen + 3]


def test_a_board_goes_on_after_the_server_was_restarted(tmp_path: Path) -> None:
    with RunningHall(tmp_path) as hall:
        hall.issue()
        seen = hall.kiosk.get_snapshot().seq
        hall.issue()
    with RunningHall(tmp_path) as hall, events(hall, last_event_id=f"1.{seen}") as board:
        hall.issue()
        kinds = [board.next() for _ in range(3)]

    assert [data.get("seq") for _, data in kinds] == [None, seen + 1, seen + 2]


def test_a_board_of_another_epoch_begins_afresh(running_hall: RunningHall) -> None:
    with events(running_hall, last_event_id="9.1") as board:
        assert board.next()[0] == "snapshot"


def test_the_programs_own_client_follows_to_the_same_snapshot(running_hall: RunningHall) -> None:
    news: list[StreamNews] = []
    stream = EventStream(running_hall.url, token=running_hall.display_token, hand_over=news.append)
    stream.start()
    issued = running_hall.issue()
    clerk = running_hall.sign_in("2")
    act(clerk, "2", "call-next")
    act(clerk, "2", "start")
    clerk.close()
    fresh = running_hall.kiosk.get_snapshot()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and not (news and _snapshot(news[-1]).seq == fresh.seq):
        pass
    stream.stop()

    assert _snapshot(news[-1]).calls == fresh.calls
    assert _snapshot(news[-1]).windows == fresh.windows
    assert _snapshot(news[-1]).queues == fresh.queues
    assert fresh.calls[0].ticket_id == issued.ticket.ticket_id


def test_the_heart_beats(tmp_path: Path) -> None:
    with RunningHall(tmp_path, heartbeat_s=0.05) as hall, events(hall) as board:
        issued = hall.issue()
        with visit(hall, issued.token) as phone:
            assert board.next_of("heartbeat") == "2026-03-02T01:00:00Z"
            assert phone.next_of("heartbeat") == "2026-03-02T01:00:00Z"


def test_a_phone_sees_the_line_move_and_its_own_call(running_hall: RunningHall) -> None:
    running_hall.issue()
    mine = running_hall.issue()
    clerk = running_hall.sign_in("2")

    with visit(running_hall, mine.token) as phone:
        views = [next_view(phone)]
        act(clerk, "2", "call-next")
        views.append(next_view(phone))
        act(clerk, "2", "start")
        act(clerk, "2", "finish")
        began = time.monotonic()
        act(clerk, "2", "call-next")
        views.append(next_view(phone))
        took_s = time.monotonic() - began
    clerk.close()

    assert [(view.people_ahead, view.window) for view in views] == [(1, None), (0, None), (None, "2")]
    assert took_s < 1.0


def test_a_guessed_token_follows_nothing(running_hall: RunningHall) -> None:
    with visit(running_hall, "guessed") as phone:
        assert phone.response.status_code == 404


def test_streams_need_a_credential(running_hall: RunningHall) -> None:
    with Listener(running_hall.url + "/api/v1/events") as board:
        assert board.response.status_code == 401


def test_too_many_streams_are_told_to_come_back(tmp_path: Path) -> None:
    with RunningHall(tmp_path, hall_streams_most=1) as hall, events(hall) as first:
        first.next()
        with events(hall) as second:
            assert second.response.status_code == 503
            assert second.response.headers["Retry-After"] == "5"


def test_a_visit_on_too_many_pages_is_told_so(running_hall: RunningHall) -> None:
    token = running_hall.issue().token
    pages = [visit(running_hall, token) for _ in range(3)]
    for page in pages:
        page.next()

    with visit(running_hall, token) as another:
        assert another.response.status_code == 503
    for page in pages:
        page.response.close()


def test_a_client_that_reads_nothing_is_let_go(tmp_path: Path) -> None:
    hall = RunningHall(tmp_path, heartbeat_s=0.05, blocked_most_s=0.2, send_buffer_bytes=4_096)
    with hall, socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        deaf.connect(("127.0.0.1", hall.port))
        request = f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {hall.display_token}\r\n\r\n"
        deaf.sendall(request.encode())
        _wait_for(hall, streams=1)
        for _ in range(400):
            hall.issue()
        _wait_for(hall, streams=0)


def test_the_server_stops_within_seconds_with_streams_open(tmp_path: Path) -> None:
    with RunningHall(tmp_path) as hall:
        boards = [events(hall) for _ in range(5)]
        phone = visit(hall, hall.issue().token)
        for listener in (*boards, phone):
            listener.next()
        began = time.monotonic()
        hall.stop()

        assert time.monotonic() - began < 5
        assert [board.rest() for board in boards] == [["TicketIssued"]] * 5
        assert phone.rest() == []


def _snapshot(news: StreamNews) -> Snapshot:
    assert isinstance(news, Connected | Happened), news
    return news.snapshot


def _wait_for(hall: RunningHall, *, streams: int) -> None:
    deadline = time.monotonic() + 20
    while f'yinhao_streams{{kind="hall"}} {streams}.0' not in hall.get("/metrics").text:
        assert time.monotonic() < deadline, f"never {streams} streams"
