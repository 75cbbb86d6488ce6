"""What stands above one window: its number, whether it takes visitors, and who is called to it; pure."""

from dataclasses import dataclass
from datetime import datetime

from hall.events import WindowState
from hall.named_places import NamedPlaces, Place
from hall.places import Text
from hall.snapshot import Snapshot
from hall.ticket import TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One window: its state, and the number there (None for none) with how it stands and what it came for.

    `call_id` is that of the newest call to the window for the number that is there; `back_at` is when a paused window
    takes visitors again, if that is told and still to come.
    """

    place: Place
    name: Text | None
    state: WindowState
    number: str | None = None
    ticket_state: TicketState | None = None
    matter: Text | None = None
    call_id: int | None = None
    back_at: datetime | None = None

    @property
    def heading_key(self) -> str:
        """The language key of what is said of the window."""
        if self.number is None:
            return f"display.sign.{self.state.value}"
        return f"display.sign.{'calling' if self.is_calling else 'serving'}"

    @property
    def is_calling(self) -> bool:
        """Whether somebody is called and has not come yet."""
        return self.ticket_state is TicketState.CALLED

    @property
    def is_lit(self) -> bool:
        """Whether the window takes visitors, or somebody is there."""
        return self.number is not None or self.state is WindowState.OPEN


def sign_of(window_id: str, snapshot: Snapshot | None, places: NamedPlaces, *, now: datetime) -> Sign:
    """Return the sign of a window at a moment of the server's; one of which nothing is known is closed."""
    place, name = places.of_window(window_id), places.find_window_name(window_id)
    windows = snapshot.windows if snapshot else ()
    window = next((window for window in windows if window.window_id == window_id), None)
    if snapshot is None or window is None:
        return Sign(place=place, name=name, state=WindowState.CLOSED)
    if window.number is None:
        return Sign(place=place, name=name, state=window.state, back_at=window.back_at(now))
    here = (call for call in snapshot.calls if call.window_id == window_id and call.number == window.number)
    call = next(here, None)
    return Sign(
        place=place,
        name=name,
        state=window.state,
        number=window.number,
        ticket_state=call.state if call else TicketState.SERVING,
        matter=places.matter(call.matter_id) if call else None,
        call_id=call.call_id if call else None,
    )
