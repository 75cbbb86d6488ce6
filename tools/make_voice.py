"""Makes the voice packs of assets/voice from scratch: speaks, cuts, levels, encodes.

Build time only: in an environment of its own, `pip install onnx onnxruntime 'misaki[zh]' pyloudnorm`, with npm and
oggenc (Debian: vorbis-tools) at hand. About half an hour of one core. What has been spoken is kept in the work folder,
so a second run only cuts.

    python tools/make_voice.py --work /tmp/voice [zh-xiaoxiao en-heart]
    python tools/make_voice.py --work /tmp/voice --only letter zh-xiaoxiao    # all other sound files stay as they are
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
from clips import cut, entries_beside, write_pack
from english import HEART
from kokoro import Kokoro, Samples, Speech
from mandarin import XIAOXIAO
from voice_plan import Pack, Take

VOICES = Path(__file__).parent.parent / "assets" / "voice"
PACKS = {pack.folder: pack for pack in (XIAOXIAO, HEART)}


def main() -> None:
    """Make the packs named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", nargs="*", choices=[[], *PACKS], help="folders of assets/voice; all if none is named")
    parser.add_argument("--work", type=Path, required=True, help="where packages and spoken sentences are kept")
    parser.add_argument("--takes", type=int, help="speak only the first N sentences of a pack")
    parser.add_argument("--only", metavar="KIND", help="make only the clips of this kind (letter, window …) again")
    arguments = parser.parse_args()
    model = Kokoro(arguments.work)
    for folder in arguments.packs or PACKS:
        make_pack(PACKS[folder], model, arguments.work, arguments.takes, arguments.only)


def make_pack(pack: Pack, model: Kokoro, work: Path, limit: int | None, only: str | None) -> None:
    """Speak the sentences of a pack and write its folder, or only one kind of its clips.

    A sentence that would bring nothing new is left out.
    """
    clips: dict[str, Samples] = {}
    texts: dict[str, str] = {}
    takes = list(pack.takes())[:limit]
    for take in takes:
        wanted = {key: text for key, text in take.texts.items() if key not in clips and is_of(key, only)}
        if not wanted:
            continue
        pieces = cut(take, spoken(take, pack, model, work))
        clips |= {key: pieces[key] for key in wanted if key in pieces}
        texts |= wanted
    folder = VOICES / pack.folder
    write_pack(pack, clips, texts, folder, kept=entries_beside(folder, only) if only else {})
    missing = sorted(texts.keys() - clips.keys())
    print(f"{pack.folder}: {len(clips)} clips; no pause to cut at for {missing or 'none'}")


def is_of(key: str, kind: str | None) -> bool:
    """Say whether a clip is of a kind; each is if none is given."""
    return kind is None or key.startswith(f"{kind}/")


def spoken(take: Take, pack: Pack, model: Kokoro | None, work: Path) -> Speech:
    """Speak a sentence, or take it from the work folder if the same was spoken before (no model is needed then)."""
    stored = stored_take(take, pack, work)
    if model and not stored.exists():
        speech = model.speak(take.words, voice=pack.voice, speed=pack.speed)
        np.savez(stored, samples=speech.samples.astype("f4"), word_ends=speech.word_ends, after_ends=speech.after_ends)
    kept = np.load(stored)
    return Speech(
        samples=kept["samples"].astype(float), word_ends=tuple(kept["word_ends"]), after_ends=tuple(kept["after_ends"])
    )


def stored_take(take: Take, pack: Pack, work: Path) -> Path:
    """Return the file where a spoken sentence is kept."""
    identity = repr((pack.voice, pack.speed, [(word.phonemes, word.after, word.stretch) for word in take.words]))
    return work / f"take-{hashlib.sha256(identity.encode()).hexdigest()[:24]}.npz"


if __name__ == "__main__":
    main()
