"""How many tickets each matter had on each past business date, for the kiosks' first screen."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table empty: it fills from the next business date on."""
    op.create_table(
        "day_matter",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.String(64), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "business_date", "matter_id"),
    )
