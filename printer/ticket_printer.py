"""Slip in, paper out: what the kiosk uses."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from hall.clock import Clock
from hall.errors import BadSettings
from hall.language import Language, load_languages
from printer.bitmap import Bitmap
from printer.confirm import ConfirmedPrinter
from printer.conversation import Limits
from printer.errors import BadTemplate
from printer.fields import list_fields, read_fields
from printer.fonts import FontBook
from printer.job import Job, encode_job
from printer.layout import lay_out
from printer.note import NoteSlip
from printer.note_fields import list_note_fields, read_note_fields
from printer.outcome import PrintReport
from printer.profiles import DEFAULT_PROFILE, Profile, get_profile
from printer.raster import draw_page
from printer.sheet import Sheet
from printer.slip import TicketSlip
from printer.status import PrinterStatus
from printer.template import Template
from printer.template_parser import parse_template
from printer.transports import open_transport

TICKET_TEMPLATE = "ticket.txt"
NOTE_TEMPLATE = "note.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """What tickets and notes look like."""

    ticket: Template
    note: Template


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
        """Return the ticket or note in dots."""
        if isinstance(slip, NoteSlip):
            blocks, sketch = self._templates.note.fill(read_note_fields(slip, self._languages)), None
        else:
            blocks, sketch = self._templates.ticket.fill(read_fields(slip, self._languages)), slip.sketch
        with self._turn:  # FreeType faces are not made for several threads
            page = lay_out(blocks, Sheet.of(self._profile), sketch=sketch, measure=self._fonts.measure)
            return draw_page(page, self._fonts)

    def make_job(self, slip: TicketSlip | NoteSlip) -> Job:
        """Return the ticket or note ready to be sent."""
        return encode_job(self.draw(slip), self._profile)


class TicketPrinter:
    """One printer at one address."""

    def __init__(self, press: SlipPress, printer: ConfirmedPrinter) -> None:
        """Put together what makes jobs and what prints them."""
        self._press = press
        self._printer = printer

    def print_slip(self, slip: TicketSlip | NoteSlip) -> PrintReport:
        """Print it once and return what became of it; blocks for seconds, raises for no fault of a printer."""
        return self._printer.print_job(self._press.make_job(slip))

    def read_status(self) -> PrinterStatus:
        """Ask the printer how it is; blocks for at most a few seconds."""
        return self._printer.read_status()


def open_press(assets: Path, *, profile_name: str = DEFAULT_PROFILE, template_file: Path | None = None) -> SlipPress:
    """Return a press that uses the shipped fonts, words and (unless another is named) ticket template.

    Raises:
        UnknownProfile: no such model.
        BadTemplate: the template cannot be used; the detail names file, line and cause.
        BadSettings: fonts or languages are missing.
    """
    profile = get_profile(profile_name)
    languages = load_languages(assets / "languages")
    file = template_file or assets / "tickets" / TICKET_TEMPLATE
    templates = Templates(
        ticket=_read_template(file, list_fields(languages)),
        note=_read_template(assets / "tickets" / NOTE_TEMPLATE, list_note_fields(languages)),
    )
    return SlipPress(profile, templates, languages, FontBook(assets / "fonts"))


def open_printer(
    address: str, *, assets: Path, clock: Clock, profile_name: str = DEFAULT_PROFILE, limits: Limits | None = None
) -> TicketPrinter:
    """Return the printer at an address; nothing is connected before the first ticket.

    Args:
        address: `tcp://HOST:PORT`, `virtual:FOLDER` or `file:PATH`.
        assets: the folder `assets/`.
        clock: dates what a virtual printer receives.
        profile_name: the model, one of `printer/profiles.toml`.
        limits: how long to wait for it; None for the usual ones.

    Raises:
        BadPrinterAddress: no such kind of address.
        UnknownProfile, BadTemplate, BadSettings: as `open_press`.
    """
    press = open_press(assets, profile_name=profile_name)
    profile = get_profile(profile_name)
    transport = open_transport(address, profile=profile, clock=clock, fonts_folder=assets / "fonts")
    return TicketPrinter(press, ConfirmedPrinter(transport, profile, limits))


def _read_template(file: Path, known_fields: frozenset[str]) -> Template:
    try:
        source = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{file}: {error}") from error
    try:
        return parse_template(source, known_fields)
    except BadTemplate as error:
        raise BadTemplate(f"{file}: {error.detail}") from error
