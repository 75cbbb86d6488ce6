"""The matters of a department or a theme, each with its place and queue."""

from collections.abc import Sequence

from hall.places import MatterToday
from kiosk.everyday_words import list_everyday_words
from kiosk.pages import Section
from kiosk.phrases import pill_phrase
from kiosk.screens.chosen import mark_chosen
from kiosk.screens.paged import PagedView
from kiosk.screens.queue_line import queue_line
from kiosk.visit import Scope
from kiosk.widgets.figure_line import JOINT
from kiosk.widgets.list_card import Entry

FEW = 9
"""In so many rows everyday words have a line of their own; in more, one of them leads the queue's line, lest there be
more pages to turn."""


class MattersView(PagedView):
    """The matters of the visitor's scope."""

    def list_sections(self) -> Sequence[Section[Entry]]:
        """Return one section: the matters in the hall's order."""
        scope = self.reception.visit.scope or Scope()
        matters = self.reception.hall.guide.list_matters(scope)
        self.title = self._title(scope)
        self.subtitle = self._subtitle(len(matters))
        is_long = len(matters) > FEW
        entries = tuple(self._entry(today, is_long=is_long) for today in matters)
        self.has_why = any(entry.why for entry in entries) and not is_long
        return (Section(name="", entries=entries),)

    def _title(self, scope: Scope) -> str:
        language, guide = self.reception.language, self.reception.hall.guide
        if scope.department_id is not None:
            return str(language.of(guide.department(scope.department_id).name))
        if scope.theme_id is not None:
            return str(language.of(guide.theme(scope.theme_id).name))
        return str(language.text(f"kiosk.themes.{scope.audience}"))

    def _subtitle(self, count: int) -> str:
        number = "none" if not count else "one" if count == 1 else "many"
        return str(self.reception.language.text(f"kiosk.matters.{number}", count=count))

    def _entry(self, today: MatterToday, *, is_long: bool) -> Entry:
        language, guide = self.reception.language, self.reception.hall.guide
        where = guide.where(today)
        mode = language.text(f"kiosk.mode.{today.handling.mode}")
        entry = Entry(
            key=f"matters.{today.matter.matter_id}",
            name=language.of(today.matter.name),
            line=queue_line(self.reception, today) if where else mode,
            pill=pill_phrase(language, where) if where else "",
            colour=where.floor.colour if where else "ink",
            why=JOINT.join(list_everyday_words(today.matter, language=language.code)[: 1 if is_long else None]),
            act=lambda: self.reception.choose_matter(today.matter.matter_id),
        )
        return mark_chosen(entry, self.reception, today.matter.matter_id)
