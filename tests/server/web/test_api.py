"""The API as programs use it: through HallClient, on a real server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
import requests

from hall import errors
from hall.client import HallClient, new_key
from hall.events import WindowState
from hall.exchange import CancelRequest, IssueRequest, PrintReport, Problem, WindowAct
from hall.ticket import PrintState, TicketState
from hall.wire import from_json, to_json
from tests.server.running import RunningHall, act


@pytest.fixture
def anna(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(running_hall.sign_in("2")) as client:
        yield client


def test_a_visit_from_the_kiosk_to_the_end(running_hall: RunningHall, anna: HallClient) -> None:
    issued = running_hall.issue()
    kiosk = running_hall.kiosk
    kiosk.report_print(issued.ticket.ticket_id, PrintReport(print_state=PrintState.PRINTED), key=new_key())
    assert kiosk.get_visit(issued.token).state is TicketState.WAITING

    called = act(anna, "2", "call-next")
    assert called.ticket is not None
    assert called.ticket.number == issued.ticket.number
    assert kiosk.get_visit(issued.token).window == "2"
    act(anna, "2", "start")
    done = act(anna, "2", "finish")

    assert done.served_today == 1
    assert kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.DONE
    assert kiosk.get_visit(issued.token).state is TicketState.DONE
    anna.sign_out(key=new_key())
    assert kiosk.get_snapshot().windows[1].state is WindowState.CLOSED


def test_a_visitors_page_says_where_to_go(running_hall: RunningHall) -> None:
    running_hall.issue()
    issued = running_hall.issue()

    view = running_hall.kiosk.get_visit(issued.token)

    assert (view.number, view.people_ahead, view.people_ahead_at_issue) == ("A002", 1, 1)
    assert (view.floor.en, view.windows) == ("Floor 2", ("1", "2"))
    assert view.zone is not None
    assert view.directions is not None
    assert "lift" in view.directions.en
    assert "电梯" in view.directions.zh


def test_a_waiting_ticket_is_given_up(running_hall: RunningHall) -> None:
    issued = running_hall.issue()

    ticket = running_hall.kiosk.cancel_ticket(issued.ticket.ticket_id, CancelRequest(), key=new_key())

    assert ticket.state is TicketState.CANCELLED


def test_the_directory_is_sent_once(quiet_hall: RunningHall) -> None:
    first = quiet_hall.get("/api/v1/hall", token=quiet_hall.kiosk_token)
    again = quiet_hall.get("/api/v1/hall", token=quiet_hall.kiosk_token, **{"If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200
    assert (again.status_code, again.content) == (304, b"")


def test_windows_can_be_listed_before_signing_in(running_hall: RunningHall, anna: HallClient) -> None:
    assert anna.get_window("2").state is WindowState.OPEN

    choices = running_hall.get("/api/v1/windows").json()

    assert [(choice["window_id"], choice["state"]) for choice in choices] == [
        ("1", "closed"),
        ("2", "open"),
        ("3", "closed"),
    ]


def test_twenty_presses_with_one_key_make_one_ticket(running_hall: RunningHall) -> None:
    key = new_key()

    def press(_: int) -> str:
        with closing(HallClient(running_hall.url, token=running_hall.kiosk_token)) as client:
            return client.issue_ticket(IssueRequest(matter_id="insure"), key=key).token

    with ThreadPoolExecutor(20) as presses:
        tokens = set(presses.map(press, range(20)))

    assert len(tokens) == 1
    assert running_hall.kiosk.get_snapshot().queues[0].waiting == 1


def test_a_key_that_came_with_another_request_is_refused(running_hall: RunningHall) -> None:
    running_hall.issue("insure", key="one-press")

    with pytest.raises(errors.KeyReused):
        running_hall.issue("marry", key="one-press")


def test_two_windows_pressing_at_once_call_different_people(running_hall: RunningHall, anna: HallClient) -> None:
    for _ in range(2):
        running_hall.issue()
    with closing(running_hall.sign_in("1", clerk="bert")) as bert, ThreadPoolExecutor(2) as presses:
        views = list(presses.map(lambda desk: act(desk[0], desk[1], "call-next"), [(anna, "2"), (bert, "1")]))

    assert {view.ticket.number for view in views if view.ticket} == {"A001", "A002"}


def test_a_stale_page_calls_nobody(running_hall: RunningHall, anna: HallClient) -> None:
    running_hall.issue()
    running_hall.issue()
    act(anna, "2", "call-next")

    with pytest.raises(errors.StaleWindow):
        anna.act("2", "call-next", WindowAct(version=1), key=new_key())
    assert running_hall.kiosk.get_snapshot().queues[0].waiting == 1


def problem_of(response: requests.Response) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = from_json(Problem, response.content)
    assert problem.status == response.status_code
    assert problem.type == f"urn:yinhao:error:{problem.code}"
    return problem.status, problem.code


def post(hall: RunningHall, path: str, body: bytes, **headers: str) -> requests.Response:
    sent = {"Authorization": f"Bearer {hall.kiosk_token}", "Idempotency-Key": new_key(), **JSON, **headers}
    sent = {name: value for name, value in sent.items() if value}
    return requests.post(hall.url + path, data=body, headers=sent, timeout=10)


JSON = {"Content-Type": "application/json"}
ISSUE = to_json(IssueRequest(matter_id="insure"))


@pytest.mark.parametrize(
    ("body", "headers", "told"),
    [
        (ISSUE, {"Idempotency-Key": ""}, (400, "bad_input")),
        (ISSUE, {"Idempotency-Key": "short"}, (400, "bad_input")),
        (b"{}", {}, (400, "bad_input")),
        (b"not json", {}, (400, "bad_input")),
        (b'{"matter_id": "insure", "source": "moon"}', {}, (400, "bad_input")),
        (b'{"matter_id": "insure", "priority_request": "elderly"}', {}, (400, "bad_input")),
        (b'{"matter_id": "\\ud800"}', {}, (400, "bad_input")),
        (to_json(IssueRequest(matter_id="insure", language="xx")), {}, (400, "bad_input")),
        (b" " * 70_000, {}, (413, "too_large")),
        (ISSUE, {"Authorization": ""}, (401, "not_signed_in")),
        (ISSUE, {"Authorization": "Bearer nonsense"}, (401, "not_signed_in")),
        (to_json(IssueRequest(matter_id="nothing")), {}, (404, "unknown_matter")),
        (to_json(IssueRequest(matter_id="subsidy")), {}, (409, "not_handled_here")),
    ],
)
def test_what_cannot_be_done_is_told_as_a_problem(
    quiet_hall: RunningHall, body: bytes, headers: dict[str, str], told: tuple[int, str]
) -> None:
    assert problem_of(post(quiet_hall, "/api/v1/tickets", body, **headers)) == told


def test_a_long_body_without_a_length_is_refused_too(quiet_hall: RunningHall) -> None:
    response = requests.post(
        quiet_hall.url + "/api/v1/tickets",
        data=iter([b" " * 10_000] * 8),
        headers={"Authorization": f"Bearer {quiet_hall.kiosk_token}", "Idempotency-Key": new_key(), **JSON},
        timeout=10,
    )

    assert problem_of(response) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/api/v1/nothing", (404, "unknown_path")),
        ("PUT", "/api/v1/tickets", (405, "wrong_method")),
        ("GET", "/api/v1/tickets/99", (404, "unknown_ticket")),
        ("GET", "/api/v1/tickets/x", (400, "bad_input")),
        ("GET", f"/api/v1/tickets/{2**64}", (400, "bad_input")),
        ("GET", "/api/v1/visits/guessed", (404, "unknown_ticket")),
    ],
)
def test_unknown_addresses_are_problems_too(
    quiet_hall: RunningHall, method: str, path: str, told: tuple[int, str]
) -> None:
    headers = {"Authorization": f"Bearer {quiet_hall.kiosk_token}"}

    assert problem_of(requests.request(method, quiet_hall.url + path, headers=headers, timeout=10)) == told


def test_every_answer_carries_the_security_headers(quiet_hall: RunningHall) -> None:
    for path in ("/healthz", "/api/v1/windows", "/api/v1/nothing", "/console"):
        headers = quiet_hall.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_a_visit_is_not_kept_by_browsers_on_the_way(running_hall: RunningHall) -> None:
    issued = running_hall.issue()
    first = running_hall.get(f"/api/v1/visits/{issued.token}")

    again = running_hall.get(f"/api/v1/visits/{issued.token}", **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-store"
    assert again.status_code == 304


def test_a_visitors_page_ends_after_the_next_day(running_hall: RunningHall) -> None:
    issued = running_hall.issue()
    path = f"/api/v1/visits/{issued.token}"

    running_hall.clock.advance(timedelta(days=1))
    assert running_hall.get(path).status_code == 200
    running_hall.clock.advance(timedelta(days=1))
    assert problem_of(running_hall.get(path)) == (404, "unknown_ticket")


def test_whoever_watches_gets_figures(running_hall: RunningHall) -> None:
    running_hall.issue()

    metrics = running_hall.get("/metrics").text

    assert running_hall.get("/healthz").text == "ok"
    assert running_hall.get("/readyz").text == "ready"
    assert 'yinhao_events_total{kind="TicketIssued"} 1.0' in metrics
    assert 'yinhao_requests_total{method="POST",route="/api/v1/tickets",status="201"} 1.0' in metrics
    assert "yinhao_lane_depth 0.0" in metrics
    assert "yinhao_lane_commit_seconds_count" in metrics
    assert 'yinhao_streams{kind="visit"} 0.0' in metrics


def test_an_id_that_no_database_holds_is_refused_in_a_body_as_in_a_path(
    running_hall: RunningHall, anna: HallClient
) -> None:
    wanted = {"version": anna.get_window("2").version, "ticket_id": 10**19}
    for name in (
        "call-specific",
        "call-here",
        "start",
        "recall",
        "undo-call",
        "overdue",
        "finish",
        "reopen",
        "release",
    ):
        answer = anna._session.post(
            f"{running_hall.url}/api/v1/windows/2/{name}",
            json=wanted,
            headers={"Idempotency-Key": new_key()},
            timeout=10,
        )
        assert (name, answer.status_code) == (name, 400)


@pytest.mark.parametrize("reason", ["", "  ", "a\x00b"])
def test_a_blank_or_a_control_character_is_no_reason(running_hall: RunningHall, anna: HallClient, reason: str) -> None:
    issued = running_hall.issue()
    wanted = {"version": anna.get_window("2").version, "ticket_id": issued.ticket.ticket_id, "reason": reason}

    answer = anna._session.post(
        f"{running_hall.url}/api/v1/windows/2/call-specific",
        json=wanted,
        headers={"Idempotency-Key": new_key()},
        timeout=10,
    )

    assert answer.status_code == 400
    assert running_hall.kiosk.get_ticket(issued.ticket.ticket_id).state is TicketState.WAITING
