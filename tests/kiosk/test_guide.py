from dataclasses import replace

from hall.places import Audience, Handling, HandlingMode
from hall.queue_now import QueueNow
from hall.ticket import WaitRange
from kiosk.guide import Guide, Standing, queue_now, standing
from kiosk.visit import Scope
from tests.fakes.hall_server import FakeHall
from tests.fakes.small_hall import make_directory


def make_guide(kiosk_id: str = "K1") -> Guide:
    return Guide(make_directory(), kiosk_id=kiosk_id)


def test_the_featured_matters_come_in_the_hall_s_order() -> None:
    assert [today.matter.matter_id for today in make_guide().list_featured()] == [
        "insure", "marry", "licence", "timber",
    ]  # fmt: skip


def test_a_featured_matter_that_is_gone_is_left_out() -> None:
    directory = make_directory()
    hall = replace(directory.hall, featured=("gone", "marry"))

    guide = Guide(replace(directory, hall=hall), kiosk_id="K1")

    assert [today.matter.matter_id for today in guide.list_featured()] == ["marry"]


def test_where_tells_floor_zone_and_windows() -> None:
    guide = make_guide()

    where = guide.where(guide.matter("insure"))

    assert where is not None
    assert where.floor.floor_id == "2"
    assert where.zone is not None
    assert where.zone.zone_id == "A"
    assert [window.window_id for window in where.windows] == ["1", "2"]


def test_a_matter_handled_elsewhere_is_nowhere_here() -> None:
    guide = make_guide()

    assert guide.where(guide.matter("subsidy")) is None
    assert [town.town_id for town in guide.list_towns(guide.matter("subsidy"))] == ["east"]


def test_windows_in_two_zones_have_no_zone_in_common() -> None:
    directory = make_directory()
    first, *rest = directory.windows
    guide = Guide(replace(directory, windows=(replace(first, zone="B"), *rest)), kiosk_id="K1")

    where = guide.where(guide.matter("insure"))

    assert where is not None
    assert where.zone is None


def test_departments_are_listed_by_mode() -> None:
    guide = make_guide()

    assert [each.department_id for each in guide.list_departments(HandlingMode.NOT_MOVED_IN)] == ["water"]


def test_a_department_is_where_most_of_its_matters_are() -> None:
    where = make_guide().where_department("commerce")

    assert where is not None
    assert [window.window_id for window in where.windows] == ["3"]
    assert make_guide().where_department("water") is None


def test_themes_without_a_matter_for_the_audience_are_not_offered() -> None:
    assert [theme.theme_id for theme in make_guide().list_themes(Audience.FIRM)] == ["business"]


def test_matters_are_listed_by_department_or_by_audience_and_theme() -> None:
    guide = make_guide()

    civil = guide.list_matters(Scope(department_id="civil"))
    married = guide.list_matters(Scope(audience=Audience.PERSON, theme_id="marriage"))

    assert [today.matter.matter_id for today in civil] == ["marry", "subsidy"]
    assert [today.matter.matter_id for today in married] == ["marry"]


def test_in_a_theme_the_most_requested_goes_first_then_what_is_about_nothing_else() -> None:
    themes = {"marry": ("business", "marriage"), "subsidy": ("marriage", "business"), "licence": ("marriage",)}
    directory = make_directory()
    matters = tuple(
        replace(today, matter=replace(today.matter, themes=themes.get(today.matter.matter_id, ())))
        for today in directory.matters
    )

    def list_ids(*requested: str) -> list[str]:
        hall = replace(directory.hall, featured=())
        guide = Guide(replace(directory, hall=hall, matters=matters, requested=requested), kiosk_id="K1")
        return [each.matter.matter_id for each in guide.list_matters(Scope(theme_id="marriage"))]

    assert list_ids() == ["licence", "subsidy", "marry"]
    assert list_ids("marry") == ["marry", "licence", "subsidy"]


