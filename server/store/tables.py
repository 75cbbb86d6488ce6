"""The tables. `hall_id` leads every key; times are microseconds since 1970 in UTC, business dates are YYYYMMDD."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

hall = Table(
    "hall",
    metadata,
    Column("hall_id", String(64), primary_key=True),
    Column("epoch", Integer, nullable=False),  # rises when a backup is restored: old event numbers mean nothing then
    Column("event_seq", BigInteger, nullable=False),
    Column("ticket_seq", BigInteger, nullable=False),
    Column("business_date", Integer, nullable=False),  # 0 before the first day
    Column("day_seq", BigInteger, nullable=False),  # the event that began the business date
    Column("day_closed", Integer, nullable=False, server_default="0"),  # 1 once a supervisor has closed it
    Column("note_no", BigInteger, nullable=False, server_default="0"),
    Column("link", String(64), nullable=False, server_default=""),  # of the audit trail's last line
    Column("code_key", String(64), nullable=False, server_default=""),  # what the codes on slips are made with
)
"""The row that a transaction locks, and the numbers given out under that lock."""

counter = Table(
    "counter",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("name", String(160), nullable=False),  # what is counted: `server.store.counters` has the names
    Column("value", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "business_date", "name"),
)
"""What is counted on a business date: the last number of a series, a queue's calls, a pool's turns, quotas."""

turn = Table(
    "turn",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("pool_id", String(64), nullable=False),
    Column("priority_run", Integer, nullable=False),
    Column("appointments", Integer, nullable=False),
    Column("walk_ins", Integer, nullable=False),
    Column("spent", Text, nullable=False),  # whole numbers with commas between, one for each queue of the pool
    PrimaryKeyConstraint("hall_id", "business_date", "pool_id"),
)
"""How the turns of a pool of windows stand on a business date."""

ticket = Table(
    "ticket",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("series_id", String(64), nullable=False),
    Column("number_value", Integer, nullable=False),
    Column("number_round", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("queue_id", String(64), nullable=False),
    Column("window_id", String(64)),
    Column("leg_no", Integer, nullable=False),
    Column("then_matters", Text, nullable=False),  # ids with commas between, of the legs to come
    Column("priority_class", String(16), nullable=False),
    Column("priority_requested", String(16), nullable=False),
    Column("granted_by", String(64)),
    Column("granted_for", String(200)),
    Column("source", String(16), nullable=False),
    Column("issued_by", String(64), nullable=False),
    Column("identity", String(128)),
    Column("language", String(8), nullable=False),
    Column("print_state", String(16), nullable=False),
    Column("print_count", Integer, nullable=False),
    Column("arrived_us", BigInteger, nullable=False),
    Column("entered_us", BigInteger, nullable=False),
    Column("line", Integer, nullable=False),  # 0 plain, 1 plain of a priority class, 2 with conditions
    Column("queue_key", BigInteger, nullable=False),
    Column("since_us", BigInteger, nullable=False),
    Column("for_window", String(64)),
    Column("for_clerk", String(64)),
    Column("due_calls", BigInteger),
    Column("appointment_us", BigInteger),
    Column("not_before_us", BigInteger),
    Column("why", String(16)),
    Column("call_count", Integer, nullable=False),
    Column("first_called_us", BigInteger),
    Column("last_called_us", BigInteger),
    Column("started_us", BigInteger),
    Column("finished_us", BigInteger),
    Column("overdue_count", Integer, nullable=False),
    Column("hold_reason", String(200)),
    Column("hold_clerk", String(64)),
    Column("hold_window", String(64)),
    Column("hold_us", BigInteger),
    Column("held_s", Integer, nullable=False),
    Column("returns_to", String(64)),
    Column("note", String(200)),
    Column("result", String(16)),
    Column("time_unreliable", Integer, nullable=False),
    Column("people_ahead_at_issue", Integer, nullable=False),
    Column("token_hash", String(64), nullable=False),
    PrimaryKeyConstraint("hall_id", "ticket_id"),
    UniqueConstraint("hall_id", "business_date", "series_id", "number_value", "number_round", name="number_once"),
    UniqueConstraint("hall_id", "token_hash", name="ticket_token_once"),
    Index("ticket_in_order", "hall_id", "state", "queue_id", "line", "queue_key", "ticket_id"),
)
"""A visitor's number with the present leg of the visit: one row, so that no ticket can be in two legs at once."""

