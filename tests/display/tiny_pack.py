"""A voice pack whose clips are flat lines, each at a height of its own, so that what was joined can be read off."""

import wave
from array import array
from pathlib import Path

from hall.ui.mixing import Pcm

RATE_HZ = 8000
CLIP_MS = 100
CHIME_HEIGHT = 9000

MANIFEST = """\
name = "Flat"
language = "{language}"
sample_rate_hz = {rate}
licence = "CC0-1.0"
source = "made by the tests"

[sentences]
call = ["letter", "number", "pause:180", "floor", "window"]
call_here = ["letter", "number", "pause:180", "to_window"]

[parts]
letter = [["letter/{{letter}}"]]
"number/3" = [["number/{{a}}{{b}}{{c}}"], ["pair/{{a}}{{b}}", "number/{{c}}"]]
"number/4" = [["pair/{{a}}{{b}}", "number/{{c}}{{d}}"]]
floor = [["floor/{{floor}}"]]
window = [["window/{{window}}"], ["window/shown"]]
to_window = [["to_window/{{window}}"], ["to_window/shown"]]

[readings.yao]
1 = "y"

[clips]
"""


def write_pack(folder: Path, heights: dict[str, int], language: str = "zh") -> Path:
    """Write a pack whose clips have these heights (one file, a part each) and return its folder."""
    folder.mkdir(parents=True)
    lines, samples = [], array("h")
    for index, (key, height) in enumerate(heights.items()):
        samples.extend([height] * (RATE_HZ * CLIP_MS // 1000))
        place = f"start_ms = {index * CLIP_MS}, length_ms = {CLIP_MS}"
        lines.append(f'"{key}" = {{ file = "all.wav", {place}, text = "{key}" }}')
    write_wav(folder / "all.wav", samples)
    manifest = MANIFEST.format(rate=RATE_HZ, language=language)
    (folder / "manifest.toml").write_text(manifest + "\n".join(lines), encoding="utf-8")
    return folder


def write_chime(file: Path) -> Path:
    """Write a chime of 50 ms."""
    write_wav(file, array("h", [CHIME_HEIGHT] * (RATE_HZ // 20)))
    return file


def write_wav(file: Path, samples: array) -> None:
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        out.writeframes(samples.tobytes())


def heights_in(sound: Pcm) -> list[tuple[int, int]]:
    """Read a sound as its flat pieces: (height, length in ms)."""
    samples = array("h", sound.samples)
    pieces: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(samples) + 1):
        if at == len(samples) or samples[at] != samples[start]:
            pieces.append((samples[start], round((at - start) * 1000 / RATE_HZ)))
            start = at
    return pieces
