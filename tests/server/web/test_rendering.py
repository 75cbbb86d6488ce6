"""Languages of requests, texts for scripts, and colours that everyone can read."""

import re
from pathlib import Path

import pytest

from hall.astray import Astray
from hall.board_events import Face
from hall.devices import Answer, Tended, What
from hall.events import Alert, AlertLevel
from hall.language import load_languages
from hall.ticket import PrintState, PriorityClass, Result, Source, Why
from hall.ticket_events import Onward
from server.web.application import list_routes
from server.web.boards_page import boards_texts
from server.web.console_page import bar_texts, desk_texts, sign_in_texts
from server.web.declared import Open, declared_of
from server.web.desk_page import KINDS, guide_sign_in_texts, guide_texts
from server.web.manage_page import ACTS, AUDIT, REQUESTS, SECTIONS, WAITS, act_groups, manage_texts
from server.web.problems import list_codes
from server.web.rate_page import rate_texts
from server.web.rendering import accepted
from server.web.staff_pages import password_texts, second_factor_texts
from server.web.visit_page import phone_texts
from server.web.wrong_input import KINDS as KINDS_WRONG

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "server" / "web" / "static"
ZH = load_languages(ROOT / "assets" / "languages")["zh"]
SAID = re.compile(r"""say\(\s*["`]([a-z_]+(?:\.[a-z_]+)+)["`]""")
NOTED = re.compile(r'''Note\([^"]*act="(\w+)"''')
SHARED = {"words.js", "exchange.js", "feed.js"}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.5", "en"),
        ("ja", "zh"),
        ("en;q=0", "zh"),
        ("en;q=much", "zh"),
        ("EN", "en"),
    ],
)
def test_the_phones_own_language_is_used_where_we_have_it(header: str, code: str) -> None:
    assert accepted(header) == code


@pytest.mark.parametrize(
    ("scripts", "texts"),
    [
        ("console/[!sb]*.js", desk_texts(ZH)),
        ("console/b[!a]*.js", desk_texts(ZH)),
        ("board/desk.js", boards_texts(ZH)),
        ("console/bar.js", bar_texts(ZH)),
        ("console/sign_in.js", sign_in_texts(ZH)),
        ("desk/password.js", password_texts(ZH)),
        ("desk/second_factor.js", second_factor_texts(ZH)),
        ("desk/sign_in.js", guide_sign_in_texts(ZH)),
        ("desk/[!ps]*.js", guide_texts(ZH)),
        ("phone/*.js", phone_texts(ZH)),
        ("rate/main.js", rate_texts(ZH)),
        *((f"manage/{each.name}.js", manage_texts(each, ZH)) for each in SECTIONS if each is not WAITS),  # says nothing
        *(("manage/frame.js", manage_texts(each, ZH)) for each in SECTIONS),
        *(("named.js", manage_texts(each, ZH)) for each in SECTIONS),
        ("named.js", password_texts(ZH)),
        *(("board_name.js", texts(ZH)) for texts in (desk_texts, guide_texts, boards_texts)),
        ("manage/trail_words.js", manage_texts(AUDIT, ZH)),
    ],
)
def test_every_text_that_a_script_says_is_sent_to_it(scripts: str, texts: dict[str, str]) -> None:
    said = {key for file in STATIC.glob(scripts) for key in SAID.findall(file.read_text(encoding="utf-8"))}

    assert said
    assert said - set(texts) == set()


def test_the_audit_trail_has_a_word_for_every_event() -> None:
    acts = {key.removeprefix(ACTS) for key in ZH.texts if key.startswith(ACTS)}

    assert {act for act in acts if act[0].isupper()} == set(KINDS)


def test_the_audit_trail_has_a_word_for_every_request_and_every_result() -> None:
    asked = {
        f"{method} {route.path}"
        for route in list_routes()
        for method in route.methods
        if route.path.startswith("/api/") and declared_of(route) not in {Open.EVERYONE, Open.TICKET}
    }

    assert asked - {key.removeprefix("trail.request.") for key in ZH.texts} == set()
    assert {key.removeprefix("trail.result.") for key in ZH.texts if key.startswith("trail.result.")} == set(
        list_codes()
    )


