"""VoicePack: the clips that a call is said with, as `assets/voice/README.md` describes them."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from hall.errors import BadSettings

_NOTHING_ELSE = ConfigDict(extra="forbid")


@checked(frozen=True, slots=True, kw_only=True, config=_NOTHING_ELSE)
class Clip:
    """Where a clip is: a part of a file, or the whole of it when both times are None; `text` are its words."""

    file: str
    text: str
    start_ms: int | None = None
    length_ms: int | None = None


@checked(frozen=True, slots=True, kw_only=True, config=_NOTHING_ELSE)
class Manifest:
    """A pack's `manifest.toml`: sentences are steps, steps are parts or pauses, parts have alternatives of clips."""

    name: str
    language: str
    sample_rate_hz: int
    licence: str
    source: str
    sentences: dict[str, list[str]]
    parts: dict[str, list[list[str]]]
    clips: dict[str, Clip]
    readings: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePack:
    """A pack on the disk."""

    folder: Path
    manifest: Manifest


def load_pack(folder: Path) -> VoicePack:
    """Read a pack and check that every file and part that it names is there.

    Raises:
        BadSettings: it cannot be used; the detail names the manifest, the place and what is missing.
    """
    file = folder / "manifest.toml"
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
        manifest = TypeAdapter(Manifest).validate_python(values)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{file}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadSettings(f"{file}: {place}: {first['msg']}") from error
    _check(file, manifest)
    return VoicePack(folder=folder, manifest=manifest)


def _check(file: Path, manifest: Manifest) -> None:
    missing = {clip.file for clip in manifest.clips.values() if not (file.parent / clip.file).is_file()}
    if missing:
        raise BadSettings(f"{file}: these sound files are not there: {', '.join(sorted(missing)[:5])}")
    for key, clip in manifest.clips.items():
        if (clip.start_ms is None) != (clip.length_ms is None):
            raise BadSettings(f"{file}: clips.{key}: give both start_ms and length_ms, or neither")
    if "call_here" not in manifest.sentences:
        raise BadSettings(f"{file}: sentences: call_here is missing: no call could be said")
