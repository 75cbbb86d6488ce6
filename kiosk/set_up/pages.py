"""The pages of the set-up: one on which something is typed, and one on which something is chosen."""

from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.errors import HallError
from hall.language import Language
from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.set_up.fitter import DIGITS_ONLY, ORDER, TURNS, Draft, Fitter, Page
from kiosk.widgets.address_pad import AddressPad
from kiosk.widgets.control import OutlineButton, SolidButton
from kiosk.widgets.number_pad import NumberPad
from kiosk.widgets.sheet import Sheet
from printer import Findings, get_profile

CHOICES_MOST = 6
DOT = "●"
HALF_MOST = 17
"""So many characters are half a line."""


class SetUpHead(BoxLayout):
    """Which step it is, what is asked, and how it looks."""

    step = StringProperty()
    title = StringProperty()
    hint = StringProperty()


class SetUpWord(Panel):
    """What did not work, or what was found."""

    words = StringProperty()
    is_fault = BooleanProperty(defaultvalue=True)


class SetUpFoot(BoxLayout):
    """Back, the other language, and on."""

    can_go_back = BooleanProperty(defaultvalue=True)
    can_go_on = BooleanProperty(defaultvalue=False)
    is_busy = BooleanProperty(defaultvalue=False)

    __events__ = ("on_back", "on_language", "on_next")

    def on_back(self) -> None:
        """Back was tapped."""

    def on_language(self) -> None:
        """The other language was tapped."""

    def on_next(self) -> None:
        """On was tapped."""


class SetUpPage(Sheet):
    """What both kinds of page have."""

    fitter: Fitter = ObjectProperty()

    def show(self, language: Language) -> None:
        """Show the draft as it is."""
        draft = self.fitter.draft
        head, foot = self.ids.head, self.ids.foot
        head.step = language.text("upkeep.set_up.step", step=draft.step, steps=len(ORDER))
        head.title = language.text(f"upkeep.set_up.{draft.page}.title")
        head.hint = language.text(f"upkeep.set_up.{draft.page}.hint")
        self.ids.word.is_fault = draft.fault is not None
        self.ids.word.words = fault_words(draft.fault, language)
        foot.can_go_back = draft.page is not Page.SERVER and not draft.is_busy
        foot.can_go_on, foot.is_busy = self.fitter.can_go_on, draft.is_busy


class TypedPage(SetUpPage):
    """An address on the large pad, or digits; a PIN is shown as dots."""

    typed = StringProperty()

    def __init__(self, **kwargs: object) -> None:
        """Make both pads once."""
        super().__init__(**kwargs)
        self._address, self._digits = AddressPad(), NumberPad()
        self._address.bind(on_character=lambda _pad, character: self.fitter.type(character))
        self._digits.bind(on_digit=lambda _pad, digit: self.fitter.type(digit))
        self._digits.bind(on_enter=lambda _pad: self.fitter.go_on())
        for pad in (self._address, self._digits):
            pad.bind(on_delete=lambda _pad: self.fitter.delete())

    def show(self, language: Language) -> None:
        """Show what has been typed, and the pad for it."""
        super().show(language)
        draft = self.fitter.draft
        pad = self._digits if draft.page in DIGITS_ONLY else self._address
        if self.ids.pads.children != [pad]:
            self.ids.pads.clear_widgets()
            self.ids.pads.add_widget(pad)
        self.typed = DOT * len(draft.typed) if draft.page is Page.PIN else _grouped(draft)
        pad.delete_key.text = language.text("upkeep.set_up.delete")
        self._digits.enter_key.text = language.text("upkeep.set_up.next")
        self._digits.enter_key.is_enabled = self.fitter.can_go_on


class ChoiceKey(OutlineButton):
    """One of several."""

    value = StringProperty()


class ChosenKey(SolidButton):
    """The one of several that is chosen."""

    value = StringProperty()


