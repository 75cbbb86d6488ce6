"""Slow papers: of several matters, one that asks for what another gives only after days. Pure; the words are keys."""

from collections.abc import Sequence

from hall.language import Language
from hall.places import MatterToday
from kiosk.phrases import limit_phrase


def slow_paper_phrase(matters: Sequence[MatterToday], language: Language) -> str:
    """Return which matter cannot be done today by whoever has not its paper yet; of several, that which takes longest.

    Empty where every paper that one of the matters gives another is given on the spot.
    """
    waits = [
        (giver.matter.limit_days, asker, giver)
        for asker in matters
        for material in asker.matter.materials
        for giver in matters
        if giver.matter.limit_days and giver.matter.matter_id in material.given_by
    ]
    if not waits:
        return ""
    _, asker, giver = max(waits, key=lambda wait: wait[0])
    return language.text(
        "kiosk.basket.slow_paper",
        asker=language.of(asker.matter.name),
        giver=language.of(giver.matter.name),
        limit=limit_phrase(language, giver),
    )
