"""Measures the voice packs without ears: what assets/voice/README.md reports.

Says twenty calls by the display's own rule and prints loudness, peaks, silences and the steps at joints; then looks at
the pitch of each tone in the sentences that the Mandarin clips were cut from. In the environment of make_voice.py, with
`pip install praat-parselmouth miniaudio pydantic` besides:

    PYTHONPATH=. python tools/measure_voice.py --work /tmp/voice
"""

import argparse
import itertools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import miniaudio
import numpy as np
import parselmouth  # type: ignore[import-not-found]
import pyloudnorm  # type: ignore[import-not-found]
from kokoro import SAMPLE_RATE_HZ, Samples, Speech
from make_voice import VOICES, spoken, stored_take
from mandarin import XIAOXIAO
from voice_plan import Take

from display.phrase import SpokenCall, clips_of, spoken_call
from display.voice import Voice
from display.voice_pack import VoicePack, load_pack
from hall.ui.mixing import Silence

CHIME = VOICES.parent / "sounds" / "chime.wav"
SAMPLES = """
    A012/2/5 B001/2/1 C379/3/18 D505/1/22 E111/4/36 F666/5/9 G888/2/41 H940/3/50 J226/2/63 K753/3/77
    L099//2 M1024/2/3 N47/2/4 P317/3/6 Q460/3/7 R582/2/8 S631//10 T999/2/11 X208/3/99 Z765/1/28
"""  # number, floor, window
CALLS = [
    spoken_call(number, window_id=window, floor_short=floor or None)
    for number, floor, window in (sample.split("/") for sample in SAMPLES.split())
]
QUIET_DBFS = -50
HOP = SAMPLE_RATE_HZ // 200
PITCH_HZ = (75, 500)
LAG_S = 0.06  # the sound runs ahead of the predicted ends of words by about this much
TONES = {
    "level": "一三七八", "rising": "零", "low": "五九请", "falling": "二四六号到",
}  # fmt: skip
MEASURED = {syllable for syllables in TONES.values() for syllable in syllables}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="the work folder of make_voice.py")
    work = parser.parse_args().work
    print_calls()
    print_tones(work)


def print_calls() -> None:
    """Print, for each sample call, the whole announcement and then each pack's sentence."""
    packs = [load_pack(VOICES / name) for name in ("zh-xiaoxiao", "en-heart")]
    whole = Voice(packs, chime=CHIME, languages={})
    print("call                  s   LUFS  peak |  zh: LUFS  silence ms  step |  en: LUFS  silence ms  step")
    for call in CALLS:
        said = as_samples(whole.say(call).samples)
        row = f"{call.letter}{call.digits:5} {call.window:>3} {call.floor!s:5}"
        row += f"{len(said) / SAMPLE_RATE_HZ:6.1f} {loudness(said):6.1f} {peak_db(said):5.1f}"
        for pack in packs:
            groups = word_groups(pack, call)
            sentence = np.concatenate([clip for group in groups for clip in group])
            silence, step = max(map(longest_silence_ms, groups)), max(map(largest_step, groups))
            row += f" | {loudness(sentence):9.1f} {silence:11} {step:.4f}"
        print(row)


def word_groups(pack: VoicePack, call: SpokenCall) -> list[list[Samples]]:
    """Return the clips of a call, parted at the pauses that the sentence asks for."""
    groups: list[list[Samples]] = [[]]
    for piece in clips_of(call, pack.manifest) or ():
        if isinstance(piece, Silence):
            groups.append([])
        else:
            groups[-1].append(clip_samples(pack, piece))
    return groups


def clip_samples(pack: VoicePack, key: str) -> Samples:
    """Return the decoded sound of a clip of our packs, which are all parts of files."""
    clip = pack.manifest.clips[key]
    sound = miniaudio.decode_file(str(pack.folder / clip.file), nchannels=1, sample_rate=SAMPLE_RATE_HZ)
    first, length = (time_ms * SAMPLE_RATE_HZ // 1000 for time_ms in (clip.start_ms or 0, clip.length_ms or 0))
    return as_samples(sound.samples.tobytes())[first : first + length]


def as_samples(pcm: bytes) -> Samples:
    """Return 16-bit samples as fractions of full scale."""
    return np.frombuffer(pcm, "<i2") / 32768


def loudness(samples: Samples) -> float:
    """Return the integrated loudness in LUFS."""
    return float(pyloudnorm.Meter(SAMPLE_RATE_HZ).integrated_loudness(samples))


def peak_db(samples: Samples) -> float:
    """Return the highest sample in dBFS."""
    return float(20 * np.log10(np.abs(samples).max()))


def longest_silence_ms(group: list[Samples]) -> int:
    """Return the longest time within a word group that is quieter than QUIET_DBFS."""
    samples = np.concatenate(group)
    hops = samples[: len(samples) // HOP * HOP].reshape(-1, HOP)
    quiet = 10 * np.log10(np.mean(hops**2, axis=1) + 1e-12) < QUIET_DBFS
    return max((5 * len(list(run)) for is_quiet, run in itertools.groupby(quiet) if is_quiet), default=0)


def largest_step(group: list[Samples]) -> float:
    """Return the largest step between neighbouring samples where two clips meet; a click is 0.05 and more."""
    steps = [abs(left[-1] - right[0]) for left, right in itertools.pairwise(group)]
    return float(max(steps, default=0.0))


def print_tones(work: Path) -> None:
    """Print, for each tone, the pitch at five points of its syllables, in semitones from the voice's middle."""
    contours: dict[str, list[Samples]] = defaultdict(list)
    for take in XIAOXIAO.takes():
        if stored_take(take, XIAOXIAO, work).exists():
            for text, contour in contours_of(take, spoken(take, XIAOXIAO, None, work)):
                contours[text].append(contour)
    middle_hz = np.median(np.concatenate([contour for found in contours.values() for contour in found]))
    print(f"middle of the voice {middle_hz:.0f} Hz; semitones from it at 10, 30, 50, 70 and 90 % of the voiced part")
    for tone, syllables in TONES.items():
        for syllable in filter(contours.get, syllables):  # those that were spoken
            semitones = 12 * np.log2(np.array(contours[syllable]) / middle_hz)
            falling = np.mean(semitones[:, 4] < semitones[:, 1])
            means = " ".join(f"{value:+5.1f}" for value in semitones.mean(axis=0))
            print(f"{tone:8} {syllable} {means}   n {len(semitones)}, falls in {falling:.0%}")


def contours_of(take: Take, speech: Speech) -> Iterator[tuple[str, Samples]]:
    """Yield the pitch in hertz at five points of each word that is one syllable of TONES; 请 only where it is kept."""
    pitch = parselmouth.Sound(speech.samples, SAMPLE_RATE_HZ).to_pitch(0.005, *PITCH_HZ)
    hertz, times = pitch.selected_array["frequency"], pitch.xs()
    words = [(word, group.key) for group in take.groups for word in group.words]
    start_s = 0.0
    for (word, key), word_end, after_end in zip(words, speech.word_ends, speech.after_ends, strict=True):
        end_s = (after_end if word.after == " " else word_end) / SAMPLE_RATE_HZ - LAG_S  # without a pause behind it
        voiced = hertz[(times >= start_s) & (times < end_s) & (hertz > 0)]
        start_s = after_end / SAMPLE_RATE_HZ - LAG_S
        measured = word.text in MEASURED and (key is not None or word.text != "请")
        if measured and len(voiced) >= 10:
            yield word.text, voiced[(len(voiced) * np.array([0.1, 0.3, 0.5, 0.7, 0.9])).astype(int)]


if __name__ == "__main__":
    main()
