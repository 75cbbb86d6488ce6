"""The body of a matter's page when it is not handled in this hall: where to go instead, and no useless number."""

from datetime import date

from kivy.properties import ListProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.language import Language
from hall.places import HandlingMode, MatterToday, TownCentre
from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # matter_elsewhere.kv names it


class PlaceCard(Panel):
    """A place to go to: its name and lines of address, hours, telephone and way."""

    name = StringProperty()
    lines = StringProperty()


class MatterElsewhere(BoxLayout):
    """Says why there is no number here, and what to do."""

    reception = ObjectProperty()
    headline = StringProperty()
    advice = StringProperty()
    places = ListProperty()

    def fill(self, today: MatterToday) -> None:
        """Show where the matter is handled."""
        match today.handling.mode:
            case HandlingMode.DELEGATED:
                self._fill_towns(today)
            case HandlingMode.ORIGINAL_HALL:
                self._fill_original_hall()
            case _:
                self._fill_not_moved_in(today)
        self.ids.places.clear_widgets()
        for name, lines in self.places:
            self.ids.places.add_widget(PlaceCard(name=name, lines=lines))

    def _fill_towns(self, today: MatterToday) -> None:
        language = self.reception.language
        self.headline = language.text("kiosk.matter.delegated")
        self.advice = language.text("kiosk.matter.delegated_hint")
        self.places = [self._town(town) for town in self.reception.hall.guide.list_towns(today)]

    def _fill_original_hall(self) -> None:
        language, hall = self.reception.language, self.reception.hall.guide.hall
        self.headline = language.text("kiosk.matter.original_hall")
        self.advice = language.text("kiosk.matter.original_hall_since", date=self._day(hall.opens_on))
        original = hall.original_hall
        lines = [self._line("address", language.of(original.address)), self._line("way", language.of(original.way))]
        self.places = [(language.of(original.name), "\n".join(lines))]

    def _fill_not_moved_in(self, today: MatterToday) -> None:
        language, handling = self.reception.language, today.handling
        department = language.of(self.reception.hall.guide.department(today.matter.department).name)
        self.headline = language.text("kiosk.matter.not_moved_in", department=department)
        since = handling.since
        self.advice = language.text("kiosk.matter.not_moved_in_since", date=self._day(since)) if since else ""
        todo = language.of(handling.note) if handling.note else language.text("kiosk.matter.ask_desk")
        self.places = [(language.text("kiosk.matter.not_moved_in_hint"), todo)]

    def _town(self, town: TownCentre) -> tuple[str, str]:
        language = self.reception.language
        lines = [
            self._line("address", language.of(town.address)),
            self._line("way", language.of(town.way)),
            self._line("hours", language.of(town.hours)),
            self._line("phone", town.phone),
        ]
        return language.of(town.name), "\n".join(lines)

    def _line(self, fact: str, words: str) -> str:
        language: Language = self.reception.language
        return language.text("kiosk.matter.line", fact=language.text(f"kiosk.matter.{fact}"), words=words)

    def _day(self, day: date) -> str:
        language: Language = self.reception.language
        month = language.text(f"kiosk.month.{day.month}")
        return language.text("kiosk.matter.day", year=day.year, month=month, day=day.day)


load_kv(__file__)
