"""Accounts, passwords and sessions over HTTP, and what the audit trail tells of them."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
import requests
from sqlalchemy import text

from hall.client import new_key
from hall.exchange import Role
from tests.server.listening_client import Listener
from tests.server.running import PASSWORD, RunningHall, save_staff

NEW = "Kestrel-7-lamp-Jove"
OTHER = "Willow-3-harbour-Noon"


class Asking:
    """Somebody at the API."""

    def __init__(self, hall: RunningHall, role: Role | None = None, *, origin: str = "192.0.2.1") -> None:
        self.hall, self.session = hall, requests.Session()
        self.session.headers["X-Forwarded-For"] = origin
        self.token = ""
        if role is not None:
            save_staff(hall, role)
            self.use(self.sign_in(role.value).json()["session_token"])

    def use(self, token: str) -> None:
        self.token, self.session.headers["Authorization"] = token, f"Bearer {token}"

    def ask(self, method: str, path: str, **body: object) -> requests.Response:
        headers = {"Idempotency-Key": new_key()}
        return self.session.request(method, self.hall.url + path, json=body or None, headers=headers, timeout=10)

    def sign_in(self, clerk: str, password: str = PASSWORD, **more: object) -> requests.Response:
        return self.ask("POST", "/api/v1/sessions", clerk=clerk, password=password, **more)

    def close(self) -> None:
        self.session.close()


@pytest.fixture
def admin(running_hall: RunningHall) -> Iterator[Asking]:
    with closing(Asking(running_hall, Role.ADMIN)) as asking:
        yield asking


@pytest.fixture
def anyone(running_hall: RunningHall) -> Iterator[Asking]:
    with closing(Asking(running_hall, origin="192.0.2.9")) as asking:
        yield asking


def clerk_at(hall: RunningHall, window_id: str, clerk: str = "anna") -> str:
    """Sign a clerk in and return the session's token."""
    with closing(Asking(hall, origin="127.0.0.1")) as asking:
        token: str = asking.sign_in(clerk, window_id=window_id).json()["session_token"]
    return token


def seconds_to_end(listener: Listener) -> float:
    began = monotonic()
    listener.rest()
    return monotonic() - began


def code_of(response: requests.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def read_audit(hall: RunningHall) -> list[dict[str, Any]]:
    with closing(Asking(hall, Role.AUDITOR)) as auditor:
        lines: list[dict[str, Any]] = auditor.ask("GET", "/api/v1/audit").json()["lines"]
    return lines


def test_the_first_admin_is_made_once_with_the_code_that_the_start_said(
    running_hall: RunningHall, anyone: Asking
) -> None:
    code = running_hall.server.make_first_code()
    wanted = {"name": "root", "password": NEW}
    for guess in ("", "admin", "0000-0000-0000"):
        assert code_of(anyone.ask("POST", "/api/v1/staff/first", code=guess, **wanted)) == (403, "wrong_code")
    weak = anyone.ask("POST", "/api/v1/staff/first", code=code, name="root", password="Password1234")
    assert (code_of(weak), weak.json()["facts"]["why"]) == ((400, "password_refused"), "too_common")

    with_spaces = f" {code.replace('-', ' ').upper()}\uff0d"
    assert anyone.ask("POST", "/api/v1/staff/first", code=with_spaces, **wanted).status_code == 204

    assert code_of(anyone.ask("POST", "/api/v1/staff/first", code=code, **wanted)) == (403, "wrong_code")
    assert anyone.sign_in("root", NEW).json()["role"] == "admin"
    assert running_hall.server.make_first_code() is None


def test_the_code_ends_after_a_quarter_of_an_hour_and_after_ten_wrong_ones(
    running_hall: RunningHall, anyone: Asking
) -> None:
    wanted = {"name": "root", "password": NEW}
    code = running_hall.server.make_first_code()
    running_hall.clock.advance(timedelta(minutes=15))
    assert code_of(anyone.ask("POST", "/api/v1/staff/first", code=code, **wanted)) == (403, "wrong_code")

    code = running_hall.server.make_first_code()
    for guess in range(10):
        anyone.ask("POST", "/api/v1/staff/first", code=str(guess), name=f"n{guess}", password=NEW)
    assert code_of(anyone.ask("POST", "/api/v1/staff/first", code=code, **wanted)) == (403, "wrong_code")


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        ({"name": "", "role": "clerk"}, {"field": "name", "why": "missing"}),
        ({"role": "clerk"}, {"field": "name", "why": "missing"}),
        ({"name": "a b", "role": "clerk"}, {"field": "name", "why": "characters"}),
        ({"name": "a\u200bb", "role": "clerk"}, {"field": "name", "why": "characters"}),
        ({"name": "x" * 65, "role": "clerk"}, {"field": "name", "why": "too_long", "most": 64}),
        ({"name": "anna", "role": "clerk"}, {"field": "name", "why": "taken"}),
        ({"name": "mei", "role": "boss"}, {"field": "role", "why": "choice"}),
        ({"name": "mei", "role": "kiosk"}, {"field": "role", "why": "choice"}),
        ({"name": "mei", "role": "clerk", "windows": "5"}, {"field": "windows", "why": "form"}),
    ],
)
def test_a_refused_form_names_the_field_and_what_is_wrong_with_it(
    admin: Asking, body: dict[str, object], facts: dict[str, object]
) -> None:
    answer = admin.ask("POST", "/api/v1/staff", **body)

    assert (answer.status_code, answer.json()["facts"]) == (400, facts)


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("from=2026-12-31&to=2026-11-27", {"field": "to", "why": "before_from"}),
        ("from=", {"field": "from", "why": "date"}),
        ("from=2026-02-30", {"field": "from", "why": "date"}),
        ("to=1990-01-01", {"field": "to", "why": "date"}),
    ],
)
def test_wrong_days_of_the_trail_are_refused_by_their_field(
    running_hall: RunningHall, query: str, facts: dict[str, object]
) -> None:
    with closing(Asking(running_hall, Role.AUDITOR)) as auditor:
        answer = auditor.ask("GET", f"/api/v1/audit?{query}")

    assert (answer.status_code, answer.json()["facts"]) == (400, facts)


