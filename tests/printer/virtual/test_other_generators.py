"""The virtual printer fed by a program that is not ours: what python-escpos sends is understood to the last byte."""

import warnings

import pytest
from PIL import Image, ImageDraw

from printer.raster import to_image
from tests.printer.machines import make_workbench
from tests.qr_codes import read_qr_codes

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from escpos.printer import Dummy


@pytest.fixture
def foreign() -> Dummy:
    return Dummy(profile="TM-T88V")


def picture() -> Image.Image:
    image = Image.new("L", (256, 48), 255)
    ImageDraw.Draw(image).rectangle((16, 8, 111, 31), fill=0)
    return image


@pytest.mark.parametrize("way", ["bitImageRaster", "bitImageColumn", "graphics"])
def test_a_picture_arrives_dot_for_dot_by_each_way_of_sending_it(foreign: Dummy, way: str):
    foreign.image(picture(), impl=way, center=False)
    bench = make_workbench()

    image = to_image(bench.run(foreign.output))

    black = image.point(lambda grey: 255 - grey).getbbox()
    assert black == (16, 8, 112, 32)
    findings = bench.machine.findings[-1]
    assert not findings.unknown + findings.malformed + findings.not_drawn


@pytest.mark.parametrize("is_native", [True, False], ids=["native", "as an image"])
def test_its_code_can_be_read_from_the_paper(foreign: Dummy, is_native: bool):
    foreign.qr("http://h/t/x", native=is_native, size=6)
    bench = make_workbench()

    image = to_image(bench.run(foreign.output + b"\n"))

    framed = Image.new("L", (image.width + 80, image.height + 80), 255)
    framed.paste(image, (40, 40))
    assert [code.text for code in read_qr_codes(framed)] == ["http://h/t/x"]
    assert not bench.machine.findings[-1].unknown + bench.machine.findings[-1].malformed


def test_its_text_looks_and_cuts_are_all_known(foreign: Dummy):
    foreign.set(align="center", bold=True, double_width=True, double_height=True, underline=1, invert=True)
    foreign.text("Number A012\n")
    foreign.set(align="left", normal_textsize=True)
    foreign.text("号码\n")
    foreign.line_spacing(40)
    foreign.ln(2)
    foreign.cut()
    bench = make_workbench()

    bench.interpreter.feed(foreign.output)

    assert len(bench.machine.pictures) == 1
    findings = bench.machine.findings[0]
    assert not findings.unknown + findings.malformed + findings.not_drawn
