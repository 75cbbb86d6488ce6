"""Who has a bad rating in hand, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of ratings that were given before nobody has taken any in hand."""
    op.add_column("rating", sa.Column("taken_on", sa.Integer()))
    op.add_column("rating", sa.Column("taken_by", sa.String(64)))