def test_somebody_new_chooses_a_password_before_anything_else(
    running_hall: RunningHall, admin: Asking, anyone: Asking
) -> None:
    made = admin.ask("POST", "/api/v1/staff", name="mei", role="guide", windows=[])
    once = made.json()["password"]
    assert code_of(anyone.sign_in("mei", once)) == (403, "password_expired")
    change = {"clerk": "mei", "password": once}
    refused = anyone.ask("POST", "/api/v1/staff/password", **change, new_password=once)
    assert (code_of(refused), refused.json()["facts"]["why"]) == ((400, "password_refused"), "used_before")

    chosen = anyone.ask("POST", "/api/v1/staff/password", **change, new_password=NEW)
    assert (chosen.status_code, chosen.json()) == (200, {"role": "guide"})

    assert anyone.sign_in("mei", NEW).json()["password_days_left"] == 90
    assert code_of(anyone.sign_in("mei", once)) == (401, "wrong_password")
    assert NEW not in running_hall.read_record()
    assert once not in running_hall.read_record()


def test_a_password_that_is_old_must_be_changed_and_does_not_come_back(
    running_hall: RunningHall, anyone: Asking
) -> None:
    change = {"clerk": "anna", "password": PASSWORD}
    assert anyone.ask("POST", "/api/v1/staff/password", **change, new_password=NEW).status_code == 200
    running_hall.clock.advance(timedelta(days=90))
    assert code_of(anyone.sign_in("anna", NEW, window_id="2")) == (403, "password_expired")

    back = anyone.ask("POST", "/api/v1/staff/password", clerk="anna", password=NEW, new_password=OTHER)
    again = anyone.ask("POST", "/api/v1/staff/password", clerk="anna", password=OTHER, new_password=NEW)

    assert (back.status_code, again.json()["facts"]["why"]) == (200, "used_before")


def test_a_locked_account_is_out_at_once_and_so_is_its_stream(
    running_hall: RunningHall, admin: Asking, anyone: Asking
) -> None:
    token = clerk_at(running_hall, "2")
    with Listener(running_hall.url + "/api/v1/events", token=token) as listener:
        listener.next_of("snapshot")

        assert admin.ask("PUT", "/api/v1/staff/anna", role="clerk", windows=[], is_locked=True).status_code == 204

        assert running_hall.get("/api/v1/windows/2", token=token).status_code == 401
        assert seconds_to_end(listener) < 5
    assert code_of(anyone.sign_in("anna", window_id="2")) == (401, "wrong_password")


def test_an_admin_does_not_lock_the_own_account(admin: Asking) -> None:
    assert code_of(admin.ask("PUT", "/api/v1/staff/admin", role="admin", windows=[], is_locked=True)) == (
        403,
        "not_allowed",
    )


