"""Makes assets/fonts from the upstream packages: Noto Sans SC subsets and the icon fonts with their table of names.

Build time only. Needs npm and, in an environment of its own, `pip install fonttools brotli`; the product needs neither.
The result depends only on the pinned packages, so a second run leaves the same bytes.
"""

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from fontTools import subset  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

TOOLS = Path(__file__).parent
FONTS = TOOLS.parent / "assets" / "fonts"
ICON_LIST = TOOLS / "icons.txt"
NOTO_PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
PHOSPHOR_PACKAGE = "@phosphor-icons/web@2.1.2"

# Every weight holds all of these that Noto Sans SC has, whatever hanzi it holds.
SYMBOL_RANGES = (
    (0x0020, 0x024F),  # ASCII, Latin-1, Latin Extended (pinyin with tone marks)
    (0x0391, 0x03C9),  # Greek
    (0x2000, 0x27BF),  # punctuation, ℃ №, arrows, ≥ ≤, ①-⑳, boxes, dingbats
    (0x3000, 0x33FF),  # CJK punctuation, kana, bopomofo, enclosed and square CJK
    (0xFE30, 0xFE4F),  # vertical punctuation
    (0xFF00, 0xFFEF),  # fullwidth forms
)

# Layout features, vertical metrics and hinting: nothing that Kivy, Pillow or our pages use.
DROPPED_TABLES = "BASE GDEF GPOS GSUB STAT vhea vmtx prep gasp"


class Weight(NamedTuple):
    """One weight of the family: its name in the package, and how many hanzi it keeps."""

    source: str
    name: str
    charset: str


WEIGHTS = (
    Weight("400Regular", "Regular", "everything"),  # paper and screens must show rare surnames
    Weight("500Medium", "Medium", "gb2312"),
    Weight("700Bold", "Bold", "gbk"),
    Weight("900Black", "Black", "gb2312"),
)
WEB_WEIGHTS = (
    WEIGHTS[0]._replace(charset="gb2312"),
    WEIGHTS[2]._replace(charset="gb2312"),
)


def main() -> None:
    """Fetch both packages and rewrites every file of assets/fonts except its README."""
    (FONTS / "web").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_text_fonts(unpack(NOTO_PACKAGE, Path(folder) / "noto"))
        make_icon_fonts(unpack(PHOSPHOR_PACKAGE, Path(folder) / "phosphor"))


def make_text_fonts(package: Path) -> None:
    """Write the four TTF files for Kivy and Pillow, and two WOFF2 files for browsers."""
    for weight in WEIGHTS:
        save_subset(
            package_font(package, weight),
            code_points(weight.charset),
            FONTS / f"NotoSansSC-{weight.name}.ttf",
        )
    for weight in WEB_WEIGHTS:
        target = FONTS / "web" / f"NotoSansSC-{weight.name}.woff2"
        save_subset(package_font(package, weight), code_points(weight.charset), target)
    shutil.copyfile(package / "LICENSE_FONT", FONTS / "OFL.txt")


def make_icon_fonts(package: Path) -> None:
    """Write both styles of the icons as TTF and WOFF2, and icons.toml (name -> code point)."""
    sources = {"Regular": "regular/Phosphor.ttf", "Fill": "fill/Phosphor-Fill.ttf"}
    points = icon_points(package / "src" / "regular" / "style.css")
    for style, source in sources.items():
        source_path = package / "src" / source
        save_subset(source_path, points.values(), FONTS / f"YinhaoIcons-{style}.ttf")
        save_subset(source_path, points.values(), FONTS / "web" / f"YinhaoIcons-{style}.woff2")
    write_icon_table(points)
    shutil.copyfile(package / "LICENSE", FONTS / "PHOSPHOR-LICENSE.txt")


def unpack(package: str, folder: Path) -> Path:
    """Download an npm package with the ordinary client and returns its root folder."""
    folder.mkdir()
    subprocess.run(
        ["npm", "pack", "--silent", package],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def package_font(package: Path, weight: Weight) -> Path:
    """Return the path of a weight's full TTF inside the package."""
    return package / weight.source / f"NotoSansSC_{weight.source}.ttf"


def code_points(charset: str) -> set[int] | None:
    """Return the code points of a Chinese character set with the symbols; None means all that the font has."""
    if charset == "everything":
        return None
    symbols = {point for first, last in SYMBOL_RANGES for point in range(first, last + 1)}
    return symbols | {ord(character) for character in decoded_characters(charset)}


def decoded_characters(charset: str) -> str:
    """Return every character of a double-byte character set, by decoding all byte pairs."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    decoded = (pair.decode(charset, errors="ignore") for pair in pairs)
    return "".join(text for text in decoded if len(text) == 1)


def icon_points(style_sheet: Path) -> dict[str, int]:
    """Read the code point of each of our icons from the package's style sheet; KeyError names one it lacks."""
    points: dict[str, int] = {}
    name = ""
    for line in style_sheet.read_text().splitlines():
        if line.startswith(".ph.ph-"):
            name = line.removeprefix(".ph.ph-").split(":")[0]
        elif "content:" in line:
            points[name] = int(line.split('"')[1].lstrip("\\"), 16)
    return {icon: points[icon] for icon in wanted_icons()}


def wanted_icons() -> list[str]:
    """Return the names in icons.txt, sorted."""
    lines = (line.split("#")[0] for line in ICON_LIST.read_text().splitlines())
    return sorted({name for line in lines for name in line.split()})


def save_subset(source: Path, points: Iterable[int] | None, target: Path) -> None:
    """Write the part of a font that draws the given code points; keeps a visible box for all others."""
    options = subset.Options(
        layout_features=[],  # Kivy applies none, and the digits are tabular without
        hinting=False,
        notdef_outline=True,  # without it a missing character is drawn as nothing at all
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14, 16, 17],
        drop_tables=DROPPED_TABLES.split(),
        recalc_timestamp=False,
    )
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap() if points is None else points)
    subsetter.subset(font)
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size} bytes")


def write_icon_table(points: dict[str, int]) -> None:
    """Write icons.toml: each icon's name with its code point in hexadecimal."""
    lines = [f'{name} = "{point:x}"' for name, point in points.items()]
    heading = "# Icon names and their code points (hexadecimal) in YinhaoIcons-*. Written by tools/make_fonts.py.\n"
    (FONTS / "icons.toml").write_text(heading + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
