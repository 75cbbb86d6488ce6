"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, parents before children."""
    _make_hall()
    _make_clerk()
    _make_command()
    _make_counter()
    _make_device()
    _make_event()
    _make_ticket()
    _make_leg()
    _make_session()
    _make_window_state()


def _make_hall() -> None:
    op.create_table(
        "hall",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("event_seq", sa.BigInteger(), nullable=False),
        sa.Column("ticket_seq", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("day_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id"),
    )


def _make_clerk() -> None:
    op.create_table(
        "clerk",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=256), nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "name"),
    )


def _make_command() -> None:
    op.create_table(
        "command",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("command_key", sa.String(length=128), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "command_key"),
    )
    op.create_index("command_by_age", "command", ["hall_id", "at_us"], unique=False)


def _make_counter() -> None:
    op.create_table(
        "counter",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.String(length=64), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "business_date", "series_id"),
    )


def _make_device() -> None:
    op.create_table(
        "device",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "kind", "name"),
        sa.UniqueConstraint("hall_id", "token_hash", name="device_token_once"),
    )


def _make_event() -> None:
    op.create_table(
        "event",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "seq"),
    )
    op.create_index("event_of_ticket", "event", ["hall_id", "ticket_id"], unique=False)


def _make_ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.String(length=64), nullable=False),
        sa.Column("number_value", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("queue_id", sa.String(length=64), nullable=False),
        sa.Column("queue_key", sa.BigInteger(), nullable=False),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("priority_class", sa.String(length=16), nullable=False),
        sa.Column("priority_requested", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("issued_by", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("print_state", sa.String(length=16), nullable=False),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.Column("arrived_us", sa.BigInteger(), nullable=False),
        sa.Column("people_ahead_at_issue", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id"),
        sa.UniqueConstraint("hall_id", "business_date", "series_id", "number_value", name="ticket_number_once"),
        sa.UniqueConstraint("hall_id", "token_hash", name="ticket_token_once"),
    )
    op.create_index(
        "ticket_in_order", "ticket", ["hall_id", "state", "queue_id", "queue_key", "ticket_id"], unique=False
    )


def _make_leg() -> None:
    op.create_table(
        "leg",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.String(length=64), nullable=False),
        sa.Column("queue_id", sa.String(length=64), nullable=False),
        sa.Column("window_id", sa.String(length=64), nullable=True),
        sa.Column("active", sa.Integer(), nullable=True),
        sa.Column("entered_us", sa.BigInteger(), nullable=False),
        sa.Column("call_count", sa.Integer(), nullable=False),
        sa.Column("first_called_us", sa.BigInteger(), nullable=True),
        sa.Column("last_called_us", sa.BigInteger(), nullable=True),
        sa.Column("started_us", sa.BigInteger(), nullable=True),
        sa.Column("finished_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id", "ticket_id"], ["ticket.hall_id", "ticket.ticket_id"]),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id", "leg_no"),
        sa.UniqueConstraint("hall_id", "ticket_id", "active", name="leg_active_once"),
    )
    op.create_index("leg_of_window", "leg", ["hall_id", "window_id", "started_us"], unique=False)


def _make_session() -> None:
    op.create_table(
        "session",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("clerk", sa.String(length=64), nullable=False),
        sa.Column("window_id", sa.String(length=64), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_us", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
        sa.PrimaryKeyConstraint("hall_id", "session_id"),
        sa.UniqueConstraint("hall_id", "token_hash", name="session_token_once"),
    )


def _make_window_state() -> None:
    op.create_table(
        "window_state",
        sa.Column("hall_id", sa.String(length=64), nullable=False),
        sa.Column("window_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("session_id", sa.String(length=64), nullable=True),
        sa.Column("clerk", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["hall_id", "ticket_id"], ["ticket.hall_id", "ticket.ticket_id"]),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
        sa.PrimaryKeyConstraint("hall_id", "window_id"),
        sa.UniqueConstraint("hall_id", "ticket_id", name="window_ticket_once"),
    )
