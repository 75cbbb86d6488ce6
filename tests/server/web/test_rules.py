"""The rules in public: the API's form, and today's calls out of turn."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from hall.client import HallClient, new_key
from hall.exchange import CallSpecific, Role, SignInRequest, WindowAct
from hall.figures import DayFigures
from hall.language import load_languages
from hall.rule_book import SENTENCES, RuleBook
from hall.rules import Rules
from hall.wire import from_json
from server.actions.call_specific import CAME
from server.settings import ASSETS
from server.store.database import Database
from tests.server.plans import small_plan
from tests.server.running import PASSWORD, RunningHall, act, save_staff


def rules_of(hall: RunningHall) -> RuleBook:
    answer = hall.get("/api/v1/rules")
    assert answer.status_code == 200
    return from_json(RuleBook, answer.content)


def overseer(hall: RunningHall, role: Role) -> HallClient:
    """Return a client signed in at the hall's desk."""
    save_staff(hall, role)
    client = HallClient(hall.url)
    client.sign_in(SignInRequest(clerk=role.value, password=PASSWORD), key=new_key())
    return client


@pytest.fixture
def anna(running_hall: RunningHall) -> Iterator[HallClient]:
    client = running_hall.sign_in("2")
    yield client
    client.close()


def call_out_of_turn(hall: RunningHall, client: HallClient, reason: str) -> None:
    """Call the second of two who wait, and serve both."""
    hall.issue()
    second = hall.issue().ticket.ticket_id
    version = client.get_window("2").version
    wanted = CallSpecific(version=version, ticket_id=second, reason=reason)
    client.act("2", "call-specific", wanted, key=new_key())
    for name in ("start", "finish", "call-next", "start", "finish"):
        act(client, "2", name)


def test_anyone_reads_the_constants_and_a_sentence_for_each(quiet_hall: RunningHall) -> None:
    answer = quiet_hall.get("/api/v1/rules")
    told = answer.json()

    assert told["rules"] == asdict(Rules())
    assert {each["key"] for each in told["sentences"]} <= set(SENTENCES)
    assert all(each["zh"] and each["en"] for each in told["sentences"])
    assert told["series"][0]["prefix"] == "A"
    assert told["hours"][0]["weekdays"] == [1, 2, 3, 4, 5]
    assert told["priority_classes"] == ["elderly", "disabled", "pregnant", "military", "martyr_family"]
    assert told["out_of_turn"] == {"total": 0, "reasons": []}
    again = quiet_hall.get("/api/v1/rules", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_constant_of_the_halls_own_is_told(database: Database) -> None:
    plan = small_plan()
    plan = replace(plan, hall=replace(plan.hall, rules=Rules(priority_ratio=5, longest_wait_min=0)))
    with RunningHall(database, plan=plan) as hall:
        told = rules_of(hall)

    assert told.rules.priority_ratio == 5
    sentences = {each.key: each.zh for each in told.sentences}
    assert "5 个优先号" in sentences["order.priority"]
    assert "order.longest_wait" not in sentences


def test_calls_out_of_turn_are_counted_in_public_without_a_word_that_was_typed(
    running_hall: RunningHall, anna: HallClient
) -> None:
    for reason in ("给王大爷先办", "身体不适", "Not feeling well", "身体不适"):
        call_out_of_turn(running_hall, anna, reason)

    told = rules_of(running_hall).out_of_turn

    assert told.total == 4
    assert [(each.key, each.zh, each.count) for each in told.reasons] == [
        ("unwell", "身体不适", 3),
        ("other", "其他原因（有记录可查）", 1),
    ]
    assert "王" not in running_hall.get("/api/v1/rules").text
    call_out_of_turn(running_hall, anna, "身体不适")
    assert rules_of(running_hall).out_of_turn.total == 5


def test_the_count_is_the_same_after_a_restart_and_begins_anew_the_next_day(database: Database) -> None:
    with RunningHall(database) as hall:
        client = hall.sign_in("2")
        call_out_of_turn(hall, client, "身体不适")
        assert rules_of(hall).out_of_turn.total == 1
        client.close()
    with RunningHall(database, clock=hall.clock) as again:
        assert rules_of(again).out_of_turn.total == 1
        again.clock.advance(timedelta(days=1))
        again.issue()
        assert rules_of(again).out_of_turn.total == 0


def test_who_came_to_the_window_after_missing_the_call_has_a_public_reason() -> None:
    assert load_languages(ASSETS / "languages")["zh"].text("rules.reason.came") == CAME


def test_figures_are_for_supervisors_and_auditors(running_hall: RunningHall, anna: HallClient) -> None:
    running_hall.issue()
    act(anna, "2", "call-next")
    running_hall.clock.advance(timedelta(seconds=30))
    act(anna, "2", "start")
    running_hall.clock.advance(timedelta(minutes=5))
    act(anna, "2", "finish")

    told = []
    for role in (Role.SUPERVISOR, Role.AUDITOR):
        client = overseer(running_hall, role)
        told.append(client._session.get(f"{running_hall.url}/api/v1/figures", timeout=10))
        client.close()

    figures = from_json(DayFigures, told[0].content)
    assert figures.visits.service.mean_s == 300
    assert figures.visits.walk.mean_s == 30
    assert from_json(DayFigures, told[1].content).visits == figures.visits
    assert running_hall.get("/api/v1/figures").status_code == 401
    assert running_hall.get("/api/v1/figures", token=running_hall.kiosk_token).status_code == 403
    assert anna._session.get(f"{running_hall.url}/api/v1/figures", timeout=10).status_code == 403


def test_figures_of_a_day_that_never_was_are_refused(running_hall: RunningHall) -> None:
    client = overseer(running_hall, Role.AUDITOR)
    today = running_hall.clock.now().date().isoformat()

    def ask(day: str) -> int:
        url = f"{running_hall.url}/api/v1/figures?date={day}"
        return int(client._session.get(url, timeout=10).status_code)

    days = (today, "2001-01-01", "yesterday", "0001-01-01", "9999-12-31")
    assert [ask(day) for day in days] == [200, 400, 400, 400, 400]
    client.close()


def test_an_act_that_is_not_out_of_turn_is_not_counted(running_hall: RunningHall, anna: HallClient) -> None:
    running_hall.issue()
    version = anna.get_window("2").version
    anna.act("2", "call-next", WindowAct(version=version), key=new_key())

    assert rules_of(running_hall).out_of_turn.total == 0
