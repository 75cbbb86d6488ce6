"""The last issue: who still gets a number when closing time comes near."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.rules import Rules
from server.rules.capacity import LastIssue, judge_last_issue, likely_end_minutes, window_share

RULES = Rules()


def judge(
    remaining_min: float | None,
    *,
    people_ahead: int = 0,
    shares: tuple[float, ...] = (1.0,),
    rules: Rules = RULES,
) -> LastIssue:
    return judge_last_issue(
        remaining_min=remaining_min, shares=shares, usual_minutes=10, people_ahead=people_ahead, rules=rules
    )


def test_early_in_the_day_everybody_fits() -> None:
    assert judge(390, people_ahead=10) is LastIssue.FITS


def test_more_people_than_time_need_to_be_told_and_to_agree() -> None:
    assert judge(60, people_ahead=10) is LastIssue.NEEDS_CONSENT


def test_more_windows_serve_more_people_in_the_same_time() -> None:
    assert judge(60, people_ahead=10, shares=(1.0, 1.0, 1.0, 1.0)) is LastIssue.FITS


def test_a_window_that_serves_other_queues_too_counts_with_its_share() -> None:
    assert judge(60, people_ahead=3) is LastIssue.FITS
    assert judge(60, people_ahead=3, shares=(0.5,)) is LastIssue.NEEDS_CONSENT


def test_one_s_own_time_at_the_window_must_fit_however_many_windows_there_are() -> None:
    assert judge(9, shares=(1.0,) * 20) is LastIssue.NEEDS_CONSENT


def test_without_any_window_nobody_can_promise() -> None:
    assert judge(390, shares=()) is LastIssue.NEEDS_CONSENT


def test_after_closing_nobody_gets_a_number() -> None:
    assert judge(0) is LastIssue.CLOSED


def test_a_hall_that_never_closes_has_room_for_everybody() -> None:
    assert judge(None, people_ahead=500) is LastIssue.FITS


def test_a_hall_may_refuse_instead_of_asking() -> None:
    strict = replace(RULES, last_issue_consent=False)

    assert judge(60, people_ahead=10, rules=strict) is LastIssue.OVER
    assert judge(390, people_ahead=10, rules=strict) is LastIssue.FITS
    assert judge(0, rules=strict) is LastIssue.CLOSED


def test_a_fixed_last_issue_holds_whoever_would_fit() -> None:
    fixed = replace(RULES, last_issue_min=30)

    assert judge(30.1, shares=(1.0, 1.0), rules=fixed) is LastIssue.FITS
    assert judge(30, shares=(1.0, 1.0), rules=fixed) is LastIssue.OVER


@pytest.mark.parametrize(("people_ahead", "end_min"), [(0, 21.6), (5, 78.1)])
def test_the_likely_end_is_the_slow_end_of_the_wait_and_the_visit(people_ahead: int, end_min: float) -> None:
    assert likely_end_minutes(shares=(1.0,), usual_minutes=10, people_ahead=people_ahead) == pytest.approx(
        end_min, abs=0.1
    )


def test_an_only_queue_has_the_whole_window() -> None:
    assert window_share("a", waiting={"a": 0}) == 1
    assert window_share("a", waiting={"a": 3, "b": 0}) == 1


def test_a_window_that_calls_whoever_came_first_is_shared_by_those_who_wait() -> None:
    assert window_share("a", waiting={"a": 1, "b": 6}) == 0.25


def test_weights_share_a_window_among_the_queues_where_somebody_waits() -> None:
    weights = {"a": 3, "b": 1, "c": 1}

    assert window_share("a", waiting={"a": 0, "b": 9, "c": 0}, weights=weights) == 0.75
    assert window_share("a", waiting={"a": 0, "b": 9, "c": 1}, weights=weights) == 0.6


@given(
    remaining_min=st.floats(1, 500),
    shares=st.lists(st.floats(0.05, 1), min_size=1, max_size=8),
    usual_minutes=st.floats(1, 60),
    people_ahead=st.integers(0, 100),
)
def test_whoever_fits_still_fits_with_less_before_them(
    remaining_min: float, shares: list[float], usual_minutes: float, people_ahead: int
) -> None:
    def outcome(remaining_min: float, shares: list[float], people_ahead: int) -> LastIssue:
        return judge_last_issue(
            remaining_min=remaining_min,
            shares=shares,
            usual_minutes=usual_minutes,
            people_ahead=people_ahead,
            rules=RULES,
        )

    if outcome(remaining_min, shares, people_ahead + 1) is LastIssue.FITS:
        assert outcome(remaining_min, shares, people_ahead) is LastIssue.FITS
        assert outcome(remaining_min + 10, shares, people_ahead + 1) is LastIssue.FITS
        assert outcome(remaining_min, [*shares, 1.0], people_ahead + 1) is LastIssue.FITS
