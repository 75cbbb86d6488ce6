"""What a voice pack is made from: whole sentences to speak, and which stretches of them become clips."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kokoro import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Words that stay together, spoken between two pauses; kept as the clip `key`, or only there as surroundings."""

    words: tuple[Word, ...]
    key: str | None = None

    @property
    def text(self) -> str:
        """What the clip says, for the manifest."""
        return "".join(word.text + (" " if word.text.isascii() else "") for word in self.words).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One sentence to speak: natural surroundings give every clip in it its tones and its rhythm."""

    groups: tuple[Group, ...]

    @property
    def words(self) -> list[Word]:
        """All words of the sentence in order."""
        return [word for group in self.groups for word in group.words]

    @property
    def texts(self) -> dict[str, str]:
        """The clips that the sentence holds, and what each says."""
        return {group.key: group.text for group in self.groups if group.key is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A voice pack to make: how to speak, what to speak, and the rules that its manifest gives to the display."""

    folder: str
    name: str
    language: str
    voice: str
    speed: float
    ogg_quality: int
    takes: Callable[[], Iterator[Take]]
    sentences: dict[str, list[str]]
    parts: dict[str, list[list[str]]]
    readings: dict[str, dict[str, str]] = field(default_factory=dict)
