"""Alembic's entry: runs the steps on the connection that `server.store.opening` hands over."""

from alembic import context

from server.store.rating_table import rating

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=rating.metadata,
    render_as_batch=True,  # SQLite cannot alter most things in place
    transactional_ddl=False,  # the caller's transaction holds all steps
)
context.run_migrations()