def test_the_audit_trail_has_a_word_for_every_note() -> None:
    sources = ((ROOT / "server") / part for part in ("actions", "web"))
    texts = [file.read_text(encoding="utf-8") for folder in sources for file in folder.glob("*.py")]
    noted = {act for text in texts for act in NOTED.findall(text)}

    assert len(noted) > 10
    assert noted - {key.removeprefix(ACTS) for key in ZH.texts if key.startswith(ACTS)} == set()


def test_every_act_of_the_audit_trail_can_be_looked_for() -> None:
    offered = {act for _group, acts in act_groups(ZH) for act, _text in acts}

    assert offered == {key.removeprefix(each) for key in ZH.texts for each in (ACTS, REQUESTS) if key.startswith(each)}


def test_the_audit_trail_has_a_word_for_every_word_of_the_record() -> None:
    wanted = {
        f"trail.word.{name}.{each.value}"
        for name, words in {
            "source": (Source,),
            "priority_class": (PriorityClass,),
            "print_state": (PrintState,),
            "result": (Result,),
            "why": (Why,),
            "onward": (Onward,),
            "astray": (Astray,),
            "alert": (Alert,),
            "level": (AlertLevel,),
            "face": (Face,),
            "answer": (Answer,),
            "what": (What, Tended),
        }.items()
        for word in words
        for each in word
    }

    assert {key for key in ZH.texts if key.startswith("trail.word.")} == wanted


def test_no_page_of_the_staff_shows_the_detail_that_is_for_programs() -> None:
    assert [key for key, text in ZH.texts.items() if "{detail}" in text] == []


@pytest.mark.parametrize(
    "texts",
    [
        *(desk_texts(ZH), bar_texts(ZH), sign_in_texts(ZH), guide_texts(ZH), guide_sign_in_texts(ZH), boards_texts(ZH)),
        *(password_texts(ZH), second_factor_texts(ZH), *(manage_texts(each, ZH) for each in SECTIONS)),
    ],
)
def test_every_refusal_has_a_word_on_every_page_of_the_staff(texts: dict[str, str]) -> None:
    assert "{why}" in texts["errors.other"]
    assert {f"result.{code}" for code in list_codes()} - set(texts) == set()


@pytest.mark.parametrize(
    "texts", [password_texts(ZH), second_factor_texts(ZH), *(manage_texts(each, ZH) for each in SECTIONS)]
)
def test_every_way_in_which_a_field_is_wrong_has_words_where_forms_are(texts: dict[str, str]) -> None:
    wrong = {
        "wrong.form",
        "wrong.form_none",
        "wrong.unknown_window",
        *(f"wrong.{kind}" for kind in KINDS_WRONG.values()),
    }

    assert wrong - set(texts) == set()
    assert "field.name" in texts


def test_scripts_spell_nothing_that_people_read() -> None:
    chinese = re.compile("[\u3000-\u9fff\uff00-\uffef]")

    assert [file.name for file in STATIC.rglob("*.js") if chinese.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"),
        ("ink", "card"),
        ("ink-second", "paper"),
        ("ink-second", "card"),
        ("on-action", "action"),
        ("on-action", "action-pressed"),
        ("on-night", "night"),
        ("teal", "paper"),
        ("teal", "teal-soft"),
        ("action", "card"),
        ("brown", "brown-soft"),
        ("call", "card"),
        ("on-action", "call"),
    ],
)
def test_text_on_the_console_keeps_a_contrast_of_seven_to_one(ink: str, ground: str) -> None:
    colours = _colours((STATIC / "look.css").read_text(encoding="utf-8"))

    assert _contrast(colours[ink], colours[ground]) >= 7


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"),
        ("ink", "card"),
        ("ink-second", "paper"),
        ("ink-second", "card"),
        ("on-action", "action"),
        ("teal", "paper"),
        ("teal", "teal-soft"),
        ("brown", "brown-soft"),
        ("on-call", "call"),
    ],
)
def test_text_on_the_phone_page_keeps_a_contrast_of_seven_to_one(ink: str, ground: str, is_dark: bool) -> None:
    light, dark = (STATIC / "phone.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark", maxsplit=1)
    colours = _colours(light) | (_colours(dark) if is_dark else {})

    assert _contrast(colours[ink], colours[ground]) >= 7


def _colours(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): #([0-9A-F]{6});", style))


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
