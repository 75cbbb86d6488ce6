"""What the codes on slips are made with: a visitor who has the slip may give the number up on the phone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty until a server or a command opens the record, which makes one."""
    op.add_column("hall", sa.Column("code_key", sa.String(64), nullable=False, server_default=""))
