"""Whatever acts come in whatever batches: the outcome is that of doing them one after another."""

from concurrent.futures import Future
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.exchange import GrantPriority
from hall.hall_plan import HallPlan
from hall.rules import Rules
from hall.snapshot import Snapshot, advance
from hall.ticket import PriorityClass
from server.actions.come_back import reactivate
from server.actions.desk import Desk
from server.actions.grant_priority import grant_priority
from server.actions.once import Act, Answer
from tests.server.databases import Databases, lent
from tests.server.days.day import GUIDE
from tests.server.lane_hall import LaneHall, acting_afresh, cancelling, issuing, refusal_of, reporting, signing_in
from tests.server.plans import small_plan


@dataclass(frozen=True)
class Step:
    """One act of a morning, small enough for hypothesis to draw."""

    what: str
    window_id: str = "1"
    matter_id: str = "insure"
    ticket_id: int = 1

    def to_act(self) -> Act:  # noqa: PLR0911 -- one for each thing that may happen
        desk = Desk(session_id=f"at-{self.window_id}", clerk=f"clerk-{self.window_id}", window_id=self.window_id)
        match self.what:
            case "issue":
                return issuing(self.matter_id)
            case "cancel":
                return cancelling(self.ticket_id)
            case "print":
                return reporting(self.ticket_id)
            case "grant":
                return granting(self.ticket_id)
            case "come back":
                return coming_back(self.ticket_id)
            case "sign in":
                return signing_in(self.window_id, clerk=desk.clerk, session_id=desk.session_id)
            case name:
                return acting_afresh(desk, name)


WINDOWS = st.sampled_from(["1", "2", "3"])
STEPS = st.one_of(
    st.builds(Step, what=st.just("issue"), matter_id=st.sampled_from(["insure", "marry", "timber", "subsidy"])),
    st.builds(Step, what=st.sampled_from(["cancel", "print", "grant", "come back"]), ticket_id=st.integers(1, 6)),
    st.builds(
        Step,
        what=st.sampled_from(["call-next", "recall", "undo-call", "start", "finish", "overdue"]),
        window_id=WINDOWS,
    ),
)
MORNINGS = st.lists(st.lists(STEPS, min_size=1, max_size=8), min_size=1, max_size=5)


def granting(ticket_id: int) -> Act:
    wanted = GrantPriority(priority_class=PriorityClass.ELDERLY)
    return lambda tx, today: grant_priority(tx, today, ticket_id, wanted, actor=GUIDE)


def coming_back(ticket_id: int) -> Act:
    return lambda tx, today: reactivate(tx, today, ticket_id, is_by_staff=True, actor=GUIDE)


def quick_plan() -> HallPlan:
    """The small hall with rules that grant everything at once: the clock stands still here."""
    plan = small_plan()
    rules = Rules(recall_interval_s=0, max_calls=3, overdue_min_calls=1, overdue_grace_s=0)
    return replace(plan, hall=replace(plan.hall, rules=rules))


@dataclass(frozen=True)
class Outcome:
    """All that can be seen of a morning, without the tokens that chance makes."""

    refusals: list[str | None]
    bodies: list[object]
    snapshot: Snapshot
    followed: Snapshot


def live_through(databases: Databases, batches: list[list[Step]]) -> Outcome:
    with lent(databases) as database:
        return _live_through(LaneHall(database, plan=quick_plan()), batches)


def _live_through(hall: LaneHall, batches: list[list[Step]]) -> Outcome:
    first = hall.snapshot()
    futures: list[Future[Answer]] = []
    for batch in [[Step("sign in", window_id=window_id)] for window_id in "123"] + batches:
        with hall.held():
            futures += [hall.submit(step.to_act()) for step in batch]
    hall.settle()
    refusals = [refusal_of(future) for future in futures]
    followed = first
    for event in hall.events[first.seq :]:
        followed = advance(followed, event)
    outcome = Outcome(
        refusals=[None if refusal is None else refusal.code for refusal in refusals],
        bodies=[event.body for event in hall.events],
        snapshot=hall.snapshot(),
        followed=followed,
    )
    hall.close()
    return outcome


@settings(max_examples=25, deadline=None)
@given(MORNINGS)
def test_batches_do_what_one_after_another_does(databases: Databases, morning: list[list[Step]]) -> None:
    together = live_through(databases, morning)
    alone = live_through(databases, [[step] for batch in morning for step in batch])

    assert together == alone


@settings(max_examples=25, deadline=None)
@given(MORNINGS)
def test_following_every_event_gives_the_snapshot(databases: Databases, morning: list[list[Step]]) -> None:
    outcome = live_through(databases, morning)

    assert outcome.followed == outcome.snapshot
