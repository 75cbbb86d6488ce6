"""Who may be called before others: the visitor says which class, and learns where a person looks at the proof."""

from collections.abc import Sequence

from hall.places import Floor
from hall.ticket import PriorityClass
from kiosk.pages import Section
from kiosk.screens.desk import with_desk
from kiosk.screens.paged import PagedView
from kiosk.ticket_words import class_name
from kiosk.widgets.list_card import Entry

ICONS = {
    PriorityClass.ELDERLY: "hand-heart",
    PriorityClass.DISABLED: "wheelchair",
    PriorityClass.PREGNANT: "baby",
    PriorityClass.MILITARY: "shield-star",
    PriorityClass.MARTYR_FAMILY: "star",
}


class PriorityView(PagedView):
    """The classes of the hall's rules, and none of them."""

    def list_sections(self) -> Sequence[Section[Entry]]:
        """Return every class with what proves it."""
        text = self.reception.language.text
        self.title = text("kiosk.priority.title")
        self.subtitle = with_desk(text("kiosk.priority.hint"), self.reception, near=self._first_floor())
        entries = [self._entry(each, icon) for each, icon in ICONS.items()]
        none = Entry(
            key="priority.none",
            name=text("kiosk.priority.none"),
            icon="users",
            act=lambda: self.reception.wishes.choose_priority(PriorityClass.NORMAL),
        )
        return (Section(name="", entries=(*entries, none)),)

    def _first_floor(self) -> Floor | None:
        """Return the floor of the matter that a number is wanted for, where the proof is looked at."""
        wanted = self.reception.wishes.basket or (self.reception.chosen,)
        where = self.reception.guide.where(wanted[0])
        return where.floor if where else None

    def _entry(self, priority: PriorityClass, icon: str) -> Entry:
        language = self.reception.language
        name = class_name(priority, language)
        return Entry(
            key=f"priority.{priority}",
            name=name[:1].upper() + name[1:],
            line=language.text(f"kiosk.priority.proof_{priority}"),
            icon=icon,
            act=lambda: self.reception.wishes.choose_priority(priority),
        )
