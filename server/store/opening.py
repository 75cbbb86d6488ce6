"""Opening the record: the tables at their newest form, the hall's row."""

from pathlib import Path
from secrets import token_hex

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from hall.errors import StoreUnusable
from server.store import tables
from server.store.database import Database, usable
from server.store.version_table import VERSION_TABLE

FIRST_EPOCH = 1
MIGRATIONS = Path(__file__).parent / "migrations"


def open_record(database: Database, hall_id: str) -> Engine:
    """Return a writing engine on a database, its tables at their newest form, with the hall's row.

    Raises:
        StoreUnusable: the database cannot be used, or is another hall's alone.
    """
    with usable(database):
        engine = database.open_writer()
        with database.begin_alone(engine) as connection:
            migrate(connection)
            _ensure_hall(connection, hall_id, is_shared=database.is_shared)
            _ensure_code_key(connection, hall_id)
    return engine


def migrate(connection: Connection) -> None:
    """Bring the tables to their newest form within the connection's transaction."""
    if _find_step(connection) == newest_step():
        return
    # Alembic takes 12 MB and a tenth of a second that most starts have no use for.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def newest_step() -> str:
    """Return the revision of the newest step: the number that its file's name begins with."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def list_hall_ids(database: Database) -> list[str]:
    """Return the halls whose records are in a database, none where there is no record yet."""
    if not database.exists():
        return []
    with usable(database):
        engine = database.open_reader()
        try:
            with engine.begin() as connection:
                if not inspect(connection).has_table(tables.hall.name):
                    return []
                return list(connection.execute(select(tables.hall.c.hall_id).order_by(tables.hall.c.hall_id)).scalars())
        finally:
            engine.dispose()


def _find_step(connection: Connection) -> str | None:
    """Return the step that the tables are at, None before the first."""
    if not inspect(connection).has_table(VERSION_TABLE.name):
        return None
    return connection.execute(select(VERSION_TABLE.c.version_num)).scalar()


def _ensure_hall(connection: Connection, hall_id: str, *, is_shared: bool) -> None:
    known = list(connection.execute(select(tables.hall.c.hall_id)).scalars())
    if hall_id in known:
        return
    if known and not is_shared:
        raise StoreUnusable(f"the data belongs to hall {known[0]!r}, not to {hall_id!r}: name another folder or hall")
    row = {"hall_id": hall_id, "epoch": FIRST_EPOCH, "event_seq": 0, "ticket_seq": 0}
    fresh = {"business_date": 0, "day_seq": 0, "day_closed": 0, "note_no": 0, "link": ""}
    connection.execute(insert(tables.hall), {**row, **fresh})


def _ensure_code_key(connection: Connection, hall_id: str) -> None:
    hall = tables.hall
    row = (hall.c.hall_id == hall_id, hall.c.code_key == "")
    if connection.execute(select(hall.c.hall_id).where(*row)).first() is not None:
        connection.execute(update(hall).where(*row).values(code_key=token_hex(32)))
