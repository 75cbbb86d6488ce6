"""Until when a window is paused, where its clerk has said so."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of windows that are paused now nobody knows it."""
    op.add_column("window_state", sa.Column("until_us", sa.BigInteger()))
