"""The departments by how they are handled here: own windows first, then the comprehensive window, then elsewhere."""

from collections.abc import Sequence

from hall.places import Department, HandlingMode
from kiosk.pages import Section
from kiosk.phrases import pill_phrase
from kiosk.screens.paged import PagedView
from kiosk.visit import Reading, Scope
from kiosk.widgets.list_card import Entry

SECTIONS = (
    HandlingMode.PERMANENT,
    HandlingMode.COMPREHENSIVE,
    HandlingMode.AUTHORISED,
    HandlingMode.DELEGATED,
    HandlingMode.NOT_MOVED_IN,
    HandlingMode.ORIGINAL_HALL,
)

ALL = "all"


class DepartmentsView(PagedView):
    """Every department of the hall."""

    columns = 2

    def list_sections(self) -> Sequence[Section[Entry]]:
        """Return a section for each mode that a department has today; one for all in larger text: fewer pages.

        What a section would say, each card says too.
        """
        self.title = self.reception.language.text("kiosk.departments.title")
        guide = self.reception.hall.guide
        sections = tuple(
            Section(name=mode, entries=tuple(self._entry(each, mode) for each in guide.list_departments(mode)))
            for mode in SECTIONS
        )
        if Reading.LARGE not in self.reception.visit.reading:
            return sections
        return (Section(name=ALL, entries=tuple(entry for section in sections for entry in section.entries)),)

    def come_on(self) -> None:
        """Begin with the first page, and say in the visitor's language which departments it has."""
        super().come_on()
        self.take_section(self.ids.list.section)

    def take_section(self, name: str) -> None:
        """Say which departments these are."""
        count = len(self.reception.hall.guide.directory.departments)
        self.subtitle = self.reception.language.text(f"kiosk.departments.{name}", count=count) if name else ""

    def _entry(self, department: Department, mode: HandlingMode) -> Entry:
        language, guide = self.reception.language, self.reception.hall.guide
        where = guide.where_department(department.department_id)
        scope = Scope(department_id=department.department_id)
        return Entry(
            key=f"departments.{department.department_id}",
            name=language.of(department.name),
            icon=department.icon,
            line=pill_phrase(language, where) if where else language.text(f"kiosk.mode.{mode}"),
            act=lambda: self.reception.open_matters(scope),
        )
