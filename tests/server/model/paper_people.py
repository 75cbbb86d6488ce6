"""What visitors, guides and the clock do to the hall on paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.server.model.paper_lines import PaperLines
from tests.server.model.paper_words import (
    EPOCH,
    FIRST_BEYOND,
    LAST_NUMBER,
    OPEN,
    PREFIX_OF,
    QUEUE_OF,
    ZONE,
    Booking,
    Refused,
    Slip,
    us,
)


@dataclass
class PaperPeople(PaperLines):
    """The hall but for its windows."""

    def tick(self, by: timedelta) -> None:
        """Move the clock; the first act of a later date begins it, an earlier one does not come back."""
        self.now += by
        day = self.now.astimezone(ZONE).date()
        if day <= self.day:
            return
        self._end_all()
        self.day, self.is_closed = day, False
        self.halts, self.called, self.rounds, self.last_number, self.last_key = {}, {}, {}, {}, 0
        for seat in self.seats.values():
            if seat.session is not None and seat.expires <= self.now:
                seat.state, seat.session, seat.clerk, seat.pressed = "closed", None, None, None

    def has_passed(self, since: datetime, length: timedelta) -> bool:
        """Whether so much time has passed; it has after a moment still to come: the clock was set back since."""
        return since > self.now or self.now - since >= length

    def close_day(self) -> None:
        if not self.is_closed:
            self._end_all()
            self.is_closed = True

    def reopen_day(self) -> None:
        self.is_closed = False

    def _end_all(self) -> None:
        for slip in self.list_in(OPEN):
            slip.state = {"serving": "done", "overdue": "no_show"}.get(slip.state, "expired")
            slip.finished, slip.held_for = self.now, None
        for seat in self.seats.values():
            if seat.ticket is not None:
                seat.ticket, seat.pressed = None, None

    def watch(self) -> None:
        for slip in self.list_in({"called"}):
            is_over = slip.last_called is not None and self.now - slip.last_called >= self._grace(slip)
            if self.rules.auto_overdue and slip.calls >= self.rules.max_calls and is_over:
                self._miss(slip)
        for slip in self.list_in({"overdue"}):
            assert slip.last_called is not None
            if self.now - slip.last_called >= timedelta(minutes=self.rules.overdue_expires_min):
                slip.state, slip.finished = "no_show", self.now

    def issue(self, matters: list[str]) -> tuple[str, int | None]:
        """Return the number and how many are ahead."""
        ordered = sorted(matters, key=lambda each: (self.count_waiting(QUEUE_OF[each]), matters.index(each)))
        queue = QUEUE_OF[ordered[0]]
        if self.is_closed:
            raise Refused("day_closed")
        if any(QUEUE_OF[each] in self.halts for each in matters):
            raise Refused("queue_stopped")
        return self._take(queue, key=max(us(self.now), self.last_key), then=ordered[1:])

    def book(self, minutes: int, matter: str) -> None:
        self.bookings.append(Booking(slot=self.now + timedelta(minutes=minutes), queue=QUEUE_OF[matter]))

    def check_in(self, index: int) -> tuple[str, int | None]:
        booking = self.bookings[index]
        if not booking.is_open or booking.slot.astimezone(ZONE).date() != self.day:
            raise Refused("appointment_not_open")
        if self.is_closed:
            raise Refused("day_closed")
        booking.is_open = False
        key = max(us(self.now), self.last_key)
        if self.now > booking.slot + timedelta(minutes=self.rules.appointment_late_min):
            return self._take(booking.queue, key=key, then=[])
        earliest = booking.slot - timedelta(minutes=self.rules.appointment_early_min)
        not_before = earliest if earliest > self.now else None
        return self._take(booking.queue, key=max(key, us(earliest)), then=[], slot=booking.slot, not_before=not_before)

    def _take(
        self,
        queue: str,
        *,
        key: int,
        then: list[str],
        slot: datetime | None = None,
        not_before: datetime | None = None,
    ) -> tuple[str, int | None]:
        slip = Slip(
            ticket_id=len(self.slips) + 1,
            number=self._next_number(queue),
            day=self.day,
            queue=queue,
            arrived=self.now,
            key=key,
            since=self.now if slot is not None else EPOCH + timedelta(microseconds=key),
            entered=self.now if slot is not None else EPOCH + timedelta(microseconds=key),
            then=then,
            slot=slot,
            not_before=not_before,
        )
        self.slips[slip.ticket_id] = slip
        self.last_key = max(self.last_key, us(self.now))
        return slip.number, self.ahead_of(slip.ticket_id)

    def _next_number(self, queue: str) -> str:
        last = self.last_number.get(queue, 0)
        rest = range(last + 1, LAST_NUMBER + 1)
        beyond = range(max(last + 1, FIRST_BEYOND), 9999)
        prefix = PREFIX_OF[queue]
        for value in (*rest, *range(1, LAST_NUMBER + 1), *beyond):
            number = f"{prefix}{value:03d}"
            if not any(self._is_out(slip) for slip in self.slips.values() if slip.number == number):
                self.last_number[queue] = value
                return number
        raise AssertionError("nobody takes nine thousand numbers here")

    def _is_out(self, slip: Slip) -> bool:
        may_be_reopened = (
            slip.state == "done"
            and slip.finished is not None
            and slip.finished > self.now - timedelta(seconds=self.rules.reopen_s)
        )
        return slip.day == self.day and (slip.state in OPEN or slip.state == "no_show" or may_be_reopened)

    def cancel(self, ticket_id: int) -> None:
        slip = self.slips[ticket_id]
        self._must_be(slip, "waiting", "held", "overdue")
        slip.state, slip.finished, slip.held_for = "cancelled", self.now, None

    def grant(self, ticket_id: int, *, is_priority: bool) -> None:
        slip = self.slips[ticket_id]
        self._must_be(slip, *OPEN)
        slip.is_priority = is_priority

    def come_back(self, ticket_id: int, *, is_by_staff: bool, state: str = "overdue") -> None:
        slip = self.slips[ticket_id]
        if slip.day != self.day:
            raise Refused("unknown_ticket")
        if self.is_closed:
            raise Refused("day_closed")
        self._must_be(slip, state)
        if not is_by_staff and slip.overdue_count > self.rules.overdue_limit:
            raise Refused("overdue_limit_reached")
        assert slip.due is not None
        waiting, called = self.count_waiting(slip.queue), self.called.get(slip.queue, 0)
        is_tail = False
        if waiting < slip.due - called:
            is_tail = not slip.is_priority or waiting == 0
            slip.due = None if is_tail else called + waiting
        self._wait_again(slip)
        slip.key, slip.slot, slip.not_before, slip.finished = self._tail(), None, None, None
        slip.since = EPOCH + timedelta(microseconds=slip.key) if is_tail else self.now

    def _tail(self) -> int:
        self.last_key = max(us(self.now), self.last_key + 1)
        return self.last_key

    def stop_queue(self, queue: str) -> None:
        self.halts[queue] = "person"

    def open_queue(self, queue: str) -> None:
        self.halts.pop(queue, None)

    def _grace(self, slip: Slip) -> timedelta:
        seconds = self.rules.overdue_grace_priority_s if slip.is_priority else self.rules.overdue_grace_s
        return timedelta(seconds=seconds)

    def _miss(self, slip: Slip) -> None:
        assert slip.window is not None
        seat = self.seats[slip.window]
        seat.ticket, seat.pressed = None, None
        slip.state, slip.overdue_count = "overdue", slip.overdue_count + 1
        slip.due = self.called.get(slip.queue, 0) + self.rules.overdue_after_calls
