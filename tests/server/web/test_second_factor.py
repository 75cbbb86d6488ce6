"""The second factor over HTTP: set up, asked for, used up, lost."""

from base64 import b32decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from hall.exchange import Role
from hall.rules import SecondFactorRule
from server.rules.one_time_codes import STEP, code_at, step_at
from tests.server.plans import small_plan
from tests.server.running import PASSWORD, RunningHall, save_staff
from tests.server.web.test_staff import OTHER, Asking, code_of, read_audit

OFFER, CONFIRM = "/api/v1/staff/second-factor", "/api/v1/staff/second-factor/confirmation"


class App:
    """An authenticator app, by the hall's clock."""

    def __init__(self, hall: RunningHall, secret: str) -> None:
        self._hall, self._secret = hall, b32decode(secret)

    def code(self, *, steps: int = 0) -> str:
        return code_at(self._secret, step_at(self._hall.clock.now()) + steps)


def set_up(asking: Asking, clerk: str = "admin") -> tuple[App, list[str]]:
    """Set a second factor up and wait for the app's next code; return the app and the codes on paper."""
    offered = asking.ask("POST", OFFER, clerk=clerk, password=PASSWORD)
    assert offered.status_code == 201
    app = App(asking.hall, offered.json()["secret"])
    confirmed = asking.ask("POST", CONFIRM, clerk=clerk, password=PASSWORD, code=app.code())
    assert confirmed.status_code == 201
    asking.hall.clock.advance(STEP)
    return app, confirmed.json()["codes"]


@pytest.fixture
def admin(running_hall: RunningHall) -> Iterator[Asking]:
    with closing(Asking(running_hall, Role.ADMIN)) as asking:
        yield asking


def test_who_has_set_one_up_signs_in_with_a_code_that_is_good_once(running_hall: RunningHall, admin: Asking) -> None:
    app, _ = set_up(admin)
    code = app.code()

    assert code_of(admin.ask("GET", "/api/v1/staff")) == (401, "not_signed_in"), "every session has ended"
    assert code_of(admin.sign_in("admin")) == (401, "second_factor_needed")
    assert code_of(admin.sign_in("admin", code="000000")) == (403, "wrong_code")
    assert code_of(admin.sign_in("admin", password="wrong", code=code)) == (401, "wrong_password")
    assert admin.sign_in("admin", code=f"{code[:3]} {code[3:]}").status_code == 201
    again = admin.sign_in("admin", code=code)
    assert code_of(again) == (403, "wrong_code")
    assert again.json()["facts"]["why"] == "used"
    running_hall.clock.advance(STEP)
    assert admin.sign_in("admin", code=app.code()).status_code == 201


def test_a_code_stays_good_when_the_sign_in_was_refused_for_something_else(running_hall: RunningHall) -> None:
    with closing(Asking(running_hall, origin="192.0.2.7")) as bert, closing(Asking(running_hall)) as anna:
        anna.sign_in("anna", window_id="2")
        app, _ = set_up(bert, "bert")
        code = app.code()

        assert code_of(bert.sign_in("bert", window_id="2", code=code)) == (409, "window_taken")
        assert bert.sign_in("bert", window_id="2", code=code, take_over=True).status_code == 201


def test_each_code_on_paper_is_good_once_and_the_trail_tells(running_hall: RunningHall, admin: Asking) -> None:
    _, paper = set_up(admin)

    assert len(set(paper)) == 8
    assert admin.sign_in("admin", code=paper[0].upper().replace("-", " ")).status_code == 201
    assert code_of(admin.sign_in("admin", code=paper[0])) == (403, "wrong_code")
    assert admin.sign_in("admin", code=paper[1]).status_code == 201
    told = [(line["act"], line["about"]) for line in read_audit(running_hall)]
    assert told.count(("recovery_code_used", "admin")) == 2
    assert ("second_factor_set", "admin") in told


def test_nothing_of_secret_and_codes_is_in_answers_that_are_kept_or_in_the_trail(
    running_hall: RunningHall, admin: Asking
) -> None:
    offered = admin.ask("POST", OFFER, clerk="admin", password=PASSWORD).json()
    app = App(running_hall, offered["secret"])
    paper = admin.ask("POST", CONFIRM, clerk="admin", password=PASSWORD, code=app.code()).json()["codes"]
    record = running_hall.read_record()

    assert offered["secret"] not in record
    assert offered["secret"] in offered["address"]
    assert not [code for code in paper if code in record or code.replace("-", "") in record]
    assert len(offered["modules"]) == len(offered["modules"][0]) > 40


