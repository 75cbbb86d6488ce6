"""Station: everything that keeps a kiosk going in public, made and joined in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from hall.client import HallClient, new_key
from hall.clock import Clock
from hall.errors import UnknownTicket
from hall.heart import Heart
from hall.language import Language
from hall.systemd import Systemd
from hall.taken_number import ReprintRequest
from hall.ticket import IssuedTicket
from kiosk.options import Options
from kiosk.reception import Reception
from kiosk.settings import load_settings, save_settings
from kiosk.upkeep.back_room import BackRoom, Label, Tools
from kiosk.upkeep.beat import RHYTHM, Beat
from kiosk.upkeep.caretaker import CareNews, Caretaker, Told
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.log_tail import LogTail
from kiosk.upkeep.orders import Orders, Standing
from kiosk.upkeep.pin import Pin
from kiosk.upkeep.tending import TendingBook
from kiosk.upkeep.vitals import Glimpse, NotedPrinter, Vitals

QUARTER = 90
FULL_TURN = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the rest of the kiosk lends: printer, reception, paper, clocks, and the way to the screen's thread.

    `set_volume` sets how loud the voice guidance is. Each of `unsent` counts something that the server has not had yet,
    on any thread.
    """

    printer: NotedPrinter
    reception: Reception
    print_again: Callable[[IssuedTicket], None]
    clock: Clock
    seconds: Callable[[], float]
    on_screen: Callable[[Callable[[], None]], None]
    systemd: Systemd
    log: LogTail
    set_volume: Callable[[int], None]
    unsent: tuple[Callable[[], int], ...]


class Station:
    """The caretaker of the pages, the heart that tells the server, and the room where things are done."""

    def __init__(
        self,
        options: Options,
        lent: Surroundings,
        *,
        languages: Mapping[str, Language],
        end: Callable[[Ending], None],
    ) -> None:
        """Make every part; `end` is called on the screen's thread when somebody ends the program at its page."""
        self._options, self._lent = options, lent
        self._client = HallClient(options.server, token=options.token)
        self._book = TendingBook(options.state, lent.clock, new_key=new_key)
        self._orders = Orders(
            options.state,
            now=lambda: lent.reception.hall.now(),  # noqa: PLW0108  # the hall's clock is set later
            reprint=self._reprint,
            hand_over=self._take_standing,
        )
        self._vitals = Vitals(
            lent.printer,
            folder=options.state,
            seconds=lent.seconds,
            unsent=(
                *lent.unsent,
                lambda: len(self._orders.list_untold()),
                lambda: len(self._book.list_untold()),
            ),
        )
        beat = Beat(self._client, vitals=self._vitals, orders=self._orders, tending=self._book, new_key=new_key)
        self.heart = Heart(beat, RHYTHM)
        lent.printer.on_printed = self.heart.beat_soon
        self._room = self._make_room(languages)
        self.caretaker = Caretaker(
            lent.reception,
            self._room,
            seconds=lent.seconds,
            standing=self._orders.standing,
            volume=options.volume,
            told=Told(glimpse=self._take_glimpse, change=self.heart.beat_soon, volume=lent.set_volume, ending=end),
        )

    def stop(self) -> None:
        """End the threads."""
        self.heart.stop()
        self._room.stop()
        self._client.close()

    def _make_room(self, languages: Mapping[str, Language]) -> BackRoom:
        options, lent = self._options, self._lent
        tools = Tools(
            pin=Pin(options.state, lent.clock),
            book=self._book,
            vitals=self._vitals,
            printer=lent.printer,
            log=lent.log,
            turn=self._turn,
            keep_volume=self._keep_volume,
        )
        label = Label(
            kiosk_id=options.kiosk_id,
            printer=options.printer,
            server=options.server,
            now=lambda: lent.reception.hall.now(),  # noqa: PLW0108  # as above
        )
        return BackRoom(
            tools, label=label, languages=languages, hand_over=self._take_news, on_noted=self.heart.beat_soon
        )

    def _take_glimpse(self, glimpse: Glimpse) -> None:
        self._vitals.glimpse = glimpse
        self._lent.systemd.alive()

    def _take_news(self, news: CareNews) -> None:
        self._lent.on_screen(lambda: self.caretaker.take_news(news))

    def _take_standing(self, standing: Standing) -> None:
        self._lent.on_screen(lambda: self.caretaker.take_standing(standing))

    def _turn(self) -> None:
        self._keep(turned=(self._options.turned + QUARTER) % FULL_TURN)

    def _keep_volume(self, percent: int) -> None:
        self._keep(volume=percent)

    def _keep(self, **changed: int) -> None:
        """Keep a setting, on the back room's thread."""
        save_settings(self._options.state, replace(load_settings(self._options.state), **changed))  # type: ignore[arg-type]  # mypy has no types for ** facts

    def _reprint(self, ticket_id: int | None, key: str) -> None:
        """Have a slip printed once more; on the heart's thread."""
        if ticket_id is None:
            number = self._lent.printer.last_ticket
            if number is None:
                raise UnknownTicket("this kiosk has printed no ticket since it was started")
            ticket_id = self._client.find_number(number).ticket.ticket_id
        issued = self._client.reprint_ticket(ticket_id, ReprintRequest(), key=key)
        self._lent.on_screen(lambda: self._lent.print_again(issued))
