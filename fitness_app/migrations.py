"""The database's shape: brought up to date, taken back, compared with the tables of the app."""

from typing import Any, Literal

from alembic import command, context
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from fitness_app import settings
from fitness_app.kit import db
from fitness_app.schema_version import connected
from fitness_app.settings import ROOT
from fitness_app.tables import metadata

_LOCK = 4217
"""Two processes that start together migrate one after the other."""
_COMPARISON: dict[str, Any] = {"compare_type": True, "compare_server_default": True}


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to date, or to an earlier revision; all of it or nothing."""
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take a database back to a revision; 'base' is empty."""
    command.downgrade(_config(url), revision)


def differences(url: str) -> list[Any]:
    """What a database lacks or has too much of, compared with the app's tables."""
    with connected(url) as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=_COMPARISON), metadata)


def run() -> None:
    """Do what an Alembic command asks for; alembic/env.py calls this."""
    url = context.config.attributes.get("url") or settings.get().database
    with connected(url) as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            transactional_ddl=True,
            render_item=_render,
            **_COMPARISON,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            context.run_migrations()
            _check_references(connection)


def _config(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"The migration leaves references to missing rows: {broken[:5]}")


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as what they are in the database, which never changes."""
    if kind == "type" and isinstance(item, db.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item.__class__.__module__.startswith("sqlmodel."):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False