def test_a_stolen_password_neither_replaces_the_app_nor_the_password(admin: Asking) -> None:
    app, _ = set_up(admin)

    assert code_of(admin.ask("POST", OFFER, clerk="admin", password=PASSWORD)) == (401, "second_factor_needed")
    wanted = {"clerk": "admin", "password": PASSWORD, "new_password": OTHER}
    assert code_of(admin.ask("POST", "/api/v1/staff/password", **wanted)) == (401, "second_factor_needed")
    assert code_of(admin.ask("POST", "/api/v1/staff/password", **wanted, code="000000")) == (403, "wrong_code")
    assert admin.ask("POST", "/api/v1/staff/password", **wanted, code=app.code()).status_code == 200
    refused = [line["result"] for line in read_audit(admin.hall) if line["about"] == "/api/v1/staff/password"]
    assert refused == ["second_factor_needed", "wrong_code"]


def test_a_new_app_is_good_only_when_its_first_code_has_come_in_time(running_hall: RunningHall, admin: Asking) -> None:
    app, _ = set_up(admin)
    offered = admin.ask("POST", OFFER, clerk="admin", password=PASSWORD, code=app.code()).json()
    new = App(running_hall, offered["secret"])

    assert code_of(admin.ask("POST", CONFIRM, clerk="admin", password=PASSWORD, code=app.code())) == (403, "wrong_code")
    running_hall.clock.advance(timedelta(minutes=15))
    late = admin.ask("POST", CONFIRM, clerk="admin", password=PASSWORD, code=new.code())
    assert code_of(late) == (400, "bad_input")
    assert admin.sign_in("admin", code=app.code()).status_code == 201


def test_whoever_guesses_codes_waits_though_the_password_is_right(running_hall: RunningHall, admin: Asking) -> None:
    app, _ = set_up(admin)
    with closing(Asking(running_hall, origin="203.0.113.5")) as thief:
        answers = [thief.sign_in("admin", code=f"{guess:06}") for guess in range(6)]

    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert admin.sign_in("admin", code=app.code()).status_code == 201, (
        "the owner, from where they sign in, is not kept out"
    )


def test_an_admin_takes_away_what_somebody_lost_but_not_their_own(running_hall: RunningHall, admin: Asking) -> None:
    save_staff(running_hall, Role.AUDITOR)
    set_up(admin, "auditor")
    staff = {each["name"]: each["has_second_factor"] for each in admin.ask("GET", "/api/v1/staff").json()}
    own = admin.ask("DELETE", "/api/v1/staff/admin/second-factor")

    assert (staff["auditor"], staff["admin"]) == (True, False)
    assert code_of(own) == (403, "not_allowed")
    assert admin.ask("DELETE", "/api/v1/staff/auditor/second-factor").status_code == 204
    assert code_of(admin.ask("DELETE", "/api/v1/staff/nobody/second-factor")) == (404, "unknown_staff")
    assert admin.sign_in("auditor").status_code == 201


def test_a_hall_may_require_it_of_admins_and_auditors(tmp_path: Path) -> None:
    plan = small_plan()
    strict = replace(plan, hall=replace(plan.hall, second_factor=SecondFactorRule.REQUIRED))
    with RunningHall(tmp_path, plan=strict) as hall, closing(Asking(hall)) as asking:
        for role in (Role.ADMIN, Role.AUDITOR, Role.SUPERVISOR):
            save_staff(hall, role)
        refused = {role: code_of(asking.sign_in(role.value)) for role in (Role.ADMIN, Role.AUDITOR)}
        app, _ = set_up(asking, "admin")

        assert refused == dict.fromkeys((Role.ADMIN, Role.AUDITOR), (403, "second_factor_missing"))
        assert asking.sign_in("supervisor").status_code == 201
        assert asking.sign_in("admin", code=app.code()).status_code == 201


def test_another_site_sets_nothing_up(running_hall: RunningHall) -> None:
    answer = requests.post(
        running_hall.url + OFFER,
        json={"clerk": "anna", "password": PASSWORD},
        headers={"Idempotency-Key": "elsewhere-1", "Origin": "https://evil.example"},
        timeout=10,
    )

    assert code_of(answer) == (403, "not_allowed")
