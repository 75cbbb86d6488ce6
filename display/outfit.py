"""Outfit: everything that a display is made of beside its screen, read and checked before a window opens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from display.memory import Memory
from display.scene import Scene
from display.scribe import Scribe
from display.settings import Settings
from display.shown_log import ShownLog
from display.voice import Voice
from display.voice_pack import load_pack
from display.wording import Wording
from hall.errors import BadSettings
from hall.language import load_languages
from hall.ui.speaker import Speaker, open_speaker
from hall.ui.theme import Theme, load_theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """A display's parts; `voice` and `speaker` are None for a silent one, `memory` and `shown_log` if none is kept.

    `scene` is what is known at the start, `settled_call_id` the last call that need not be spoken any more.
    """

    theme: Theme
    wording: Wording
    scribe: Scribe
    voice: Voice | None
    speaker: Speaker | None
    memory: Memory | None
    shown_log: ShownLog | None
    scene: Scene
    settled_call_id: int


def make_outfit(settings: Settings) -> Outfit:
    """Read and make what the settings name.

    Raises:
        BadSettings: something is not there or cannot be used.
    """
    languages = load_languages(settings.assets / "languages")
    voice, scribe = _voice(settings), Scribe()
    memory = _memory(settings, scribe)
    coverage = settings.coverage
    scene = memory.restore(coverage, speaks=voice is not None) if memory else Scene(coverage=coverage)
    scene = replace(scene, has_media=settings.media is not None)
    return Outfit(
        theme=load_theme(settings.assets / "themes" / f"{settings.theme}.toml"),
        wording=Wording(zh=languages["zh"], en=languages["en"]),
        scribe=scribe,
        voice=voice,
        speaker=open_speaker(settings.sound) if voice else None,
        memory=memory,
        shown_log=_shown_log(settings, scribe),
        scene=scene,
        settled_call_id=memory.settled_call_id(scene.snapshot.epoch) if memory and scene.snapshot else 0,
    )


def make_voice(assets: Path, voices: Sequence[str], *, times: int = 2, reading: str | None = None) -> Voice:
    """Return the voice of some packs, by their names in the assets; `times` and `reading` as `Voice` has them.

    Raises:
        BadSettings: a pack is not there or cannot be used.
    """
    packs = [load_pack(assets / "voice" / name) for name in voices]
    languages = load_languages(assets / "languages")
    return Voice(packs, chime=assets / "sounds" / "chime.wav", languages=languages, times=times, reading=reading)


def _voice(settings: Settings) -> Voice | None:
    if not settings.voices:
        return None
    return make_voice(settings.assets, settings.voices, times=settings.times, reading=settings.reading)


def _memory(settings: Settings, scribe: Scribe) -> Memory | None:
    if settings.state is None:
        return None
    try:
        return Memory(settings.state, scribe)
    except OSError as error:
        raise BadSettings(f"--state {settings.state}: {error}") from error


def _shown_log(settings: Settings, scribe: Scribe) -> ShownLog | None:
    if settings.shown_log is None:
        return None
    try:
        settings.shown_log.touch()
    except OSError as error:
        raise BadSettings(f"--log-shown {settings.shown_log}: {error}") from error
    return ShownLog(settings.shown_log, scribe)
