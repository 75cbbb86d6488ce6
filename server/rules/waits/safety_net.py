"""The safety net: a regression on what a line looks like, for halls that cannot be played forward.

Where clerks do not press the buttons, or serve whom they like, the roll-out is wrong in ways that it cannot know. The
net learns waits from counts and past waits alone, and is mixed in by how well both have done lately: in a hall that
works as it says it counts for nothing.
"""

from collections import deque
from collections.abc import Sequence
from math import exp, log, sqrt

from server.rules.waits.chance import quantile
from server.rules.waits.line_view import LONGEST_S, OFFSET_S
from server.rules.waits.rollout import Wait

LEAST_CASES = 200
REFIT_EVERY = 100
STIFFNESS = 0.003
ERRORS_KEPT = 600
FIRST_ERRORS = (0.4, 0.55, 0.7, 0.85, 1.0, 1.0, 1.2, 1.45, 1.8, 2.4)
LOSSES_KEPT = 300
LEAST_LOSSES = 30
SHARPNESS = 12
HANDICAP = 1.2
"""How strongly the better of both is preferred; the net must be better to count for much."""

FORGET = 0.9998
"""What a case leaves of the weight of each one before it."""


class SafetyNet:
    """Learns waits from features, and mixes its estimates with those of the roll-out."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._squares: list[list[float]] = []
        self._products: list[float] = []
        self._cases = 0
        self._weights: list[float] | None = None
        self._errors: deque[float] = deque(map(log, FIRST_ERRORS), maxlen=ERRORS_KEPT)
        self._range: tuple[float, float] | None = None
        self._losses: deque[tuple[float, float]] = deque(maxlen=LOSSES_KEPT)

    def learn(self, seen: Sequence[float], waited_s: float, *, played: Wait | None, guessed: Wait | None) -> None:
        """Take how long somebody waited whose line looked so, and what was said of it then."""
        if guessed is not None:
            if played is not None:
                self._losses.append((_loss(played, waited_s), _loss(guessed, waited_s)))
            self._errors.append(log((waited_s + OFFSET_S) / (guessed.median + OFFSET_S)))
            self._range = None
        self._add(seen, log(waited_s + OFFSET_S))
        if self._cases >= LEAST_CASES and self._cases % REFIT_EVERY == 0:
            self._weights = _solve(self._stiffened(), self._products)

    def mix(self, played: Wait, guessed: Wait | None) -> Wait:
        """Return an estimate of the roll-out, mixed with the net's own by how both have done lately."""
        share = self.share if guessed is not None else 0.0
        if guessed is None or share < 0.005:
            return played
        return Wait(
            low=_between(played.low, guessed.low, share),
            median=_between(played.median, guessed.median, share),
            high=_between(played.high, guessed.high, share),
        )

    @property
    def share(self) -> float:
        """How much of an estimate is the net's, from 0 to 1."""
        if len(self._losses) < LEAST_LOSSES:
            return 0.0
        played, own = (sum(losses) + 1e-9 for losses in zip(*self._losses, strict=True))
        return 1 / (1 + float(min(1e6, HANDICAP * own / played) ** SHARPNESS))

    def guess(self, seen: Sequence[float]) -> Wait | None:
        """Return the net's own estimate, None while it has learned too little."""
        if self._weights is None:
            return None
        if self._range is None:
            ordered = sorted(self._errors)
            self._range = quantile(ordered, 0.1), quantile(ordered, 0.9)
        middle = sum(weight * each for weight, each in zip(self._weights, seen, strict=True))
        median = min(max(exp(min(middle, 12.0)) - OFFSET_S, 0.0), LONGEST_S)
        low, high = ((median + OFFSET_S) * exp(each) - OFFSET_S for each in self._range)
        return Wait(low=min(median, max(0.0, low)), median=median, high=max(median, high))

    def _add(self, seen: Sequence[float], target: float) -> None:
        if not self._squares:
            self._squares = [[0.0] * len(seen) for _ in seen]
            self._products = [0.0] * len(seen)
        self._cases += 1
        for row, one in zip(self._squares, seen, strict=True):
            for place, other in enumerate(seen):
                row[place] = row[place] * FORGET + one * other
        self._products = [product * FORGET + one * target for product, one in zip(self._products, seen, strict=True)]

    def _stiffened(self) -> list[list[float]]:
        """Return the sums with a little added to each variance, so that what never varies does no harm."""
        count = self._squares[0][0]
        rows = [row.copy() for row in self._squares]
        for place, row in enumerate(rows):
            mean = self._squares[0][place] / count
            variance = max(0.0, row[place] / count - mean * mean)
            row[place] += (STIFFNESS * count * (variance or 1.0) + 1e-6) if place else 1e-9
        return rows


def _solve(rows: list[list[float]], right: Sequence[float]) -> list[float] | None:
    """Solve a symmetric, positive system by Cholesky's way; None where it is not positive after all."""
    size = len(right)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = rows[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            if i == j:
                if rest <= 0:
                    return None
                lower[i][i] = sqrt(rest)
            else:
                lower[i][j] = rest / lower[j][j]
    forward: list[float] = []
    for i in range(size):
        forward.append((right[i] - sum(lower[i][k] * forward[k] for k in range(i))) / lower[i][i])
    solved = [0.0] * size
    for i in reversed(range(size)):
        solved[i] = (forward[i] - sum(lower[k][i] * solved[k] for k in range(i + 1, size))) / lower[i][i]
    return solved


def _loss(told: Wait, waited_s: float) -> float:
    """Return the pinball loss over the three points."""
    pairs = ((0.1, told.low), (0.5, told.median), (0.9, told.high))
    return sum(max(share * (waited_s - point), (share - 1) * (waited_s - point)) for share, point in pairs)


def _between(one: float, other: float, share: float) -> float:
    return max(0.0, exp((1 - share) * log(one + OFFSET_S) + share * log(other + OFFSET_S)) - OFFSET_S)
