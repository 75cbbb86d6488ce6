"""A ticket template: text with a small markup, parsed once, filled for every ticket; pure.

A subset of ReceiptLine (its open specification: one line of source is one line of paper) plus values and
conditions. `assets/tickets/README.md` explains it to those who write templates:

    plain text              one line, wrapped where it is too long
    |left | middle | right| columns of equal width; the space says the side: `|x |` left, `| x|` right, else middle
    ^ ... ^^^^^^^^^         size: 1.25, 1.5, 2, 3, 4, 5, 6, 7, 8 times the body; the same marks again end it
    "bold"  `inverse`       until the same mark comes again
    ~                       a space that stays; after a backslash any character stands for itself
    -                       alone on a line: a rule
    {code:TEXT;option:qrcode,8,m}   QR code, at most 8 dots per module, error correction m
    {image:sketch}          the route sketch; {image:ruler} millimetres across the whole paper
    {space:1.5}             empty paper, in millimetres
    {align:left}            for the lines that follow: left, center (as at the start) or right
    {text:nowrap}           for the lines that follow: made smaller instead of wrapped; {text:wrap} ends it
    {lang:en}               for the lines that follow: English, set smaller; {lang:zh} ends it
    {keep:yes}              for the lines that follow: long English stays, however long a slip is, until {keep:no}
    {panel:ink}             black ground (line: a frame) until {panel:off}
    {beside:code}           the first line that follows is a code, the rest stands at its left until {beside:off};
                            on narrow paper it stands below
    {comment:...}           nothing
    {{field}}               a value; it can hold any character and is never read as markup
    {{#if field}} {{else}} {{/if}}   alone on their lines; an empty value counts as no
    {{#each list}} {{/each}}         alone on their lines; what is between them is printed for every entry of a list

A line whose fields are all empty is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import count

from printer.blocks import Align, Beside, Block, Column, Gap, Line, Panel, PanelKind, QrCode, Rule, Ruler, Run, Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The place of a value in a template."""

    name: str


Words = tuple[str | Field, ...]
"""Text as written, and the places of values in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunForm:
    """A run before it is filled."""

    words: Words
    scale: float
    is_bold: bool
    is_inverse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnForm:
    """A column before it is filled."""

    runs: tuple[RunForm, ...]
    align: Align


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    """A line before it is filled."""

    columns: tuple[ColumnForm, ...]
    may_wrap: bool
    is_kept: bool
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeForm:
    """A QR code before its content is known."""

    words: Words
    module_dots: int
    level: str
    align: Align


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelForm:
    """A panel and what is written on it."""

    kind: PanelKind
    forms: "tuple[Form, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideForm:
    """A code and what stands beside it."""

    code: CodeForm
    forms: "tuple[Form, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Forms that are printed when a field has a value, and those when it has none."""

    field: str
    then: "tuple[Form, ...]"
    otherwise: "tuple[Form, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """Forms that are printed once for each entry of a list; in them `items.head` is that of the entry."""

    field: str
    forms: "tuple[Form, ...]"


class Fixed(Enum):
    """Blocks that no value changes."""

    RULE = Rule()
    SKETCH = Sketch()
    RULER = Ruler()


Form = LineForm | CodeForm | PanelForm | BesideForm | Condition | Repeated | Fixed | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A parsed template."""

    forms: tuple[Form, ...]

    def fill(self, values: Mapping[str, str]) -> tuple[Block, ...]:
        """Return the blocks for one ticket.

        Args:
            values: every field by its dotted name; an empty text means that there is no such value.
        """
        return _fill(self.forms, values)


def has_value(name: str, values: Mapping[str, str]) -> bool:
    """Return whether a field, or any part of it (`priority` for `priority.zh`), has a value."""
    return any(values[field].strip() for field in values if field == name or field.startswith(f"{name}."))


def _fill(forms: tuple[Form, ...], values: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(block for form in forms for block in _fill_form(form, values))


def _fill_form(form: Form, values: Mapping[str, str]) -> tuple[Block, ...]:
    blocks: tuple[Block, ...]
    match form:
        case LineForm():
            blocks = () if _is_left_out(form, values) else (_fill_line(form, values),)
        case Condition():
            blocks = _fill(form.then if has_value(form.field, values) else form.otherwise, values)
        case Repeated():
            blocks = tuple(block for entry in _list_entries(form.field, values) for block in _fill(form.forms, entry))
        case PanelForm():
            blocks = (Panel(kind=form.kind, blocks=_fill(form.forms, values)),)
        case BesideForm():
            blocks = (Beside(code=_fill_code(form.code, values), blocks=_fill(form.forms, values)),)
        case CodeForm():
            blocks = (_fill_code(form, values),)
        case Fixed():
            blocks = (form.value,)
        case Gap():
            blocks = (form,)
    return blocks


def _list_entries(field: str, values: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Yield the values as each entry of a list sees them: `items.2.head.zh` is `items.head.zh` for the second."""
    for number in count(1):
        start = f"{field}.{number}."
        own = {f"{field}.{name.removeprefix(start)}": values[name] for name in values if name.startswith(start)}
        if not own:
            return
        yield {**values, **own}


def _fill_line(form: LineForm, values: Mapping[str, str]) -> Line:
    columns = tuple(
        Column(
            runs=tuple(
                Run(
                    text=_text_of(run.words, values),
                    scale=run.scale,
                    is_bold=run.is_bold,
                    is_inverse=run.is_inverse,
                )
                for run in column.runs
            ),
            align=column.align,
        )
        for column in form.columns
    )
    return Line(columns=columns, may_wrap=form.may_wrap, language=form.language, is_kept=form.is_kept)


def _fill_code(form: CodeForm, values: Mapping[str, str]) -> QrCode:
    content = _text_of(form.words, values)
    return QrCode(content=content, module_dots=form.module_dots, level=form.level, align=form.align)


def _is_left_out(form: LineForm, values: Mapping[str, str]) -> bool:
    words = [word for column in form.columns for run in column.runs for word in run.words]
    fields = [word.name for word in words if isinstance(word, Field)]
    return bool(fields) and not any(values[name].strip() for name in fields)


def _text_of(words: Words, values: Mapping[str, str]) -> str:
    return "".join(word if isinstance(word, str) else values[word.name] for word in words)