leg = Table(
    "leg",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    Column("leg_no", Integer, nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("queue_id", String(64), nullable=False),
    Column("window_id", String(64)),
    Column("ended_as", String(16), nullable=False),  # the state it led to: `waiting` when it went on to the next leg
    Column("entered_us", BigInteger, nullable=False),
    Column("first_called_us", BigInteger),
    Column("last_called_us", BigInteger),
    Column("started_us", BigInteger),
    Column("finished_us", BigInteger, nullable=False),
    Column("held_s", Integer, nullable=False),
    Column("time_unreliable", Integer, nullable=False),
    PrimaryKeyConstraint("hall_id", "ticket_id", "leg_no"),
    Index("leg_of_window", "hall_id", "business_date", "window_id"),
)
"""A leg that has ended: one queue that a ticket stood in, and the window that served it."""

window_state = Table(
    "window_state",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("window_id", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("session_id", String(64)),
    Column("clerk", String(64)),
    Column("undo", Text, nullable=False),  # the turns before and after the last call, for taking it back; or empty
    Column("until_us", BigInteger),  # when a paused one is to take visitors again, if the clerk said so
    PrimaryKeyConstraint("hall_id", "window_id"),
)
"""How a window is. `version` rises with every act there."""

at_window = Table(
    "at_window",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("window_id", String(64), nullable=False),
    Column("ticket_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "window_id"),
    UniqueConstraint("hall_id", "ticket_id", name="ticket_at_one_window"),
)
"""Who is at which window: at most one ticket at each, and no ticket at two."""

halted_queue = Table(
    "halted_queue",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("queue_id", String(64), nullable=False),
    Column("reason_zh", String(200), nullable=False),
    Column("reason_en", String(200), nullable=False),
    Column("is_automatic", Integer, nullable=False),  # 1: its last window was left; a window that opens ends it
    Column("since_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "queue_id"),
)
"""Queues for which no numbers are given at present, and why."""

appointment = Table(
    "appointment",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("appointment_id", BigInteger, nullable=False),
    Column("code", String(16), nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("queue_id", String(64), nullable=False),
    Column("slot_us", BigInteger, nullable=False),
    Column("is_open", Integer, nullable=False),
    Column("ticket_id", BigInteger),
    Column("identity", String(128)),
    PrimaryKeyConstraint("hall_id", "appointment_id"),
    UniqueConstraint("hall_id", "code", name="appointment_code_once"),
    Index("appointment_of_slot", "hall_id", "queue_id", "slot_us"),
)
"""A booked slot: open until it is used for one ticket, or cancelled."""

command = Table(
    "command",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("command_key", String(128), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text),  # NULL when it held a secret that must not be kept
    Column("at_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "command_key"),
    Index("command_by_age", "hall_id", "at_us"),
)
"""Every write that was done, by its idempotency key, with the answer that a repeat gets."""

event = Table(
    "event",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("ticket_id", BigInteger),
    Column("actor_kind", String(16), nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("origin", String(64)),  # the network address of who did it
    Column("link", String(64)),  # ties it to the line of the trail before it; NULL of events older than the chain
    PrimaryKeyConstraint("hall_id", "seq"),
)
"""What happened: resume log, outbox and audit trail at once. `seq` has no gaps."""

device = Table(
    "device",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("installation", String(64)),  # the machine that may give offline numbers; NULL until it first asks
    Column("renewal", String(128)),  # the key under which it last got a permission
    Column("renewed_us", BigInteger),
    Column("revoked_us", BigInteger),  # NULL while its token is good
    Column("help_us", BigInteger),  # since when its visitor waits for somebody to come, NULL for not
    PrimaryKeyConstraint("hall_id", "kind", "name"),
    ForeignKeyConstraint(["hall_id"], ["hall.hall_id"]),
    UniqueConstraint("hall_id", "token_hash", name="device_token_once"),
)
"""A kiosk or display that may speak to the server."""

pairing_code = Table(
    "pairing_code",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("code_id", String(64), nullable=False),
    Column("code_hash", String(256), nullable=False),  # argon2id: eight digits would be guessed from a fast hash
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("expires_us", BigInteger, nullable=False),
    Column("wrong_tries", Integer, nullable=False),
    Column("used_by", String(128)),  # the key of the request that used it; NULL while it may be used
    PrimaryKeyConstraint("hall_id", "code_id"),
)
"""Codes with which machines become devices, each once."""

device_health = Table(
    "device_health",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("heard_us", BigInteger, nullable=False),
    Column("health", Text, nullable=False),
    PrimaryKeyConstraint("hall_id", "kind", "name"),
    ForeignKeyConstraint(["hall_id", "kind", "name"], ["device.hall_id", "device.kind", "device.name"]),
)
"""How each device said that it was when it was last heard."""

kiosk_command = Table(
    "kiosk_command",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("command_id", BigInteger, nullable=False),  # the number of the event that tells of it
    Column("kiosk", String(64), nullable=False),
    Column("asked", Text, nullable=False),
    Column("sent_us", BigInteger, nullable=False),
    Column("sent_by", String(64), nullable=False),
    Column("answer", String(16)),  # NULL while the kiosk has not answered
    PrimaryKeyConstraint("hall_id", "command_id"),
)
"""What staff asked of kiosks from afar."""

offline_key = Table(
    "offline_key",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("private_key", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id"),
)
"""The key with which a hall signs what kiosks may do while the server is away."""

offline_lease = Table(
    "offline_lease",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("lease_id", String(64), nullable=False),
    Column("kiosk", String(64), nullable=False),
    Column("installation", String(64), nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("first_value", Integer, nullable=False),
    Column("last_value", Integer, nullable=False),
    Column("is_current", Integer, nullable=False),  # 0: another one of this kiosk and date has followed
    Column("granted_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "lease_id"),
    Index("lease_of_kiosk", "hall_id", "kiosk", "business_date"),
)
"""Numbers of a kiosk's own series that only it may give out; those of a kiosk and date never overlap."""

offline_number = Table(
    "offline_number",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("lease_id", String(64), nullable=False),
    Column("number_value", Integer, nullable=False),
    Column("copy_no", Integer, nullable=False),  # 0, but for a number that came twice: from a copied disk
    Column("ticket_id", BigInteger, nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("astray", String(16)),  # why it leads to the guide desk; NULL for one that was lined up
    Column("told_us", BigInteger, nullable=False),
    Column("arrived_us", BigInteger, nullable=False),
    Column("adopted_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "lease_id", "number_value", "copy_no"),
    Index("offline_number_by_ticket", "hall_id", "ticket_id", unique=True),
    Index("offline_number_by_moment", "hall_id", "adopted_us"),
)
"""Numbers that a kiosk gave out by itself and handed over, each once."""

LIVE_ONLY = frozenset({"line", "identity", "token_hash"})
"""Columns of a ticket that mean nothing once its day is past, or told who the visitor was."""

past_ticket = Table(
    "past_ticket",
    metadata,
    *(Column(live.name, live.type, nullable=live.nullable) for live in ticket.columns if live.name not in LIVE_ONLY),
    PrimaryKeyConstraint("hall_id", "ticket_id"),
)
"""The tickets of past days: one key and no index beside it, so that years of them cost the live tables nothing."""

past_leg = Table(
    "past_leg",
    metadata,
    *(Column(live.name, live.type, nullable=live.nullable) for live in leg.columns),
    PrimaryKeyConstraint("hall_id", "ticket_id", "leg_no"),
)
"""Their legs."""

day_matter = Table(
    "day_matter",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("business_date", Integer, nullable=False),  # one that has ended
    Column("matter_id", String(64), nullable=False),
    Column("tickets", Integer, nullable=False),
    PrimaryKeyConstraint("hall_id", "business_date", "matter_id"),
)

past_day = Table(
    "past_day",
    metadata,
    Column("hall_id", String(64), nullable=False),
    Column("business_date", Integer, nullable=False),
    Column("first_ticket_id", BigInteger, nullable=False),
    Column("last_ticket_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("hall_id", "business_date"),
)
"""Where the tickets of a past day are: ids rise with the days, so each day is a range of them."""