def test_signing_out_everywhere_ends_every_session_and_closes_the_windows(running_hall: RunningHall) -> None:
    with closing(Asking(running_hall, Role.GUIDE)) as guide:
        other = clerk_at(running_hall, "1", clerk="guide")
        assert {line["window_id"] for line in guide.ask("GET", "/api/v1/sessions").json()} == {None, "1"}

        assert guide.ask("DELETE", "/api/v1/sessions").status_code == 204

        assert running_hall.get("/api/v1/windows/1", token=other).status_code == 401
        assert guide.ask("GET", "/api/v1/sessions").status_code == 401
    assert {window.state.value for window in running_hall.kiosk.get_snapshot().windows} == {"closed"}


def test_a_session_that_nobody_uses_ends_and_a_page_by_itself_does_not_keep_it(running_hall: RunningHall) -> None:
    token = clerk_at(running_hall, "2")
    by_itself = {"Yinhao-Unattended": "1"}
    found = []
    for minutes, headers in ((20, {}), (20, {}), (20, by_itself), (10, by_itself)):
        running_hall.clock.advance(timedelta(minutes=minutes))
        clerk_at(running_hall, "1", clerk="bert")  # whoever signs in has everybody looked up anew
        found.append(running_hall.get("/api/v1/windows/2", token=token, **headers).status_code)
        running_hall.issue()  # and what was to be written down is written

    assert found == [200, 200, 200, 401]


def test_signing_in_again_in_the_same_browser_replaces_the_session(running_hall: RunningHall) -> None:
    with closing(Asking(running_hall)) as browser:
        first = browser.sign_in("anna", window_id="2").json()["session_token"]
        browser.session.headers["Origin"] = running_hall.url
        second = browser.sign_in("bert", window_id="1").json()["session_token"]

    assert first != second
    assert running_hall.get("/api/v1/windows/2", token=first).status_code == 401
    assert running_hall.get("/api/v1/windows/1", token=second).status_code == 200


def test_wrong_passwords_from_elsewhere_do_not_keep_the_owner_out(running_hall: RunningHall, anyone: Asking) -> None:
    with closing(Asking(running_hall, origin="192.0.2.5")) as own:
        own.sign_in("anna", window_id="2")
        for _ in range(5):
            anyone.sign_in("anna", "guess")

        assert code_of(anyone.sign_in("anna", "guess")) == (429, "too_many_tries")
        assert own.sign_in("anna", window_id="2").status_code == 201
    with closing(Asking(running_hall, origin="192.0.2.77")) as third:
        assert code_of(third.sign_in("anna", "guess")) == (429, "too_many_tries")


def test_a_revoked_device_is_told_nothing_more_within_five_seconds(running_hall: RunningHall, admin: Asking) -> None:
    with Listener(running_hall.url + "/api/v1/events", token=running_hall.display_token) as listener:
        listener.next_of("snapshot")

        assert admin.ask("DELETE", "/api/v1/devices/display/board").status_code == 204

        assert seconds_to_end(listener) < 5
    assert running_hall.get("/api/v1/snapshot", token=running_hall.display_token).status_code == 401
    (device,) = [each for each in admin.ask("GET", "/api/v1/devices").json() if each["name"] == "board"]
    assert device["is_revoked"]
    assert code_of(admin.ask("DELETE", "/api/v1/devices/display/none")) == (404, "unknown_device")


def test_the_trail_tells_sign_ins_refusals_and_accounts_with_their_address(
    running_hall: RunningHall, admin: Asking, anyone: Asking
) -> None:
    anyone.sign_in("anna", "guess")
    anyone.sign_in("anna", window_id="2")
    anyone.sign_in("bert", window_id="2")
    running_hall.get("/api/v1/figures", token=clerk_at(running_hall, "1", clerk="bert"))
    admin.ask("POST", "/api/v1/staff", name="mei", role="guide", windows=["1"])

    told = [
        (line["actor_kind"], line["actor"], line["origin"], line["act"], line["result"])
        for line in read_audit(running_hall)
        if line["note"] and line["origin"]
    ]

    assert told == [
        ("admin", "admin", "192.0.2.1", "sign_in", "done"),
        ("staff", "anna", "192.0.2.9", "POST /api/v1/sessions", "wrong_password"),
        ("clerk", "anna", "192.0.2.9", "sign_in", "done"),
        ("clerk", "bert", "192.0.2.9", "POST /api/v1/sessions", "window_taken"),
        ("clerk", "bert", "127.0.0.1", "sign_in", "done"),
        ("clerk", "bert", "127.0.0.1", "GET /api/v1/figures", "not_allowed"),
        ("admin", "admin", "192.0.2.1", "staff_added", "done"),
        ("auditor", "auditor", "192.0.2.1", "sign_in", "done"),
    ]


