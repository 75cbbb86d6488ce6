"""Listens to the English pack with a speech recogniser, for want of ears: says calls, and compares what is understood.

PocketSphinx brings its American English model in its package; recognise_mandarin.py listens to the other pack. In
the environment of make_voice.py, with `pip install pocketsphinx miniaudio pydantic` besides:

    PYTHONPATH=. python tools/recognise_english.py
"""

import random
from collections import Counter

import numpy as np
from english import SMALL, spoken_number
from kokoro import SAMPLE_RATE_HZ, Samples
from make_voice import VOICES
from measure_voice import word_groups
from pocketsphinx import Decoder, get_model_path  # type: ignore[import-not-found]

from display.phrase import SpokenCall
from display.voice_pack import load_pack

CALLS = 200
RECOGNISER_RATE_HZ = 16_000
DIGIT = " | ".join(SMALL[:10])
NUMBER = " | ".join(spoken_number(number) for number in range(1, 100))
GRAMMAR = f"""#JSGF V1.0;
grammar call;
<letter> = {" | ".join(f"{letter}." for letter in "abcdefghijklmnopqrstuvwxyz")};
<digit> = {DIGIT};
<number> = {NUMBER};
public <call> = number <letter> <digit> <digit> <digit> please go to floor <digit> window <number>;
"""


def main() -> None:
    """Print how many letters, digits, floors and windows of random calls were understood."""
    pack = load_pack(VOICES / "en-heart")
    decoder = recogniser()
    chance = random.Random(1)
    right, total = Counter[str](), Counter[str]()
    for _ in range(CALLS):
        call = SpokenCall(
            letter=chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            digits=f"{chance.randrange(1000):03}",
            window=str(chance.randrange(1, 100)),
            floor=str(chance.randrange(1, 6)),
        )
        clips = [np.concatenate(group) for group in word_groups(pack, call)]
        pause = np.zeros(SAMPLE_RATE_HZ // 5)
        heard = understood(decoder, np.concatenate([clips[0], pause, *clips[1:]]))
        for kind, expected, found in compared(call, heard):
            total[kind] += 1
            right[kind] += expected == found
            if expected != found and kind != "letter":
                print(f"{kind}: {expected!r} was heard as {found!r}")
    print({kind: f"{right[kind]} of {total[kind]}" for kind in total})


def recogniser() -> Decoder:
    """Return a decoder that expects a call; the dictionary knows letters as "a." and so on."""
    decoder = Decoder(hmm=get_model_path("en-us/en-us"), dict=get_model_path("en-us/cmudict-en-us.dict"), lm=None)
    decoder.add_jsgf_string("call", GRAMMAR)
    decoder.activate_search("call")
    return decoder


def understood(decoder: Decoder, samples: Samples) -> list[str]:
    """Return the words that the recogniser heard."""
    times = np.arange(0, len(samples), SAMPLE_RATE_HZ / RECOGNISER_RATE_HZ)
    resampled = np.interp(times, np.arange(len(samples)), samples)
    decoder.start_utt()
    decoder.process_raw((resampled * 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    return hypothesis.hypstr.split() if hypothesis else []


def compared(call: SpokenCall, heard: list[str]) -> list[tuple[str, str, str]]:
    """Return kind, expected word and heard word for each thing that a call says."""
    words = [*heard, *[""] * 12][:13]
    window = " ".join(words[11:]).strip()
    digits = [("digit", SMALL[int(digit)], word) for digit, word in zip(call.digits, words[2:5], strict=True)]
    floor = ("floor", SMALL[int(call.floor or 0)], words[9])
    return [
        ("letter", f"{call.letter.lower()}.", words[1]), *digits, floor,
        ("window", spoken_number(int(call.window)), window),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
