"""For what a priority class was granted: the window reads what the person who granted it saw."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of classes that were granted before, the trail alone knows it."""
    for table in ("ticket", "past_ticket"):
        op.add_column(table, sa.Column("granted_for", sa.String(200)))
