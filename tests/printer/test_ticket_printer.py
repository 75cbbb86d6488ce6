"""Whole tickets: from a slip to the dots that the virtual printer drew from the final bytes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hall.clock import SystemClock
from hall.errors import BadSettings
from hall.places import Text
from printer import Outcome, open_printer
from printer.bitmap import Bitmap
from printer.errors import BadPrinterAddress, BadTemplate, UnknownProfile
from printer.press import SlipPress, open_press
from printer.profiles import Encoding, get_profile, load_profiles
from printer.raster import to_image
from printer.slip import TicketKind
from tests.printer.machines import ASSETS, make_workbench
from tests.printer.slips import URL, make_slip
from tests.qr_codes import read_qr_codes

PROFILES = sorted(load_profiles())
MOST_BYTES = 40_000


RASTER = [name for name, profile in sorted(load_profiles().items()) if profile.encoding is Encoding.RASTER]


@pytest.fixture(scope="module", params=RASTER)
def press(request: pytest.FixtureRequest) -> SlipPress:
    return open_press(ASSETS, get_profile(request.param))


@pytest.fixture(scope="module")
def wide() -> SlipPress:
    return open_press(ASSETS, get_profile("generic-80"))


def printed(tmp_path: Path, profile_name: str, **changes: object) -> tuple[Image.Image, dict[str, object]]:
    """Print a slip on a virtual printer; return the picture and the line in its ledger."""
    printer = open_printer(f"virtual:{tmp_path}", assets=ASSETS, clock=SystemClock(), profile_name=profile_name)
    report = printer.print_slip(make_slip(**changes))
    assert report.outcome in (Outcome.PRINTED, Outcome.SENT)
    line = json.loads((tmp_path / "paper.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    with Image.open(tmp_path / line["png"]) as picture:
        return picture.convert("L"), line


@pytest.mark.parametrize("profile_name", PROFILES)
def test_every_model_prints_the_ticket_and_its_code_can_be_read_from_the_dots(tmp_path: Path, profile_name: str):
    picture, line = printed(tmp_path, profile_name)

    (code,) = read_qr_codes(picture)
    assert code.text == URL
    assert code.ec_level == "M"
    assert (line["unknown_commands"], line["malformed_commands"], line["undrawn_commands"]) == (0, 0, 0)
    assert line["realtime_in_data"] == 0
    assert picture.width == load_profiles()[profile_name].width_dots


@pytest.mark.parametrize("profile_name", ["generic-80", "generic-58"])
def test_a_module_of_the_code_is_at_least_six_dots(tmp_path: Path, profile_name: str):
    picture, _ = printed(tmp_path, profile_name)

    (code,) = read_qr_codes(picture)
    side = code.position.top_right.x - code.position.top_left.x
    assert side / 29 >= 6


def test_what_is_printed_is_what_was_drawn_dot_for_dot(press: SlipPress):
    job = press.make_job(make_slip())
    picture = press.draw(make_slip())
    # Half-dot models: the job sets the unit itself, so the bench may begin with any.
    bench = make_workbench(width_dots=picture.width_dots, dpi=203)

    drawn = bench.run(_without_units(job.picture_bytes))

    assert drawn.data == picture.data[: len(drawn.data)]
    assert not any(picture.data[len(drawn.data) :])


def _without_units(data: bytes) -> bytes:
    return data.replace(b"\x1dP\xb4\xb4", b"", 1) if data[2:4] == b"\x1dP" else data


def test_a_ticket_stays_within_its_bytes(press: SlipPress):
    slip = make_slip(priority=Text(zh="老年人优先", en="Priority: elderly"))

    assert press.make_job(slip).size_bytes <= MOST_BYTES


def test_a_mark_that_is_longer_than_the_roll_is_wide_is_broken_into_lines(press: SlipPress):
    """On a narrow roll the space between its two languages was once a line of no width, which cannot be drawn."""
    long = Text(
        zh="已申请优先：烈士、因公牺牲军人、病故军人遗属",
        en="Priority asked for: families of martyrs and fallen soldiers",
    )

    marked, plain = press.draw(make_slip(priority=long, reprint_count=3)), press.draw(make_slip())

    assert marked.height_dots > plain.height_dots


def test_where_the_way_leads_is_white_on_black_and_costs_a_quarter(wide: SlipPress):
    picture = wide.draw(make_slip())
    black = [row for row in picture.rows() if sum(byte.bit_count() for byte in row) > picture.width_dots * 0.5]

    assert len(black) > 60
    assert all(one == other for one, other in zip(black[::2], black[1::2], strict=True)), "rows in pairs"


def test_the_number_is_the_biggest_thing_on_the_paper(wide: SlipPress):
    rows_of = {number: _changed_rows(wide, number) for number in ("A012", "B345")}

    for rows in rows_of.values():
        assert len(rows) >= 145
        assert rows[-1] - rows[0] + 1 <= 165


def _changed_rows(press: SlipPress, number: str) -> list[int]:
    one, other = press.draw(make_slip(number=number)), press.draw(make_slip(number="C789"))
    return [at for at, (a, b) in enumerate(zip(one.rows(), other.rows(), strict=True)) if a != b]


def test_a_long_number_is_made_smaller_and_not_broken(wide: SlipPress):
    short, long = wide.draw(make_slip(number="A012")), wide.draw(make_slip(number="AB123456"))

    assert long.height_dots < short.height_dots
    assert long.width_dots == short.width_dots


@pytest.mark.parametrize(
    "change",
    [
        {"priority": Text(zh="老年人优先", en="Priority: elderly")},
        {"reprint_count": 1},
        {"wait": None},
        {"zone": None},
        {"sketch": None},
        {"people_ahead": 8},
        {"directions": Text(zh="就在您面前", en="Right before you")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_everything_on_the_slip_is_seen_on_the_paper(wide: SlipPress, change: dict[str, object]):
    assert wide.draw(make_slip(**change)) != wide.draw(make_slip())


def test_each_kind_of_ticket_has_a_paper_of_its_own(wide: SlipPress):
    told = Text(zh="离线", en="Offline")
    pictures = {
        make_slip().kind: wide.draw(make_slip()),
        make_slip(reprint_count=1).kind: wide.draw(make_slip(reprint_count=1)),
        make_slip(offline=told, wait=None).kind: wide.draw(make_slip(offline=told, wait=None)),
        make_slip(is_overdue=True).kind: wide.draw(make_slip(is_overdue=True)),
    }

    assert set(pictures) == set(TicketKind)
    assert len({picture.data for picture in pictures.values()}) == len(TicketKind)
    for picture in pictures.values():
        assert [code.text for code in read_qr_codes(to_image(picture))] == [URL]


@pytest.mark.parametrize("change", [{"is_overdue": True}, {"offline": Text(zh="离线", en="Offline")}])
def test_a_reprint_is_marked_whatever_kind_it_is(wide: SlipPress, change: dict[str, object]):
    assert wide.draw(make_slip(**change)).height_dots < wide.draw(make_slip(**change, reprint_count=1)).height_dots


@pytest.mark.parametrize("kind", [{}, {"reprint_count": 1}, {"offline": Text(zh="离线", en="Offline")}])
@pytest.mark.parametrize("said", [{"slip_code": "0888"}, {"caution": Text(zh="先休息", en="Break first")}])
def test_no_kind_of_ticket_keeps_to_itself_what_its_visitor_needs(
    wide: SlipPress, kind: dict[str, object], said: dict[str, object]
):
    without = make_slip(**kind, slip_code=None, caution=None)

    assert wide.draw(replace(without, **said)).height_dots > wide.draw(without).height_dots  # type: ignore[arg-type]


def test_each_reprint_is_told_from_the_one_before(wide: SlipPress):
    first, second, third = (wide.draw(make_slip(reprint_count=count)) for count in (0, 1, 2))

    assert first.height_dots < second.height_dots == third.height_dots
    assert second != third


def test_printing_again_gives_the_same_bytes(wide: SlipPress):
    assert wide.make_job(make_slip()) == wide.make_job(make_slip())


def test_a_slip_with_everything_is_drawn_more_thriftily_and_keeps_its_number_and_code(press: SlipPress):
    sentence = Text(
        zh="从这里直走到电梯厅，乘电梯到三楼，出电梯右转走到大厅入口" * 2, en="Go straight to the lifts " * 6
    )
    priority = Text(zh="老年人优先", en="Priority: elderly")
    full = make_slip(directions=sentence, then=sentence, priority=priority, reprint_count=2)

    job, picture = press.make_job(full), press.draw(full)

    assert job.size_bytes <= MOST_BYTES
    assert job.rows == picture.height_dots
    assert [code.text for code in read_qr_codes(to_image(picture))] == [URL]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zh=st.text(max_size=40), en=st.text(max_size=80), number=st.text(min_size=1, max_size=12))
def test_any_unicode_name_prints_with_known_commands_only(wide: SlipPress, zh: str, en: str, number: str):
    name = Text(zh=zh, en=en)
    slip = make_slip(matter=name, department=name, zone=name, number=number if number.strip() else "A1")
    bench = make_workbench()

    picture: Bitmap = bench.run(wide.make_job(slip).picture_bytes)

    assert any(picture.data)
    findings = bench.machine.findings[-1]
    assert not findings.unknown + findings.malformed + findings.not_drawn


@pytest.mark.parametrize(
    "name",
    [
        "\ud800",
        "\x1b@\x1dV\x00",
        "𠮷野家㐀",
        "مرحبا",
        "བོད་ཡིག",
        "👨‍👩‍👧",
        "e\u0301" * 50,
        "字" * 300,
        "\u202eabc",
        "A" * 500,
    ],
)
def test_hard_names_print(wide: SlipPress, name: str):
    assert wide.make_job(make_slip(matter=Text(zh=name, en=name))).size_bytes > 1000


def test_a_rare_character_is_drawn_and_not_left_out(wide: SlipPress):
    with_rare = wide.draw(make_slip(matter=Text(zh="堃", en="x")))

    assert with_rare != wide.draw(make_slip(matter=Text(zh="　", en="x")))


def test_bad_input_is_refused_with_its_reason(tmp_path: Path):
    with pytest.raises(BadPrinterAddress):
        open_printer("lpt1", assets=ASSETS, clock=SystemClock())
    with pytest.raises(UnknownProfile):
        open_press(ASSETS, get_profile("daisy-wheel"))
    with pytest.raises(BadSettings, match="absent"):
        open_press(ASSETS, get_profile("generic-80"), template_file=tmp_path / "absent.txt")
    broken = tmp_path / "mine.txt"
    broken.write_text("{{numbr}}", encoding="utf-8")
    with pytest.raises(BadTemplate, match=r"mine\.txt: line 1"):
        open_press(ASSETS, get_profile("generic-80"), template_file=broken)
