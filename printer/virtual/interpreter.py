"""ESC/POS bytes to burnt dots: the part of the virtual printer that understands what it is sent.

Source: Epson ESC/POS Command Reference. It knows nothing of how Yinhao makes its bytes. What it does not know or
cannot draw is counted, never skipped in silence.
"""

from typing import Protocol

from printer.bitmap import Bitmap
from printer.virtual.grammar import Kind, Piece, read_piece
from printer.virtual.images import GraphicsStore, QrStore, read_columns, read_raster
from printer.virtual.mode import Commands, Findings
from printer.virtual.paper import Paper
from printer.virtual.writing import Writing

_NOTHING_TO_SEE = (
    "NUL",
    "CR",
    "FF",
    "CAN",
    "ESC =",
    "ESC R",
    "ESC c 3",
    "ESC c 4",
    "ESC c 5",
    "ESC p",
    "ESC u",
    "FS C",
    "FS P",
    "FS S",
    "GS H",
    "GS b",
    "GS e",
    "GS f",
    "GS h",
    "GS w",
)
_REALTIME = ("DLE EOT", "DLE ENQ", "DLE DC4")
_QR_CODE = 49
_IDENTITIES = {66: b"Yinhao", 67: b"Virtual printer"}


class Machine(Protocol):
    """What the interpreter needs of the printer around it."""

    def answer(self, data: bytes) -> None:
        """Send bytes to the host, in order with the printing."""
        ...

    def paper_status(self) -> int:
        """Return the byte that GS r 1 and ESC v send."""
        ...

    def report_changes(self, mask: int) -> None:
        """Begin (or with 0 end) sending automatic status."""
        ...

    def drop_ticket(self, picture: Bitmap, findings: Findings, raw: bytes) -> None:
        """Take what the blade cut off, with what was found in the bytes since the last one, and the bytes."""
        ...


