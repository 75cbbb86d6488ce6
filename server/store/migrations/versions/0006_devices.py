"""Devices: codes for pairing, how each said that it was, and what staff asked of kiosks from afar."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables empty."""
    op.create_table(
        "pairing_code",
        _text("hall_id", 64),
        _text("code_id", 64),
        _text("code_hash", 256),
        _text("kind", 16),
        _text("name", 64),
        sa.Column("expires_us", sa.BigInteger(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("used_by", sa.String(128)),
        sa.PrimaryKeyConstraint("hall_id", "code_id"),
    )
    op.create_table(
        "device_health",
        _text("hall_id", 64),
        _text("kind", 16),
        _text("name", 64),
        sa.Column("heard_us", sa.BigInteger(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "kind", "name"),
        sa.ForeignKeyConstraint(["hall_id", "kind", "name"], ["device.hall_id", "device.kind", "device.name"]),
    )
    op.create_table(
        "kiosk_command",
        _text("hall_id", 64),
        sa.Column("command_id", sa.BigInteger(), nullable=False),
        _text("kiosk", 64),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("sent_us", sa.BigInteger(), nullable=False),
        _text("sent_by", 64),
        sa.Column("answer", sa.String(16)),
        sa.PrimaryKeyConstraint("hall_id", "command_id"),
    )


def _text(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length), nullable=False)
