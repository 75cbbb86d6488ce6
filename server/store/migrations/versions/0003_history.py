"""The tables of past days: closed tickets leave those that every act writes to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them empty: the server moves what is old by itself, a little at a time."""
    op.create_table(
        "past_ticket",
        _id("hall_id"),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        _id("series_id"),
        sa.Column("number_value", sa.Integer(), nullable=False),
        sa.Column("number_round", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        _id("matter_id"),
        _id("queue_id"),
        _id("window_id", nullable=True),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("then_matters", sa.Text(), nullable=False),
        sa.Column("priority_class", sa.String(16), nullable=False),
        sa.Column("priority_requested", sa.String(16), nullable=False),
        _id("granted_by", nullable=True),
        sa.Column("source", sa.String(16), nullable=False),
        _id("issued_by"),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("print_state", sa.String(16), nullable=False),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.Column("arrived_us", sa.BigInteger(), nullable=False),
        sa.Column("entered_us", sa.BigInteger(), nullable=False),
        sa.Column("queue_key", sa.BigInteger(), nullable=False),
        sa.Column("since_us", sa.BigInteger(), nullable=False),
        _id("for_window", nullable=True),
        _id("for_clerk", nullable=True),
        sa.Column("due_calls", sa.BigInteger()),
        sa.Column("appointment_us", sa.BigInteger()),
        sa.Column("not_before_us", sa.BigInteger()),
        sa.Column("why", sa.String(16)),
        sa.Column("call_count", sa.Integer(), nullable=False),
        sa.Column("first_called_us", sa.BigInteger()),
        sa.Column("last_called_us", sa.BigInteger()),
        sa.Column("started_us", sa.BigInteger()),
        sa.Column("finished_us", sa.BigInteger()),
        sa.Column("overdue_count", sa.Integer(), nullable=False),
        sa.Column("hold_reason", sa.String(200)),
        _id("hold_clerk", nullable=True),
        _id("hold_window", nullable=True),
        sa.Column("hold_us", sa.BigInteger()),
        sa.Column("held_s", sa.Integer(), nullable=False),
        _id("returns_to", nullable=True),
        sa.Column("note", sa.String(200)),
        sa.Column("result", sa.String(16)),
        sa.Column("time_unreliable", sa.Integer(), nullable=False),
        sa.Column("people_ahead_at_issue", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id"),
    )
    op.create_table(
        "past_leg",
        _id("hall_id"),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        _id("matter_id"),
        _id("queue_id"),
        _id("window_id", nullable=True),
        sa.Column("ended_as", sa.String(16), nullable=False),
        sa.Column("entered_us", sa.BigInteger(), nullable=False),
        sa.Column("first_called_us", sa.BigInteger()),
        sa.Column("last_called_us", sa.BigInteger()),
        sa.Column("started_us", sa.BigInteger()),
        sa.Column("finished_us", sa.BigInteger(), nullable=False),
        sa.Column("held_s", sa.Integer(), nullable=False),
        sa.Column("time_unreliable", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id", "leg_no"),
    )
    op.create_table(
        "past_day",
        _id("hall_id"),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("first_ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("last_ticket_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "business_date"),
    )


def _id(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(64), nullable=nullable)
