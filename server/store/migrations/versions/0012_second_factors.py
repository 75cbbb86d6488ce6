"""The second factor of the staff: what an authenticator app and the server share, and codes on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has one yet."""
    op.create_table(
        "second_factor",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("clerk", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(64)),
        sa.Column("last_step", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("set_us", sa.BigInteger()),
        sa.Column("offered", sa.String(64)),
        sa.Column("offered_us", sa.BigInteger()),
        sa.PrimaryKeyConstraint("hall_id", "clerk"),
        sa.ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
    )
    op.create_table(
        "recovery_code",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("clerk", sa.String(64), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "clerk", "code_hash"),
        sa.ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
    )
