"""From a matter to what is printed of it without a number: what to bring, or where else it is handled. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime

from hall.language import Language
from hall.places import MatterToday, Text
from kiosk.elsewhere import Elsewhere, find_elsewhere
from kiosk.guide import Guide
from kiosk.phrases import Tone, limit_phrase, windows_phrase
from printer import NoteItem, NoteKind, NoteSlip


def make_note(today: MatterToday, guide: Guide, languages: Mapping[str, Language], *, at: datetime) -> NoteSlip:
    """Return the list of what to bring; for a matter that is handled elsewhere, where, when and how to get there.

    Args:
        today: the matter.
        guide: the hall.
        languages: both.
        at: now, aware.
    """
    if today.handling.is_here:
        return _materials_note(today, guide, languages, at=at)
    return _way_note(today, guide, languages, at=at)


def _materials_note(today: MatterToday, guide: Guide, languages: Mapping[str, Language], *, at: datetime) -> NoteSlip:
    matter = today.matter

    def both(say: Callable[[Language], str]) -> Text:
        return _both(languages, say)

    fee = both(lambda language: language.of(matter.fee) if matter.fee else language.text("kiosk.matter.free"))
    return NoteSlip(
        hall=guide.hall.name,
        title=both(lambda language: language.text("kiosk.matter.materials")),
        matter=matter.name,
        department=guide.department(matter.department).name,
        printed_at=at.astimezone(guide.zone),
        items=tuple(NoteItem(head=material) for material in matter.materials),
        is_ticked_off=True,
        tail=(
            both(lambda language: _where(today, guide, language)),
            both(lambda language: _fact(language, "limit", limit_phrase(language, today))),
            both(lambda language: _fact(language, "fee", language.of(fee))),
            both(lambda language: language.text("kiosk.note.all_of_it")),
        ),
        url=matter.online or "",
    )


def _way_note(today: MatterToday, guide: Guide, languages: Mapping[str, Language], *, at: datetime) -> NoteSlip:
    zh, en = (find_elsewhere(today, guide, languages[code]) for code in ("zh", "en"))
    items = tuple(
        NoteItem(
            head=Text(zh=here.name, en=there.name),
            lines=tuple(Text(zh=line, en=other) for line, other in zip(here.lines, there.lines, strict=True)),
        )
        for here, there in zip(zh.places, en.places, strict=True)
    )
    materials = _both(
        languages,
        lambda language: _fact(
            language,
            "materials",
            language.text("kiosk.note.joint").join(language.of(each).rstrip("。.") for each in today.matter.materials),
        ),
    )
    return NoteSlip(
        hall=guide.hall.name,
        title=_both(languages, lambda language: language.text("kiosk.note.go_there")),
        matter=today.matter.name,
        department=guide.department(today.matter.department).name,
        printed_at=at.astimezone(guide.zone),
        kind=NoteKind.DIRECTIONS,
        lead=Text(zh=_lead(zh, languages["zh"]), en=_lead(en, languages["en"])),
        items=items,
        tail=(materials,) if today.matter.materials else (),
        url=today.matter.online or "",
    )


def _lead(words: Elsewhere, language: Language) -> str:
    """Return what stands before the places: why there is no number here, then what to do, as on the glass."""
    if not words.advice:
        return words.headline
    return language.text("kiosk.note.lead", headline=words.headline, advice=words.advice)


def _where(today: MatterToday, guide: Guide, language: Language) -> str:
    where = guide.where(today)
    if where is None:
        return ""
    windows = windows_phrase(language, where.windows, Tone.LONG)
    place = language.text("kiosk.note.place", floor=language.of(where.floor.name), windows=windows)
    return _fact(language, "where", place)


def _fact(language: Language, fact: str, words: str) -> str:
    return language.text("kiosk.matter.line", fact=language.text(f"kiosk.matter.{fact}"), words=words)


def _both(languages: Mapping[str, Language], say: Callable[[Language], str]) -> Text:
    return Text(zh=say(languages["zh"]), en=say(languages["en"]))
