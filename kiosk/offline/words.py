"""What glass and paper say of an offline number. Pure."""

from hall.language import Language
from hall.ticket import Source, Ticket


def is_offline(ticket: Ticket) -> bool:
    """Whether a number was given by this kiosk, and the server does not have it yet."""
    return ticket.source is Source.OFFLINE and ticket.ticket_id < 0


def offline_phrase(ticket: Ticket, language: Language) -> str:
    """Say on paper what the number means."""
    return language.text("kiosk.offline.slip", number=ticket.number)


def how_phrases(ticket: Ticket, language: Language) -> tuple[str, ...]:
    """Say on the glass what the number means, line by line."""
    keys = ("how_line", "how_call", "how_phone", "how_desk")
    return tuple(language.text(f"kiosk.offline.{key}", number=ticket.number) for key in keys)
