"""What every face of the board says of windows that take nobody."""

from datetime import datetime

from hall.board_parts import WindowsAway
from hall.language import Language
from hall.window_spans import shortened


def list_away(away: WindowsAway, language: Language) -> list[str]:
    """Return one saying for the paused windows, one for each that says when it comes back, one for the closed."""
    between = language.text("display.strip.between")
    paused, closed = (between.join(shortened(ids)) for ids in (away.paused, away.closed))
    return [
        *([language.text("display.strip.paused", windows=paused)] if paused else []),
        *(
            language.text("display.strip.paused_until", window=window_id, time=f"{back_at:%H:%M}")
            for window_id, back_at in away.back
        ),
        *([language.text("display.strip.closed", windows=closed)] if closed else []),
    ]


def back_text(back_at: datetime | None, language: Language) -> str:
    """Return when a paused window takes visitors again, as its sign says it; nothing where nobody knows."""
    return "" if back_at is None else language.text("display.sign.back", time=f"{back_at:%H:%M}")
