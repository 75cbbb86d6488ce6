"""What was told and what came of it: calibration and safety net taught by each first call."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.rules.waits.calibration import Calibration
from server.rules.waits.rollout import Wait
from server.rules.waits.safety_net import SafetyNet


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An estimate at a moment: what the roll-out played, how the line looked, and what the safety net made of that.

    What the net would say later counts for nothing: by then it knows the outcomes of those who waited beside.
    """

    at: float
    played: Wait | None
    seen: Sequence[float]
    guessed: Wait | None


class Judgement:
    """Learns from outcomes how far the roll-out can be relied on."""

    def __init__(self) -> None:
        """Begin with trust."""
        self._calibration = Calibration()
        self._net = SafetyNet()

    def ask(self, *, at: float, played: Wait | None, seen: Sequence[float]) -> Asked:
        """Return an estimate of the roll-out with what the safety net says beside it."""
        return Asked(at=at, played=played, seen=seen, guessed=self._net.guess(seen))

    def told(self, asked: Asked, *, wider: float) -> Wait | None:
        """Return what to tell, None where the roll-out came to nothing; `wider` as the learner has it."""
        if asked.played is None:
            return None
        return self._calibration.stretch(self._net.mix(asked.played, asked.guessed), wider=wider)

    def learn(self, asked: Asked, *, called_at: float) -> None:
        """Take when somebody was called for the first time."""
        waited_s = max(0.0, called_at - asked.at)
        if asked.played is not None:
            self._calibration.learn(self._net.mix(asked.played, asked.guessed), waited_s)
        self._net.learn(asked.seen, waited_s, played=asked.played, guessed=asked.guessed)

    @property
    def net_share(self) -> float:
        """How much of an estimate is the safety net's, from 0 to 1."""
        return self._net.share
