from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.blocks import Align, Beside, Block, Column, Gap, Line, Panel, PanelKind, QrCode, Rule, Ruler, Run, Sketch
from printer.layout import lay_out
from printer.placed import Page, Placed, PlacedBox, PlacedQr, PlacedStroke, PlacedText, TextStyle
from printer.sheet import Sheet
from tests.printer.slips import SKETCH, URL

Item = TypeVar("Item", bound=Placed)
WIDE, NARROW = Sheet(width_dots=576, dpi=203), Sheet(width_dots=384, dpi=203)


def measure(text: str, style: TextStyle) -> int:
    return len(text) * style.size_dots


def line(*columns: Column, **how: object) -> Line:
    return Line(columns=columns, **how)  # type: ignore[arg-type]


def column(text: str, align: Align = Align.LEFT, **look: object) -> Column:
    return Column(runs=(Run(text=text, **look),), align=align)  # type: ignore[arg-type]


def page_of(*blocks: Block, sheet: Sheet = WIDE):
    return lay_out(blocks, sheet, sketch=SKETCH, measure=measure)


def only(page: Page, kind: type[Item]) -> list[Item]:
    return [item for item in page.items if isinstance(item, kind)]


def test_blocks_stand_below_one_another():
    page = page_of(line(column("一")), Rule(), line(column("二")))

    first, second = only(page, PlacedText)
    (rule,) = only(page, PlacedStroke)
    assert first.baseline_y < rule.points[0][1] < second.baseline_y < page.height_dots


def test_columns_share_the_width_and_keep_to_their_sides():
    page = page_of(line(column("一"), column("二", Align.RIGHT)))

    left, right = only(page, PlacedText)
    assert left.x == WIDE.margin_dots
    assert right.x + right.style.size_dots == WIDE.width_dots - WIDE.margin_dots
    assert left.baseline_y == right.baseline_y


def test_the_middle_is_the_middle():
    (text,) = only(page_of(line(column("一二", Align.CENTER))), PlacedText)

    assert abs((text.x + text.style.size_dots) - WIDE.width_dots / 2) <= 1


def test_the_higher_column_decides_where_the_next_block_begins():
    page = page_of(line(column("一" * 30), column("二")), Rule())

    (rule,) = only(page, PlacedStroke)
    assert rule.points[0][1] > max(item.baseline_y for item in only(page, PlacedText))


def test_an_ink_panel_reaches_the_edges_and_its_text_is_white_on_the_same_line_as_other_text():
    page = page_of(line(column("一")), Panel(kind=PanelKind.INK, blocks=(line(column("二")),)))

    (ground,) = only(page, PlacedBox)
    outside, inside = only(page, PlacedText)
    assert (ground.x, ground.width) == (0, 576)
    assert ground.y < inside.baseline_y < ground.y + ground.height
    assert inside.is_white
    assert not outside.is_white
    assert inside.x == outside.x
    assert page.items.index(ground) < page.items.index(inside)


def test_inverse_text_has_one_ground_however_many_runs_it_is_made_of():
    runs = (Run(text="a", is_inverse=True), Run(text="b", is_inverse=True, is_bold=True), Run(text="c"))
    page = page_of(line(Column(runs=runs, align=Align.LEFT)))

    (ground,) = only(page, PlacedBox)
    assert ground.width == 2 * WIDE.body_dots
    assert [text.is_white for text in only(page, PlacedText)] == [True, True, False]


def test_the_code_has_eight_dots_per_module_and_its_quiet_zone_on_wide_paper_and_on_narrow():
    code = QrCode(content=URL, module_dots=8, level="m")

    for sheet in (WIDE, NARROW):
        (placed,) = only(page_of(code, sheet=sheet), PlacedQr)
        side = len(placed.modules) * placed.module_dots
        assert placed.module_dots == 8
        assert placed.x >= 4 * placed.module_dots
        assert placed.x + side + 4 * placed.module_dots <= sheet.width_dots


def test_beside_the_code_text_stands_at_the_left_where_there_is_room_and_below_it_where_there_is_none():
    block = Beside(code=QrCode(content=URL, module_dots=8, level="m"), blocks=(line(column("扫码")),))

    wide, narrow = page_of(block), page_of(block, sheet=NARROW)

    (code,), (text,) = only(wide, PlacedQr), only(wide, PlacedText)
    side = len(code.modules) * code.module_dots
    assert text.x + 2 * text.style.size_dots <= code.x - 4 * code.module_dots
    assert code.y < text.baseline_y < code.y + side
    assert text.is_coarse
    (code,), (text,) = only(narrow, PlacedQr), only(narrow, PlacedText)
    assert text.baseline_y > code.y + len(code.modules) * code.module_dots


def test_a_code_too_long_for_eight_dots_gets_the_largest_even_module_that_fits():
    (code,) = only(page_of(QrCode(content="x" * 300, module_dots=8, level="m")), PlacedQr)

    assert code.module_dots % 2 == 0
    assert (len(code.modules) + 8) * code.module_dots <= 576


def test_a_place_for_a_sketch_without_one_takes_no_paper():
    assert lay_out((Sketch(),), WIDE, sketch=None, measure=measure).height_dots == 1


@pytest.mark.parametrize("sheet", [WIDE, NARROW])
def test_a_ruler_reaches_from_the_first_dot_to_the_last_with_a_high_mark_each_centimetre(sheet: Sheet):
    marks = only(page_of(Ruler(), sheet=sheet), PlacedBox)

    assert marks[0].x == 0
    assert marks[-1].x + marks[-1].width == sheet.width_dots
    assert marks[10].x == sheet.dots(10)
    assert marks[10].height > marks[9].height == marks[11].height


def test_an_empty_line_is_as_high_as_a_line():
    assert page_of(line(Column(runs=()))).height_dots == page_of(line(column("一"))).height_dots


def test_a_gap_is_as_high_as_it_says_at_any_resolution():
    assert page_of(Gap(height_mm=10)).height_dots == 80
    assert page_of(Gap(height_mm=10), sheet=Sheet(width_dots=512, dpi=180)).height_dots == 71


@given(
    texts=st.lists(st.text(alphabet="一二三，。 abcXYZ(){}", max_size=60), min_size=1, max_size=4),
    scale=st.sampled_from([1.0, 2.0, 8.0]),
    sheet=st.sampled_from([WIDE, NARROW]),
    may_wrap=st.booleans(),
)
def test_no_text_that_can_be_broken_leaves_the_paper(texts: list[str], scale: float, sheet: Sheet, may_wrap: bool):
    page = page_of(*(line(column(text, scale=scale), may_wrap=may_wrap) for text in texts), sheet=sheet)

    assert all(item.x >= 0 for item in only(page, PlacedText))
    assert all(
        item.x + measure(item.text, item.style) <= sheet.width_dots
        for item in only(page, PlacedText)
        if len(item.text) > 1
    )
    assert all(item.baseline_y <= page.height_dots for item in only(page, PlacedText))
