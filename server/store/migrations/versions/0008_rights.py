"""Rights: the audit trail's chain and notes, passwords with an age and a past, sessions that end by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; the chain begins with the next event, older ones have no link."""
    op.add_column("hall", _number("note_no"))
    op.add_column("hall", sa.Column("link", sa.String(64), nullable=False, server_default=""))
    op.add_column("event", sa.Column("origin", sa.String(64)))
    op.add_column("event", sa.Column("link", sa.String(64)))
    op.add_column("device", sa.Column("revoked_us", sa.BigInteger()))
    op.add_column("device", sa.Column("help_us", sa.BigInteger()))
    op.add_column("clerk", _number("password_us"))
    op.add_column("clerk", sa.Column("is_once", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("clerk", sa.Column("is_locked", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("session", _number("seen_us"))
    op.add_column("session", sa.Column("origin", sa.String(64)))
    op.create_index("session_by_clerk", "session", ["hall_id", "clerk", "ended_us"])
    op.create_table(
        "past_password",
        _text("hall_id", 64),
        _text("clerk", 64),
        sa.Column("until_us", sa.BigInteger(), nullable=False),
        _text("password_hash", 256),
        sa.PrimaryKeyConstraint("hall_id", "clerk", "until_us"),
    )
    op.create_table(
        "audit_note",
        _text("hall_id", 64),
        sa.Column("note_no", sa.BigInteger(), nullable=False),
        sa.Column("after_seq", sa.BigInteger(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        _text("actor_kind", 16),
        _text("actor_id", 64),
        _text("origin", 64),
        _text("act", 80),
        _text("about", 200),
        _text("result", 32),
        sa.Column("data", sa.Text(), nullable=False),
        _text("link", 64),
        sa.PrimaryKeyConstraint("hall_id", "note_no"),
    )
    op.create_index("audit_note_by_event", "audit_note", ["hall_id", "after_seq"])


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=False)
