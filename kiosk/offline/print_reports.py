"""PrintReports: what became of slips, told to the server; of offline numbers once it knows them."""

from typing import Protocol

from hall.exchange import PrintReport
from hall.ticket import PrintState, Ticket


class Server(Protocol):
    """The part of `hall.client.HallClient` that is told about paper."""

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> Ticket:
        """Tell what became of the paper."""
        ...


class OfflineSlips(Protocol):
    """The part of `kiosk.offline.desk.OfflineDesk` that keeps what became of slips."""

    def note_print(self, issued_id: int, state: PrintState) -> None:
        """Keep what became of a slip."""
        ...


class PrintReports:
    """The desk that `kiosk.paper.Paper` reports to."""

    def __init__(self, server: Server, slips: OfflineSlips | None) -> None:
        """Take the server, and who keeps reports of offline numbers (None where there are none)."""
        self._server, self._slips = server, slips

    def report_print(self, ticket_id: int, report: PrintReport, *, key: str) -> None:
        """Tell the server, or keep it until the server has the number: ids below zero are not the server's."""
        if ticket_id >= 0:
            self._server.report_print(ticket_id, report, key=key)
        elif self._slips is not None:
            self._slips.note_print(ticket_id, report.print_state)
