from dataclasses import replace

import pytest

from hall.places import Text
from hall.ticket import LegPlan, PriorityClass
from kiosk.guide import Guide
from kiosk.slip import make_slip
from tests.fakes.hall_server import FakeHall, at
from tests.kiosk.words import LANGUAGES


@pytest.fixture
def guide() -> Guide:
    return Guide(FakeHall().directory, kiosk_id="K1")


def issued(matter_id: str = "insure"):
    hall = FakeHall()
    hall.set_queue("social", waiting=7, wait=(12, 18))
    given = hall.issue(matter_id)
    return replace(given, ticket=replace(given.ticket, arrived_at=at(9, 42)))


def test_the_slip_says_in_both_languages_where_to_go(guide: Guide) -> None:
    slip = make_slip(issued(), guide, LANGUAGES)

    assert slip.number == "A001"
    assert slip.floor == Text(zh="二楼", en="Floor 2")
    assert slip.windows == Text(zh="1、2 号窗口", en="Windows 1, 2")
    assert slip.wait == Text(zh="12–18 分钟", en="12–18 min")
    assert slip.people_ahead == 7
    assert "电梯" in slip.directions.zh
    assert "2 calls" in slip.missed.en


def test_the_slip_is_dated_by_the_hall_s_own_clock(guide: Guide) -> None:
    slip = make_slip(issued(), guide, LANGUAGES)

    assert slip.issued_at.strftime("%H:%M") == "09:42"


def test_the_qr_code_leads_to_the_visitor_s_page(guide: Guide) -> None:
    given = issued()

    assert make_slip(given, guide, LANGUAGES).url == given.page_url


def test_a_visit_of_several_matters_says_where_it_goes_on(guide: Guide) -> None:
    given = issued()
    legs = tuple(
        LegPlan(matter_id=matter_id, queue_id=str(guide.matter(matter_id).handling.queue), windows=())
        for matter_id in ("insure", "marry")
    )

    slip = make_slip(replace(given, legs=legs[:2]), guide, LANGUAGES)

    assert slip.then == Text(zh="然后：二楼 1 号窗口 婚姻登记", en="Then: Floor 2, Window 1, Marriage registration")
    assert make_slip(replace(given, legs=legs[:1]), guide, LANGUAGES).then is None


def test_no_estimate_is_printed_where_there_is_none(guide: Guide) -> None:
    assert make_slip(replace(issued(), wait=None), guide, LANGUAGES).wait is None


def test_the_sketch_ends_at_one_of_the_windows_to_go_to(guide: Guide) -> None:
    sketch = make_slip(issued(), guide, LANGUAGES).sketch

    assert sketch is not None
    goals = [box for box in sketch.boxes if box.is_goal]
    assert {box.label for box in goals} == {"1", "2"}
    assert any(
        box.place.x_m <= sketch.path[-1].x_m <= box.place.x_m + box.place.width_m
        and sketch.path[-1].y_m == box.place.y_m
        for box in goals
    )


def test_a_hall_without_ways_has_slips_without_sketches() -> None:
    directory = replace(FakeHall().directory, paths=())

    slip = make_slip(issued(), Guide(directory, kiosk_id="K1"), LANGUAGES)

    assert slip.sketch is None
    assert slip.directions == Text(zh="", en="")


def test_a_reprint_says_which_it_is(guide: Guide) -> None:
    assert make_slip(issued(), guide, LANGUAGES, reprint_count=2).reprint_count == 2


def test_a_matter_that_is_gone_has_no_slip(guide: Guide) -> None:
    gone = issued()

    with pytest.raises(KeyError):
        make_slip(replace(gone, ticket=replace(gone.ticket, matter_id="gone")), guide, LANGUAGES)


def test_who_asked_for_priority_reads_where_to_show_the_proof(guide: Guide) -> None:
    given = issued()
    asked = replace(given, ticket=replace(given.ticket, priority_requested=PriorityClass.PREGNANT))
    granted = replace(asked, ticket=replace(asked.ticket, priority_class=PriorityClass.PREGNANT))

    assert make_slip(asked, guide, LANGUAGES).proof == Text(
        zh="请到导办台出示证件", en="Show your card at the guide desk."
    )
    for other in (given, granted):
        assert make_slip(other, guide, LANGUAGES).proof == Text(zh="", en="")
