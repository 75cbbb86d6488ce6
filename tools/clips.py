"""Cuts spoken sentences into clips, levels them, and writes them as Ogg Vorbis files with a manifest."""

import subprocess
import tomllib
import wave
from pathlib import Path
from typing import TypedDict

import numpy as np
import pyloudnorm  # type: ignore[import-not-found]
from kokoro import SAMPLE_RATE_HZ, Samples, Speech
from numpy.lib.stride_tricks import sliding_window_view
from voice_plan import Pack, Take

LOUDNESS_LUFS = -16.0
PEAK_LIMIT = 0.68  # -3.3 dBFS: Vorbis overshoots by up to 2 dB
LIMITER_REACH = SAMPLE_RATE_HZ * 4 // 1000  # the gain glides over 4 ms to each side of a peak
HOP = SAMPLE_RATE_HZ // 200  # 5 ms
QUIET_DB = -38.0  # below the loudest 5 ms of the sentence: a pause, or the closure of a consonant
LEAD_MS = 30  # silence around every clip
SAMPLES_PER_MS = SAMPLE_RATE_HZ // 1000
LOOK_BACK = int(0.17 * SAMPLE_RATE_HZ)  # how far the sound may run ahead of the predicted times
LOOK_ON = int(0.03 * SAMPLE_RATE_HZ)
SHORTEST_PAUSE_HOPS = 3

Span = tuple[int, int]


class ClipEntry(TypedDict):
    """Where a clip is and what it says, as the manifest has it."""

    file: str
    start_ms: int
    length_ms: int
    text: str


def cut(take: Take, speech: Speech) -> dict[str, Samples]:
    """Return the clips of a spoken sentence by key, without those that no pause parts from their neighbours."""
    samples = levelled(speech.samples)
    pauses = find_pauses(take, speech, hop_levels(samples))
    pieces = {}
    for group, before, after in zip(take.groups, pauses, pauses[1:], strict=False):
        if group.key is not None and before is not None and after is not None:
            pieces[group.key] = framed(samples, before[1], after[0])
    return pieces


