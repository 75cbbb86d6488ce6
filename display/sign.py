"""What stands above one window: its number, whether it takes visitors, and who is called to it."""

from dataclasses import dataclass

from display.named_places import NamedPlaces, Place
from display.scene import Scene
from hall.events import WindowState
from hall.places import Text
from hall.ticket import TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One window: its state, and the number there (None for none) with how it stands and what it came for.

    `call_id` is that of the newest call to the window for the number that is there.
    """

    place: Place
    name: Text | None
    state: WindowState
    number: str | None = None
    ticket_state: TicketState | None = None
    matter: Text | None = None
    call_id: int | None = None


def sign_of(scene: Scene, places: NamedPlaces) -> Sign | None:
    """Return the sign of the window that the display stands above, or None when it is a board."""
    window_id = scene.coverage.window_id
    if window_id is None:
        return None
    place, name = places.of_window(window_id), places.find_window_name(window_id)
    windows = scene.snapshot.windows if scene.snapshot else ()
    window = next((window for window in windows if window.window_id == window_id), None)
    if window is None or window.number is None:
        return Sign(place=place, name=name, state=window.state if window else WindowState.CLOSED)
    calls = scene.in_coverage(scene.snapshot.calls) if scene.snapshot else ()
    call = next((call for call in calls if call.number == window.number), None)
    return Sign(
        place=place,
        name=name,
        state=window.state,
        number=window.number,
        ticket_state=call.state if call else TicketState.SERVING,
        matter=places.matter(call.matter_id) if call else None,
        call_id=call.call_id if call else None,
    )
