"""Today's appointments of one telephone number, when they are several: which one?"""

from collections.abc import Sequence

from hall.appointment import Appointment
from kiosk.pages import Section
from kiosk.phrases import pill_phrase, time_phrase
from kiosk.screens.paged import PagedView
from kiosk.widgets.list_card import Entry


class BookedView(PagedView):
    """The earliest first."""

    def list_sections(self) -> Sequence[Section[Entry]]:
        """Return every appointment with its time and matter."""
        text = self.reception.language.text
        self.title, self.subtitle = text("kiosk.booked.title"), text("kiosk.booked.hint")
        return (Section(name="", entries=tuple(map(self._entry, self.reception.visit.booked))),)

    def _entry(self, booked: Appointment) -> Entry:
        language, guide = self.reception.language, self.reception.guide
        today = guide.matter(booked.matter_id) if guide.has_matter(booked.matter_id) else None
        where = guide.where(today) if today else None
        what = [language.of(today.matter.name)] if today else []
        return Entry(
            key=f"booked.{booked.appointment_id}",
            name=" · ".join([time_phrase(booked.slot, guide.zone), *what]),
            icon="calendar-check",
            pill=pill_phrase(language, where) if where else "",
            colour=where.floor.colour if where else "ink",
            act=lambda: self.reception.numbers.choose_booked(booked.code),
        )