def find_pauses(take: Take, speech: Speech, levels_db: Samples) -> list[Span | None]:
    """Return the quiet spans (in samples) before, between and after the groups; None where nothing is quiet."""
    loud = np.flatnonzero(levels_db > levels_db.max() + QUIET_DB)
    pauses: list[Span | None] = [(0, int(loud[0]) * HOP)]
    word = -1
    for group in take.groups[:-1]:
        word += len(group.words)
        earliest, latest = speech.word_ends[word] - LOOK_BACK, speech.after_ends[word] + LOOK_ON
        pauses.append(longest_pause(levels_db, earliest // HOP, latest // HOP))
    return [*pauses, (int(loud[-1] + 1) * HOP, len(levels_db) * HOP)]


def levelled(samples: Samples) -> Samples:
    """Return the sentence at the loudness of all our clips, turned down for a moment where a peak would stand out."""
    meter = pyloudnorm.Meter(SAMPLE_RATE_HZ)
    scaled = samples * 10 ** ((LOUDNESS_LUFS - meter.integrated_loudness(samples)) / 20)
    allowed = np.minimum(1.0, PEAK_LIMIT / np.maximum(np.abs(scaled), 1e-9))
    ahead = sliding_window_view(np.pad(allowed, LIMITER_REACH, mode="edge"), 2 * LIMITER_REACH + 1).min(axis=1)
    window = np.hanning(2 * LIMITER_REACH + 1)
    gain = np.convolve(np.pad(ahead, LIMITER_REACH, mode="edge"), window / window.sum(), mode="valid")
    return np.asarray(scaled * gain, np.float64)


def hop_levels(samples: Samples) -> Samples:
    """Return the level of each 5 ms in decibels."""
    hops = samples[: len(samples) // HOP * HOP].reshape(-1, HOP)
    return np.asarray(10 * np.log10(np.mean(hops**2, axis=1) + 1e-12), np.float64)


def longest_pause(levels_db: Samples, earliest: int, latest: int) -> Span | None:
    """Return the longest quiet span, in samples, that reaches between two hops."""
    quiet = np.concatenate([[False], levels_db < levels_db.max() + QUIET_DB, [False]])
    changes = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
    spans = [(int(begin), int(end)) for begin, end in changes if end > earliest and begin < latest]
    begin, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return (begin * HOP, end * HOP) if end - begin >= SHORTEST_PAUSE_HOPS else None


def framed(samples: Samples, start: int, end: int) -> Samples:
    """Return a stretch of sound with a fading lead-in and run-out of LEAD_MS, rounded up to whole milliseconds."""
    lead = LEAD_MS * SAMPLES_PER_MS
    length = -(-(end - start) // SAMPLES_PER_MS) * SAMPLES_PER_MS
    padded = np.concatenate([np.zeros(lead), samples, np.zeros(lead + SAMPLES_PER_MS)])
    piece = padded[start : start + lead + length + lead].copy()
    fade = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, lead))
    piece[:lead] *= fade
    piece[-lead:] *= fade[::-1]
    return piece


def write_pack(
    pack: Pack, clips: dict[str, Samples], texts: dict[str, str], folder: Path, kept: dict[str, ClipEntry] | None = None
) -> None:
    """Write the clips, many to a file, and the manifest; removes what was in the folder before, but for what is kept.

    A file that holds a kept clip must hold no new one.
    """
    kept = kept or {}
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.ogg"):
        if old.name not in {entry["file"] for entry in kept.values()}:
            old.unlink()
    sheets: dict[str, list[str]] = {}
    for key in sorted({*clips, *kept}):
        sheets.setdefault(sheet_name(key), []).append(key)
    entries: dict[str, ClipEntry] = {}
    for name, keys in sheets.items():
        if keys[0] in kept:
            entries |= {key: kept[key] for key in keys}
            continue
        start = 0
        for key in keys:
            length = len(clips[key]) // SAMPLES_PER_MS
            entries[key] = {"file": name, "start_ms": start, "length_ms": length, "text": texts[key]}
            start += length
        write_ogg(folder / name, np.concatenate([clips[key] for key in keys]), quality=pack.ogg_quality)
    (folder / "manifest.toml").write_text(manifest(pack, entries), encoding="utf-8")


def entries_beside(folder: Path, kind: str) -> dict[str, ClipEntry]:
    """Return the clips of a written pack by key, without those of one kind ("letter")."""
    clips: dict[str, ClipEntry] = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["clips"]
    return {key: entry for key, entry in clips.items() if not key.startswith(f"{kind}/")}


def sheet_name(key: str) -> str:
    """Return the file of a clip: numbers go by their leading digits, ten to a file, all others by their kind."""
    kind, _, value = key.partition("/")
    leading = value[:-1] if value[:-1].replace("y", "0").isdigit() else ""
    return f"{kind}-{leading}.ogg" if leading else f"{kind}.ogg"


def write_ogg(path: Path, samples: Samples, *, quality: int) -> None:
    """Encode with oggenc (Debian: vorbis-tools); a fixed serial number keeps the bytes the same each time."""
    wav = path.with_suffix(".wav")
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(np.round(samples * 32767).astype("<i2").tobytes())
    command = ["oggenc", "--quiet", "--serial", "1", "--quality", str(quality), str(wav), "--output", str(path)]
    subprocess.run(command, check=True)
    wav.unlink()


def manifest(pack: Pack, entries: dict[str, ClipEntry]) -> str:
    """Return the text of manifest.toml."""
    lines = [
        "# A voice pack; assets/voice/README.md describes the format. Written by tools/make_voice.py.",
        f'name = "{pack.name}"',
        f'language = "{pack.language}"',
        f"sample_rate_hz = {SAMPLE_RATE_HZ}",
        'licence = "Apache-2.0"',
        f'source = "Kokoro-82M v1.0, voice {pack.voice}"',
        "",
        "[sentences]",
        *(f"{name} = {toml_list(steps)}" for name, steps in pack.sentences.items()),
        "",
        "[parts]",
        *(f'"{name}" = [{", ".join(map(toml_list, ways))}]' for name, ways in pack.parts.items()),
    ]
    for name, table in pack.readings.items():
        lines += ["", f"[readings.{name}]", *(f'{digit} = "{other}"' for digit, other in table.items())]
    lines += ["", "[clips]", *(f'"{key}" = {toml_table(entry)}' for key, entry in entries.items())]
    return "\n".join(lines) + "\n"


def toml_list(words: list[str]) -> str:
    """Return a list of strings in TOML."""
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def toml_table(entry: ClipEntry) -> str:
    """Return where a clip is, as an inline table in TOML."""
    return '{{ file = "{file}", start_ms = {start_ms}, length_ms = {length_ms}, text = "{text}" }}'.format(**entry)
