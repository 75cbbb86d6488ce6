"""The table in which Alembic keeps which step the tables are at; on PostgreSQL also the lock for steps."""

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

VERSION_TABLE = Table(
    "alembic_version",
    MetaData(),  # not among the record's tables: Alembic makes it where nobody did before
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Exactly as Alembic would make it."""
