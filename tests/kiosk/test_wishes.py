"""What a visitor says before taking a number: several matters, priority, papers, the way."""

from hall.errors import MayNotBeServed
from hall.ticket import PriorityClass
from kiosk.flow import Screen
from kiosk.reception import Reception
from kiosk.visit import PaperState, Visit
from kiosk.wishes import BASKET_MOST
from tests.kiosk.staff import Desk


def choose_two(reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.wishes.add_another()
    reception.choose_matter("marry")
    reception.wishes.add_and_look()


def test_two_matters_are_asked_for_with_one_number(desk: Desk, reception: Reception) -> None:
    choose_two(reception)
    assert reception.screen is Screen.BASKET

    reception.take_ticket()

    intent = desk.taking.pursued[-1]
    assert (intent.matter_id, intent.then) == ("insure", ("marry",))


def test_the_way_home_keeps_what_was_chosen_and_the_end_of_the_visit_forgets_it(reception: Reception) -> None:
    choose_two(reception)

    reception.go_home()
    assert reception.visit.basket == ("insure", "marry")
    reception.end_visit()

    assert reception.visit == Visit()


def test_a_matter_is_chosen_once(reception: Reception) -> None:
    choose_two(reception)
    reception.go_home()
    reception.choose_matter("insure")
    reception.wishes.add_and_look()

    assert reception.visit.basket == ("insure", "marry")


def test_the_last_matter_left_out_leads_home(reception: Reception) -> None:
    choose_two(reception)

    reception.wishes.leave_out("insure")
    assert reception.screen is Screen.BASKET
    reception.wishes.leave_out("marry")

    assert reception.screen is Screen.HOME
    assert reception.visit.basket == ()


def test_who_has_the_number_has_no_basket_any_more(desk: Desk, reception: Reception) -> None:
    choose_two(reception)
    reception.take_ticket()
    desk.answer()

    reception.go_home()

    assert reception.visit.basket == ()


def test_no_more_than_some_matters_are_kept(reception: Reception) -> None:
    reception.visit = Visit(basket=tuple(f"m{number}" for number in range(BASKET_MOST)))
    reception.choose_matter("insure")

    reception.wishes.add_and_look()

    assert len(reception.visit.basket) == BASKET_MOST


def test_a_class_is_asked_for_with_the_number(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.wishes.open_priority()
    assert reception.screen is Screen.PRIORITY

    reception.wishes.choose_priority(PriorityClass.ELDERLY)
    assert reception.screen is Screen.MATTER
    reception.take_ticket()

    assert desk.taking.pursued[-1].priority is PriorityClass.ELDERLY


def test_consent_keeps_all_that_was_wished_for(desk: Desk, reception: Reception) -> None:
    choose_two(reception)
    reception.take_ticket()
    desk.refuse(MayNotBeServed(verdict="needs_consent", waiting=3, minutes=9))

    reception.take_anyway()

    first, second = desk.taking.pursued
    assert (second.matter_id, second.then, second.consent) == (first.matter_id, first.then, True)
    assert second.key != first.key


def test_nothing_is_wished_any_more_while_the_number_is_on_its_way(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()

    reception.wishes.open_priority()
    reception.wishes.open_materials()
    reception.wishes.add_another()
    reception.wishes.add_and_look()

    assert reception.screen is Screen.MATTER
    assert len(desk.taking.pursued) == 1


def test_materials_are_ticked_and_unticked_and_forgotten_with_the_matter(reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.wishes.open_materials()
    reception.wishes.tick_material(0)
    reception.wishes.tick_material(1)
    reception.wishes.tick_material(0)
    assert reception.visit.ticked == {1}

    reception.go_home()
    reception.choose_matter("marry")

    assert reception.visit.ticked == frozenset()


def test_a_number_can_be_taken_from_the_list_of_materials(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.wishes.open_materials()

    reception.take_ticket()
    desk.answer()

    assert reception.screen is Screen.TICKET


def test_a_list_is_printed_once_at_a_time_and_its_outcome_told(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.wishes.print_note()
    reception.wishes.print_note()
    assert desk.paper.notes == ["insure"]

    reception.take_note_news("marry", PaperState.NO_PAPER)
    assert reception.visit.note is PaperState.PRINTING
    reception.take_note_news("insure", PaperState.PRINTED)

    assert reception.visit.note is PaperState.PRINTED


def test_the_way_is_shown_by_the_stairs_when_asked_for(reception: Reception) -> None:
    reception.wishes.switch_way()
    assert reception.visit.by_stairs
    reception.wishes.switch_way()

    assert not reception.visit.by_stairs
