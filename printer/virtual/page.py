"""The virtual printer's own web page: the paper comes out of a slot, earlier tickets hang beside it."""

import html
import json
import logging
import re
from dataclasses import asdict
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from hall.errors import BadInput
from hall.language import Language
from printer.virtual.faults import read_fault
from printer.virtual.machine import VirtualPrinter
from printer.virtual.qr_reader import find_link
from printer.virtual.tray import Tray

MOST_TICKETS = 40
"""The newest so many are listed."""

_PAGE = Path(__file__).with_name("page.html")
_PICTURE = re.compile(r"/paper/(\d{4,}\.png)")
_FONT = re.compile(r"/font/(NotoSansSC-(?:Regular|Bold)\.woff2)")
_FOR_EVER = "public, max-age=31536000, immutable"
_NOT_KEPT = "no-store"

_log = logging.getLogger(__name__)


class PrinterPage:
    """Serves the page on an address of its own until it is closed."""

    def __init__(
        self, printer: VirtualPrinter, tray: Tray, *, languages: dict[str, Language], fonts: Path, host: str, port: int
    ) -> None:
        """Begin to serve; port 0 takes any free one. Raises OSError if the address cannot be had."""
        self._printer = printer
        self._tray = tray
        self._languages = languages
        self._fonts = fonts
        self._html = fill_page(_PAGE.read_text(encoding="utf-8"), languages)
        self._find_link = lru_cache(maxsize=4 * MOST_TICKETS)(find_link)
        page = self

        class Handler(BaseHTTPRequestHandler):
            """Answers one request; http.server makes it and hands it nothing but the request."""

            def do_GET(self) -> None:
                status, kind, keep, body = page.answer(urlsplit(self.path).path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", keep)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.send_response(page.obey(urlsplit(self.path).path, is_ours=self._is_from_this_page()))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def _is_from_this_page(self) -> bool:
                """Whether no other site sent this: a browser names the origin of every POST."""
                return self.headers.get("Origin") in (None, f"http://{self.headers.get('Host')}")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
                _log.debug(format, *args)

        self._server = ThreadingHTTPServer((host, port), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="printer-page")
        self._thread.start()

    def close(self) -> None:
        """Stop serving; blocks until the thread has ended."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str) -> tuple[HTTPStatus, str, str, bytes]:
        """Return status, content type, cache rule and body for a path."""
        if path == "/":
            return HTTPStatus.OK, "text/html; charset=utf-8", _NOT_KEPT, self._html
        if path == "/paper.json":
            body = json.dumps(self._describe(), ensure_ascii=False).encode()
            return HTTPStatus.OK, "application/json; charset=utf-8", _NOT_KEPT, body
        if (picture := _PICTURE.fullmatch(path)) and (file := self._tray.folder / picture[1]).is_file():
            return HTTPStatus.OK, "image/png", _FOR_EVER, file.read_bytes()
        if (font := _FONT.fullmatch(path)) and (file := self._fonts / "web" / font[1]).is_file():
            return HTTPStatus.OK, "font/woff2", _FOR_EVER, file.read_bytes()
        return HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", _NOT_KEPT, b""

    def obey(self, path: str, *, is_ours: bool) -> HTTPStatus:
        """Let something go wrong with the printer (`/fail/paper-out`), or mend everything (`/repair`)."""
        if not is_ours:
            return HTTPStatus.FORBIDDEN
        if path == "/repair":
            self._printer.repair()
            return HTTPStatus.NO_CONTENT
        try:
            self._printer.fail(read_fault(path.removeprefix("/fail/")))
        except BadInput:
            return HTTPStatus.NOT_FOUND
        return HTTPStatus.NO_CONTENT

    def _describe(self) -> dict[str, object]:
        """Return the newest tickets, newest first, and what is wrong with the printer in words."""
        entries = self._tray.list_entries()
        faults = [
            {code: language.text(f"paper.fault.{word}") for code, language in self._languages.items()}
            for word in self._printer.health.words
        ]
        tickets = [
            {**asdict(entry), "link": self._find_link(self._tray.folder / entry.png)}
            for entry in reversed(entries[-MOST_TICKETS:])
        ]
        return {"count": len(entries), "tickets": tickets, "faults": faults}


def fill_page(source: str, languages: dict[str, Language]) -> bytes:
    """Return the page with `{{key.language}}` replaced by the text of `paper.page.<key>`."""

    def text_of(place: re.Match[str]) -> str:
        return html.escape(languages[place[2]].text(f"paper.page.{place[1]}"))

    return re.sub(r"\{\{(\w+)\.(zh|en)\}\}", text_of, source).encode()
