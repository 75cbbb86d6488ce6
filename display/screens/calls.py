"""CallsScreen: the board of a hall, a floor, a zone or some queues."""

from kivy.properties import BooleanProperty
from kivy.uix.floatlayout import FloatLayout

from display.board import Board
from display.rows import ROWS
from display.strip import CARDS_PER_PAGE
from display.widgets.call_row import CallRowView
from display.widgets.header import Header  # noqa: F401  # calls.kv names it
from display.widgets.hero import Hero  # noqa: F401  # calls.kv names it
from display.widgets.media_view import MediaView  # noqa: F401  # calls.kv names it
from display.widgets.notice_line import NoticeLine  # noqa: F401  # calls.kv names it
from display.widgets.poster_view import BlankNote, PosterView  # noqa: F401  # calls.kv names them
from display.widgets.queue_card import QueueCardView
from display.widgets.strip_plate import StripPlate  # noqa: F401  # calls.kv names it
from display.wording import Wording
from hall.poster import PosterKind
from hall.ui.kv import load_kv

load_kv(__file__)

FEWEST_COLUMNS = 3


class CallsScreen(FloatLayout):
    """The board: header, big card, last calls, the strip, notices; or a poster in their place."""

    has_poster = BooleanProperty(defaultvalue=False)
    is_blank = BooleanProperty(defaultvalue=False)

    def __init__(self, wording: Wording, *, speaks: bool, **kwargs: object) -> None:
        """Build every part once; `speaks` tells whether calls are also heard."""
        super().__init__(**kwargs)
        self._wording = wording
        self._speaks = speaks
        self._rows = [CallRowView() for _ in range(ROWS)]
        self._cards = [QueueCardView() for _ in range(CARDS_PER_PAGE)]
        for row in self._rows:
            self.ids.rows.add_widget(row)

    def show(self, board: Board) -> None:
        """Show a board; only what differs from before is drawn anew."""
        self.has_poster = board.poster is not None
        self.is_blank = board.poster is not None and board.poster.kind is PosterKind.BLANK
        self.ids.poster.show(board.poster, self._wording)
        self.ids.blank.words = self._wording.pair("display.poster.blank")
        self.ids.header.show(board, self._wording)
        self.ids.hero.show(board, self._wording, speaks=self._speaks)
        self.ids.media.may_play = board.rests
        for index, row in enumerate(self._rows):
            row.show(board.rows[index] if index < len(board.rows) else None, self._wording)
        self._turn_page(board)
        self.ids.notice.show(board, self._wording)

    def _set_columns(self, count: int) -> None:
        """Let a few queues share the whole width."""
        cards = self.ids.cards
        while len(cards.children) > count:
            cards.remove_widget(cards.children[0])
        for card in self._cards[len(cards.children) : count]:
            cards.add_widget(card)

    def _turn_page(self, board: Board) -> None:
        """Show the page of the strip, at once: fades of pages would be half of an idle board's work."""
        self._set_columns(max(FEWEST_COLUMNS, len(board.cards)))
        for index, card in enumerate(self._cards):
            card.show(board.cards[index] if index < len(board.cards) else None, self._wording)
        self._show_plate(board)

    def _show_plate(self, board: Board) -> None:
        if board.missed:
            self.ids.plate.show(self._wording.missed(board.missed), "arrow-counter-clockwise")
        elif board.windows is not None:
            self.ids.plate.show(self._wording.windows(board.windows), "pause")
        else:
            self.ids.plate.show(None, "")