def test_refused_acts_of_staff_are_told_and_a_flood_of_them_is_counted(running_hall: RunningHall) -> None:
    with closing(Asking(running_hall, Role.GUIDE)) as guide:
        for _ in range(2):
            guide.ask("POST", "/api/v1/tickets/77/restore", reason="回来了")
        for _ in range(40):
            guide.ask("POST", "/api/v1/day/close", reason="台风")
    lines = [line for line in read_audit(running_hall) if line["result"] != "done"]

    assert [(line["actor"], line["act"], line["about"], line["result"]) for line in lines[:2]] == [
        ("guide", "POST /api/v1/tickets/{ticket_id}/restore", "/api/v1/tickets/77/restore", "unknown_ticket")
    ] * 2
    assert 25 <= len([line for line in lines if line["result"] == "not_allowed"]) <= 35


def test_an_auditor_exports_the_trail_and_pages_lead_through_it(running_hall: RunningHall) -> None:
    for _ in range(5):
        running_hall.issue()
    with closing(Asking(running_hall, Role.AUDITOR)) as auditor:
        exported = [json.loads(line) for line in auditor.ask("GET", "/api/v1/audit/export").text.splitlines()]
        lines, after = [], "0.0"
        while after is not None:
            page = auditor.ask("GET", f"/api/v1/audit?most=2&after={after}").json()
            lines, after = lines + page["lines"], page["next"]
        of_day = auditor.ask("GET", "/api/v1/audit?from=2026-03-01&to=2026-03-02").json()
        later = auditor.ask("GET", "/api/v1/audit?from=2026-03-09").json()
        never = auditor.ask("GET", "/api/v1/audit?from=9999-12-31")
        back = auditor.ask("GET", "/api/v1/audit?newest_first=true").json()

    assert exported == lines
    assert back["lines"][-len(lines) :] == lines[::-1]
    assert of_day["lines"] == [line for line in lines if line["seq"]]
    assert {line["origin"] for line in lines if line["actor"] == "K1"} == {"127.0.0.1"}
    assert later["lines"] == []
    assert code_of(never) == (400, "bad_input")


def test_an_auditor_looks_for_somebody_for_an_act_and_for_refusals(running_hall: RunningHall, admin: Asking) -> None:
    for _ in range(5):
        running_hall.issue()
    admin.ask("GET", "/api/v1/audit")
    with closing(Asking(running_hall, Role.AUDITOR)) as auditor:

        def find(query: str) -> list[tuple[str, str, str]]:
            found, after = [], ""
            while after is not None:
                page = auditor.ask("GET", f"/api/v1/audit?most=2&{query}{after and '&after='}{after}").json()
                found, after = found + page["lines"], page["next"]
            return [(line["actor"], line["act"], line["result"]) for line in found]

        assert find("who=K1") == find("who=kiosk") == find("act=TicketIssued") == [("K1", "TicketIssued", "done")] * 5
        assert find("who=admin&act=sign_in") == [("admin", "sign_in", "done")]
        assert find("refused=true") == [("admin", "GET /api/v1/audit", "not_allowed")]
        assert find("who=K1&refused=true") == find("who=nobody") == []
        assert find("to=2026-03-01") == []


def test_an_auditor_sees_whether_the_chain_holds_and_where_it_breaks(running_hall: RunningHall) -> None:
    for _ in range(7):
        running_hall.issue()
    with closing(Asking(running_hall, Role.AUDITOR)) as auditor:
        assert check_all(auditor) == (12, [])
        engine = running_hall.database.open_writer()
        with engine.begin() as connection:
            connection.execute(text("UPDATE event SET actor_id = 'K9' WHERE seq = 5"))
        engine.dispose()

        assert check_all(auditor) == (13, [(5, 0, "changed")])


def check_all(auditor: Asking) -> tuple[int, list[tuple[int, int, str]]]:
    lines, faults, query = 0, [], "?most=3"
    while True:
        stretch = auditor.ask("GET", f"/api/v1/audit/check{query}").json()
        lines, faults = lines + stretch["lines"], faults + stretch["faults"]
        if stretch["next"] is None:
            return lines, [(fault["seq"], fault["note"], fault["why"]) for fault in faults]
        query = f"?most=3&after={stretch['next']}&link={stretch['link']}"


def test_every_answer_has_the_headers_that_browsers_need(running_hall: RunningHall) -> None:
    for path in ("/", "/console", "/password", "/rules", "/t/none", "/healthz", "/api/v1/snapshot", "/nothing"):
        headers = running_hall.get(path).headers
        policy = headers["content-security-policy"]
        assert "object-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "strict-transport-security" not in headers  # nor the opener policy: they are for HTTPS
