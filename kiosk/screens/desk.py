"""Where the guide desk is, in a line for every page that sends visitors there."""

from kiosk.reception import Reception


def desk_line(reception: Reception) -> str:
    """Return which floor the nearest guide desk is on, and what it is called there; empty when the plan has none."""
    desk = reception.hall.guide.find_desk() if reception.hall.is_ready else None
    if desk is None:
        return ""
    floor, room = desk
    language = reception.language
    name = language.of(room.name)
    is_plain = name == language.text("kiosk.desk.name")
    return language.text("kiosk.desk.at" if is_plain else "kiosk.desk.named", floor=language.of(floor.name), desk=name)


def with_desk(advice: str, reception: Reception, *, text: str = "") -> str:
    """Return advice and, where it or the text before it sends to the guide desk, on a line of its own where that is."""
    name = reception.language.text("kiosk.desk.name")
    return (
        "\n".join(filter(None, (advice, desk_line(reception)))) if name.lower() in (text + advice).lower() else advice
    )
