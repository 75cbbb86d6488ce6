"""A floor's plan as any screen shows it: in the visitor's language, theme and the hall's windows."""

from typing import Any

from kivy.app import App

from hall.places import Floor
from kiosk.reception import Reception
from kiosk.widgets.plan_drawing import PlanShown


def plan_of(floor: Floor, reception: Reception, **facts: Any) -> PlanShown:  # noqa: ANN401  # PlanShown's own fields
    """Return the plan of a floor with what else it should show (`PlanShown`: goals, route, here, focus, title)."""
    app, text = App.get_running_app(), reception.language.text
    return PlanShown(
        floor=floor,
        windows=reception.hall.guide.directory.windows,
        here_words=text("kiosk.plan.here"),
        entrance_words=text("kiosk.plan.entrance"),
        language=reception.language,
        theme=app.theme,
        icons=app.icons,
        **facts,
    )
