"""Ratings over the real server: once for a visit, by its visitor, and nobody learns whose they are."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from hall.client import HallClient, new_key
from hall.devices import MakePairingCode
from hall.errors import AlreadyRated, BadInput, NotAllowed, UnknownRating, UnknownTicket, UnknownWindow, WrongState
from hall.exchange import Role, SignInRequest, WindowAct
from hall.rating import INVITED_FOR, RATED_THERE_FOR, Grievance, Level, RateVisit, RatingView, SettleRating
from hall.ticket import IssuedTicket
from server.store.tables import event
from tests.server.running import PASSWORD, RunningHall, act, add_at_window, save_staff
from tests.server.web.test_rules import overseer

SLOW = RateVisit(level=Level.DISSATISFIED, grievances=(Grievance.SLOW, Grievance.OTHER), comment=" 等了很久 ")
GOOD = RateVisit(level=Level.VERY_SATISFIED)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RunningHall]:
    with RunningHall(tmp_path) as hall:
        yield hall


@pytest.fixture
def clerk(hall: RunningHall) -> HallClient:
    return hall.sign_in("2")


def served(hall: RunningHall, clerk: HallClient) -> IssuedTicket:
    issued = hall.issue()
    for word in ("call-next", "start", "finish"):
        act(clerk, "2", word)
    return issued


def reopened(clerk: HallClient, issued: IssuedTicket) -> None:
    meant = WindowAct(version=clerk.get_window("2").version, ticket_id=issued.ticket.ticket_id)
    clerk.act("2", "reopen", meant, key=new_key())


def rated(hall: RunningHall, clerk: HallClient, word: RateVisit) -> None:
    hall.kiosk.rate_visit(served(hall, clerk).token, word, key=new_key())


def test_a_visit_is_rated_once_when_it_is_over(hall: RunningHall, clerk: HallClient) -> None:
    issued = hall.issue()
    with pytest.raises(WrongState):
        hall.kiosk.rate_visit(issued.token, GOOD, key=new_key())
    for word in ("call-next", "start", "finish"):
        act(clerk, "2", word)
    before = hall.kiosk.get_visit(issued.token)
    key = new_key()

    after = hall.kiosk.rate_visit(issued.token, GOOD, key=key)

    assert (before.may_rate, before.is_rated) == (True, False)
    assert (after.may_rate, after.is_rated) == (False, True)
    assert hall.kiosk.rate_visit(issued.token, GOOD, key=key).is_rated, "a repeat is answered as the first"
    with pytest.raises(AlreadyRated):
        hall.kiosk.rate_visit(issued.token, SLOW, key=new_key())
    with pytest.raises(UnknownTicket):
        hall.kiosk.rate_visit("x" * 22, GOOD, key=new_key())


def test_reasons_go_with_the_two_lowest_levels_only(hall: RunningHall, clerk: HallClient) -> None:
    word = RateVisit(level=Level.ACCEPTABLE, grievances=(Grievance.SLOW,))

    with pytest.raises(BadInput, match="grievances"):
        rated(hall, clerk, word)


def test_a_finish_that_is_taken_back_takes_the_question_back(hall: RunningHall, clerk: HallClient) -> None:
    issued = served(hall, clerk)
    reopened(clerk, issued)

    assert not hall.kiosk.get_visit(issued.token).may_rate
    with pytest.raises(WrongState):
        hall.kiosk.rate_visit(issued.token, GOOD, key=new_key())

    act(clerk, "2", "finish")
    assert hall.kiosk.get_visit(issued.token).may_rate


def test_a_rating_stays_when_the_finish_is_taken_back(hall: RunningHall, clerk: HallClient) -> None:
    issued = served(hall, clerk)
    hall.kiosk.rate_visit(issued.token, GOOD, key=new_key())

    reopened(clerk, issued)
    act(clerk, "2", "finish")

    assert hall.kiosk.get_visit(issued.token).is_rated


def test_a_bad_one_is_due_in_working_days_and_settled_once(hall: RunningHall, clerk: HallClient) -> None:
    rated(hall, clerk, SLOW)
    rated(hall, clerk, GOOD)
    supervisor = overseer(hall, Role.SUPERVISOR)

    (bad,) = supervisor.list_ratings(is_open=True)
    assert bad.level is Level.DISSATISFIED
    assert bad.grievances == (Grievance.SLOW, Grievance.OTHER)
    assert bad.comment == "等了很久"
    assert (bad.window_id, bad.clerk) == ("2", "anna")
    assert isinstance(bad.due, date)
    assert bad.due > bad.business_date
    figures = supervisor.get_rating_figures()
    assert figures.levels == (1, 0, 0, 1, 0)
    assert figures.windows[0].window_id == "2"
    assert figures.satisfied_percent == 50.0
    assert (figures.open, figures.late) == (1, 0)

    assert [(day.business_date, day.levels) for day in figures.days] == [(bad.business_date, (1, 0, 0, 1, 0))]
    assert [(each.matter_id, each.matter, each.levels) for each in figures.matters] == [
        ("insure", bad.matter, (1, 0, 0, 1, 0))
    ]
    assert bad.in_hand is None

    supervisor.take_rating(bad.rating_id, key=new_key())
    (taken,) = supervisor.list_ratings(is_open=True)
    assert taken.in_hand is not None
    assert taken.in_hand.by == "supervisor"
    supervisor.settle_rating(bad.rating_id, SettleRating(done="已当面致歉并加开窗口"), key=new_key())

    assert supervisor.list_ratings(is_open=True) == ()
    settlement = next(each for each in supervisor.list_ratings() if each.rating_id == bad.rating_id).settlement
    assert settlement is not None
    assert settlement.done == "已当面致歉并加开窗口"
    with pytest.raises(WrongState, match="settled"):
        supervisor.settle_rating(bad.rating_id, SettleRating(done="again"), key=new_key())
    with pytest.raises(WrongState, match="settled"):
        supervisor.take_rating(bad.rating_id, key=new_key())
    with pytest.raises(UnknownRating):
        supervisor.settle_rating("nobody", SettleRating(done="what"), key=new_key())


def test_a_good_one_is_not_settled(hall: RunningHall, clerk: HallClient) -> None:
    rated(hall, clerk, GOOD)
    supervisor = overseer(hall, Role.SUPERVISOR)
    (good,) = supervisor.list_ratings()

    with pytest.raises(WrongState, match="lowest"):
        supervisor.settle_rating(good.rating_id, SettleRating(done="what"), key=new_key())


def test_nothing_tells_whose_a_rating_is(hall: RunningHall, clerk: HallClient) -> None:
    issued = served(hall, clerk)
    hall.kiosk.rate_visit(issued.token, SLOW, key=new_key())

    (view,) = overseer(hall, Role.SUPERVISOR).list_ratings()

    assert set(RatingView.__dataclass_fields__).isdisjoint({"ticket_id", "number", "at", "rated_at"})
    assert issued.ticket.number not in str(view)
    engine = hall.database.open_reader()
    with engine.begin() as connection:
        told = connection.execute(select(event.c.data, event.c.ticket_id).where(event.c.kind == "VisitRated")).all()
    engine.dispose()
    assert [tuple(row) for row in told] == [('{"kind":"VisitRated"}', None)]


class Tablet:
    """The rating tablet of window 2."""

    def __init__(self, hall: RunningHall, token: str | None = None) -> None:
        self._hall, self._token = hall, token or add_at_window(hall, Role.TABLET)

    def look(self) -> dict[str, Any]:
        invited: dict[str, Any] | None = self._hall.get("/api/v1/tablet", token=self._token).json()["invited"]
        return invited or {}

    def rate(self, ticket_id: int, level: Level, *grievances: Grievance, key: str | None = None) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key or new_key()}
        word = {"ticket_id": ticket_id, "level": level, "grievances": grievances}
        answer = requests.post(f"{self._hall.url}/api/v1/tablet/rating", json=word, headers=headers, timeout=10)
        return answer.status_code, answer.json()["code"] if answer.content else ""


def test_the_tablet_asks_whoever_its_window_has_just_dealt_with(hall: RunningHall, clerk: HallClient) -> None:
    tablet = Tablet(hall)
    assert tablet.look() == {}
    issued = served(hall, clerk)

    invited = tablet.look()
    assert (invited["ticket_id"], invited["number"]) == (issued.ticket.ticket_id, issued.ticket.number)
    assert issued.token not in str(invited)
    key = new_key()
    assert tablet.rate(invited["ticket_id"], Level.DISSATISFIED, Grievance.SLOW, key=key) == (204, "")
    assert tablet.rate(invited["ticket_id"], Level.DISSATISFIED, Grievance.SLOW, key=key) == (204, "")
    assert tablet.rate(invited["ticket_id"], Level.SATISFIED) == (409, "already_rated")
    assert tablet.look() == {}
    (bad,) = overseer(hall, Role.SUPERVISOR).list_ratings(is_open=True)
    assert (bad.level, bad.grievances, bad.window_id) == (Level.DISSATISFIED, (Grievance.SLOW,), "2")
    assert hall.kiosk.get_visit(issued.token).is_rated


def test_the_tablet_asks_for_a_while_and_takes_a_rating_a_while_longer(hall: RunningHall, clerk: HallClient) -> None:
    tablet, first = Tablet(hall), served(hall, clerk).ticket.ticket_id
    hall.clock.advance(INVITED_FOR)
    assert tablet.look() == {}
    assert tablet.rate(first, Level.SATISFIED) == (204, "")
    second = served(hall, clerk).ticket.ticket_id
    hall.clock.advance(RATED_THERE_FOR + timedelta(seconds=1))

    assert tablet.rate(second, Level.SATISFIED) == (409, "wrong_state")


def test_the_tablet_asks_nobody_who_is_called_back(hall: RunningHall, clerk: HallClient) -> None:
    issued = served(hall, clerk)
    reopened(clerk, issued)

    tablet = Tablet(hall)
    assert tablet.look() == {}
    assert tablet.rate(issued.ticket.ticket_id, Level.SATISFIED) == (409, "wrong_state")


def test_a_tablet_rates_no_visit_of_another_window(hall: RunningHall) -> None:
    other = hall.sign_in("1", clerk="bert")
    issued = hall.issue()
    for word in ("call-next", "start", "finish"):
        act(other, "1", word)

    tablet = Tablet(hall)
    assert tablet.look() == {}
    assert tablet.rate(issued.ticket.ticket_id, Level.VERY_SATISFIED) == (409, "not_at_this_window")


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.ADMIN])
def test_nobody_of_the_staff_rates_as_a_tablet(hall: RunningHall, clerk: HallClient, role: Role) -> None:
    issued = served(hall, clerk)
    save_staff(hall, role)
    with closing(HallClient(hall.url)) as client:
        window = "1" if role is Role.CLERK else None
        request = SignInRequest(clerk=role.value, password=PASSWORD, window_id=window)
        token = client.sign_in(request, key=new_key()).session_token

    assert Tablet(hall, token).rate(issued.ticket.ticket_id, Level.VERY_SATISFIED) == (403, "not_allowed")


def test_a_tablet_is_paired_for_a_window_of_the_hall_only(hall: RunningHall) -> None:
    supervisor = overseer(hall, Role.SUPERVISOR)

    with pytest.raises(UnknownWindow):
        supervisor.offer_pairing(MakePairingCode(kind=Role.TABLET, name="99"), key=new_key())
    assert supervisor.offer_pairing(MakePairingCode(kind=Role.TABLET, name="1"), key=new_key()).name == "1"


@pytest.mark.parametrize("role", [Role.CLERK, Role.GUIDE])
def test_clerks_and_guides_do_not_read_ratings(hall: RunningHall, clerk: HallClient, role: Role) -> None:
    reader = clerk if role is Role.CLERK else overseer(hall, role)

    with pytest.raises(NotAllowed):
        reader.list_ratings()
    with pytest.raises(NotAllowed):
        reader.settle_rating("any", SettleRating(done="what"), key=new_key())
    with pytest.raises(NotAllowed):
        reader.take_rating("any", key=new_key())
