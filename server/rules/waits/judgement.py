"""What was told and what came of it: calibration and safety net taught by each first call."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.rules.waits.calibration import Calibration
from server.rules.waits.rollout import Wait
from server.rules.waits.safety_net import SafetyNet


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An estimate of the roll-out at a moment, untouched, with how its line looked then."""

    at: float
    played: Wait | None
    seen: Sequence[float]


class Judgement:
    """Learns from outcomes how far the roll-out can be relied on."""

    def __init__(self) -> None:
        """Begin with trust."""
        self._calibration = Calibration()
        self._net = SafetyNet()

    def learn(self, asked: Asked, *, called_at: float) -> None:
        """Take when somebody was called for the first time."""
        waited_s = max(0.0, called_at - asked.at)
        mixed = None if asked.played is None else self._net.mix(asked.played, asked.seen)
        self._net.learn(asked.seen, waited_s, told=asked.played)
        if mixed is not None:
            self._calibration.learn(mixed, waited_s)

    def told(self, asked: Asked) -> Wait | None:
        """Return what to tell, None where the roll-out came to nothing."""
        return None if asked.played is None else self._calibration.stretch(self._net.mix(asked.played, asked.seen))

    @property
    def net_share(self) -> float:
        """How much of an estimate is the safety net's, from 0 to 1."""
        return self._net.share
