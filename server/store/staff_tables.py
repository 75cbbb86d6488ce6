"""The tables of the staff and of the audit trail, beside those of `server.store.tables`."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from server.store.tables import metadata

clerk = Table(
    "clerk",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("role", String(16), nullable=False),
    Column("windows", Text, nullable=False),  # ids with commas between; empty for every window
    Column("created_us", BigInteger, nullable=False),
    Column("password_us", BigInteger, nullable=False, server_default="0"),  # when the password was made; 0: as created
    Column("is_once", Integer, nullable=False, server_default="0"),  # 1: good for choosing another password, no more
    Column("is_locked", Integer, nullable=False, server_default="0"),  # 1: may not sign in any more
    PrimaryKeyConstraint("hall_id", "name"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
)
"""Someone on the staff, who may sign in."""

past_password = Table(
    "past_password",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("until_us", BigInteger, nullable=False),
    Column("password_hash", String(256), nullable=False),
    PrimaryKeyConstraint("hall_id", "clerk", "until_us"),
)
"""Passwords that somebody had before, as many as the hall's profile says may not come again."""

session = Table(
    "session",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("session_id", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("window_id", String(64)),  # NULL at the hall's desk
    Column("created_us", BigInteger, nullable=False),
    Column("expires_us", BigInteger, nullable=False),
    Column("ended_us", BigInteger),
    Column("seen_us", BigInteger, nullable=False, server_default="0"),  # about when its owner last did anything
    Column("origin", String(64)),
    PrimaryKeyConstraint("hall_id", "session_id"),
    ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
    UniqueConstraint("hall_id", "token_hash", name="session_token_once"),
    Index("session_by_clerk", "hall_id", "clerk", "ended_us"),
)
"""Someone signed in, at a window or at the hall's desk."""

second_factor = Table(
    "second_factor",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("secret", String(64)),  # in hexadecimal, as the codes are worked out from it; NULL before the first is set
    Column("last_step", BigInteger, nullable=False, server_default="0"),  # of the last code: none comes twice
    Column("set_us", BigInteger),
    Column("offered", String(64)),  # a secret whose first code has not been typed yet
    Column("offered_us", BigInteger),
    PrimaryKeyConstraint("hall_id", "clerk"),
    ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
)
"""What somebody's authenticator app and the server share."""

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("code_hash", String(64), nullable=False),
    PrimaryKeyConstraint("hall_id", "clerk", "code_hash"),
    ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
)
"""Codes on paper that are each good once in place of the app's."""

audit_note = Table(
    "audit_note",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("note_no", BigInteger, nullable=False),
    Column("after_seq", BigInteger, nullable=False),  # the last event before it
    Column("at_us", BigInteger, nullable=False),
    Column("actor_kind", String(16), nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("origin", String(64), nullable=False),
    Column("act", String(80), nullable=False),
    Column("about", String(200), nullable=False),
    Column("result", String(32), nullable=False),
    Column("data", Text, nullable=False),
    Column("link", String(64), nullable=False),
    PrimaryKeyConstraint("hall_id", "note_no"),
    Index("audit_note_by_event", "hall_id", "after_seq"),
)
"""What the trail tells beside events: sign-ins, refusals, accounts. Nothing ever changes or takes away a row."""
