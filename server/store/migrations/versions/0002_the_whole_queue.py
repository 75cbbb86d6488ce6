"""The tables of every rule of the queue.

A ticket carries its present leg, ended legs stand apart; what is at a window has a table of its own, so that no unique
key holds empty columns; counters have names. Tables are made anew and filled from the old ones, which works alike in
every database.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD = ("counter", "ticket", "leg", "window_state", "command", "event", "clerk", "session")


def upgrade() -> None:
    """Move what is there into the new tables."""
    op.add_column("hall", sa.Column("day_closed", sa.Integer(), nullable=False, server_default="0"))
    _drop_old_constraints()
    for name in OLD:
        op.rename_table(name, f"old_{name}")
    _make_counter()
    _make_turn()
    _make_ticket()
    _make_leg()
    _make_windows()
    _make_queues()
    _make_log()
    _make_staff()
    for name in ("session", "clerk", "event", "command", "window_state", "leg", "ticket", "counter"):
        op.drop_table(f"old_{name}")


def _drop_old_constraints() -> None:
    """Free the names that the new tables use; a name is the database's, not the table's, in PostgreSQL."""
    for name, table in (("ticket_in_order", "ticket"), ("leg_of_window", "leg"), ("command_by_age", "command")):
        op.drop_index(name, table_name=table)
    op.drop_index("event_of_ticket", table_name="event")
    if op.get_bind().dialect.name == "sqlite":
        return  # keys have no names of their own there
    for name, table in (
        ("leg_ticket_id_fkey", "leg"),
        ("window_state_ticket_id_fkey", "window_state"),
        ("session_hall_id_clerk_fkey", "session"),
        ("ticket_number_once", "ticket"),
        ("ticket_token_once", "ticket"),
        ("session_token_once", "session"),
    ):
        op.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}" CASCADE')
    for table in OLD:
        op.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey" CASCADE')


def _make_counter() -> None:
    op.create_table(
        "counter",
        _id("hall_id"),
        sa.Column("business_date", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "business_date", "name"),
    )
    op.execute(
        "INSERT INTO counter (hall_id, business_date, name, value) "
        "SELECT hall_id, business_date, 'series:' || series_id, last_number FROM old_counter"
    )


def _make_turn() -> None:
    op.create_table(
        "turn",
        _id("hall_id"),
        sa.Column("business_date", sa.Integer(), nullable=False),
        _id("pool_id"),
        sa.Column("priority_run", sa.Integer(), nullable=False),
        sa.Column("appointments", sa.Integer(), nullable=False),
        sa.Column("walk_ins", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "business_date", "pool_id"),
    )


def _make_ticket() -> None:
    op.create_table(
        "ticket",
        _id("hall_id"),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        _id("series_id"),
        sa.Column("number_value", sa.Integer(), nullable=False),
        sa.Column("number_round", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        _id("matter_id"),
        _id("queue_id"),
        _id("window_id", nullable=True),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("then_matters", sa.Text(), nullable=False),
        sa.Column("priority_class", sa.String(16), nullable=False),
        sa.Column("priority_requested", sa.String(16), nullable=False),
        _id("granted_by", nullable=True),
        sa.Column("source", sa.String(16), nullable=False),
        _id("issued_by"),
        sa.Column("identity", sa.String(128)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("print_state", sa.String(16), nullable=False),
        sa.Column("print_count", sa.Integer(), nullable=False),
        sa.Column("arrived_us", sa.BigInteger(), nullable=False),
        sa.Column("entered_us", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("queue_key", sa.BigInteger(), nullable=False),
        sa.Column("since_us", sa.BigInteger(), nullable=False),
        _id("for_window", nullable=True),
        _id("for_clerk", nullable=True),
        sa.Column("due_calls", sa.BigInteger()),
        sa.Column("appointment_us", sa.BigInteger()),
        sa.Column("not_before_us", sa.BigInteger()),
        sa.Column("why", sa.String(16)),
        sa.Column("call_count", sa.Integer(), nullable=False),
        sa.Column("first_called_us", sa.BigInteger()),
        sa.Column("last_called_us", sa.BigInteger()),
        sa.Column("started_us", sa.BigInteger()),
        sa.Column("finished_us", sa.BigInteger()),
        sa.Column("overdue_count", sa.Integer(), nullable=False),
        sa.Column("hold_reason", sa.String(200)),
        _id("hold_clerk", nullable=True),
        _id("hold_window", nullable=True),
        sa.Column("hold_us", sa.BigInteger()),
        sa.Column("held_s", sa.Integer(), nullable=False),
        _id("returns_to", nullable=True),
        sa.Column("note", sa.String(200)),
        sa.Column("result", sa.String(16)),
        sa.Column("time_unreliable", sa.Integer(), nullable=False),
        sa.Column("people_ahead_at_issue", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id"),
        sa.UniqueConstraint(
            "hall_id", "business_date", "series_id", "number_value", "number_round", name="number_once"
        ),
        sa.UniqueConstraint("hall_id", "token_hash", name="ticket_token_once"),
    )
    same = (
        "hall_id ticket_id business_date series_id number_value number state queue_id queue_key leg_no priority_class "
        "priority_requested source issued_by language print_state print_count arrived_us people_ahead_at_issue "
        "token_hash"
    )
    of_leg = "matter_id window_id entered_us call_count first_called_us last_called_us started_us finished_us"
    columns, values = _matched(
        {
            **{name: f"t.{name}" for name in same.split()},
            **{name: f"l.{name}" for name in of_leg.split()},
            "version": "1",
            "number_round": "0",
            "then_matters": "''",
            "line": "0",
            "since_us": "l.entered_us",
            "overdue_count": "0",
            "held_s": "0",
            "time_unreliable": "0",
        }
    )
    op.execute(
        f"INSERT INTO ticket ({columns}) SELECT {values} FROM old_ticket t "  # noqa: S608 -- only names from above
        "JOIN old_leg l ON l.hall_id = t.hall_id AND l.ticket_id = t.ticket_id AND l.leg_no = t.leg_no"
    )
    op.create_index("ticket_in_order", "ticket", ["hall_id", "state", "queue_id", "line", "queue_key", "ticket_id"])


def _make_leg() -> None:
    op.create_table(
        "leg",
        _id("hall_id"),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("leg_no", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Integer(), nullable=False),
        _id("matter_id"),
        _id("queue_id"),
        _id("window_id", nullable=True),
        sa.Column("ended_as", sa.String(16), nullable=False),
        sa.Column("entered_us", sa.BigInteger(), nullable=False),
        sa.Column("first_called_us", sa.BigInteger()),
        sa.Column("last_called_us", sa.BigInteger()),
        sa.Column("started_us", sa.BigInteger()),
        sa.Column("finished_us", sa.BigInteger(), nullable=False),
        sa.Column("held_s", sa.Integer(), nullable=False),
        sa.Column("time_unreliable", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id", "leg_no"),
    )
    same = (
        "hall_id ticket_id leg_no matter_id queue_id window_id entered_us first_called_us last_called_us started_us "
        "finished_us"
    )
    columns, values = _matched(
        {
            **{name: f"l.{name}" for name in same.split()},
            "business_date": "t.business_date",
            "ended_as": "t.state",
            "held_s": "0",
            "time_unreliable": "0",
        }
    )
    op.execute(
        f"INSERT INTO leg ({columns}) SELECT {values} FROM old_leg l "  # noqa: S608 -- only names from above
        "JOIN old_ticket t ON t.hall_id = l.hall_id AND t.ticket_id = l.ticket_id WHERE l.finished_us IS NOT NULL"
    )
    op.create_index("leg_of_window", "leg", ["hall_id", "business_date", "window_id"])


def _make_windows() -> None:
    op.create_table(
        "window_state",
        _id("hall_id"),
        _id("window_id"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _id("session_id", nullable=True),
        _id("clerk", nullable=True),
        sa.Column("undo", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "window_id"),
    )
    op.execute(
        "INSERT INTO window_state (hall_id, window_id, state, version, session_id, clerk, undo) "
        "SELECT hall_id, window_id, state, version, session_id, clerk, '' FROM old_window_state"
    )
    op.create_table(
        "at_window",
        _id("hall_id"),
        _id("window_id"),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "window_id"),
        sa.UniqueConstraint("hall_id", "ticket_id", name="ticket_at_one_window"),
    )
    op.execute(
        "INSERT INTO at_window (hall_id, window_id, ticket_id) "
        "SELECT hall_id, window_id, ticket_id FROM old_window_state WHERE ticket_id IS NOT NULL"
    )


def _make_queues() -> None:
    op.create_table(
        "halted_queue",
        _id("hall_id"),
        _id("queue_id"),
        sa.Column("reason_zh", sa.String(200), nullable=False),
        sa.Column("reason_en", sa.String(200), nullable=False),
        sa.Column("is_automatic", sa.Integer(), nullable=False),
        sa.Column("since_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "queue_id"),
    )
    op.create_table(
        "appointment",
        _id("hall_id"),
        sa.Column("appointment_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        _id("matter_id"),
        _id("queue_id"),
        sa.Column("slot_us", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.Column("identity", sa.String(128)),
        sa.PrimaryKeyConstraint("hall_id", "appointment_id"),
        sa.UniqueConstraint("hall_id", "code", name="appointment_code_once"),
    )
    op.create_index("appointment_of_slot", "appointment", ["hall_id", "queue_id", "slot_us"])


def _make_log() -> None:
    """Commands and events are written under the hall's lock only: a key to its row would be looked up each time."""
    op.create_table(
        "command",
        _id("hall_id"),
        sa.Column("command_key", sa.String(128), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "command_key"),
    )
    _copy("command", ["hall_id", "command_key", "fingerprint", "status", "answer", "at_us"])
    op.create_index("command_by_age", "command", ["hall_id", "at_us"])
    op.create_table(
        "event",
        _id("hall_id"),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.Column("actor_kind", sa.String(16), nullable=False),
        _id("actor_id"),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "seq"),
    )
    _copy("event", ["hall_id", "seq", "at_us", "kind", "ticket_id", "actor_kind", "actor_id", "data"])


