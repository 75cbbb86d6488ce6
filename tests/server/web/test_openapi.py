"""The description of the API."""

import re
from contextlib import closing
from typing import Any

import pytest
import requests

from hall.errors import HallError
from hall.exchange import Role
from server.web.problems import STATUS, list_codes, status_of
from tests.server.running import RunningHall
from tests.server.web.test_staff import Asking

ACTS = (
    *("call-next", "call-specific", "call-here", "recall", "undo-call", "start", "overdue", "finish", "reopen"),
    *("transfer", "hold", "resume", "release", "pause", "unpause"),
)

ROUTES = {
    ("get", "/api/v1/hall"),
    ("get", "/api/v1/snapshot"),
    ("get", "/api/v1/events"),
    ("get", "/api/v1/windows"),
    ("get", "/api/v1/tickets"),
    ("post", "/api/v1/tickets"),
    ("get", "/api/v1/tickets/{ticket_id}"),
    ("get", "/api/v1/tickets/{ticket_id}/ahead"),
    ("post", "/api/v1/tickets/{ticket_id}/print"),
    ("post", "/api/v1/tickets/{ticket_id}/cancel"),
    ("post", "/api/v1/tickets/{ticket_id}/reprint"),
    ("get", "/api/v1/numbers/{number}"),
    ("get", "/api/v1/numbers/outlook/{matter_id}"),
    ("get", "/api/v1/numbers/of-page/{token}"),
    ("get", "/api/v1/appointments/of-person/{identity}"),
    ("post", "/api/v1/tickets/{ticket_id}/reactivate"),
    ("post", "/api/v1/tickets/{ticket_id}/restore"),
    ("post", "/api/v1/tickets/{ticket_id}/priority"),
    ("post", "/api/v1/sessions"),
    ("delete", "/api/v1/sessions/current"),
    ("get", "/api/v1/windows/{window_id}"),
    *(("post", f"/api/v1/windows/{{window_id}}/{act}") for act in ACTS),
    ("get", "/api/v1/queues/{queue_id}/order"),
    ("post", "/api/v1/queues/{queue_id}/stop"),
    ("post", "/api/v1/queues/{queue_id}/open"),
    ("post", "/api/v1/day/close"),
    ("post", "/api/v1/day/open"),
    ("post", "/api/v1/appointments"),
    ("post", "/api/v1/appointments/{code}/cancel"),
    ("post", "/api/v1/appointments/{code}/check-in"),
    ("get", "/api/v1/visits/{token}"),
    ("get", "/api/v1/visits/{token}/events"),
    ("post", "/api/v1/visits/{token}/reactivate"),
    ("post", "/api/v1/visits/{token}/cancel"),
    ("post", "/api/v1/offline/permission"),
    ("post", "/api/v1/offline/adoptions"),
    ("get", "/api/v1/offline/astray"),
    ("post", "/api/v1/pairing"),
    ("post", "/api/v1/devices/pairing"),
    ("post", "/api/v1/boards/pairing"),
    ("get", "/api/v1/boards"),
    ("put", "/api/v1/boards"),
    ("get", "/api/v1/devices"),
    ("delete", "/api/v1/devices/{kind}/{name}"),
    ("get", "/api/v1/devices/kiosks"),
    ("put", "/api/v1/devices/me/health"),
    ("post", "/api/v1/devices/me/tending"),
    ("post", "/api/v1/devices/me/commands/{command_id}/answer"),
    ("post", "/api/v1/devices/{kiosk}/commands"),
    ("get", "/api/v1/rules"),
    ("get", "/api/v1/sessions"),
    ("delete", "/api/v1/sessions"),
    ("get", "/api/v1/staff"),
    ("post", "/api/v1/staff"),
    ("post", "/api/v1/staff/first"),
    ("post", "/api/v1/staff/password"),
    ("put", "/api/v1/staff/{name}"),
    ("post", "/api/v1/staff/{name}/password"),
    ("delete", "/api/v1/staff/{name}/sessions"),
    ("post", "/api/v1/staff/second-factor"),
    ("post", "/api/v1/staff/second-factor/confirmation"),
    ("delete", "/api/v1/staff/{name}/second-factor"),
    ("get", "/api/v1/desk"),
    ("post", "/api/v1/tickets/{ticket_id}/redirect"),
    ("post", "/api/v1/devices/me/help"),
    ("post", "/api/v1/devices/{kiosk}/help"),
    ("get", "/api/v1/audit"),
    ("get", "/api/v1/audit/check"),
    ("get", "/api/v1/audit/export"),
    ("get", "/api/v1/figures"),
    ("get", "/api/v1/estimates"),
    ("post", "/api/v1/visits/{token}/rating"),
    ("get", "/api/v1/ratings"),
    ("get", "/api/v1/ratings/figures"),
    ("post", "/api/v1/ratings/{rating_id}/in-hand"),
    ("get", "/api/v1/keypad"),
    ("post", "/api/v1/keypad"),
    ("get", "/api/v1/tablet"),
    ("post", "/api/v1/tablet/rating"),
    ("post", "/api/v1/ratings/{rating_id}/settlement"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
}


@pytest.fixture(scope="module")
def description(quiet_hall: RunningHall) -> dict[str, Any]:
    answer: dict[str, Any] = quiet_hall.get("/openapi.json").json()
    return answer


def operations(description: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    paths = description["paths"].items()
    return {(method, path): operation for path, methods in paths for method, operation in methods.items()}


def test_every_route_is_described(description: dict[str, Any]) -> None:
    assert set(operations(description)) == ROUTES
    assert all(operation["description"] for operation in operations(description).values())


def test_refusals_are_described_as_problems(description: dict[str, Any]) -> None:
    for operation in operations(description).values():
        assert "422" not in operation["responses"]
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}
    assert "Problem" in description["components"]["schemas"]


def test_every_code_of_a_refusal_is_described(description: dict[str, Any]) -> None:
    code = description["components"]["schemas"]["Problem"]["properties"]["code"]

    assert set(code["examples"]) == set(list_codes())
    assert "`nobody_waiting` (409): Nobody waits" in code["description"]


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            here = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return here.union(*(references(value) for value in part.values()))
        return set().union(*(references(value) for value in part)) if isinstance(part, list) else set()

    assert {reference.removeprefix("#/components/schemas/") for reference in references(description)} <= set(schemas)


def test_every_change_asks_for_a_key(description: dict[str, Any]) -> None:
    for (method, _), operation in operations(description).items():
        keys = [each for each in operation.get("parameters", ()) if each["name"] == "Idempotency-Key"]
        assert bool(keys) == (method != "get")
        assert all(key["required"] for key in keys)


def test_every_refusal_of_ours_has_a_status() -> None:
    kinds = HallError.__subclasses__()

    assert {status_of(kind()) for kind in kinds} <= {400, 401, 403, 404, 409, 429, 503}
    assert set(STATUS) <= set(kinds)


def test_every_route_may_tell_strangers_to_wait(description: dict[str, Any]) -> None:
    assert [path for path, operation in operations(description).items() if "429" not in operation["responses"]] == []


def test_times_of_day_are_described_as_they_are_written(quiet_hall: RunningHall, description: dict[str, Any]) -> None:
    opens = quiet_hall.get("/api/v1/rules").json()["hours"][0]["opens"]
    described = description["components"]["schemas"]["Session"]["properties"]["opens"]

    assert "format" not in described, "the format asks for a time zone, which the hall's hours have not"
    assert re.fullmatch(described["pattern"], opens)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/tickets", "GET, POST"),
        ("/api/v1/boards", "GET, PUT"),
        ("/api/v1/devices/me/health", "PUT"),
        ("/api/v1/staff/first", "POST"),
        ("/api/v1/staff/anna", "PUT"),
        ("/console", "GET"),
        ("/api/v1/devices/kiosk/K1", "DELETE"),
    ],
)
def test_an_address_names_all_its_methods(quiet_hall: RunningHall, path: str, allowed: str) -> None:
    answer = requests.request("TRACE", quiet_hall.url + path, timeout=10)

    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_what_is_under_me_is_no_device_to_be_revoked(quiet_hall: RunningHall) -> None:
    answer = requests.delete(f"{quiet_hall.url}/api/v1/devices/me/health", timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (405, "wrong_method")


def test_a_date_is_written_in_one_way(running_hall: RunningHall) -> None:
    with closing(Asking(running_hall, Role.SUPERVISOR)) as supervisor:
        asked = {
            written: supervisor.ask("GET", f"/api/v1/ratings?to={written}").status_code
            for written in ("2026-11-24", "0", "20261124", "2026-11-24T00:00:00", "2026-13-01", "")
        }

    assert asked.pop("2026-11-24") == 200
    assert set(asked.values()) == {400}


def test_no_body_takes_what_is_not_described(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]

    def objects(part: object, found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).removeprefix("#/components/schemas/")
            if name and name not in found:
                found[name] = schemas[name]
                objects(schemas[name], found)
            for each in part.values():
                objects(each, found)
        elif isinstance(part, list):
            for each in part:
                objects(each, found)
        return found

    bodies = [each["requestBody"] for each in operations(description).values() if "requestBody" in each]
    sent = objects(bodies, {})
    closed = {name for name, each in sent.items() if each.get("additionalProperties") is False}

    assert len(sent) > 40
    assert {name for name, each in sent.items() if each["type"] == "object"} <= closed


def test_every_change_may_be_refused_for_its_key_and_for_want_of_room(description: dict[str, Any]) -> None:
    untold = {
        (method, path): missing
        for (method, path), operation in operations(description).items()
        if method != "get" and (missing := {"400", "409", "503"} - set(operation["responses"]))
    }

    assert untold == {}
