"""From a call to the clips that say it: the rules of `assets/voice/README.md`, without files or sound."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from display.voice_pack import Manifest
from hall.places import Text
from hall.ui.mixing import Silence

_NUMBER = re.compile(r"([A-Z]*)(\d+)|([A-Z])(\d*)-(\d{3,})")
_FLOOR = re.compile(r"(\d+)F?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCall:
    """What is said of a call: letter (empty for none) and digits, window, and the floor's number or None."""

    letter: str
    digits: str
    window: str
    floor: str | None

    @property
    def sentence(self) -> str:
        """Return the name of the sentence that says it."""
        return "call_here" if self.floor is None else "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenText:
    """Any words that are said in both languages, the Chinese so many times."""

    words: Text
    times: int = 1


def spoken_call(number: str, *, window_id: str, floor_short: str | None) -> SpokenCall:
    """Take a call apart for the voice.

    Args:
        number: the ticket's number, `A012`.
        window_id: what people read above the window; leading zeros are not said.
        floor_short: a floor's short name (`2F`) when it is to be said; one without a plain number is not.
    """
    letter, digits = _taken_apart(number)
    floor = _FLOOR.fullmatch(floor_short or "")
    return SpokenCall(
        letter=letter,
        digits=digits,
        window=window_id.lstrip("0") if window_id.isdigit() else window_id,
        floor=str(int(floor[1])) if floor else None,
    )


def _taken_apart(number: str) -> tuple[str, str]:
    """Return letter and digits: of `A012`, and of a kiosk's own `K2-001`, which is read K 2 0 0 1."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return "", ""
    return (match[1], match[2]) if match[2] else (match[3], match[4] + match[5])


def clips_of(call: SpokenCall, manifest: Manifest, *, reading: str | None = None) -> tuple[str | Silence, ...] | None:
    """Return the keys of the clips and the pauses that say a call, in order, or None when the pack cannot say it.

    Args:
        call: what to say; a pack without a sentence for floors says it without.
        manifest: the pack's.
        reading: the name of another way to read digits (`yao`), for packs that have it.
    """
    sentence = manifest.sentences.get(call.sentence) or manifest.sentences["call_here"]
    words = _words(call, manifest.readings.get(reading or "", {}))
    said: list[str | Silence] = []
    for step in sentence:
        kind, _, length_ms = step.partition(":")
        if kind == "pause":
            said.append(Silence(length_ms=int(length_ms)))
            continue
        part = f"number/{len(call.digits)}" if step == "number" else step
        clips = _first_possible(manifest.parts.get(part, ()), words, manifest)
        if clips is None:
            return None
        said += clips
    return tuple(said)


def _words(call: SpokenCall, reading: dict[str, str]) -> dict[str, str]:
    digits = [reading.get(digit, digit) for digit in call.digits]
    words = dict(zip("abcde", digits, strict=False))
    return {**words, "letter": call.letter or "none", "window": call.window, "floor": call.floor or ""}


def _first_possible(
    alternatives: Sequence[Sequence[str]], words: dict[str, str], manifest: Manifest
) -> list[str] | None:
    for alternative in alternatives:
        keys = [_filled(key, words) for key in alternative]
        if all(key in manifest.clips for key in keys):
            return keys
    return None


def _filled(key: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: words.get(place[1], place[0]), key)