class Interpreter:
    """Takes a stream of bytes in any portions and burns what they say."""

    def __init__(self, paper: Paper, writing: Writing, machine: Machine) -> None:
        """Start as after power-up."""
        self._paper = paper
        self._writing = writing
        self._machine = machine
        self._held = b""
        self._raw = bytearray()
        self._graphics = GraphicsStore()
        self._qr = QrStore()
        self._commands: Commands = {
            **dict.fromkeys(_NOTHING_TO_SEE, _do_nothing),
            **dict.fromkeys(_REALTIME, self._note_realtime),
            **writing.commands,
            "ESC @": self._initialize,
            "ESC *": self._put_columns,
            "ESC i": self._cut_short,
            "ESC m": self._cut_short,
            "ESC v": self._answer_paper,
            "GS V": self._cut,
            "GS v 0": self._print_raster,
            "GS ( L": self._do_graphics,
            "GS 8 L": self._do_long_graphics,
            "GS ( k": self._do_symbol,
            "GS ( H": self._answer_process_id,
            "GS a": self._report_changes,
            "GS r": self._answer_status,
            "GS I": self._answer_identity,
        }

    def feed(self, data: bytes) -> None:
        """Process bytes; a command that is not complete waits for the next ones."""
        stream = self._held + data
        at = 0
        while at < len(stream) and (piece := read_piece(stream, at)) is not None:
            at += len(piece.raw)
            self._raw += piece.raw
            self._process(piece)
        self._held = stream[at:]

    def forget(self) -> None:
        """Drop what is received and not burnt (DLE DC4 8, power off)."""
        self._held = b""
        self._writing.forget()

    def _process(self, piece: Piece) -> None:
        findings = self._writing.findings
        if piece.kind is Kind.TEXT:
            self._writing.write(piece.raw)
            return
        self._writing.finish_text()
        if piece.kind is Kind.UNKNOWN:
            findings.unknown[piece.name] += 1
        elif piece.kind is Kind.MALFORMED:
            findings.malformed[piece.name] += 1
        elif (action := self._commands.get(piece.name)) is not None:
            action(piece.parameters)
        else:
            findings.not_drawn[piece.name] += 1
        if self._paper.is_overlong:
            self._drop(feeds_to_blade=True)

    def _initialize(self, parameters: bytes) -> None:
        self._writing.commands["ESC @"](parameters)
        self._machine.report_changes(0)

    def _note_realtime(self, _parameters: bytes) -> None:
        self._writing.findings.realtime_commands += 1

    def _print_raster(self, parameters: bytes) -> None:
        if self._writing.line.pictures:
            self._writing.findings.malformed["GS v 0 with text in the line"] += 1
            return
        self._print(read_raster(parameters))

    def _print(self, picture: Bitmap) -> None:
        x = self._writing.place_at(picture.width_dots)
        self._paper.stamp(picture.rows(), x=x, top=self._paper.y, width_dots=picture.width_dots)
        self._paper.feed(picture.height_dots)

    def _put_columns(self, parameters: bytes) -> None:
        self._writing.put(read_columns(parameters))

    def _do_graphics(self, parameters: bytes) -> None:
        self._graphics_function(parameters[2:], "GS ( L")

    def _do_long_graphics(self, parameters: bytes) -> None:
        self._graphics_function(parameters[4:], "GS 8 L")

    def _graphics_function(self, block: bytes, name: str) -> None:
        """Carry out fn 112 (store) and 2 or 50 (print): m fn and what follows."""
        findings = self._writing.findings
        match block[:2]:
            case b"\x30\x70":
                findings.malformed[name] += not self._graphics.store(block)
            case b"\x30\x02" | b"\x30\x32":
                picture = self._graphics.take()
                if picture is None:
                    findings.malformed[f"{name} without a stored picture"] += 1
                else:
                    self._print(picture)
            case _:
                findings.not_drawn[f"{name} {block[:2].hex()}"] += 1

    def _do_symbol(self, parameters: bytes) -> None:
        """Carry out GS ( k: pL pH cn fn and what follows; of the symbols only the QR code is drawn."""
        findings = self._writing.findings
        block = parameters[2:]
        if block[:1] != bytes((_QR_CODE,)) or len(block) < 3:
            findings.not_drawn[f"GS ( k {block[:2].hex()}"] += 1
        elif block[1] == 81:
            symbol = self._qr.draw()
            if symbol is None:
                findings.malformed["GS ( k without data that fits"] += 1
            else:
                self._print(symbol)
        elif not self._qr.accept(block[1], block[2:]):
            findings.malformed[f"GS ( k {block[:2].hex()}"] += 1

    def _cut(self, parameters: bytes) -> None:
        if self._writing.line.pictures:
            self._writing.end_line(0)
        if len(parameters) > 1:
            self._paper.feed(self._writing.dots(parameters[1]))
        self._drop(feeds_to_blade=len(parameters) > 1)

    def _cut_short(self, _parameters: bytes) -> None:
        self._cut(b"\0")

    def _drop(self, *, feeds_to_blade: bool) -> None:
        """Cut; paper without a single dot is no ticket and is thrown away."""
        is_blank = self._paper.is_blank
        picture = self._paper.cut(feeds_to_blade=feeds_to_blade)
        if not is_blank:
            findings, self._writing.findings = self._writing.findings, Findings()
            raw, self._raw = bytes(self._raw), bytearray()
            self._machine.drop_ticket(picture, findings, raw)

    def _report_changes(self, parameters: bytes) -> None:
        self._machine.report_changes(parameters[0])

    def _answer_paper(self, _parameters: bytes) -> None:
        self._machine.answer(bytes((self._machine.paper_status(),)))

    def _answer_status(self, parameters: bytes) -> None:
        if parameters[0] in (1, 49):
            self._machine.answer(bytes((self._machine.paper_status(),)))
        elif parameters[0] in (2, 50):
            self._machine.answer(b"\0")
        else:
            self._writing.findings.malformed["GS r"] += 1

    def _answer_process_id(self, parameters: bytes) -> None:
        """Answer fn 48: 06 00 30 30 d1 d2 d3 d4 -> 37 22 d1 d2 d3 d4 00."""
        if len(parameters) == 8 and parameters[2:4] == b"\x30\x30":
            self._machine.answer(b"\x37\x22" + parameters[4:] + b"\0")
        else:
            self._writing.findings.malformed["GS ( H"] += 1

    def _answer_identity(self, parameters: bytes) -> None:
        name = _IDENTITIES.get(parameters[0])
        self._machine.answer(b"_" + name + b"\0" if name else b"\x02")


def _do_nothing(_parameters: bytes) -> None:
    """Take note of a command that changes nothing to be seen."""
