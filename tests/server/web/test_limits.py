"""Limits on whoever comes without a credential: kiosks and staff always find room."""

from itertools import count

from server.web.buckets import KEYS_MOST, Buckets
from server.web.limits import ALL_BURST, TICKET_BURST, TYPED_BURST, WRONG_BURST, Limits


def scope(path: str, *, method: str = "GET", origin: str = "192.0.2.1", token: str | None = None) -> dict[str, object]:
    headers = [] if token is None else [(b"authorization", f"Bearer {token}".encode())]
    return {"type": "http", "method": method, "path": path, "client": (origin, 1), "headers": headers}


def limits() -> Limits:
    return Limits(lambda token: token == "good")


def let_in(limits: Limits, *asked: dict[str, object]) -> int:
    return sum(limits.wait_s(each) == 0 for each in asked)


def test_a_flood_without_credentials_leaves_kiosks_and_staff_their_room() -> None:
    made = limits()
    flood = [scope("/rules"), scope("/rules", token="made up"), scope("/api/v1/windows")]

    assert let_in(made, *flood * 10_000) < ALL_BURST * 1.2
    assert let_in(made, *[scope("/api/v1/tickets", method="POST", token="good")] * 5_000) == 5_000


def test_every_phone_of_a_hall_may_come_back_at_once_through_one_address() -> None:
    made = limits()

    assert let_in(made, *(scope(f"/api/v1/visits/{number}/events") for number in range(12_000))) == 12_000


def test_one_tickets_page_is_asked_no_more_than_a_phone_does() -> None:
    assert let_in(limits(), *[scope("/api/v1/visits/abc")] * 1_000) <= TICKET_BURST + 20


def test_who_guesses_tickets_is_stopped_and_the_phones_beside_are_not() -> None:
    made = limits()
    made.note(scope("/t/mine"), 200)
    guesses = 0
    for number in range(1_000):
        guess = scope(f"/t/guess{number}")
        if made.wait_s(guess) == 0:
            guesses += 1
            made.note(guess, 404)

    assert guesses <= WRONG_BURST + 20
    assert made.wait_s(scope("/t/mine")) == 0
    assert made.wait_s(scope("/t/new", origin="192.0.2.2")) == 0


def test_passwords_and_codes_are_looked_at_in_measure() -> None:
    asked = [scope("/api/v1/sessions", method="POST"), scope("/api/v1/pairing", method="POST", token="good")]

    assert let_in(limits(), *asked * 300) <= TYPED_BURST + 10


def test_a_bucket_fills_again_and_its_memory_is_bounded() -> None:
    now = [0.0]
    buckets = Buckets(per_s=2, burst=4, seconds=lambda: now[0])
    assert [buckets.wait_s("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    now[0] = 1.0
    assert [buckets.wait_s("a") for _ in range(3)] == [0, 0, 0.5]

    for number in zip(count(), range(3 * KEYS_MOST), strict=False):
        buckets.wait_s(str(number))

    assert len(buckets._filled) <= KEYS_MOST
