"""Reads the source of a ticket template (its markup: `printer.template`); pure."""

import re
from dataclasses import dataclass

from hall.language import CODES
from printer.blocks import Align, Gap, PanelKind
from printer.errors import BadTemplate
from printer.template import BesideForm, CodeForm, Condition, Fixed, Form, PanelForm, Repeated, Template
from printer.template_line import check_field, read_line, read_words

QR_LEVELS = frozenset("lmqh")
MIN_MODULE_DOTS, MAX_MODULE_DOTS = 3, 16
DEFAULT_OPTION = "qrcode,8,m"

_IF = re.compile(r"\{\{#if\s+([^{}\s]+)\s*\}\}")
_PROPERTIES = re.compile(r"\{(?!\{)(.*)\}")
_EACH = re.compile(r"\{\{#each\s+([^{}\s.]+)\s*\}\}")
_ELSE, _END_IF, _END_EACH = "{{else}}", "{{/if}}", "{{/each}}"
_EACH_KIND = "#each"
_CONTAINERS: dict[str, tuple[str, ...]] = {"panel": tuple(PanelKind), "beside": ("code",)}


def parse_template(source: str, known_fields: frozenset[str]) -> Template:
    """Return the template; raises `BadTemplate` naming line, cause and what to do.

    Args:
        source: the markup.
        known_fields: dotted names that may stand in `{{...}}`; `{{#if}}` also takes the part before a dot.
    """
    parser = _Parser(known_fields)
    for number, line in enumerate(source.splitlines(), start=1):
        try:
            parser.read(line, number)
        except BadTemplate as error:
            raise BadTemplate(f"line {number}: {error.detail}") from error
    return Template(forms=parser.finish())


@dataclass(slots=True, kw_only=True)
class _Open:
    """What has begun and not ended: a condition (`container` empty), a list, panel or beside, and the forms so far."""

    line_number: int
    forms: list[Form]
    container: str = ""
    value: str = ""
    then: list[Form] | None = None

    @property
    def end(self) -> str:
        ends = {"": _END_IF, _EACH_KIND: _END_EACH}
        return ends.get(self.container, f"{{{self.container}:off}}")


