"""The words that can be seen on a glass of Kivy's; import it only once the window's settings have been made."""

from collections.abc import Iterator

from kivy.uix.label import Label
from kivy.uix.widget import Widget


def list_labels(widget: Widget) -> Iterator[Label]:
    """Yield the labels that can be seen and say something, in the order of the tree."""
    if widget.opacity == 0:
        return
    if isinstance(widget, Label) and widget.text.strip():
        yield widget
    for child in reversed(widget.children):
        yield from list_labels(child)
