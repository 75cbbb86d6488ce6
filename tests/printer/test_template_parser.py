import pytest

from printer.blocks import Align, Beside, Column, Gap, Line, Panel, PanelKind, QrCode, Rule, Run, Sketch
from printer.errors import BadTemplate
from printer.template_parser import parse_template

KNOWN = frozenset({"number", "url", "hall.zh", "hall.en", "priority.zh", "priority.en"})
VALUES = {
    "number": "A012",
    "url": "http://h/t/x",
    "hall.zh": "大厅",
    "hall.en": "Hall",
    "priority.zh": "",
    "priority.en": "",
}


def blocks_of(source: str, **values: str):
    return parse_template(source, KNOWN).fill({**VALUES, **values})


def text(words: str, **looks: object) -> Run:
    return Run(text=words, **looks)  # type: ignore[arg-type]


def one_column(*runs: Run, align: Align = Align.CENTER) -> tuple[Column, ...]:
    return (Column(runs=runs, align=align),)


def test_plain_text_is_one_line_in_the_middle():
    assert blocks_of("请取号") == (Line(columns=one_column(text("请取号"))),)


def test_an_empty_line_is_an_empty_line():
    assert blocks_of("") == ()
    assert blocks_of("\n") == (Line(columns=one_column()),)


def test_marks_for_size_bold_and_inverse_last_until_they_come_again():
    (line,) = blocks_of('a ^b^ ^^^"c"^^^ `d`')

    assert line.columns[0].runs == (
        text("a "),
        text("b", scale=1.25),
        text(" "),
        text("c", scale=2.0, is_bold=True),
        text(" "),
        text("d", is_inverse=True),
    )


def test_another_size_takes_the_place_of_the_one_before():
    (line,) = blocks_of("^a^^^b^^^c")

    assert [run.scale for run in line.columns[0].runs] == [1.25, 2.0, 1.0]


@pytest.mark.parametrize(
    ("source", "aligns"),
    [
        ("|a |", [Align.LEFT]),
        ("| a|", [Align.RIGHT]),
        ("| a |", [Align.CENTER]),
        ("|a|", [Align.CENTER]),
        ("a | b", [Align.LEFT, Align.RIGHT]),
        ("|a |b|  c |", [Align.LEFT, Align.CENTER, Align.CENTER]),
    ],
)
def test_the_spaces_in_a_column_say_its_side(source: str, aligns: list[Align]):
    (line,) = blocks_of(source)

    assert [column.align for column in line.columns] == aligns


def test_values_are_filled_in_and_never_read_as_markup():
    (line,) = blocks_of('"{{hall.zh}}"', **{"hall.zh": '^^"{{number}}|{code:x}`'})

    assert line.columns == one_column(text('^^"{{number}}|{code:x}`', is_bold=True))


def test_a_line_of_only_empty_values_is_left_out():
    assert blocks_of("{{priority.zh}} · {{priority.en}}") == ()


def test_a_line_with_one_value_stays():
    (line,) = blocks_of("{{priority.zh}}{{number}}")

    assert line.columns == one_column(text("A012"))


def test_a_condition_asks_for_any_part_of_a_field():
    source = "{{#if priority}}\nfirst\n{{else}}\nlast\n{{/if}}"

    assert blocks_of(source) == (Line(columns=one_column(text("last"))),)
    assert blocks_of(source, **{"priority.en": "Elderly"}) == (Line(columns=one_column(text("first"))),)


def test_conditions_may_stand_within_one_another():
    source = "{{#if number}}\n{{#if priority}}\na\n{{/if}}\nb\n{{/if}}"

    assert blocks_of(source) == (Line(columns=one_column(text("b"))),)


def test_properties_hold_for_the_lines_that_follow():
    lines = blocks_of("{align:right}\n{text:nowrap}\n{lang:en}\na\n{align:left; text:wrap; lang:zh}\nb")

    assert lines == (
        Line(columns=one_column(text("a"), align=Align.RIGHT), may_wrap=False, language="en"),
        Line(columns=one_column(text("b"), align=Align.LEFT)),
    )


def test_rule_space_sketch_and_comment():
    assert blocks_of("---\n{space:1.5}\n{image:sketch}\n{comment:nothing}") == (
        Rule(),
        Gap(height_mm=1.5),
        Sketch(),
    )


def test_a_code_takes_its_content_from_a_field():
    assert blocks_of("{code:{{url}};option:qrcode,6,q}") == (QrCode(content="http://h/t/x", module_dots=6, level="q"),)
    assert blocks_of("{code:{{url}}}") == (QrCode(content="http://h/t/x", module_dots=8, level="m"),)


def test_a_panel_holds_the_lines_within_it():
    assert blocks_of("{panel:ink}\na\n{panel:off}") == (
        Panel(kind=PanelKind.INK, blocks=(Line(columns=one_column(text("a"))),)),
    )


def test_beside_a_code_stand_the_lines_after_it():
    assert blocks_of("{beside:code}\n{code:{{url}}}\na\n{beside:off}") == (
        Beside(
            code=QrCode(content="http://h/t/x", module_dots=8, level="m"),
            blocks=(Line(columns=one_column(text("a"))),),
        ),
    )


def test_a_backslash_takes_a_mark_as_it_is_and_a_tilde_is_a_space_that_stays():
    (line,) = blocks_of(r"\^a\|b\_\{\\~")

    assert line.columns == one_column(text("^a|b_{\\\N{NO-BREAK SPACE}"))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("ok\n{{numbr}}", 'line 2: unknown field "numbr", did you mean "number"?'),
        ("{{#if priorit}}\n{{/if}}", 'line 1: unknown field "priorit", did you mean "priority"?'),
        ("{{#if number}}\na", "line 1: begins what no {{/if}} ends"),
        ("{panel:ink}\na", "line 1: begins what no {panel:off} ends"),
        ("{panel:ink}\n{{/if}}", "line 2: ends nothing"),
        ("{{/if}}", "line 1: ends nothing"),
        ("{panel:off}", "line 1: ends nothing"),
        ("{{else}}", "line 1: {{else}} without"),
        ("{{#if number}}\n{{else}}\n{{else}}\n{{/if}}", "line 3: {{else}} without"),
        ("{panel:red}", "should be one of ink, line, off"),
        ("{beside:code}\na\n{beside:off}", "the first line should be a {code"),
        ("{beside:code}\n{beside:off}", "the first line should be a {code"),
        ("{align:middle}", "should be one of left, center, right"),
        ("{colour:red}", 'unknown property "colour"'),
        ("{align}", "should be name:value"),
        ("{space:wide}", "should be millimetres"),
        ("{code:x;option:barcode}", "should be like"),
        ("{code:x;option:qrcode,2}", "3 to 16 are possible"),
        ("{code:x;option:qrcode,8,z}", "should be like"),
        ("{image:logo}", "should be one of sketch"),
        ("^^^^^^^^^^a", "9 marks are the largest size"),
        ("a_b_", r'"_" in a text is written "\_"'),
        ("a } b", r'"}" in a text is written "\}"'),
        ("====", "a ticket is cut at its end"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_to_do(source: str, complaint: str):
    with pytest.raises(BadTemplate) as caught:
        parse_template(source, KNOWN)

    assert complaint in caught.value.detail
    assert caught.value.detail.startswith("line ")
