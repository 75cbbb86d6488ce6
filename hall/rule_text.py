"""The hall's rules in words, from the very constants that the engine uses, for paper, kiosk, board and phone alike."""

from hall.language import Language
from hall.places import Rules


def missed_call_text(rules: Rules, language: Language) -> str:
    """Say what becomes of a number whose visitor does not come."""
    grace = _duration(rules.no_show_grace_s, language)
    return language.text("rules.missed", calls=rules.no_show_min_calls, grace=grace)


def _duration(seconds: int, language: Language) -> str:
    minutes, rest = divmod(seconds, 60)
    if rest:
        return language.text("rules.seconds", count=seconds)
    return language.text("rules.minute" if minutes == 1 else "rules.minutes", count=minutes)