def test_what_the_hall_puts_first_in_a_theme_goes_before_what_people_come_for_most() -> None:
    directory = replace(make_directory(), requested=("marry",))
    matters = tuple(replace(today, matter=replace(today.matter, themes=("marriage",))) for today in directory.matters)
    themes = tuple(replace(theme, first=("subsidy",)) for theme in directory.themes)
    guide = Guide(replace(directory, matters=matters, themes=themes), kiosk_id="K1")

    listed = [today.matter.matter_id for today in guide.list_matters(Scope(theme_id="marriage"))]

    assert listed[:2] == ["subsidy", "marry"]


def test_what_the_hall_never_does_is_last_in_its_theme_and_in_no_departments_list() -> None:
    directory = make_directory()
    never = replace(directory.matters[0], handling=Handling(mode=HandlingMode.ELSEWHERE))
    matters = (never, *directory.matters[1:])
    themed = tuple(replace(today, matter=replace(today.matter, themes=("marriage",))) for today in matters)
    guide = Guide(replace(directory, matters=themed), kiosk_id="K1")
    name = never.matter.matter_id

    assert guide.list_matters(Scope(theme_id="marriage"))[-1].matter.matter_id == name
    assert name not in [each.matter.matter_id for each in guide.list_matters(Scope(department_id="civil"))]


def test_of_a_kiosk_that_is_not_on_the_plan_no_way_is_told() -> None:
    guide = make_guide("K9")

    assert guide.here is None
    assert guide.find_route(tuple(guide.directory.windows[:1])) is None


def test_the_route_starts_at_this_kiosk_and_is_found_once() -> None:
    guide = make_guide()
    where = guide.where(guide.matter("licence"))
    assert where is not None

    route = guide.find_route(where.windows)

    assert route is not None
    assert [leg.floor for leg in route.legs] == ["1", "2"]
    assert route.window == "3"
    assert guide.find_route(where.windows) is route


def test_a_hall_without_ways_has_no_route_and_no_fault() -> None:
    guide = Guide(replace(make_directory(), paths=()), kiosk_id="K1")
    where = guide.where(guide.matter("licence"))
    assert where is not None

    assert guide.find_route(where.windows) is None


def test_a_queue_is_only_known_from_a_snapshot() -> None:
    hall = FakeHall()

    assert queue_now(None, "social") is None
    assert queue_now(hall.snapshot, None) is None
    assert queue_now(hall.snapshot, "social") == QueueNow(queue_id="social", waiting=0, open_windows=0)


def test_what_may_be_said_of_a_queue() -> None:
    queue = QueueNow(queue_id="q", waiting=3, open_windows=1, wait=WaitRange(low_min=4, high_min=8))

    assert standing(None) is Standing.UNKNOWN
    assert standing(replace(queue, open_windows=0)) is Standing.NO_WINDOW
    assert standing(replace(queue, waiting=0, wait=WaitRange(low_min=0, high_min=0))) is Standing.AT_ONCE
    assert standing(replace(queue, waiting=0)) is Standing.RANGE
    assert standing(replace(queue, wait=None)) is Standing.PEOPLE
    assert standing(queue) is Standing.RANGE


def test_themes_that_are_mostly_for_the_audience_go_first() -> None:
    directory = make_directory()
    extra = (
        replace(
            today,
            matter=replace(today.matter, themes=("marriage", "business"), audiences=(Audience.FIRM, Audience.PERSON)),
        )
        if today.matter.matter_id == "well"
        else replace(today, matter=replace(today.matter, themes=("marriage",)))
        if today.matter.matter_id in {"marry", "subsidy"}
        else today
        for today in directory.matters
    )
    guide = Guide(replace(directory, matters=tuple(extra)), kiosk_id="K1")

    assert [theme.theme_id for theme in guide.list_themes(Audience.FIRM)] == ["business", "marriage"]
    assert [theme.theme_id for theme in guide.list_themes(Audience.PERSON)] == ["marriage", "business"]


def test_what_people_come_for_most_goes_before_what_the_hall_features() -> None:
    guide = Guide(replace(make_directory(), requested=("marry", "gone")), kiosk_id="K1")

    assert [today.matter.matter_id for today in guide.list_featured()] == ["marry", "insure", "licence", "timber"]
