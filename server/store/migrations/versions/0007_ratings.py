"""Ratings: visits that were dealt with, and what their visitors think of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table empty: of visits before it nobody was asked."""
    op.create_table(
        "rating",
        sa.Column("hall_id", sa.String(64), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("window_id", sa.String(64), nullable=False),
        sa.Column("clerk", sa.String(64), nullable=False),
        sa.Column("matter_id", sa.String(64), nullable=False),
        sa.Column("rating_id", sa.String(32)),
        sa.Column("level", sa.String(20)),
        sa.Column("grievances", sa.Text()),
        sa.Column("comment", sa.String(200)),
        sa.Column("due", sa.Integer()),
        sa.Column("settled_on", sa.Integer()),
        sa.Column("settled_by", sa.String(64)),
        sa.Column("settled_how", sa.String(200)),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id"),
    )
    op.create_index("rating_by_day", "rating", ["hall_id", "business_date"])
    op.create_index("rating_by_id", "rating", ["hall_id", "rating_id"])
