"""The table of ratings, beside those of `server.store.tables`."""

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from server.store.tables import metadata

rating = Table(
    "rating",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),  # keeps it to one for a visit; no face ever tells it
    Column("business_date", Integer, nullable=False),
    Column("window_id", String(64), nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("rating_id", String(32)),  # by chance, so that it tells no order; NULL, as all below, before it is given
    Column("level", String(20)),
    Column("grievances", Text),  # words with commas between
    Column("comment", String(200)),
    Column("due", Integer),  # a date; NULL of a good one
    Column("settled_on", Integer),
    Column("settled_by", String(64)),
    Column("settled_how", String(200)),
    Column("taken_on", Integer),  # since when a supervisor has a bad one in hand
    Column("taken_by", String(64)),
    PrimaryKeyConstraint("hall_id", "ticket_id"),
    Index("rating_by_day", "hall_id", "business_date"),
    Index("rating_by_id", "hall_id", "rating_id"),
)
"""A visit that was dealt with, whose visitor is asked what to think of it, and the answer."""
