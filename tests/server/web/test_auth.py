"""Credentials: who may do what, cookies and other sites, wrong passwords."""

from datetime import timedelta
from pathlib import Path

import pytest
import requests

from hall import errors
from hall.client import HallClient, new_key
from hall.exchange import IssueRequest, SignInRequest, WindowAct
from hall.wire import to_json
from tests.server.running import PASSWORD, RunningHall, act

JSON = {"Content-Type": "application/json"}


def sign_in(hall: RunningHall, clerk: str = "anna", password: str = PASSWORD, **headers: str) -> requests.Response:
    wanted = SignInRequest(clerk=clerk, password=password, window_id="2")
    headers = {"Idempotency-Key": new_key(), **JSON, **headers}
    return requests.post(hall.url + "/api/v1/sessions", data=to_json(wanted), headers=headers, timeout=10)


def code_of(response: requests.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_a_display_looks_but_takes_no_number(quiet_hall: RunningHall) -> None:
    display = HallClient(quiet_hall.url, token=quiet_hall.display_token)

    assert display.get_snapshot().seq == 1
    with pytest.raises(errors.NotAllowed):
        display.issue_ticket(IssueRequest(matter_id="insure"), key=new_key())
    display.close()


def test_a_kiosk_does_not_call(quiet_hall: RunningHall) -> None:
    with pytest.raises(errors.NotAllowed):
        quiet_hall.kiosk.act("2", "call-next", WindowAct(version=0), key=new_key())


def test_a_clerk_acts_only_at_the_window_of_the_session(running_hall: RunningHall) -> None:
    clerk = running_hall.sign_in("2")

    with pytest.raises(errors.NotAllowed):
        clerk.get_window("1")
    with pytest.raises(errors.NotAllowed):
        clerk.act("1", "call-next", WindowAct(version=0), key=new_key())
    clerk.close()


@pytest.mark.parametrize("path", ["/api/v1/hall", "/api/v1/snapshot", "/api/v1/tickets/1", "/api/v1/windows/2"])
def test_without_a_credential_nothing_is_told(quiet_hall: RunningHall, path: str) -> None:
    assert code_of(quiet_hall.get(path)) == (401, "not_signed_in")


def test_after_signing_out_the_token_is_worth_nothing(running_hall: RunningHall) -> None:
    clerk = running_hall.sign_in("2")
    assert clerk.get_window("2").clerk == "anna"
    clerk.sign_out(key=new_key())

    with pytest.raises(errors.NotSignedIn):
        clerk.get_window("2")
    clerk.close()


def test_a_session_ends_after_twelve_hours(running_hall: RunningHall) -> None:
    clerk = running_hall.sign_in("2")
    running_hall.clock.advance(timedelta(hours=12))

    with pytest.raises(errors.NotSignedIn):
        clerk.get_window("2")
    clerk.close()


def test_a_lost_answer_to_a_sign_in_is_asked_for_again(running_hall: RunningHall) -> None:
    key = new_key()
    first = sign_in(running_hall, **{"Idempotency-Key": key})
    again = sign_in(running_hall, **{"Idempotency-Key": key})

    assert (first.status_code, again.status_code) == (201, 201)
    token = again.json()["session_token"]
    assert running_hall.get("/api/v1/windows/2", token=token).json()["clerk"] == "anna"
    kinds = running_hall.kiosk.get_snapshot()
    assert kinds.seq == 2, "the window was opened once"


def test_no_token_and_no_password_is_in_the_record(running_hall: RunningHall) -> None:
    token = sign_in(running_hall).json()["session_token"]

    record = running_hall.read_record()

    assert "anna" in record
    for secret in (token, running_hall.kiosk_token, running_hall.display_token, PASSWORD):
        assert secret not in record


def test_a_browser_acts_with_the_cookie_from_our_own_page(running_hall: RunningHall) -> None:
    browser = requests.Session()
    browser.cookies = sign_in(running_hall).cookies
    running_hall.issue()
    body = to_json(WindowAct(version=1))

    answer = browser.post(
        running_hall.url + "/api/v1/windows/2/call-next",
        data=body,
        headers={**JSON, "Idempotency-Key": new_key(), "Sec-Fetch-Site": "same-origin"},
    )

    assert answer.json()["ticket"]["number"] == "A001"
    browser.close()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://elsewhere.example"},
        {"Sec-Fetch-Site": "same-origin", "Content-Type": "text/plain"},
        {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_site_cannot_act_with_the_cookie(running_hall: RunningHall, headers: dict[str, str]) -> None:
    browser = requests.Session()
    browser.cookies = sign_in(running_hall).cookies
    running_hall.issue()

    answer = browser.post(
        running_hall.url + "/api/v1/windows/2/call-next",
        data=to_json(WindowAct(version=1)),
        headers={**JSON, "Idempotency-Key": new_key(), **headers},
    )

    assert code_of(answer) == (403, "not_allowed")
    assert running_hall.kiosk.get_snapshot().queues[0].waiting == 1
    browser.close()


def test_another_site_cannot_sign_a_browser_in(running_hall: RunningHall) -> None:
    assert code_of(sign_in(running_hall, Origin="http://elsewhere.example")) == (403, "not_allowed")
    assert sign_in(running_hall, Origin=running_hall.url).status_code == 201


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(running_hall: RunningHall) -> None:
    cookie = sign_in(running_hall).headers["Set-Cookie"]

    assert cookie.startswith("yinhao_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie


def test_under_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    with RunningHall(tmp_path, public_url="https://hall.example") as hall:
        cookie = sign_in(hall).headers["Set-Cookie"]

    assert cookie.startswith("__Host-yinhao_session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_the_language_too_is_remembered_under_https_only_where_it_was_chosen_there(running_hall: RunningHall) -> None:
    chosen = "/console?lang=en"

    assert "Secure" in running_hall.get(chosen, **{"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert "Secure" not in running_hall.get(chosen).headers["Set-Cookie"], "or it would be lost"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(running_hall: RunningHall) -> None:
    wrong = sign_in(running_hall, "anna", "guess")
    unknown = sign_in(running_hall, "nobody", "guess")

    assert code_of(wrong) == (401, "wrong_password")
    assert wrong.content == unknown.content


def test_after_five_wrong_passwords_one_must_wait(running_hall: RunningHall) -> None:
    for _ in range(5):
        assert code_of(sign_in(running_hall, "anna", "guess")) == (401, "wrong_password")

    refused = sign_in(running_hall)
    assert code_of(refused) == (429, "too_many_tries")
    assert refused.headers["Retry-After"] == "5"
    assert sign_in(running_hall, "bert").status_code == 201
    running_hall.clock.advance(timedelta(seconds=5))
    refused = sign_in(running_hall)
    assert code_of(refused) == (409, "window_taken")
    assert refused.json()["facts"] == {"window": "2", "clerk": "bert"}


def test_a_window_that_is_taken_over_is_lost_at_once(running_hall: RunningHall) -> None:
    anna = running_hall.sign_in("2", clerk="anna")
    bert = HallClient(running_hall.url)
    wanted = SignInRequest(clerk="bert", password=PASSWORD, window_id="2", take_over=True)
    bert.sign_in(wanted, key=new_key())
    running_hall.issue()

    with pytest.raises(errors.NotSignedIn):
        act(anna, "2", "call-next")
    assert act(bert, "2", "call-next").clerk == "bert"
    anna.close()
    bert.close()
