"""Tickets in the printer's own letters: what the virtual printer reads from the bytes."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.places import Text
from printer.job import Job
from printer.press import SlipPress, choose_encoding, open_press
from printer.profiles import get_profile
from printer.raster import to_image
from printer.slip import TicketSlip
from printer.virtual.grammar import Kind, read_piece
from tests.printer.machines import ASSETS, Workbench, make_workbench
from tests.printer.slips import URL, make_slip
from tests.qr_codes import read_qr_codes

MOST_BYTES = 1024
PICTURE = b"\x1dv0"


@pytest.fixture(scope="module", params=["native-80", "native-58"])
def press(request: pytest.FixtureRequest) -> SlipPress:
    return open_press(ASSETS, get_profile(request.param))


@pytest.fixture(scope="module")
def wide() -> SlipPress:
    return open_press(ASSETS, get_profile("native-80"))


def run(job: Job, width_dots: int = 576) -> tuple[Workbench, list[str]]:
    bench = make_workbench(width_dots=width_dots)
    image = to_image(bench.run(job.picture_bytes))
    return bench, [code.text for code in read_qr_codes(image)]


def text_of(job: Job) -> str:
    """Return the words in a job without the breaks between its lines."""
    return b"".join(list_texts(job)).decode("gb18030")


def list_texts(job: Job) -> list[bytes]:
    """Return what is no command."""
    texts, at = [], 0
    while at < len(job.picture_bytes):
        piece = read_piece(job.picture_bytes, at)
        assert piece is not None
        if piece.kind is Kind.TEXT:
            texts.append(piece.raw)
        at += len(piece.raw)
    return texts


def test_a_ticket_is_a_kilobyte_of_known_commands_and_its_code_can_be_read(press: SlipPress):
    job = press.make_job(make_slip())
    bench, codes = run(job, press.draw(make_slip()).width_dots)

    assert job.size_bytes <= MOST_BYTES
    assert codes == [URL]
    findings = bench.machine.findings[-1]
    assert not findings.unknown + findings.malformed + findings.not_drawn
    for words in ("A012", "社会保险登记", "号窗口", "12–18 分钟", "行政服务中心"):
        assert words in text_of(job)


def test_where_to_go_is_a_whole_band_that_breaks_between_floor_and_windows(press: SlipPress):
    texts = [text.decode("gb18030") for text in list_texts(press.make_job(make_slip()))]
    width = press.draw(make_slip()).width_dots // 12

    bands = [text for text in texts if "号窗口" in text or "请到 " in text]
    assert [band.rstrip() for band in bands] == (
        ["请到 二楼·5、6 号窗口"] if width == 48 else ["请到 二楼", "5、6 号窗口"]
    )
    assert {len(band.encode("gb18030")) * 2 for band in bands} == {width}


def test_on_narrow_paper_each_value_is_below_its_own_label():
    text = text_of(open_press(ASSETS, get_profile("native-58")).make_job(make_slip()))

    assert text.index("前面等候") < text.index("7 人") < text.index("预计等候") < text.index("12–18 分钟")


def test_the_paper_is_as_long_as_the_job_says(press: SlipPress):
    job = press.make_job(make_slip())
    bench = make_workbench(width_dots=press.draw(make_slip()).width_dots)

    assert abs(bench.run(job.picture_bytes).height_dots - job.rows) <= 60


def test_the_longest_english_sentences_give_way_and_their_chinese_stays(wide: SlipPress):
    long = Text(zh="从这里直走到电梯厅" * 8, en="Go straight to the lifts and then " * 8)

    job = wide.make_job(make_slip(directions=long, then=long))

    assert job.size_bytes <= MOST_BYTES
    assert "Go straight" not in text_of(job)
    assert "从这里直走到电梯厅" in text_of(job)
    assert "Windows 5, 6" in text_of(job)


@pytest.mark.parametrize("name", ["𠮷野", "㐀", "བོད", "مرحبا", "ไทย"])
def test_what_the_printer_has_no_letter_for_is_sent_as_a_picture_and_nothing_else_is(wide: SlipPress, name: str):
    plain, rare = wide.make_job(make_slip()), wide.make_job(make_slip(matter=Text(zh=name, en="x")))

    assert PICTURE not in plain.picture_bytes
    assert PICTURE in rare.picture_bytes
    assert rare.size_bytes < 4000
    assert "?" not in text_of(rare)


def test_a_printer_without_hanzi_gets_chinese_as_pictures():
    profile = get_profile("epson-tm-t20")
    press = SlipPress(
        replace(profile, encoding=get_profile("native-80").encoding),
        *_parts_of(open_press(ASSETS, get_profile("generic-80"))),
    )

    job = press.make_job(make_slip())

    assert b"\x1c&" not in job.picture_bytes
    assert b"A012" in list_texts(job)
    assert all(text.isascii() for text in list_texts(job))


def _parts_of(press: SlipPress) -> tuple[object, ...]:
    return press._templates, press._languages, press._fonts


def test_a_hybrid_has_number_and_code_as_pictures_and_the_rest_as_text():
    job = open_press(ASSETS, get_profile("hybrid-80")).make_job(make_slip())
    bench, codes = run(job)

    assert codes == [URL]
    assert 3_000 < job.size_bytes < 18_000
    assert b"A012" not in job.picture_bytes
    assert "社会保险登记".encode("gbk") in job.picture_bytes
    assert b"\x1d(k" not in job.picture_bytes
    findings = bench.machine.findings[-1]
    assert not findings.unknown + findings.malformed + findings.not_drawn


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zh=st.text(max_size=40), en=st.text(max_size=60), number=st.text(min_size=1, max_size=12))
def test_any_name_prints_and_none_is_a_command(wide: SlipPress, zh: str, en: str, number: str):
    name = Text(zh=zh, en=en)
    slip: TicketSlip = make_slip(matter=name, department=name, zone=name, number=number if number.strip() else "A1")

    bench, codes = run(wide.make_job(slip))

    findings = bench.machine.findings[-1]
    assert not findings.unknown + findings.malformed + findings.not_drawn
    assert codes == [URL]
    assert len(bench.machine.pictures) == 1


def test_serial_lines_take_the_encoding_that_suits_them():
    profile = get_profile("generic-80")

    assert choose_encoding(profile, "serial:/dev/ttyS0").encoding is profile.serial_encoding
    assert choose_encoding(profile, "tcp://printer:9100") == profile
