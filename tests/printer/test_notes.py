"""Notes: lists on paper that are no tickets."""

from datetime import datetime, timedelta, timezone

import pytest

from hall.language import load_languages
from hall.places import Text
from printer.blocks import Block, Line
from printer.errors import BadTemplate
from printer.note import NoteItem, NoteSlip
from printer.note_fields import list_note_fields, read_note_fields
from printer.press import open_press
from printer.profiles import get_profile
from printer.sparing import without_longest_sentence
from printer.template_parser import parse_template
from tests.printer.machines import ASSETS

LANGUAGES = load_languages(ASSETS / "languages")
NOTE = NoteSlip(
    hall=Text(zh="行政服务中心", en="Administrative Service Centre"),
    title=Text(zh="要带的材料", en="What to bring"),
    matter=Text(zh="教师资格认定", en="Teacher certificate"),
    department=Text(zh="教育局", en="Education"),
    printed_at=datetime(2026, 3, 2, 9, 45, tzinfo=timezone(timedelta(hours=8))),
    items=(
        NoteItem(head=Text(zh="身份证", en="Identity card")),
        NoteItem(head=Text(zh="毕业证书", en="Diploma"), lines=(Text(zh="原件", en="original"),) * 2),
    ),
    is_ticked_off=True,
    tail=(Text(zh="材料齐了再来，少跑一趟。", en="Bring all of it and come only once."),),
)


def said(source: str, note: NoteSlip = NOTE) -> list[str]:
    template = parse_template(source, list_note_fields(LANGUAGES))
    blocks = template.fill(read_note_fields(note, LANGUAGES))
    return ["".join(run.text for column in block.columns for run in column.runs) for block in blocks
            if isinstance(block, Line)]  # fmt: skip


def test_every_entry_of_a_list_is_printed_in_its_order() -> None:
    lines = said("{{#each items}}\n{{items.head.zh}}\n{{items.text.zh}}\n{{/each}}\n{{title.zh}}")

    assert lines == ["□ 身份证", "□ 毕业证书", "原件；原件", "要带的材料"]


def test_no_full_stop_stands_before_the_joint_of_an_items_lines() -> None:
    lines = (Text(zh="周一至周五。", en="Mon-Fri."), Text(zh="请问导办台。", en="Ask at the desk."))
    note = NoteSlip(**{**_facts(), "items": (NoteItem(head=Text(zh="现在怎么办", en="What to do"), lines=lines),)})

    assert said("{{#each items}}\n{{items.text.zh}}\n{{items.text.en}}\n{{/each}}", note) == [
        "周一至周五；请问导办台。",
        "Mon-Fri; Ask at the desk.",
    ]


def test_what_to_bring_elsewhere_is_never_left_out_to_spare_bytes() -> None:
    template = parse_template((ASSETS / "tickets" / "directions.txt").read_text(), list_note_fields(LANGUAGES))
    to_bring = "To bring: " + ", ".join(["an identity card and its copy"] * 8)
    note = NoteSlip(
        **{**_facts(), "lead": Text(zh="请去别处", en="Go elsewhere, please, " * 4), "tail": (_same(to_bring),)}
    )
    blocks = template.fill(read_note_fields(note, LANGUAGES))

    while (fewer := without_longest_sentence(blocks)) is not None:
        blocks = fewer

    left = ["".join(run.text for column in each.columns for run in column.runs) for each in _english(blocks)]
    assert to_bring in left
    assert not [line for line in left if line.startswith("Go elsewhere")]


def _same(words: str) -> Text:
    return Text(zh=words, en=words)


def _english(blocks: tuple[Block, ...]) -> list[Line]:
    return [block for block in blocks if isinstance(block, Line) and block.language == "en"]


def test_an_empty_list_prints_nothing() -> None:
    assert said("{{#each tail}}\nx\n{{/each}}", NoteSlip(**{**_facts(), "tail": ()})) == []


def _facts() -> dict[str, object]:
    return {name: getattr(NOTE, name) for name in NoteSlip.__dataclass_fields__}


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("{{#each item}}\n{{/each}}", 'did you mean "items"'),
        ("{{#each items}}", "{{/each}}"),
        ("{{/each}}", "ends nothing"),
        ("{{#each items}}\n{{/if}}", "ends nothing"),
    ],
)
def test_a_mistake_is_named(source: str, cause: str) -> None:
    with pytest.raises(BadTemplate, match=cause):
        parse_template(source, list_note_fields(LANGUAGES))


def test_the_shipped_note_is_drawn_and_can_be_sent() -> None:
    press = open_press(ASSETS, get_profile("generic-80"))

    plain = press.make_job(NOTE)
    coded = press.make_job(NoteSlip(**{**_facts(), "url": "https://example.org/a"}))  # type: ignore[arg-type]

    assert plain.size_bytes < 40_000
    assert coded.rows > plain.rows
