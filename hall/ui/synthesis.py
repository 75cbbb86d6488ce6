"""Speech of the machine's own: espeak-ng, a program of Debian's that knows Mandarin and English and needs no network.

Its Mandarin reads pinyin: given characters it spells them in English (espeak-ng #1236), so pypinyin writes them first,
with the readings that words have (银行 yin2 hang2).
"""

import re
import shutil
import subprocess

import miniaudio

from hall.errors import HallError
from hall.ui.mixing import Pcm

PROGRAM = "espeak-ng"
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-gb"}
WORDS_A_MINUTE = {"zh": 170, "en": 165}
PATIENCE_S = 10.0

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_DIGITS = re.compile(r"\d+")


class CannotSpeak(HallError):
    """The synthesiser is not there or failed; the voice guidance cannot say this."""

    code = "cannot_speak"


def synthesise(text: str, *, code: str) -> Pcm:
    """Return a text as sound; blocks for some 50 ms.

    Raises:
        CannotSpeak: espeak-ng is not installed, failed, or hung.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise CannotSpeak(f"{PROGRAM} is not installed (apt-get install {PROGRAM})")
    words = pinyin_of(text) if code == "zh" else text
    command = [program, "-v", VOICES[code], "-s", str(WORDS_A_MINUTE[code]), "--stdin", "--stdout"]
    try:
        done = subprocess.run(command, input=words.encode(), capture_output=True, check=True, timeout=PATIENCE_S)
        sound = miniaudio.decode(done.stdout, nchannels=1)
    except (OSError, subprocess.SubprocessError, miniaudio.MiniaudioError) as error:
        raise CannotSpeak(f"{PROGRAM} failed: {error}") from error
    return Pcm(samples=bytes(memoryview(sound.samples).cast("B")), rate_hz=sound.sample_rate)


def pinyin_of(text: str) -> str:
    """Return a Chinese text as syllables with tone numbers; marks and Latin letters stay, figures are read out."""
    told = _DIGITS.sub(lambda match: read_number(match[0]), text)
    return _HAN_RUN.sub(lambda match: f" {_syllables(match[0])} ", told).strip()


def read_number(digits: str) -> str:
    """Return figures in characters: up to 9,999 as a number, longer ones or those with a leading 0 one by one."""
    if len(digits) > 4 or (digits[0] == "0" and len(digits) > 1):
        return "".join(_NAMES[int(digit)] for digit in digits)
    number = int(digits)
    return _NAMES[0] if number == 0 else _in_words(number)


_NAMES = "零一二三四五六七八九"


def _in_words(number: int) -> str:
    said = ""
    for value, name in ((1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, value)
        if count:
            said += ("" if value == 10 and count == 1 and not said else _NAMES[count]) + name
        elif said and number and not said.endswith("零"):
            said += "零"
    return said + (_NAMES[number] if number else "")


def _syllables(characters: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  # half a second, for those only who are spoken to

    return " ".join(lazy_pinyin(characters, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True))
