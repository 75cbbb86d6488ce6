"""Report print: a kiosk tells what became of the paper. It never changes where the ticket stands."""

from dataclasses import replace

from hall.errors import BadInput
from hall.exchange import PrintReport
from hall.ticket import PrintState, Ticket
from hall.ticket_events import TicketPrintReported
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket, save_ticket


def report_print(tx: HallTx, ticket_id: int, report: PrintReport, *, actor: Actor) -> Ticket:
    """Keep what is known of the paper, and count the slips that came or may have come out.

    Raises:
        UnknownTicket, BadInput: nothing was changed.
    """
    if report.print_state is PrintState.NONE:
        raise BadInput("print_state: none tells nothing; it is printed, not_sent, sent or unknown")
    before = get_ticket(tx, ticket_id)
    slips = 0 if report.print_state is PrintState.NOT_SENT else 1
    ticket = replace(before, print_state=report.print_state, print_count=before.print_count + slips)
    save_ticket(tx, before, ticket)
    happened = TicketPrintReported(
        ticket_id=ticket_id,
        number=ticket.number,
        print_state=ticket.print_state,
        print_count=ticket.print_count,
    )
    tx.record(happened, actor=actor, ticket_id=ticket_id)
    return ticket
