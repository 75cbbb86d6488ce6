"""What the voice guidance says of what is on the glass: written words made into words to be heard. Pure."""

import re
from collections.abc import Iterable

from hall.language import Language

_MARKUP = re.compile(r"\[/?(?:n|b|color(?:=#\w+)?)\]")
_LATIN = re.compile(r"[A-Za-z]{3,}[A-Za-z' ?,.-]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ICON = re.compile(r"[\ue000-\uf8ff“]")
_NUMBER = re.compile(r"\b([A-Z][A-Z0-9]{0,3}-?)(\d{2,4})\b")
_RANGE = re.compile(r"(\d)\s*[–-]\s*(\d)")
_COUNTDOWN = re.compile(r"[（(]\d+[）)]")

_BETWEEN = {"zh": "，", "en": ", "}
_END = {"zh": "。", "en": "."}
_ENDS = "。？！；：.?!;:"
_TO = {"zh": r"\1到\2", "en": r"\1 to \2"}


def heard(texts: Iterable[str], language: Language) -> str:
    """Return texts of the glass, in reading order, as one text to be said in a language.

    The second language that stands beside the first is left out, numbers are told digit by digit, ranges with their
    "to"; what is on the glass twice in a row is said once.
    """
    said: list[str] = []
    for text in texts:
        words = _heard(text, language.code)
        if words and words not in said[-1:]:
            said.append(words)
    between = "" if language.code == "zh" else " "
    return between.join(words if words[-1] in _ENDS else words + _END[language.code] for words in said)


def heard_control(texts: Iterable[str], language: Language, *, place: int, count: int) -> str:
    """Return what is said of a control that the keys have in hand, with its place (from 1) among all of them."""
    return language.text("kiosk.guide.control", words=heard(texts, language), place=place, count=count)


def _heard(text: str, code: str) -> str:
    text = _ICON.sub("", _MARKUP.sub("", text)).replace("\n", " ").strip()
    text = _COUNTDOWN.sub("", text)
    if code == "zh":
        text = _LATIN.sub("", text) if _HAN.search(text) or _LATIN.fullmatch(text) else text
    elif _HAN.search(text):
        return ""
    text = _NUMBER.sub(lambda match: " ".join([*match[1].rstrip("-"), *match[2]]), text)
    text = _RANGE.sub(_TO[code], text)
    text = text.replace("·", _BETWEEN[code]).replace("•", _BETWEEN[code])
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?:\s*[，,]\s*)+", _BETWEEN[code], text).strip(" ，,") if _says_something(text) else ""


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)
