from server.rules.requesting import LEAST_TICKETS, MOST, list_most_requested
from tests.fakes.small_hall import make_directory

MATTERS = make_directory().matters
ENOUGH = LEAST_TICKETS


def test_what_had_the_most_tickets_goes_first() -> None:
    assert list_most_requested(MATTERS, {"marry": 10, "insure": 5, "timber": ENOUGH}) == ("timber", "marry", "insure")


def test_alike_they_stand_in_the_halls_order() -> None:
    assert list_most_requested(MATTERS, {"licence": ENOUGH, "insure": ENOUGH}) == ("insure", "licence")


def test_few_tickets_say_nothing() -> None:
    assert list_most_requested(MATTERS, {"marry": LEAST_TICKETS - 1}) == ()


def test_what_is_handled_elsewhere_or_is_gone_is_left_out() -> None:
    assert list_most_requested(MATTERS, {"subsidy": ENOUGH, "gone": ENOUGH, "marry": 1}) == ("marry",)


def test_no_more_than_a_screen_and_its_search_need() -> None:
    many = MATTERS * 10

    assert len(list_most_requested(many, {today.matter.matter_id: ENOUGH for today in many})) <= MOST
