import tomllib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

ASSETS = Path(__file__).parents[2] / "assets"
FONTS = ASSETS / "fonts"
WEIGHTS = ("Regular", "Medium", "Bold", "Black")
PUNCTUATION = "·–—…≥≤×℃№←↑→↓①⑳“”‘’（）「」，。、；：？！％～￥ǎéīò"
MISSING = "\U0010fffd"
SIZE_PX = 32


def font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, SIZE_PX)


def drawing(face: ImageFont.FreeTypeFont, character: str) -> bytes:
    image = Image.new("L", (2 * SIZE_PX, 2 * SIZE_PX))
    ImageDraw.Draw(image).text((8, 8), character, font=face, fill=255)
    return image.tobytes()


def missing_from(face: ImageFont.FreeTypeFont, characters: str) -> str:
    box = drawing(face, MISSING)
    assert any(box), "a missing character must be seen as a box"
    return "".join(character for character in characters if drawing(face, character) == box)


def characters_of(folder: str) -> str:
    texts = [path.read_text(encoding="utf-8") for path in (ASSETS / folder).rglob("*.toml")]
    assert texts
    return "".join(sorted({character for character in "".join(texts) if character.isprintable()}))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_draws_what_the_screens_say(weight: str):
    assert missing_from(font(f"NotoSansSC-{weight}.ttf"), characters_of("languages") + PUNCTUATION) == ""


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_draws_what_the_sample_hall_says(weight: str):
    assert missing_from(font(f"NotoSansSC-{weight}.ttf"), characters_of("halls")) == ""


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_peoples_names_outside_gb2312_are_drawn(weight: str):
    assert missing_from(font(f"NotoSansSC-{weight}.ttf"), "珺玥堃喆镕") == ""


@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_are_all_equally_wide(weight: str):
    face = font(f"NotoSansSC-{weight}.ttf")

    assert len({face.getlength(digit * 10) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("style", ["Regular", "Fill"])
def test_every_named_icon_has_a_picture_of_its_own(style: str):
    icons = {name: chr(int(point, 16)) for name, point in tomllib.loads((FONTS / "icons.toml").read_text()).items()}
    face = font(f"YinhaoIcons-{style}.ttf")

    pictures = {name: drawing(face, character) for name, character in icons.items()}

    assert [name for name, picture in pictures.items() if not any(picture)] == []
    assert len(set(pictures.values())) == len(icons)


def test_browsers_get_web_fonts():
    names = {"NotoSansSC-Regular", "NotoSansSC-Bold", "YinhaoIcons-Regular", "YinhaoIcons-Fill"}

    assert {path.stem for path in (FONTS / "web").iterdir() if path.read_bytes()[:4] == b"wOF2"} == names