class ChoicePage(SetUpPage):
    """A list of which one is chosen; of printers also what can be done about them; places can be asked for again."""

    options = ListProperty()
    has_acts = BooleanProperty(defaultvalue=False)
    can_test = BooleanProperty(defaultvalue=False)
    can_try_again = BooleanProperty(defaultvalue=False)
    is_busy = BooleanProperty(defaultvalue=False)
    test_words = StringProperty()

    def show(self, language: Language) -> None:
        """Show what can be chosen."""
        super().show(language)
        draft = self.fitter.draft
        self.is_busy, self.can_try_again = draft.is_busy, self.fitter.can_fetch_places
        self.has_acts = draft.page is Page.PRINTER
        self.can_test = self.has_acts and self.fitter.can_go_on
        tested = draft.tested
        self.test_words = language.text("upkeep.set_up.printer.test")
        if tested is not None:
            self.test_words += f" · {language.text(f'upkeep.care.outcome.{tested}')}"
        if draft.page is Page.PRINTER and not (draft.printers or draft.settings.printer or draft.is_busy):
            self._say(language.text("upkeep.set_up.printer.none"), is_fault=True)
        elif draft.page is Page.PRINTER and draft.found is not None and draft.fault is None:
            self._say(found_words(draft.found, draft.settings.printer or "", language), is_fault=False)
        self._show_choices(list_choices(draft, language), chosen=chosen_of(draft))

    def _say(self, words: str, *, is_fault: bool) -> None:
        self.ids.word.is_fault, self.ids.word.words = is_fault, words

    def _show_choices(self, choices: list[tuple[str, str]], *, chosen: str | None) -> None:
        if (choices, chosen) == self.options:
            return
        self.options = [choices, chosen]
        box = self.ids.choices
        box.clear_widgets()
        for value, words in choices:
            kind = ChosenKey if value == chosen else ChoiceKey
            key = kind(key=f"set_up.choice.{value}", value=value, text=words)
            key.bind(on_release=lambda key: self.fitter.choose(key.value))
            box.add_widget(key)


def list_choices(draft: Draft, language: Language) -> list[tuple[str, str]]:
    """Return what can be chosen on a page: a value and its words."""
    match draft.page:
        case Page.PLACE:
            choices = [(place.kiosk_id, f"{place.kiosk_id} · {language.of(place.name)}") for place in draft.places]
        case Page.PRINTER:
            known = dict.fromkeys(each for each in (chosen_of(draft), *(draft.printers or ())) if each)
            choices = [(address, address) for address in known]
        case _:
            choices = [(str(turn), language.text("upkeep.set_up.picture.turned", degrees=turn)) for turn in TURNS]
    return choices[:CHOICES_MOST]


def chosen_of(draft: Draft) -> str | None:
    """Return the value that is chosen."""
    settings = draft.settings
    match draft.page:
        case Page.PLACE:
            return settings.kiosk_id
        case Page.PRINTER:
            return settings.printer and settings.printer.partition("#")[0]
    return str(settings.turned)


def fault_words(error: HallError | None, language: Language) -> str:
    """Return what did not work, and what to do."""
    if error is None:
        return ""
    key = f"upkeep.set_up.fault.{error.code}"
    return language.text(key) if language.has(key) else language.text("upkeep.set_up.fault.other", code=error.code)


def found_words(found: Findings, printer: str, language: Language) -> str:
    """Return what a printer said of itself, the profile by which it prints, and what that is worth."""
    profile = get_profile(printer.partition("#")[2] or found.profile_name)
    model = f"{found.maker} {found.model}".strip() or language.text("upkeep.set_up.found.no_name")
    told = language.text("upkeep.set_up.found.what", model=model, profile=profile.name)
    if found.mixes_clients:
        return told + language.text("upkeep.set_up.found.mixes")
    return told + language.text(f"upkeep.set_up.found.{profile.confirms}")


def _grouped(draft: Draft) -> str:
    """Return a code in two groups, and an address that is too long for one line in two halves."""
    if draft.page is not Page.CODE:
        half = -(-len(draft.typed) // 2)
        return draft.typed if half <= HALF_MOST else f"{draft.typed[:half]}\n{draft.typed[half:]}"
    return f"{draft.typed[:4]} {draft.typed[4:]}".strip()


load_kv(__file__)