def _make_staff() -> None:
    op.create_table(
        "clerk",
        _id("hall_id"),
        _id("name"),
        sa.Column("password_hash", sa.String(256), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "name"),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    )
    op.execute(
        "INSERT INTO clerk (hall_id, name, password_hash, role, windows, created_us) "
        "SELECT hall_id, name, password_hash, 'clerk', windows, created_us FROM old_clerk"
    )
    op.create_table(
        "session",
        _id("hall_id"),
        _id("session_id"),
        sa.Column("token_hash", sa.String(64), nullable=False),
        _id("clerk"),
        _id("window_id", nullable=True),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("expires_us", sa.BigInteger(), nullable=False),
        sa.Column("ended_us", sa.BigInteger()),
        sa.PrimaryKeyConstraint("hall_id", "session_id"),
        sa.ForeignKeyConstraint(["hall_id", "clerk"], ["clerk.hall_id", "clerk.name"]),
        sa.UniqueConstraint("hall_id", "token_hash", name="session_token_once"),
    )
    _copy(
        "session", ["hall_id", "session_id", "token_hash", "clerk", "window_id", "created_us", "expires_us", "ended_us"]
    )


def _id(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(64), nullable=nullable)


def _copy(table: str, columns: Sequence[str]) -> None:
    names = ", ".join(columns)
    op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM old_{table}")  # noqa: S608 -- only names from above


def _matched(values: dict[str, str]) -> tuple[str, str]:
    """Return the columns and what goes into each, in the same order."""
    return ", ".join(values), ", ".join(values.values())
