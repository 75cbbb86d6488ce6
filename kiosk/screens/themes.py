"""What people, or firms, come for, by life event."""

from collections.abc import Sequence

from hall.places import Audience, Theme
from kiosk.pages import Section
from kiosk.screens.paged import PagedView
from kiosk.visit import Scope
from kiosk.widgets.list_card import Entry


class ThemesView(PagedView):
    """The themes of the visitor's audience, and all its matters in one list."""

    columns = 2

    def list_sections(self) -> Sequence[Section[Entry]]:
        """Return one section: the themes, then "all"."""
        language = self.reception.language
        audience = self.reception.visit.audience or Audience.PERSON
        self.title = language.text(f"kiosk.themes.{audience}")
        self.subtitle = language.text("kiosk.themes.hint")
        themes = self.reception.hall.guide.list_themes(audience)
        everything = Entry(
            key="themes.all",
            name=language.text("kiosk.themes.all"),
            line=self._count(Scope(audience=audience)),
            icon="list-bullets",
            act=lambda: self.reception.open_matters(Scope(audience=audience)),
        )
        entries = (*(self._entry(theme, audience) for theme in themes), everything)
        return (Section(name="", entries=entries),)

    def _entry(self, theme: Theme, audience: Audience) -> Entry:
        scope = Scope(audience=audience, theme_id=theme.theme_id)
        return Entry(
            key=f"themes.{theme.theme_id}",
            name=self.reception.language.of(theme.name),
            line=self._count(scope),
            icon=theme.icon,
            act=lambda: self.reception.open_matters(scope),
        )

    def _count(self, scope: Scope) -> str:
        count = len(self.reception.hall.guide.list_matters(scope))
        number = "one" if count == 1 else "many"
        return str(self.reception.language.text(f"kiosk.themes.count_{number}", count=count))
