"""Slip to job: the template is filled, laid out and drawn, or written in the printer's own letters."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from hall.errors import BadSettings
from hall.language import Language, load_languages
from printer.bitmap import Bitmap
from printer.blocks import Block
from printer.errors import BadTemplate
from printer.fields import list_fields, read_fields
from printer.fonts import FontBook
from printer.job import Job, encode_job
from printer.layout import lay_out
from printer.native import encode_native
from printer.note import NoteKind, NoteSlip
from printer.note_fields import list_note_fields, read_note_fields
from printer.profiles import Encoding, Profile
from printer.raster import draw_page
from printer.sheet import THRIFTIER, Sheet, Thrift
from printer.slip import RouteSketch, TicketKind, TicketSlip
from printer.sparing import without_longest_sentence
from printer.template import Template
from printer.template_parser import parse_template

MOST_BYTES = 40_000
"""Of a slip sent as a picture: 3 s on a serial line of 115200 baud."""
MOST_NATIVE_BYTES = 1000
"""Of a ticket sent as text and code: 1 s at 9600 baud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """What tickets and notes look like."""

    tickets: Mapping[TicketKind, Template]
    notes: Mapping[NoteKind, Template]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pressed:
    picture: Bitmap
    job: Job
    thrift: Thrift


class SlipPress:
    """Makes pictures and jobs from slips and notes, for one model of printer; safe for several threads."""

    def __init__(self, profile: Profile, templates: Templates, languages: dict[str, Language], fonts: FontBook) -> None:
        """Keep what every ticket needs."""
        self._profile = profile
        self._templates = templates
        self._languages = languages
        self._fonts = fonts
        self._turn = Lock()

    def draw(self, slip: TicketSlip | NoteSlip) -> Bitmap:
        """Return the ticket or note in dots, as a printer that gets pictures prints it."""
        return self._press(*self._fill(slip)).picture

    def make_job(self, slip: TicketSlip | NoteSlip) -> Job:
        """Return the ticket or note ready to be sent."""
        blocks, sketch = self._fill(slip)
        if self._profile.encoding is not Encoding.RASTER:
            most = MOST_NATIVE_BYTES if isinstance(slip, TicketSlip) else sys.maxsize  # a list is printed whole
            return encode_native(
                blocks, self._profile, draw=lambda block: self._draw((block,), sketch), most_bytes=most
            )
        return self._press(blocks, sketch).job

    def _press(self, blocks: tuple[Block, ...], sketch: RouteSketch | None) -> _Pressed:
        """Return a slip drawn as finely as stays within the bytes, at last without long English sentences."""
        tried: list[_Pressed] = []
        for thrift in THRIFTIER:
            tried.append(self._press_once(blocks, sketch, thrift))
            if tried[-1].job.size_bytes <= MOST_BYTES:
                return tried[-1]
        least = min(tried, key=lambda each: each.job.size_bytes)
        while least.job.size_bytes > MOST_BYTES and (fewer := without_longest_sentence(blocks)) is not None:
            blocks = fewer
            least = self._press_once(blocks, sketch, least.thrift)
        return least

    def _press_once(self, blocks: tuple[Block, ...], sketch: RouteSketch | None, thrift: Thrift) -> _Pressed:
        picture = self._draw(blocks, sketch if thrift.has_sketch else None, thrift)
        return _Pressed(picture=picture, job=encode_job(picture, self._profile), thrift=thrift)

    def _fill(self, slip: TicketSlip | NoteSlip) -> tuple[tuple[Block, ...], RouteSketch | None]:
        if isinstance(slip, NoteSlip):
            return self._templates.notes[slip.kind].fill(read_note_fields(slip, self._languages)), None
        return self._templates.tickets[slip.kind].fill(read_fields(slip, self._languages)), slip.sketch

    def _draw(self, blocks: tuple[Block, ...], sketch: RouteSketch | None, thrift: Thrift | None = None) -> Bitmap:
        with self._turn:  # FreeType faces are not made for several threads
            page = lay_out(blocks, Sheet.of(self._profile, thrift), sketch=sketch, measure=self._fonts.measure)
            return draw_page(page, self._fonts)


def choose_encoding(profile: Profile, address: str) -> Profile:
    """Return the profile as it is used at an address: on a serial line with its encoding for those."""
    return replace(profile, encoding=profile.serial_encoding) if address.startswith("serial:") else profile


def open_press(assets: Path, profile: Profile, *, template_file: Path | None = None) -> SlipPress:
    """Return a press that uses the shipped fonts, words and (unless one is named for every ticket) templates.

    Raises:
        BadTemplate: the template cannot be used; the detail names file, line and cause.
        BadSettings: fonts or languages are missing.
    """
    languages = load_languages(assets / "languages")
    folder, fields, note_fields = assets / "tickets", list_fields(languages), list_note_fields(languages)
    own = None if template_file is None else read_template(template_file, fields)
    templates = Templates(
        tickets={kind: own or read_template(folder / f"{kind}.txt", fields) for kind in TicketKind},
        notes={kind: read_template(folder / f"{kind}.txt", note_fields) for kind in NoteKind},
    )
    return SlipPress(profile, templates, languages, FontBook(assets / "fonts"))


def read_template(file: Path, known_fields: frozenset[str]) -> Template:
    """Return the template in a file; raises `BadTemplate` naming file, line and cause, or `BadSettings`."""
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{file}: {error}") from error
    try:
        return parse_template(source, known_fields)
    except BadTemplate as error:
        raise BadTemplate(f"{file}: {error.detail}") from error
