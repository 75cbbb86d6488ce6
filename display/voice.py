"""Voice: a whole announcement as one buffer: chime, Mandarin as often as the hall likes, English."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import miniaudio

from display.phrase import SpokenCall, SpokenText, clips_of
from display.voice_pack import VoicePack
from hall.errors import BadSettings
from hall.language import Language
from hall.ui.loudness import levelled
from hall.ui.mixing import Pcm, Silence, joined
from hall.ui.synthesis import CannotSpeak, synthesise

AFTER_CHIME = Silence(length_ms=300)
BETWEEN_SENTENCES = Silence(length_ms=500)
LOUDNESS_LUFS = -16.0
"""Of every clip that ships, and so of the words that are made as they are needed."""

FILES_KEPT = 24
"""Decoded files kept: a few dozen clips each, half a megabyte; neighbouring numbers are in the same file."""

_log = logging.getLogger(__name__)


class Synthesise(Protocol):
    """Makes sound of any words (`hall.ui.synthesis.synthesise`)."""

    def __call__(self, text: str, *, code: str) -> Pcm:
        """Return a text of a language as sound; may block."""
        ...


class Voice:
    """Says calls with a hall's packs, the first of them several times; reads and decodes files as it needs them."""

    def __init__(
        self,
        packs: Sequence[VoicePack],
        *,
        chime: Path,
        languages: Mapping[str, Language],
        times: int = 2,
        reading: str | None = None,
        synthesise: Synthesise = synthesise,
    ) -> None:
        """Take what to say a call with.

        Args:
            packs: in the order in which they are heard; at least one, its rate is that of all that is said.
            chime: a sound file, heard before each call.
            languages: by their codes; their words are said by the machine's own voice where a pack has no clip.
            times: how often the first pack says a call.
            reading: another way to read digits, for packs that have it.
            synthesise: makes sound of words that no pack has.

        Raises:
            BadSettings: the chime cannot be read.
        """
        self._packs = (*[packs[0]] * times, *packs[1:])
        self._rate_hz = packs[0].manifest.sample_rate_hz
        self._languages, self._reading, self._synthesise = languages, reading, synthesise
        self._decoded = lru_cache(maxsize=FILES_KEPT)(self._decode)
        self._chime = self._decode(chime)

    def say(self, call: SpokenCall) -> Pcm:
        """Return the announcement; blocks while it decodes, so never on the screen's thread.

        What a pack cannot say (a prefix of two letters) the machine's own voice says; where there is none, that pack is
        left out, so that at worst the chime alone is heard.
        """
        sentences = [sentence for pack in self._packs if (sentence := self._sentence(pack, call))]
        return joined([self._chime, *_with_pauses(sentences)], rate_hz=self._rate_hz)

    def say_text(self, text: SpokenText) -> Pcm:
        """Return any words as sound, in a voice of the machine's own; blocks for some tenths of a second.

        Raises:
            CannotSpeak: the machine has no such voice.
        """
        zh, en = (self._made(words, code) for words, code in ((text.words.zh, "zh"), (text.words.en, "en")))
        sentences: list[list[Pcm | Silence]] = [[said] for said in (*[zh] * text.times, en)]
        return joined([self._chime, *_with_pauses(sentences)], rate_hz=self._rate_hz)

    def _made(self, words: str, code: str) -> Pcm:
        return levelled(at_rate(self._synthesise(words, code=code), self._rate_hz), LOUDNESS_LUFS)

    def _sentence(self, pack: VoicePack, call: SpokenCall) -> list[Pcm | Silence]:
        said = clips_of(call, pack.manifest, reading=self._reading)
        if said is None:
            _log.warning("voice pack %s cannot say %s", pack.folder.name, call)
            return self._without_clips(call, pack.manifest.language)
        return [piece if isinstance(piece, Silence) else self._clip(pack, piece) for piece in said]

    def _without_clips(self, call: SpokenCall, code: str) -> list[Pcm | Silence]:
        language = self._languages.get(code)
        if language is None:
            return []
        number = " ".join(call.letter + call.digits)  # one by one, not as a word and a number
        words = language.text(f"display.spoken.{call.sentence}", number=number, floor=call.floor, window=call.window)
        try:
            return [self._made(words, code)]
        except CannotSpeak as error:
            _log.warning("nor can the machine: %s", error)
            return []

    def _clip(self, pack: VoicePack, key: str) -> Pcm:
        clip = pack.manifest.clips[key]
        whole = self._decoded(pack.folder / clip.file)
        if clip.start_ms is None or clip.length_ms is None:
            return whole
        return whole.part(clip.start_ms, clip.length_ms)

    def _decode(self, file: Path) -> Pcm:
        try:
            sound = miniaudio.decode(file.read_bytes(), nchannels=1, sample_rate=self._rate_hz)
        except (OSError, miniaudio.MiniaudioError) as error:
            raise BadSettings(f"{file}: cannot be played: {error}") from error
        return Pcm(samples=bytes(memoryview(sound.samples).cast("B")), rate_hz=self._rate_hz)


def at_rate(sound: Pcm, rate_hz: int) -> Pcm:
    """Return a sound at another rate."""
    if sound.rate_hz == rate_hz:
        return sound
    signed = miniaudio.SampleFormat.SIGNED16
    samples = miniaudio.convert_frames(signed, 1, sound.rate_hz, sound.samples, signed, 1, rate_hz)
    return Pcm(samples=bytes(samples), rate_hz=rate_hz)


def _with_pauses(sentences: Sequence[list[Pcm | Silence]]) -> Iterator[Pcm | Silence]:
    for index, sentence in enumerate(sentences):
        yield BETWEEN_SENTENCES if index else AFTER_CHIME
        yield from sentence
