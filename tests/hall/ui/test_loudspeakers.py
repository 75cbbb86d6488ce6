"""Loudspeakers of a real sound system, told apart by their names: what each plays is recorded and listened to."""

import os
import subprocess
import threading
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import pi, sin
from pathlib import Path
from statistics import fmean

import pytest

from demo.programs import wait_until
from hall.ui.mixing import Pcm, joined
from hall.ui.speaker import NoSound, list_sounds, open_speaker

RATE_HZ = 24_000
FLOORS = ("Hall_Floor_1", "Hall_Floor_2")
QUIET = 100


@dataclass(frozen=True, slots=True)
class SoundSystem:
    """PulseAudio with a loudspeaker for each floor, which nobody hears but who records it."""

    folder: Path

    def control(self, *arguments: str) -> str:
        return subprocess.run(["pactl", *arguments], check=True, capture_output=True, text=True).stdout

    def plug_in(self, name: str) -> str:
        description = f"sink_properties=device.description={name}"
        return self.control("load-module", "module-null-sink", f"sink_name={name}", description).strip()

    @contextmanager
    def recorded(self, name: str) -> Iterator[Path]:
        file = self.folder / f"{name}.raw"
        form = ("--raw", f"--rate={RATE_HZ}", "--channels=1", "--format=s16le", "--latency-msec=50")
        with (
            file.open("wb") as out,
            subprocess.Popen(["parec", "-d", f"{name}.monitor", *form], stdout=out) as recorder,
        ):
            wait_until(lambda: file.stat().st_size > 0, what=f"{name} is recorded", timeout_s=20)
            yield file
            size = file.stat().st_size + RATE_HZ  # half a second more
            wait_until(lambda: file.stat().st_size > size, what=f"{name} is recorded to the end", timeout_s=20)
            recorder.terminate()


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundSystem]:
    folder = tmp_path_factory.mktemp("sound")
    address = f"unix:{folder}/native"
    switches = ("-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes")
    load = f"--load=module-native-protocol-unix socket={folder}/native auth-anonymous=1"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULSE_SERVER", address)
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        patch.setenv("HOME", str(folder))
        with subprocess.Popen(
            ["pulseaudio", *switches, load], env=dict(os.environ), stderr=subprocess.DEVNULL
        ) as server:
            found = SoundSystem(folder)
            wait_until((folder / "native").exists, what="the sound system is there", timeout_s=20)
            for each in FLOORS:
                found.plug_in(each)
            yield found
            server.terminate()


def tone(hertz: int, *, seconds: float = 1.0) -> Pcm:
    heights = (int(9_000 * sin(2 * pi * hertz * place / RATE_HZ)) for place in range(int(RATE_HZ * seconds)))
    return Pcm(samples=array("h", heights).tobytes(), rate_hz=RATE_HZ)


def heard(file: Path) -> array:
    """Return what was recorded, without the silence before, behind and in between: a machine at work may stumble."""
    raw = file.read_bytes()
    samples = [0, *array("h", raw[: len(raw) // 2 * 2]), 0]
    around = zip(samples, samples[1:], samples[2:], strict=False)
    return array("h", (here for before, here, after in around if max(abs(before), abs(here), abs(after)) > QUIET))


def pitch(sound: array) -> float:
    """Return the pitch by most of its turns through zero."""
    turns = [place for place, (before, after) in enumerate(pairwise(sound)) if (before < 0) != (after < 0)]
    halves = sorted(after - before for before, after in pairwise(turns)) or [RATE_HZ]
    return RATE_HZ / 2 / fmean(halves[len(halves) // 4 : len(halves) - len(halves) // 4])


def test_each_name_leads_to_its_own_loudspeaker_and_to_no_other(system: SoundSystem):
    assert set(FLOORS) <= set(list_sounds())
    pitches = {"Hall_Floor_1": 440, "floor_2": 1000}  # a part of the name is enough
    with system.recorded(FLOORS[0]) as first, system.recorded(FLOORS[1]) as second:
        threads = [
            threading.Thread(target=open_speaker(name).play, args=(tone(pitch),)) for name, pitch in pitches.items()
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    assert pitch(heard(first)) == pytest.approx(440, rel=0.05)
    assert pitch(heard(second)) == pytest.approx(1000, rel=0.05)


def test_all_that_is_played_is_heard_from_the_first_moment_to_the_last(system: SoundSystem):
    parts = [tone(1000, seconds=0.2), tone(700), tone(440, seconds=0.2)]
    with system.recorded(FLOORS[0]) as file:
        assert open_speaker(FLOORS[0]).play(joined(parts, rate_hz=RATE_HZ))

    sound, moment = heard(file), RATE_HZ // 10
    assert pitch(sound[:moment]) == pytest.approx(1000, rel=0.05)
    assert pitch(sound[-moment:]) == pytest.approx(440, rel=0.05)
    assert len(sound) / RATE_HZ == pytest.approx(1.4, abs=0.25)


def test_a_loudspeaker_that_is_pulled_out_is_missed_and_found_again(system: SoundSystem):
    plug = system.plug_in("Hall_Spare")
    speaker = open_speaker("hall_spare")
    speaker.check()
    pulled = threading.Timer(0.5, system.control, args=("unload-module", plug))
    pulled.start()

    with pytest.raises(NoSound, match="stopped playing"):
        speaker.play(tone(440))
    with pytest.raises(NoSound) as missing:
        speaker.check()
    assert missing.value.facts == {"device": "hall_spare"}

    system.plug_in("Hall_Spare")
    began = time.monotonic()
    assert speaker.play(tone(440, seconds=0.2))
    assert time.monotonic() - began >= 0.2
