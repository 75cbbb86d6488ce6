"""What kiosks do while the server is away: the hall's key, their leases, and the numbers that were adopted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables empty; a kiosk has no installation until it first asks for a permission."""
    op.add_column("device", sa.Column("installation", sa.String(64)))
    op.add_column("device", sa.Column("renewal", sa.String(128)))
    op.add_column("device", sa.Column("renewed_us", sa.BigInteger()))
    op.create_table(
        "offline_key",
        _id("hall_id"),
        sa.Column("private_key", sa.String(64), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id"),
    )
    op.create_table(
        "offline_lease",
        _id("hall_id"),
        _id("lease_id"),
        _id("kiosk"),
        _id("installation"),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("first_value", sa.Integer(), nullable=False),
        sa.Column("last_value", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Integer(), nullable=False),
        sa.Column("granted_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "lease_id"),
    )
    op.create_index("lease_of_kiosk", "offline_lease", ["hall_id", "kiosk", "business_date"])
    op.create_table(
        "offline_number",
        _id("hall_id"),
        _id("lease_id"),
        sa.Column("number_value", sa.Integer(), nullable=False),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("astray", sa.String(16)),
        sa.Column("told_us", sa.BigInteger(), nullable=False),
        sa.Column("arrived_us", sa.BigInteger(), nullable=False),
        sa.Column("adopted_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "lease_id", "number_value", "copy_no"),
    )
    op.create_index("offline_number_by_ticket", "offline_number", ["hall_id", "ticket_id"], unique=True)
    op.create_index("offline_number_by_moment", "offline_number", ["hall_id", "adopted_us"])


def _id(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(64), nullable=False)
