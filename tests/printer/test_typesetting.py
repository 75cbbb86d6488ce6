from printer.blocks import Column, Line, Run
from printer.placed import TextStyle, Weight
from printer.sheet import Sheet
from printer.typesetting import SetLine, balance_lines, set_column

SHEET = Sheet(width_dots=576, dpi=203)


def measure(text: str, style: TextStyle) -> int:
    """A ruler: every character is as wide as it is high."""
    return len(text) * style.size_dots


def set_runs(*runs: Run, width: int, may_wrap: bool = True, language: str = "zh") -> tuple[SetLine, ...]:
    column = Column(runs=runs)
    line = Line(columns=(column,), may_wrap=may_wrap, language=language)
    return set_column(column, line, width, SHEET, measure)


def texts(lines: tuple[SetLine, ...]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_what_fits_stays_on_one_line():
    assert texts(set_runs(Run(text="一二三"), width=200)) == ["一二三"]


def test_a_long_run_is_broken_into_lines_of_about_equal_length():
    assert texts(set_runs(Run(text="一二三四五六七八"), width=7 * 26)) == ["一二三四", "五六七八"]


def test_lines_end_at_a_pause_if_that_needs_no_more_lines():
    lines = set_runs(Run(text="从这里直走到电梯厅，上到二楼右转"), width=12 * 26)

    assert texts(lines) == ["从这里直走到电梯厅，", "上到二楼右转"]


def test_no_line_begins_with_a_closing_mark():
    lines = texts(set_runs(Run(text="一二三四五，六七八九十。"), width=5 * 26))

    assert not any(line[0] in "，。" for line in lines)


def test_what_may_not_wrap_is_made_smaller_until_it_fits():
    (line,) = lines = set_runs(Run(text="A012A012", scale=8), width=500, may_wrap=False)

    assert line.width <= 500
    assert line.width > 450
    assert texts(lines) == ["A012A012"]


def test_runs_of_several_sizes_stay_together_and_the_small_one_stays_legible():
    (line,) = lines = set_runs(Run(text="请到"), Run(text="二楼五六七八号", scale=2), width=300)

    assert texts(lines) == ["请到二楼五六七八号"]
    assert line.width <= 300
    assert min(piece.style.size_dots for piece in line.pieces) >= SHEET.legible_dots


def test_what_would_be_illegible_on_one_line_is_broken_after_all():
    lines = set_runs(Run(text="一" * 60), width=500, may_wrap=False)

    assert len(lines) > 1
    assert "".join(texts(lines)) == "一" * 60


def test_english_is_set_smaller_than_chinese():
    (zh,) = set_runs(Run(text="abc"), width=500)
    (en,) = set_runs(Run(text="abc"), width=500, language="en")

    assert zh.pieces[0].style.size_dots == SHEET.body_dots
    assert en.pieces[0].style.size_dots < zh.pieces[0].style.size_dots


def test_the_largest_bold_text_is_black():
    (line,) = set_runs(Run(text="A", scale=8, is_bold=True), Run(text="B", is_bold=True), width=576)

    assert [piece.style.weight for piece in line.pieces] == [Weight.BLACK, Weight.BOLD]


def test_a_number_needs_no_room_below_its_baseline():
    (number,) = set_runs(Run(text="A012", scale=3), width=576)
    (words,) = set_runs(Run(text="号码", scale=3), width=576)

    assert number.height < words.height
    assert number.above_baseline < words.above_baseline


def test_balancing_never_needs_more_lines_than_filling():
    assert balance_lines("", 100, len) == [""]
    assert balance_lines("一二三", 1, len) == ["一", "二", "三"]
    assert len(balance_lines("一二三四五六七", 3, len)) == 3
