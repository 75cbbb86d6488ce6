"""What the managers' pages say: which of them somebody may see, and what each is drawn from. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hall.devices import DeviceKind
from hall.exchange import STAFF_ROLES, Role
from hall.language import Language
from hall.places import Directory
from hall.rating import Level
from server.rules.rights import Right, may
from server.web.auth import Principal
from server.web.doors import doors_of
from server.web.reasons import reasons_under
from server.web.rendering import texts_of

REASONS = ("console.hold_reason.", "console.pause_reason.", "desk.cancel_reason.", "rules.reason.")
ROLES = "manage.role."
REQUESTS = "trail.request."
ACTS = "manage.act."
"""Under this the texts name what the audit trail tells: notes by their words, events by their kinds."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the managers' pages: its name in addresses, templates and texts, and the right that it needs."""

    name: str
    right: Right

    @property
    def path(self) -> str:
        """Where it is: the record of the waits has an address of its own."""
        return f"/{self.name}" if self in {WAITS, BOARDS} else f"/manage/{self.name}"


WAITS = Section("waits", Right.READ_FIGURES)
BOARDS = Section("boards", Right.TELL_BOARDS)
"""Not one of the managers' own: it is on the way of whoever may."""

AUDIT = Section("audit", Right.READ_AUDIT)

DAY = Section("day", Right.READ_FIGURES)
HALL = Section("hall", Right.READ_FIGURES)
"""What everybody may see of the hall is here for those who manage it."""

SECTIONS = (
    Section("staff", Right.MANAGE_STAFF),
    AUDIT,
    DAY,
    Section("devices", Right.MAKE_DEVICES),
    Section("ratings", Right.READ_RATINGS),
    HALL,
    WAITS,
)
"""In the order of the row above them: the first that somebody may see is where they begin."""


def sections_of(role: Role) -> tuple[Section, ...]:
    """Return the pages that a role may see, in the order of the row above them."""
    return tuple(section for section in (*SECTIONS, BOARDS) if may(role, section.right))


def manage_facts(  # noqa: PLR0913 -- a page is all of this
    section: Section,
    directory: Directory,
    language: Language,
    *,
    languages: Mapping[str, Language],
    who: Principal,
    today: date,
    names: Sequence[str] = (),
) -> dict[str, object]:
    """Return what the template of a managers' page draws from.

    Args:
        section: which of the pages.
        directory: the hall's.
        language: the reader's.
        languages: all, for words typed in either.
        who: reads it.
        today: the hall's business date.
        names: of the staff, where somebody is looked for.
    """
    data: dict[str, object] = {
        "section": section.name,
        "language": language.code,
        "time_zone": directory.hall.time_zone,
        "today": today.isoformat(),
        "me": who.name,
        "may_settle": who.may(Right.SETTLE_RATING),
        "may_close": who.may(Right.CLOSE_DAY),
        "windows": [window.window_id for window in directory.windows],
        "texts": manage_texts(section, language),
    }
    if section is AUDIT:
        data |= {"who_words": who_words(names, languages.values())}
    if section in {AUDIT, DAY}:
        data |= _names(directory, language) | {"reasons": _reasons(language, languages["zh"])}
    return {
        "hall": directory.hall,
        "clerk": who.name,
        "section": section.name,
        "sections": sections_of(who.role),
        "doors": [door for door in doors_of(who.role) if door.name not in {"manage", BOARDS.name}],
        "roles": [each.value for each in STAFF_ROLES],
        "may_close": who.may(Right.CLOSE_DAY),
        "kinds": [each.value for each in DeviceKind.__args__],  # type: ignore[attr-defined]  # of a Literal
        "levels": [each.value for each in Level],
        "names": names,
        "act_groups": act_groups(language),
        "data": data,
    }


def manage_texts(section: Section, language: Language) -> dict[str, str]:
    """Return what the scripts of a managers' page say."""
    is_audit = section is AUDIT
    texts = texts_of(
        language, "manage", ("live", "ask", "errors", "role", section.name, *(("act",) if is_audit else ()))
    )
    texts |= texts_of(language, "staff", ("wrong", "field"))
    texts |= texts_of(language, "trail", ("result", *(("request", "fact", "word") if is_audit else ())))
    if section is HALL:
        texts |= {"page.count": language.texts["plan.page.count"]}
    if section.name == "ratings":
        texts |= texts_of(language, "phone", ("rating",))
    return texts


def who_words(names: Sequence[str], languages: Iterable[Language]) -> dict[str, str]:
    """Return the staff's names and the kinds of actors by what people type for them, in small letters.

    Two names that differ in large and small letters alone must be typed as they are.
    """
    small = Counter(name.lower() for name in names)
    roles = {
        text.lower(): key.removeprefix(ROLES)
        for language in languages
        for key, text in language.texts.items()
        if key.startswith(ROLES)
    }
    return {name.lower(): name for name in names if small[name.lower()] == 1} | roles


def act_groups(language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the acts that can be looked for, in groups: notes, events (with a capital), requests by their routes."""
    acts = [(key.removeprefix(ACTS), text) for key, text in language.texts.items() if key.startswith(ACTS)]
    notes, events = ([each for each in acts if each[0][0].isupper() is is_event] for is_event in (False, True))
    asked = [(key.removeprefix(REQUESTS), text) for key, text in language.texts.items() if key.startswith(REQUESTS)]
    groups = {"of_staff": notes, "of_hall": events, "of_requests": asked}
    return [(language.text(f"manage.audit.{name}"), acts) for name, acts in groups.items()]


def _reasons(language: Language, chinese: Language) -> dict[str, str]:
    """Return the ready reasons by what the record has of them."""
    ready = (each for prefix in REASONS for each in reasons_under(prefix, language, chinese))
    return {each["value"]: each["label"] for each in ready}


def _names(directory: Directory, language: Language) -> dict[str, object]:
    """Return what matters and queues are called whose ids stand in the record."""
    return {
        "matters": {each.matter.matter_id: language.of(each.matter.name) for each in directory.matters},
        "queues": {each.queue_id: language.of(each.name) for each in directory.queues},
    }
