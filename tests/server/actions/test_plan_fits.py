"""A change of the hall's files strands nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.errors import BadSettings
from hall.hall_plan import HallPlan
from server.actions.almanac import Almanac
from server.actions.plan_fits import assert_plan_fits
from tests.server.lane_hall import LaneHall
from tests.server.plans import small_plan


def without(matter_id: str) -> HallPlan:
    plan = small_plan()
    return replace(plan, matters=tuple(matter for matter in plan.matters if matter.matter_id != matter_id))


def fits(hall: LaneHall, plan: HallPlan) -> None:
    hall.ask(lambda read: assert_plan_fits(read, Almanac(plan), now=hall.clock.now()))


def test_a_plan_that_lacks_what_somebody_waits_for_is_refused_with_the_number(lane_hall: LaneHall) -> None:
    lane_hall.issue("insure")

    fits(lane_hall, small_plan())
    fits(lane_hall, without("marry"))
    with pytest.raises(BadSettings, match=r"insure.*A001"):
        fits(lane_hall, without("insure"))


def test_tickets_of_a_day_that_is_over_keep_no_plan(lane_hall: LaneHall) -> None:
    lane_hall.issue("insure")
    lane_hall.clock.advance(timedelta(days=1))

    fits(lane_hall, without("insure"))
