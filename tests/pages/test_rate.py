"""The rating tablet at a window in a real browser: asks at the finish, takes one answer by touch, rests again."""

from playwright.sync_api import Page, expect

from hall.client import new_key
from hall.devices import MakePairingCode
from hall.exchange import Role
from hall.rating import Level
from tests.pages.accessible import Look, each_look, list_violations
from tests.pages.browser import Visitor
from tests.pages.open_hall import WINDOW, Desk, OpenHall

LYING = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}


def open_tablet(visitor: Visitor, hall: OpenHall, **options: object) -> Page:
    wanted = MakePairingCode(kind=Role.TABLET, name=WINDOW)
    code = hall.supervisor().offer_pairing(wanted, key=new_key()).code
    page = visitor.open(f"{hall.url}/rate", **{**LYING, **options})
    page.locator("#code").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("#idle")).to_be_visible()
    expect(page).to_have_url(f"{hall.url}/rate/{WINDOW}")
    return page


def serve(hall: OpenHall, desk: Desk) -> None:
    hall.issue()
    for act in ("call-next", "start", "finish"):
        desk.act(act)


def test_it_asks_at_the_finish_and_two_touches_answer(visitor: Visitor, hall: OpenHall) -> None:
    page, desk = open_tablet(visitor, hall), hall.sign_in()
    serve(hall, desk)
    expect(page.locator("#number")).to_have_text("A001")
    assert page.locator("#asked :checked").count() == 0
    expect(page.locator("#send")).to_be_disabled()

    page.get_by_text("非常满意").tap()
    expect(page.locator("#grievances")).to_be_hidden()
    page.locator("#send").tap()

    expect(page.locator("#thanks")).to_be_visible()
    (rating,) = hall.supervisor().list_ratings()
    assert rating.level is Level.VERY_SATISFIED
    expect(page.locator("#idle")).to_be_visible(timeout=8000)


def test_it_asks_the_dissatisfied_why_and_is_not_cut_off_by_the_next(visitor: Visitor, hall: OpenHall) -> None:
    page, desk = open_tablet(visitor, hall), hall.sign_in()
    serve(hall, desk)
    page.get_by_text("非常不满意").tap()
    hall.issue()
    desk.act("call-next")
    desk.act("start")

    page.get_by_text("办得慢").tap()
    page.get_by_text("让我多跑了").tap()
    page.locator("#send").tap()

    expect(page.locator("#thanks")).to_be_visible()
    (rating,) = hall.supervisor().list_ratings(is_open=True)
    assert [each.value for each in rating.grievances] == ["slow", "trips"]


def test_it_rests_when_nobody_wants_it(visitor: Visitor, hall: OpenHall) -> None:
    page, desk = open_tablet(visitor, hall), hall.sign_in()
    serve(hall, desk)
    expect(page.locator("#asked")).to_be_visible()
    page.locator("#skip").tap()
    expect(page.locator("#idle")).to_be_visible()
    page.reload()
    expect(page.locator("#asked")).to_be_visible()

    hall.issue()
    desk.act("call-next")
    desk.act("start")

    expect(page.locator("#idle")).to_be_visible()
    assert hall.supervisor().list_ratings() == ()


def test_a_lost_answer_does_not_lose_the_rating(visitor: Visitor, hall: OpenHall) -> None:
    page, desk = open_tablet(visitor, hall), hall.sign_in()
    serve(hall, desk)
    page.route("**/tablet/rating", lambda route: route.abort(), times=1)

    page.get_by_text("基本满意").tap()
    page.locator("#send").tap()

    expect(page.locator("#thanks")).to_be_visible()
    assert len(hall.supervisor().list_ratings()) == 1


LOOKS: list[Look] = [(width, height, "light") for width, height in ((1024, 768), (768, 1024), (1280, 720), (1440, 900))]


def test_nothing_is_cut_and_every_target_is_large(visitor: Visitor, hall: OpenHall) -> None:
    page, desk = open_tablet(visitor, hall), hall.sign_in()
    for look in each_look(page, LOOKS):
        assert list_violations(page) == [], look
    serve(hall, desk)
    page.get_by_text("非常不满意").tap()

    for look in each_look(page, LOOKS):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), look
        for target in page.locator("button:visible, label:visible").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["height"], box["width"]) >= 60, target.inner_text()
        assert list_violations(page) == [], look
