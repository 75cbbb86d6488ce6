"""What a ticket's template must have and keep to, looked at before a hall uses it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hall.language import load_languages
from printer.blocks import Beside, Block, Line, Panel
from printer.fields import list_fields, read_fields
from printer.fonts import FontBook
from printer.layout import lay_out
from printer.placed import PlacedQr
from printer.press import read_template
from printer.profiles import Profile
from printer.qr import make_qr
from printer.sample import SAMPLE_FILE, load_sample
from printer.sheet import Sheet
from printer.slip import TicketSlip
from printer.template import Template
from printer.typesetting import MeasureText, set_column

LEAST_MODULE_DOTS = 6
"""0.75 mm: with 4 dots one phone in five reads the code at 30 cm (measured in the study)."""

MOST_MM, MOST_NARROW_MM = 200, 250
"""Of paper for the sample ticket on wide and narrow rolls."""

MOST_URL_BYTES = 42
"""What a code of version 3 holds at error correction M."""

_ISSUED_AT = datetime(2026, 3, 2, 9, 45, tzinfo=UTC)


def check_template_file(file: Path, *, assets: Path, profile: Profile) -> tuple[str, ...]:
    """Return what is wrong with a template, in words; nothing means that it can be used.

    Args:
        file: the template of a ticket.
        assets: the folder `assets/`.
        profile: the printer that it is for.

    Raises:
        BadTemplate, BadSettings: it cannot even be read: an unknown field, say.
    """
    languages = load_languages(assets / "languages")
    template = read_template(file, list_fields(languages))
    fonts = FontBook(assets / "fonts")
    sample = assets / "tickets" / SAMPLE_FILE
    slips = [
        load_sample(sample, issued_at=_ISSUED_AT, is_priority=is_priority, reprint_count=reprint_count)
        for is_priority, reprint_count in ((False, 0), (True, 1))
    ]
    found = (
        complaint
        for slip in slips
        for complaint in _check(template, slip, read_fields(slip, languages), Sheet.of(profile), fonts.measure)
    )
    return tuple(dict.fromkeys(found))


def _check(
    template: Template, slip: TicketSlip, values: dict[str, str], sheet: Sheet, measure: MeasureText
) -> Iterator[str]:
    blocks = template.fill(values)
    lines = list(_list_lines(blocks))
    page = lay_out(blocks, sheet, sketch=slip.sketch, measure=measure)
    codes = [item for item in page.items if isinstance(item, PlacedQr)]
    texts = [run.text for line in lines for column in line.columns for run in column.runs]
    if not any(slip.number in text for text in texts):
        yield "the number is missing: add {{number}}"
    if not codes:
        yield "the code is missing: add {code:{{url}};option:qrcode,8,m}"
    for code in codes:
        if code.module_dots < LEAST_MODULE_DOTS:
            yield f"the code has {code.module_dots} dots per module: phones need {LEAST_MODULE_DOTS} or more"
        if len(code.modules) > _modules_of(MOST_URL_BYTES):
            yield f"the code holds more than {MOST_URL_BYTES} bytes: use {{{{url}}}} alone"
    most_mm = MOST_NARROW_MM if sheet.is_narrow else MOST_MM
    if page.height_dots > sheet.dots(most_mm):
        yield f"{page.height_dots / sheet.dots(1):.0f} mm of paper: {most_mm} are enough for a ticket"
    yield from _list_too_wide(lines, sheet, measure)
    for character in sorted({each for text in texts for each in text if not _is_common(each)}):
        yield f'"{character}" is in no printer: it is sent as a picture, also where tickets are sent as text'


def _list_lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif isinstance(block, Panel | Beside):
            yield from _list_lines(block.blocks)


def _list_too_wide(lines: list[Line], sheet: Sheet, measure: MeasureText) -> Iterator[str]:
    """Yield the numbers and words that have to be broken in two."""
    for line in lines:
        width = (sheet.width_dots - 2 * sheet.margin_dots) // len(line.columns)
        for column in line.columns:
            for run in column.runs:
                for word in filter(str.isascii, run.text.split()):
                    alone = replace(column, runs=(replace(run, text=word),))
                    if len(set_column(alone, line, width, sheet, measure)) > 1:
                        yield f'"{word}" is wider than the paper at this size: fewer "^", or {{text:nowrap}}'


def _modules_of(content_bytes: int) -> int:
    return len(make_qr("x" * content_bytes, "m"))


def _is_common(character: str) -> bool:
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return character == "\N{NO-BREAK SPACE}"
    return True
