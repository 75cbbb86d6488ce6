"""Several matters in one visit: which they are, where they are marked, and a number for them when one more is full."""

from collections.abc import Iterator
from datetime import date

import pytest

from hall.errors import DayClosed, QuotaUsedUp
from kiosk.errand import AskOutlook, ErrandDone, ErrandFailed
from kiosk.flow import Screen
from kiosk.screens.basket import BasketView
from kiosk.stage import DOUBLE_TAP_S
from kiosk.visit import Reading, Scope
from kiosk.widgets.basket_row import BasketRow
from tests.fakes.hall_server import FakeHall
from tests.kiosk.glass import Glass

from kivy.clock import Clock  # isort: skip  # after the glass has prepared Kivy
from tests.kiosk.words import sample_directory


@pytest.fixture
def glass() -> Iterator[Glass]:
    glass = Glass(FakeHall(directory=sample_directory(date(2026, 11, 24))))
    yield glass
    glass.close()


def keep(glass: Glass, *matter_ids: str) -> None:
    for matter_id in matter_ids:
        glass.reception.choose_matter(matter_id)
        glass.reception.wishes.add_another()
    glass.pump(2)


def test_a_paper_that_takes_days_is_told_of_before_a_number_is_taken(glass: Glass) -> None:
    keep(glass, "business_licence", "food_business_permit")
    glass.reception.wishes.open_basket()
    glass.pump(2)
    assert "“食品经营许可”可能要用“营业执照”办出的证件，要等 3 个工作日" in glass.find(BasketView).slow_paper
    assert "办出的证件" in glass.texts()

    glass.reception.wishes.leave_out("business_licence")
    glass.pump(2)
    assert "办出的证件" not in glass.texts()
    assert glass.find(BasketView).slow_paper == ""


def test_the_first_screen_names_what_is_kept(glass: Glass) -> None:
    keep(glass, "business_licence", "marriage_registration")

    assert "营业执照、婚姻登记" in glass.texts()
    assert "已选 2 件事，还没取号：点这里取号" in glass.texts()


def test_more_names_than_there_is_room_for_are_counted(glass: Glass) -> None:
    keep(glass, "business_licence", "farmers_cooperative", "general_taxpayer", "soil_conservation", "investment_filing")

    assert "营业执照、农民专业合作社登记" in glass.texts()
    assert " 等，还有 " in glass.texts()


def test_the_first_screen_keeps_its_matters_beside_a_basket(glass: Glass) -> None:
    before = [key for key in glass.keys if key.startswith("home.featured.")]
    keep(glass, "business_licence")

    assert [key for key in glass.keys if key.startswith("home.featured.")] == before


def test_an_impatient_tap_on_add_this_takes_no_number(glass: Glass) -> None:
    keep(glass, "business_licence")
    glass.reception.choose_matter("marriage_registration")
    glass.pump(2)
    x, y = glass.middle_of("matter.take_ticket")
    glass.touch(x, y)
    assert glass.reception.screen is Screen.BASKET

    for _ in range(3):
        glass.app.stage._changed_at_s = Clock.get_time() - (DOUBLE_TAP_S + 0.1)
        glass.touch(x, y, after_s=0)
    assert not glass.desk.taking.pursued

    glass.touch(x, y)
    assert len(glass.desk.taking.pursued) == 1


def test_only_the_button_beside_a_matter_takes_it_out(glass: Glass) -> None:
    keep(glass, "business_licence", "marriage_registration")
    glass.reception.wishes.open_basket()
    glass.pump(2)
    (row, _other) = (each for each in glass.visible(BasketRow))
    assert "去掉" in glass.texts()

    glass.touch(row.x + row.width * 0.3, row.center_y)
    assert glass.reception.visit.basket == ("business_licence", "marriage_registration")

    glass.tap("basket.business_licence")
    assert glass.reception.visit.basket == ("marriage_registration",)


def test_the_voice_says_which_matter_a_button_takes_out(glass: Glass) -> None:
    keep(glass, "business_licence", "marriage_registration")
    glass.reception.wishes.open_basket()
    glass.read("zh", frozenset({Reading.VOICE}))

    glass.press("down", "down")

    assert "去掉婚姻登记" in glass.mouth.last


def test_who_chooses_a_matter_again_is_told_that_it_is_chosen(glass: Glass) -> None:
    keep(glass, "marriage_registration")
    glass.reception.choose_matter("marriage_registration")
    glass.pump(2)

    assert "这件事已经选过了" in glass.texts()
    assert "看看已选的那件事" in glass.texts()


def test_what_is_kept_is_marked_in_lists_and_on_the_first_screen(glass: Glass) -> None:
    keep(glass, "marriage_registration")
    assert "已选" in [card.queue.replace("[n]", "").replace("[/n]", "") for card in glass.app._view(Screen.HOME).cards]

    glass.reception.open_matters(Scope(department_id="civil_affairs"))
    glass.pump(2)
    assert "已选 · " in glass.texts()


def test_when_one_more_is_full_the_others_still_get_their_number(glass: Glass) -> None:
    keep(glass, "business_licence", "marriage_registration")
    glass.reception.choose_matter("medical_reimbursement")
    assert "matter.take_others" not in glass.keys

    glass.desk.fail_errand(QuotaUsedUp(limit="day", may_book=1))
    glass.app._refresh_now()
    glass.pump(2)
    assert "先为已选的 2 件事取号" in glass.texts()

    glass.tap("matter.take_others")
    assert glass.reception.screen is Screen.BASKET


def test_when_the_hall_is_closed_nobody_is_offered_a_number(glass: Glass) -> None:
    keep(glass, "business_licence")
    glass.reception.choose_matter("medical_reimbursement")

    glass.desk.fail_errand(DayClosed())
    glass.app._refresh_now()
    glass.pump(2)

    assert "matter.take_others" not in glass.keys


def test_a_refusal_of_several_names_the_matter_that_is_why(glass: Glass) -> None:
    keep(glass, "business_licence", "marriage_registration")
    glass.reception.wishes.open_basket()
    glass.reception.take_ticket()
    glass.desk.refuse(QuotaUsedUp(limit="day", may_book=1))

    answered = 0
    while answered < len(glass.desk.errands.sent):
        errand = glass.desk.errands.sent[answered]
        is_full = isinstance(errand, AskOutlook) and errand.matter_id == "marriage_registration"
        full = ErrandFailed(errand=errand, error=QuotaUsedUp(limit="day", may_book=1))
        glass.reception.take_errand_news(full if is_full else ErrandDone(errand=errand, word=None))
        answered += 1
        glass.wait(0.25)
    glass.app._refresh_now()
    glass.pump(2)

    assert "婚姻登记：今天的号已经发完。" in glass.texts().replace("\n", "")
    assert "营业执照：" not in glass.texts()
