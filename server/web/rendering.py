"""Draws the web pages: templates, the language of a request, and the address of the static files."""

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hall.language import CODES, Language, load_languages
from hall.wire import to_json

_WEB = Path(__file__).parent
_STATIC = _WEB / "static"
LANGUAGE_COOKIE = "yinhao_language"
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
PRIVATE_PAGE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""Headers of a page that is of somebody, or for somebody who signed in."""

_INDENT = re.compile(r"\n\s+")
"""Space that no reader of a page sees (`pre` is filled by scripts, JSON escapes its own): a kilobyte on a phone."""

_COOKIE_LIFE_S = 365 * 24 * 3600


class Rendering:
    """Turns templates and facts into answers, each in the language that the request asks for."""

    def __init__(self, assets: Path) -> None:
        """Read templates, languages and icons, and fix the version of the static files.

        Args:
            assets: the folder with `languages/` and `fonts/`.
        """
        fonts = assets / "fonts"
        self._languages = load_languages(assets / "languages")
        self._fonts = fonts / "web"
        # The version is part of the address, so files may be kept for ever and modules of two versions never mix.
        self._colours = {file.stem: _colours_of(file) for file in sorted((assets / "themes").glob("*.toml"))}
        self._themes = {name: _style_of(colours) for name, colours in self._colours.items()}
        self._static = f"/static/{_version_of(_STATIC, self._fonts, assets / 'themes')}"
        self._templates = Environment(
            loader=FileSystemLoader(_WEB / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # half the bytes for Chinese
        self._templates.globals["static"] = self._static
        self._templates.globals["icons"] = _icons(fonts / "icons.toml")

    @property
    def languages(self) -> Mapping[str, Language]:
        """Every language, by its code."""
        return self._languages

    @property
    def themes(self) -> Collection[str]:
        """The names of the themes that a board may have."""
        return self._themes.keys()

    def colours(self, theme: str) -> Mapping[str, str]:
        """Return the colours of a theme, by their names."""
        return self._colours[theme]

    def mount_static(self, app: FastAPI) -> None:
        """Serve style sheets, scripts and fonts."""
        app.add_api_route(f"{self._static}/themes/{{name}}.css", self._theme, include_in_schema=False)
        app.mount(f"{self._static}/fonts", _KeptFiles(directory=self._fonts), name="fonts")
        app.mount(self._static, _KeptFiles(directory=_STATIC), name="static")

    def _theme(self, name: str) -> Response:
        if name not in self._themes:
            return Response(status_code=404)
        return Response(self._themes[name], media_type="text/css", headers=KEPT)

    def language_for_staff(self, request: Request) -> Language:
        """Return the language asked for in the address, else the one chosen before on this machine, else Chinese."""
        asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        return self._languages[asked if asked in CODES else "zh"]

    def language_for_visitor(self, request: Request) -> Language:
        """Return the language asked for in the address, else the phone's own where we have it, else Chinese."""
        asked = request.query_params.get("lang")
        return self._languages[asked if asked in CODES else accepted(request.headers.get("accept-language", ""))]

    def page(
        self, template: str, language: Language, facts: Mapping[str, object], *, status: int = 200
    ) -> HTMLResponse:
        """Draw a page; `facts` are the names that its template uses beside `language` and `other`."""
        (other,) = (each for each in self._languages.values() if each.code != language.code)
        html = self._templates.get_template(template).render(language=language, other=other, **facts)
        return HTMLResponse(_INDENT.sub("\n", html), status_code=status)


def texts_of(language: Language, face: str, sections: Collection[str]) -> dict[str, str]:
    """Return the texts that a page's script may say, by their keys without the face's name."""
    prefix = f"{face}."
    keys = {key.removeprefix(prefix): text for key, text in language.texts.items() if key.startswith(prefix)}
    return {key: text for key, text in keys.items() if key.partition(".")[0] in sections}


def result_texts(language: Language) -> dict[str, str]:
    """Return what every refusal is called, for those of which a page of the staff's says no more."""
    return texts_of(language, "trail", ("result",))


def as_plain(word: object) -> object:
    """Return a record as the lists and dictionaries of its JSON, for a page's script."""
    return json.loads(to_json(word))


def as_staff_page(request: Request, answer: HTMLResponse) -> HTMLResponse:
    """Return a page of the staff's as it is sent: kept by nobody, and in the language asked for from now on."""
    _keep_language(request, answer)
    answer.headers.update(PRIVATE_PAGE)
    return answer


def _keep_language(request: Request, response: Response) -> None:
    """Remember on this machine the language that the address asks for."""
    asked = request.query_params.get("lang")
    if asked in CODES:
        is_https = request.url.scheme == "https"  # as the proxy says it
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=_COOKIE_LIFE_S, httponly=True, samesite="lax", secure=is_https
        )


def accepted(header: str) -> str:
    """Return the code of ours that an Accept-Language header likes best, Chinese when it names none."""
    choices = [_Choice.read(part) for part in header.split(",")]
    ours = [choice for choice in choices if choice.code in CODES and choice.weight > 0]
    return max(ours, key=lambda choice: choice.weight).code if ours else "zh"


@dataclass(frozen=True, slots=True)
class _Choice:
    code: str
    weight: float

    @classmethod
    def read(cls, part: str) -> "_Choice":
        tag, _, weight = part.partition(";q=")
        try:
            return cls(tag.strip().lower().split("-")[0], float(weight) if weight else 1.0)
        except ValueError:
            return cls("", 0.0)


class _KeptFiles(StaticFiles):
    """Files under a versioned address: browsers may keep them for ever."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # passed through untouched
        response.headers.update(KEPT)
        return response


def _version_of(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _colours_of(theme: Path) -> dict[str, str]:
    values = tomllib.loads(theme.read_text(encoding="utf-8"))
    return {name: value for name, value in values.items() if str(value).startswith("#")}


def _style_of(colours: Mapping[str, str]) -> str:
    """Return the colours of a theme by their names, as a style sheet."""
    values = (f"--{name.replace('_', '-')}: {value};" for name, value in colours.items())
    return f":root {{ {' '.join(values)} }}\n"


def _icons(file: Path) -> dict[str, str]:
    codes = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}