class _Parser:
    """One pass over the lines, with what `{align:}`, `{text:}` and `{lang:}` last said."""

    def __init__(self, known_fields: frozenset[str]) -> None:
        self._known = known_fields
        self._parts = frozenset(name.rpartition(".")[0] for name in known_fields) - {""}
        self._open = [_Open(line_number=0, forms=[])]
        self._line_number = 0
        self._align = Align.CENTER
        self._may_wrap, self._is_kept = True, False
        self._language = "zh"
        self._properties = {
            "align": self._set_align,
            "code": self._code,
            "comment": self._pass_over,
            "image": self._image,
            "keep": self._set_keeping,
            "lang": self._set_language,
            "option": self._pass_over,
            "space": self._space,
            "text": self._set_wrapping,
        }

    def read(self, line: str, number: int) -> None:
        """Take the next line."""
        self._line_number = number
        bare = line.strip()
        if condition := _IF.fullmatch(bare):
            check_field(condition[1], self._known | self._parts)
            self._begin(value=condition[1])
        elif each := _EACH.fullmatch(bare):
            check_field(each[1], frozenset(name.partition(".")[0] for name in self._known if name.count(".") > 1))
            self._begin(container=_EACH_KIND, value=each[1])
        elif bare == _END_EACH:
            begun = self._end(container=_EACH_KIND)
            self._add(Repeated(field=begun.value, forms=tuple(begun.forms)))
        elif bare == _ELSE:
            self._turn_to_else()
        elif bare == _END_IF:
            self._end_condition()
        elif properties := _PROPERTIES.fullmatch(bare):
            self._read_properties(properties[1])
        elif bare and not bare.strip("-"):
            self._add(Fixed.RULE)
        elif bare and not bare.strip("="):
            raise BadTemplate('"=" (cut) is not used here: a ticket is cut at its end')
        else:
            self._add(
                read_line(
                    line,
                    align=self._align,
                    may_wrap=self._may_wrap,
                    language=self._language,
                    is_kept=self._is_kept,
                    known=self._known,
                )
            )

    def finish(self) -> tuple[Form, ...]:
        """Return everything, after the last line."""
        if len(self._open) > 1:
            begun = self._open[-1]
            raise BadTemplate(f"line {begun.line_number}: begins what no {begun.end} ends")
        return tuple(self._open[0].forms)

    def _read_properties(self, text: str) -> None:
        pairs: dict[str, str] = {}
        for part in re.split(r"(?<!\\);", text):
            key, colon, value = part.partition(":")
            if not colon:
                raise BadTemplate(f'"{part.strip()}" should be name:value')
            pairs[key.strip()] = value.strip().replace("\\;", ";")
        for key, value in pairs.items():
            if key in _CONTAINERS:
                self._read_container(key, value)
            elif key in self._properties:
                self._properties[key](value, pairs)
            else:
                raise BadTemplate(f'unknown property "{key}"')

    def _read_container(self, key: str, value: str) -> None:
        if value != "off":
            self._begin(container=key, value=_one_of(key, value, (*_CONTAINERS[key], "off")))
            return
        begun = self._end(container=key)
        self._add(_beside_form(begun) if key == "beside" else _panel_form(begun))

    def _begin(self, *, value: str, container: str = "") -> None:
        self._open.append(_Open(line_number=self._line_number, forms=[], container=container, value=value))

    def _end(self, *, container: str) -> _Open:
        begun = self._open[-1]
        if len(self._open) == 1 or begun.container != container:
            raise BadTemplate("ends nothing that began before it")
        return self._open.pop()

    def _turn_to_else(self) -> None:
        begun = self._open[-1]
        if len(self._open) == 1 or begun.container or begun.then is not None:
            raise BadTemplate(f"{_ELSE} without an {{{{#if}}}} before it")
        begun.then, begun.forms = begun.forms, []

    def _end_condition(self) -> None:
        begun = self._end(container="")
        then, otherwise = (begun.forms, []) if begun.then is None else (begun.then, begun.forms)
        self._add(Condition(field=begun.value, then=tuple(then), otherwise=tuple(otherwise)))

    def _code(self, value: str, pairs: dict[str, str]) -> None:
        option = pairs.get("option", DEFAULT_OPTION)
        found = re.fullmatch(r"qrcode\s*,\s*(\d{1,2})\s*(?:,\s*([a-z]))?", option.strip().lower())
        if found is None or (found[2] or "m") not in QR_LEVELS:
            raise BadTemplate(f'"{option}" should be like "{DEFAULT_OPTION}"')
        if not MIN_MODULE_DOTS <= int(found[1]) <= MAX_MODULE_DOTS:
            possible = f"{MIN_MODULE_DOTS} to {MAX_MODULE_DOTS}"
            raise BadTemplate(f"{found[1]} dots per module: {possible} are possible, phones need 6 or more")
        words = read_words(value, self._known)
        self._add(CodeForm(words=words, module_dots=int(found[1]), level=found[2] or "m", align=self._align))

    def _image(self, value: str, _pairs: dict[str, str]) -> None:
        image = _one_of("image", value, ("sketch", "ruler"))
        self._add(Fixed.SKETCH if image == "sketch" else Fixed.RULER)

    def _space(self, value: str, _pairs: dict[str, str]) -> None:
        if not re.fullmatch(r"\d{1,2}(\.\d+)?", value):
            raise BadTemplate(f'{{space:{value}}}: should be millimetres, like "1.5"')
        self._add(Gap(height_mm=float(value)))

    def _set_align(self, value: str, _pairs: dict[str, str]) -> None:
        self._align = Align(_one_of("align", value, tuple(Align)))

    def _set_wrapping(self, value: str, _pairs: dict[str, str]) -> None:
        self._may_wrap = _one_of("text", value, ("wrap", "nowrap")) == "wrap"

    def _set_keeping(self, value: str, _pairs: dict[str, str]) -> None:
        self._is_kept = _one_of("keep", value, ("yes", "no")) == "yes"

    def _set_language(self, value: str, _pairs: dict[str, str]) -> None:
        self._language = _one_of("lang", value, CODES)

    def _pass_over(self, _value: str, _pairs: dict[str, str]) -> None:
        """Take what says nothing by itself: a comment, or the option that belongs to a code."""

    def _add(self, form: Form) -> None:
        self._open[-1].forms.append(form)


def _panel_form(begun: _Open) -> PanelForm:
    return PanelForm(kind=PanelKind(begun.value), forms=tuple(begun.forms))


def _beside_form(begun: _Open) -> BesideForm:
    code = begun.forms[0] if begun.forms else None
    if not isinstance(code, CodeForm):
        raise BadTemplate("after {beside:code} the first line should be a {code:...}")
    return BesideForm(code=code, forms=tuple(begun.forms[1:]))


def _one_of(key: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise BadTemplate(f"{{{key}:{value}}}: should be one of {', '.join(choices)}")
    return value
