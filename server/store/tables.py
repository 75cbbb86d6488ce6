"""The tables. `hall_id` leads every key; times are microseconds since 1970 in UTC, business dates are YYYYMMDD."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

hall = Table(
    "hall",
    metadata,
    Column("hall_id", String(64), primary_key=True),
    Column("epoch", Integer, nullable=False),  # rises when a backup is restored: old event numbers mean nothing then
    Column("event_seq", BigInteger, nullable=False),
    Column("ticket_seq", BigInteger, nullable=False),
    Column("business_date", Integer, nullable=False),  # 0 before the first day
    Column("day_seq", BigInteger, nullable=False),  # the event that began the business date
)
"""The row that a transaction locks, and the numbers given out under that lock."""

counter = Table(
    "counter",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("series_id", String(64), nullable=False),
    Column("last_number", Integer, nullable=False),
    PrimaryKeyConstraint("hall_id", "business_date", "series_id"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
)
"""The last number given out in a series on a business date."""

ticket = Table(
    "ticket",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("series_id", String(64), nullable=False),
    Column("number_value", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("queue_id", String(64), nullable=False),
    Column("queue_key", BigInteger, nullable=False),
    Column("leg_no", Integer, nullable=False),
    Column("priority_class", String(16), nullable=False),
    Column("priority_requested", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("issued_by", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("print_state", String(16), nullable=False),
    Column("print_count", Integer, nullable=False),
    Column("arrived_us", BigInteger, nullable=False),
    Column("people_ahead_at_issue", Integer, nullable=False),
    Column("token_hash", String(64), nullable=False),
    PrimaryKeyConstraint("hall_id", "ticket_id"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    UniqueConstraint("hall_id", "business_date", "series_id", "number_value", name="ticket_number_once"),
    UniqueConstraint("hall_id", "token_hash", name="ticket_token_once"),
    Index("ticket_in_order", "hall_id", "state", "queue_id", "queue_key", "ticket_id"),
)
"""A visitor's number. `queue_id` and `queue_key` are its place in line now; the rest of a leg is in `leg`."""

leg = Table(
    "leg",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("leg_no", Integer, nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("queue_id", String(64), nullable=False),
    Column("window_id", String(64)),
    Column("active", Integer),  # 1, or NULL when the leg has ended: NULLs are not equal, so many may have ended
    Column("entered_us", BigInteger, nullable=False),
    Column("call_count", Integer, nullable=False),
    Column("first_called_us", BigInteger),
    Column("last_called_us", BigInteger),
    Column("started_us", BigInteger),
    Column("finished_us", BigInteger),
    PrimaryKeyConstraint("hall_id", "ticket_id", "leg_no"),
    ForeignKeyConstraint(["hall_id", "ticket_id"], ["ticket.hall_id", "ticket.ticket_id"]),
    UniqueConstraint("hall_id", "ticket_id", "active", name="leg_active_once"),
    Index("leg_of_window", "hall_id", "window_id", "started_us"),
)
"""One queue that a ticket stood in and the window that served it."""

window_state = Table(
    "window_state",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("window_id", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("ticket_id", BigInteger),
    Column("session_id", String(64)),
    Column("clerk", String(64)),
    PrimaryKeyConstraint("hall_id", "window_id"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    ForeignKeyConstraint(["hall_id", "ticket_id"], ["ticket.hall_id", "ticket.ticket_id"]),
    UniqueConstraint("hall_id", "ticket_id", name="window_ticket_once"),
)
"""What is at a window: at most one ticket, and no ticket at two windows. `version` rises with every act there."""

command = Table(
    "command",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("command_key", String(128), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text),  # NULL when it held a secret that must not be kept
    Column("at_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "command_key"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    Index("command_by_age", "hall_id", "at_us"),
)
"""Every write that was done, by its idempotency key, with the answer that a repeat gets."""

event = Table(
    "event",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("ticket_id", BigInteger),
    Column("actor_kind", String(16), nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("hall_id", "seq"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    Index("event_of_ticket", "hall_id", "ticket_id"),
)
"""What happened: resume log, outbox and audit trail at once. `seq` has no gaps."""

device = Table(
    "device",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "kind", "name"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    UniqueConstraint("hall_id", "token_hash", name="device_token_once"),
)
"""A kiosk or display that may speak to the server."""

clerk = Table(
    "clerk",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("windows", Text, nullable=False),  # ids with commas between; empty for every window
    Column("created_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "name"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
)
"""Someone who may sign in at windows."""

session = Table(
    "session",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("session_id", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("window_id", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("expires_us", BigInteger, nullable=False),
    Column("ended_us", BigInteger),
    PrimaryKeyConstraint("hall_id", "session_id"),
    ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
    UniqueConstraint("hall_id", "token_hash", name="session_token_once"),
)
"""A clerk signed in at a window."""
