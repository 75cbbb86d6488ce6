"""Draws the picture that a kiosk without fonts shows (`python tools/make_no_fonts.py`)."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ASSETS = Path(__file__).resolve().parent.parent / "assets"
SIZE = (1080, 1080)
PAPER, INK, TEAL = "#F5F3EC", "#10202E", "#0B5D66"
LINES = (
    (330, 76, "Black", INK, "这台取号机暂时不能用"),
    (450, 44, "Regular", INK, "请用旁边的取号机，"),
    (514, 44, "Regular", INK, "或到导办台，工作人员马上帮您取号。"),
    (650, 54, "Bold", INK, "This kiosk cannot be used just now"),
    (740, 38, "Regular", INK, "Please use the next kiosk, or go to the guide desk:"),
    (794, 38, "Regular", INK, "our staff will get you a number at once."),
    (930, 30, "Regular", TEAL, "工作人员请看：字体文件坏了，恢复 assets/fonts 后重新启动"),
    (976, 28, "Regular", TEAL, "For staff: the font files are broken; restore assets/fonts and start again"),
)


def main() -> None:
    """Write the picture."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    icons = ImageFont.truetype(str(ASSETS / "fonts" / "YinhaoIcons-Fill.ttf"), 180)
    draw.text((SIZE[0] / 2, 170), "\ue2ce", font=icons, fill=TEAL, anchor="mm")
    for y, size, weight, ink, words in LINES:
        font = ImageFont.truetype(str(ASSETS / "fonts" / f"NotoSansSC-{weight}.ttf"), size)
        draw.text((SIZE[0] / 2, y), words, font=font, fill=ink, anchor="mm")
    (ASSETS / "pictures").mkdir(exist_ok=True)
    picture.quantize(32).save(ASSETS / "pictures" / "no_fonts.png", optimize=True)


if __name__ == "__main__":
    main()
