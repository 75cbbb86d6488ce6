"""CallsScreen: the board of a hall or a floor."""

from kivy.animation import Animation
from kivy.properties import BooleanProperty
from kivy.uix.boxlayout import BoxLayout

from display.board import CARDS_PER_PAGE, Board
from display.rows import ROWS
from display.widgets.call_row import CallRowView
from display.widgets.header import Header  # noqa: F401  # calls.kv names it
from display.widgets.hero import Hero  # noqa: F401  # calls.kv names it
from display.widgets.notice_line import NoticeLine  # noqa: F401  # calls.kv names it
from display.widgets.queue_card import QueueCardView
from display.wording import Wording
from hall.ui.kv import load_kv

load_kv(__file__)

FADE_S = 0.12
FEWEST_COLUMNS = 3


class CallsScreen(BoxLayout):
    """The board: header, big card, last calls, queues, notices."""

    moves = BooleanProperty(defaultvalue=True)

    def __init__(self, wording: Wording, *, speaks: bool, **kwargs: object) -> None:
        """Build every part once; `speaks` tells whether calls are also heard."""
        super().__init__(**kwargs)
        self._wording = wording
        self._speaks = speaks
        self._rows = [CallRowView() for _ in range(ROWS)]
        self._cards = [QueueCardView() for _ in range(CARDS_PER_PAGE)]
        self._page: int | None = None
        for row in self._rows:
            self.ids.rows.add_widget(row)

    def show(self, board: Board) -> None:
        """Show a board; only what differs from before is drawn anew."""
        self.ids.header.show(board, self._wording)
        self.ids.hero.show(board, self._wording, speaks=self._speaks)
        for index, row in enumerate(self._rows):
            row.show(board.rows[index] if index < len(board.rows) else None, self._wording)
        self._turn_page(board)
        warning = self._wording.stale(board.line)
        self.ids.notice.is_warning = warning is not None
        self.ids.notice.words = warning or self._wording.notice(board.notice)

    def _set_columns(self, count: int) -> None:
        """Let a few queues share the whole width."""
        cards = self.ids.cards
        while len(cards.children) > count:
            cards.remove_widget(cards.children[0])
        for card in self._cards[len(cards.children) : count]:
            cards.add_widget(card)

    def _turn_page(self, board: Board) -> None:
        """Change the queues; the next page of them fades in."""
        is_turned = self._page is not None and self._page != board.card_page.index
        self._page = board.card_page.index
        self._set_columns(CARDS_PER_PAGE if board.card_page.count > 1 else max(FEWEST_COLUMNS, len(board.cards)))
        for index, card in enumerate(self._cards):
            card.show(board.cards[index] if index < len(board.cards) else None, self._wording)
        if is_turned and self.moves:
            self.ids.cards.opacity = 0
            Animation(opacity=1, duration=FADE_S).start(self.ids.cards)
