"""`python -m display`: puts a display together and runs it."""

import logging
import sys
from pathlib import Path

from display.announcer import Announcer
from display.link import HallLink
from display.memory import Memory
from display.scene import Scene
from display.scribe import Scribe
from display.settings import Settings, read_settings
from display.shown_log import ShownLog
from display.speaker import open_speaker
from display.voice import Voice
from display.voice_pack import load_pack
from display.wording import Wording
from hall.clock import SteadyClock, SystemClock
from hall.errors import BadSettings
from hall.language import load_languages
from hall.ui.ending import end_on_signals
from hall.ui.theme import load_theme
from hall.ui.window import prepare_kivy

BAD_INPUT = 2
"""Exit code when the user can mend it."""


def main(arguments: list[str]) -> int:
    """Run a display until it is told to end; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        run(read_settings(arguments))
    except BadSettings as error:
        print(f"display: {error.detail}", file=sys.stderr)
        return BAD_INPUT
    return 0


def run(settings: Settings) -> None:
    """Put everything together, run the screen, and take it apart again.

    Raises:
        BadSettings: something that the settings name is not there, or cannot be used.
    """
    theme = load_theme(settings.assets / "themes" / f"{settings.theme}.toml")
    languages = load_languages(settings.assets / "languages")
    voice = _voice(settings)
    speaker = open_speaker(settings.sound) if voice else None
    scribe = Scribe()
    memory = _memory(settings, scribe)
    scene = memory.restore(settings.coverage, speaks=voice is not None) if memory else Scene(coverage=settings.coverage)
    shown_log = _shown_log(settings, scribe)

    prepare_kivy(settings.window)
    # Only now: Kivy reads its settings when it is imported.
    from display.app import DisplayApp, Look  # noqa: PLC0415
    from display.director import Director  # noqa: PLC0415
    from display.hearing import Hearing  # noqa: PLC0415
    from hall.ui.fonts import register_fonts  # noqa: PLC0415

    look = Look(
        theme=theme,
        icons=register_fonts(settings.assets / "fonts"),
        wording=Wording(zh=languages["zh"], en=languages["en"]),
        is_sign=settings.coverage.window_id is not None,
        speaks=voice is not None,
    )
    system = SystemClock()
    app = DisplayApp(look, system, on_glass=shown_log.shown if shown_log else lambda _board, _at: None)
    announcer = None
    if voice and speaker:
        hearing = Hearing(app.tell, system, shown_log=shown_log, memory=memory)
        settled = memory.settled_call_id(scene.snapshot.epoch) if memory and scene.snapshot else 0
        announcer = Announcer(voice, speaker, hearing, settled_call_id=settled)
    app.director = Director(scene, SteadyClock(system), show=app.show, speech=announcer, keeper=memory)
    link = HallLink(
        settings.server,
        token=settings.token,
        has_directory=scene.directory is not None,
        hand_over=lambda news: app.tell(lambda director: director.take(news)),
    )
    parts = [part for part in (scribe, announcer, link) if part is not None]
    end_on_signals(lambda: app.tell(lambda _director: app.stop()))
    for part in parts:
        part.start()
    try:
        app.run()
    finally:
        for part in reversed(parts):
            part.stop()
    if app.fault is not None:
        raise app.fault


def _voice(settings: Settings) -> Voice | None:
    if not settings.voices:
        return None
    packs = [load_pack(settings.assets / "voice" / name) for name in settings.voices]
    chime = settings.assets / "sounds" / "chime.wav"
    return Voice(packs, chime=chime, times=settings.times, reading=settings.reading)


def _memory(settings: Settings, scribe: Scribe) -> Memory | None:
    if settings.state is None:
        return None
    try:
        return Memory(settings.state, scribe)
    except OSError as error:
        raise BadSettings(f"--state {settings.state}: {error}") from error


def _shown_log(settings: Settings, scribe: Scribe) -> ShownLog | None:
    file: Path | None = settings.shown_log
    if file is None:
        return None
    try:
        file.touch()
    except OSError as error:
        raise BadSettings(f"--log-shown {file}: {error}") from error
    return ShownLog(file, scribe)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
