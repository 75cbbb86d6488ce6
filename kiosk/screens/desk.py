"""Where the guide desk is, in a line for every page that sends visitors there."""

from hall.places import Floor
from kiosk.phrases import desk_phrase
from kiosk.reception import Reception


def with_desk(advice: str, reception: Reception, *, text: str = "", near: Floor | None = None) -> str:
    """Return advice and, where it or the text before it sends to the guide desk, on a line of its own where that is.

    `near` is the floor that the visitor goes to, if that is where the desk is meant.
    """
    name = reception.language.text("kiosk.desk.name")
    if not reception.hall.is_ready or name.lower() not in (text + advice).lower():
        return advice
    return "\n".join(filter(None, (advice, desk_phrase(reception.language, reception.guide, near=near))))
