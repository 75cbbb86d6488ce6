"""One attempt to print one ticket on a connected line: ask, send, have it confirmed (protocol: `printer.confirm`)."""

from collections.abc import Callable
from dataclasses import dataclass

from printer import escpos
from printer.conversation import Conversation, Limits
from printer.deadline import Deadline
from printer.errors import LineLost, SendingFailed
from printer.job import Job, encode_presenting, encode_recovery
from printer.outcome import Outcome, PrintReport
from printer.profiles import Confirmation, Profile
from printer.replies import AutomaticStatus, ProcessIdPrinted, Reply, StatusInOrder
from printer.status import UNKNOWN_STATUS, Fault, PrinterStatus, read_automatic_status
from printer.transports.line import Line

_ONE_FOR_MOST, _SECOND_FOR_PICTURE, _THIRD_FOR_CUT = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be printed and what is known of the printer from earlier attempts.

    `process_id` must differ from that of the last jobs; `is_torn` and `has_answered` as `ConfirmedPrinter` keeps them;
    `note_sending` is called before the first byte of the ticket is sent.
    """

    job: Job
    profile: Profile
    limits: Limits
    process_id: str
    is_torn: bool
    has_answered: bool
    note_sending: Callable[[], None]


class Attempt:
    """Holds what the printer has said so far."""

    def __init__(self, order: Order, line: Line) -> None:
        """Begin on a line that has just been connected."""
        self._order = order
        self._talk = Conversation(line, order.limits, self._note)
        self._can_ask = line.can_answer and order.profile.confirms is not Confirmation.NONE
        self._status = UNKNOWN_STATUS
        self._answers_in_order = 0
        self._has_id = False
        self._has_tried_to_clear = self._is_turned_away = False

    @property
    def was_answered(self) -> bool:
        """Whether the printer said anything at all."""
        return self._status.is_known or self._has_id or self._answers_in_order > 0

    @property
    def was_turned_away(self) -> bool:
        """Whether the line ended before anything of the ticket was sent: a printer that serves another client."""
        return self._is_turned_away

    def run(self) -> PrintReport:
        """Return what became of the ticket; blocks as `ConfirmedPrinter` says."""
        return self._refusal() or self._failed_sending() or self._confirmation()

    def _refusal(self) -> PrintReport | None:
        """Return why nothing should be sent, or None."""
        if not self._can_ask:
            return None
        try:
            self._status = self._talk.ask_status()
            if not self._status.is_known and self._order.has_answered:
                self._status = self._talk.wait_for_turn()
            patience = Deadline(self._order.limits.offline_s)
            while self._status.may_pass and not patience.has_passed:
                self._talk.listen(patience.at_most(self._order.limits.poll_s))
                self._status = self._talk.ask_status()
        except SendingFailed as error:
            self._is_turned_away = isinstance(error, LineLost)
            return self._report(Outcome.NOT_SENT, _fault_of(error), is_torn=self._order.is_torn)
        if not self._status.is_known and self._order.has_answered:
            # Several printers fall silent with the cover open; what is sent then comes out when it is closed.
            return self._report(Outcome.NOT_SENT, Fault.NO_ANSWER, is_torn=self._order.is_torn)
        if not self._status.can_print:
            return self._report(Outcome.NOT_SENT, self._status.cause, is_torn=self._order.is_torn)
        return None

    def _failed_sending(self) -> PrintReport | None:
        """Send the whole job once; return what is known if that failed, or None."""
        recovery = encode_recovery(self._order.profile) if self._order.is_torn else b""
        self._order.note_sending()
        try:
            self._talk.send(recovery + self._encode() + encode_presenting(self._order.profile))
        except SendingFailed as error:
            if not error.accepted:
                return self._report(Outcome.NOT_SENT, _fault_of(error), is_torn=self._order.is_torn)
            return self._report(Outcome.UNKNOWN, _fault_of(error), is_torn=True)
        return None if self._can_ask else self._report(Outcome.SENT)

    def _encode(self) -> bytes:
        """Return the ticket, for a printer that answers with the requests that will tell how far it got.

        In-order status stands before the tail and before the cut: were paper to run out in the tail, silence about
        the cut alone would look as if nothing had been printed, and the visitor could get two tickets.
        """
        job, in_order = self._order.job, escpos.ask_status_in_order()
        if not self._can_ask:
            return job.picture_bytes + job.cut_bytes
        has_ids = self._order.profile.confirms is Confirmation.PROCESS_ID
        ask_id = escpos.ask_process_id(self._order.process_id) if has_ids else b""
        head = len(job.picture_bytes) - job.tail_bytes
        picture = job.picture_bytes[:head] + in_order + job.picture_bytes[head:]
        return picture + in_order + job.cut_bytes + ask_id + in_order

    def _confirmation(self) -> PrintReport:
        """Wait until the printer says that it printed, or will not, or time is up."""
        limits, profile = self._order.limits, self._order.profile
        deadline = Deadline(profile.seconds_to_print(self._order.job.rows) + limits.confirm_s)
        try:
            while not deadline.has_passed:
                answers = self._answers_in_order
                self._talk.listen(deadline.at_most(limits.poll_s))
                if self._is_printed():
                    return self._report(Outcome.PRINTED)
                if answers == self._answers_in_order and (given_up := self._given_up(is_last_try=False)):
                    return given_up
            return self._given_up(is_last_try=True) or self._judge()
        except LineLost:
            return self._report(Outcome.UNKNOWN, Fault.LINE_LOST, is_torn=True)
        except SendingFailed:
            return self._report(Outcome.UNKNOWN, Fault.WRITE_STALLED, is_torn=True)

    def _given_up(self, *, is_last_try: bool) -> PrintReport | None:
        """Ask how the printer is; if a person is needed, have it drop the rest, so that it prints no stale ticket."""
        status = self._talk.ask_status()
        if status.is_known:
            self._status = status
        is_hopeless = not status.can_print and (is_last_try or not status.may_pass)
        if not is_hopeless or not self._order.profile.clears_buffers or self._has_tried_to_clear:
            return None
        self._has_tried_to_clear = True
        if not self._talk.clear_buffers():
            return None
        if self._is_printed():
            return self._report(Outcome.PRINTED)
        outcome = Outcome.UNKNOWN if self._answers_in_order >= _ONE_FOR_MOST else Outcome.NOT_SENT
        return self._report(outcome, status.cause, is_torn=True)

    def _judge(self) -> PrintReport:
        """Return what is known when time is up."""
        if self._status.can_print and self._has_picture():
            return self._report(Outcome.PRINTED)
        cause = self._status.cause if not self._status.can_print else Fault.NO_ANSWER
        # One that answered and then did not may be within an image still, and would eat the next ticket.
        return self._report(Outcome.UNKNOWN, cause, is_torn=self.was_answered)

    def _is_printed(self) -> bool:
        """Whether picture and cut are confirmed as strongly as this printer can."""
        if self._order.profile.confirms is Confirmation.PROCESS_ID:
            return self._has_id
        return self._answers_in_order >= _THIRD_FOR_CUT

    def _has_picture(self) -> bool:
        """Whether the picture was processed, so that it may be on paper."""
        return self._has_id or self._answers_in_order >= _SECOND_FOR_PICTURE

    def _note(self, reply: Reply) -> None:
        if isinstance(reply, StatusInOrder):
            self._answers_in_order += 1
        elif isinstance(reply, AutomaticStatus):
            self._status = PrinterStatus(faults=read_automatic_status(reply.four_bytes))
        elif isinstance(reply, ProcessIdPrinted) and reply.process_id == self._order.process_id:
            self._has_id = True

    def _report(self, outcome: Outcome, cause: Fault | None = None, *, is_torn: bool = False) -> PrintReport:
        return PrintReport(outcome=outcome, cause=cause, status=self._status, is_torn=is_torn)


def _fault_of(error: SendingFailed) -> Fault:
    return Fault.LINE_LOST if isinstance(error, LineLost) else Fault.WRITE_STALLED
