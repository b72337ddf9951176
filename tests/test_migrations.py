"""Migrations make the tables of the app, go back, and notice what differs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Inspector, inspect

from fitness_app import migrations, schema_version
from fitness_app.accounts import names
from fitness_app.kit import db, disk
from fitness_app.kit.errors import Unavailable
from fitness_app.settings import ROOT
from fitness_app.tables import metadata
from tests import make


def test_upgrading_an_empty_database_makes_the_tables_of_the_app(new_url: Callable[[], str]):
    migrated, made = new_url(), new_url()
    migrations.upgrade(migrated)
    with opened(made) as engine:
        metadata.create_all(engine)

    assert shape(migrated) == shape(made)
    assert migrations.differences(migrated) == []


def test_every_constraint_has_a_name_by_our_convention(empty_url: str):
    migrations.upgrade(empty_url)

    for table, parts in shape(empty_url).items():
        for kind, start in KINDS.items():
            for found in parts[kind]:
                # SQLite can't name the key of ids that are never given out twice.
                if found.get("constrained_columns") == ["id"] and found["name"] is None:
                    continue
                name = found["name"] or ""
                assert name.startswith(f"{start}_{table}"), (table, found)
                assert not name.startswith(f"{start}_{table}_{start}_"), name


def test_going_back_leaves_nothing(empty_url: str):
    migrations.upgrade(empty_url)
    migrations.downgrade(empty_url, "base")

    assert shape(empty_url) == {}
    assert not schema_version.is_current(empty_url)


def test_the_newest_migration_is_known_by_its_number():
    script = ScriptDirectory(str(ROOT / "alembic"))
    assert script.get_current_head() == schema_version.newest()
    assert len(script.get_heads()) == 1


def test_a_database_whose_disk_is_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    url = f"sqlite:///{tmp_path / 'club.db'}"
    (tmp_path / "club.db").mkdir()  # so that SQLite can't open it
    monkeypatch.setattr(disk, "is_full", lambda _: True)
    with pytest.raises(Unavailable, match="its disk is full"):
        schema_version.is_current(url)


def test_who_asks_for_a_database_that_isnt_there_makes_none(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'club.db'}"
    assert schema_version.is_missing(url)
    assert not schema_version.is_current(url)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path):
    (tmp_path / "club.db").write_text("no database, but long enough to be looked at " * 50)
    with pytest.raises(Unavailable, match="file is not a database"):
        schema_version.is_current(f"sqlite:///{tmp_path / 'club.db'}")


def test_upgrading_twice_changes_nothing(empty_url: str):
    migrations.upgrade(empty_url)
    before = shape(empty_url)
    migrations.upgrade(empty_url)

    assert shape(empty_url) == before
    assert schema_version.is_current(empty_url)


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ({"type_": sa.Text()}, "modify_type"),
        ({"type_": sa.String(17)}, "modify_type"),
        ({"nullable": True}, "modify_nullable"),
        ({"server_default": "active"}, "modify_default"),
    ],
)
def test_a_column_that_differs_is_noticed(empty_url: str, change: dict[str, Any], noticed: str):
    migrations.upgrade(empty_url)
    with operations(empty_url) as op, op.batch_alter_table("users") as users:
        users.alter_column("status", existing_type=sa.String(16), **change)

    ((found,),) = migrations.differences(empty_url)
    assert found[0] == noticed
    assert found[2:4] == ("users", "status")


def test_a_table_that_is_missing_is_noticed(empty_url: str):
    migrations.upgrade(empty_url)
    with operations(empty_url) as op:
        op.drop_table("goal_adjustments")

    assert "add_table" in [found[0] for found in migrations.differences(empty_url)]


def test_a_migration_that_leaves_loose_references_is_undone(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    """PostgreSQL watches over references itself; SQLite only where a migration lets it."""
    db.connect(sqlite_url)
    make.weight(make.user("ann"))
    db.disconnect()

    def drop_people() -> None:
        migrations.context.get_bind().execute(sa.text("DELETE FROM users"))

    monkeypatch.setattr(migrations.context, "run_migrations", drop_people)
    with pytest.raises(RuntimeError, match="missing rows"):
        migrations.upgrade(sqlite_url)
    with opened(sqlite_url) as engine, engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM users")) == 1


def test_changing_a_table_keeps_the_rows_that_refer_to_it(sqlite_url: str):
    """SQLite makes the table anew, and dropping the old one must not cascade."""
    db.connect(sqlite_url)
    make.weight(make.user("ann"))
    db.disconnect()

    with operations(sqlite_url) as op, op.batch_alter_table("users", recreate="always") as users:
        users.alter_column("status", existing_type=sa.String(16), type_=sa.String(20))

    with opened(sqlite_url) as engine, engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM metric_entries")) == 1


def test_a_name_from_before_is_compared_with_new_ones(empty_url: str):
    migrations.upgrade(empty_url, "0005")
    with opened(empty_url) as engine, engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO users (username, username_key, password_version, role, status, is_active,"
            " created_at) VALUES ('Amanda', 'amanda', 1, 'member', 'active', true, '2026-01-01')"
        )
    migrations.upgrade(empty_url)

    with opened(empty_url) as engine, engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT username_skeleton FROM users").scalar_one()
    assert kept == names.skeleton("arnanda")


def test_a_database_that_cant_be_reached_is_said_without_its_password():
    with pytest.raises(Unavailable) as refusal:
        schema_version.is_current("postgresql+psycopg://club:hush@127.0.0.1:1/club")
    assert "127.0.0.1" in str(refusal.value)
    assert "hush" not in str(refusal.value)


KINDS = {"primary key": "pk", "foreign keys": "fk", "unique": "uq", "checks": "ck"}


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = db.make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def operations(url: str) -> Iterator[Operations]:
    """What a migration would do, without one."""
    with schema_version.connected(url) as connection, connection.begin():
        yield Operations(MigrationContext.configure(connection))


def shape(url: str) -> dict[str, Any]:
    """All that a database says of its tables, in an order that is always the same."""
    with opened(url) as engine:
        return described(inspect(engine))


def described(inspector: Inspector) -> dict[str, Any]:
    return {
        name: {
            "columns": [
                (column["name"], repr(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(name)
            ],
            "primary key": [inspector.get_pk_constraint(name)],
            "foreign keys": in_order(inspector.get_foreign_keys(name)),
            "unique": in_order(inspector.get_unique_constraints(name)),
            "checks": in_order(inspector.get_check_constraints(name)),
            "indexes": in_order(inspector.get_indexes(name)),
        }
        for name in sorted(inspector.get_table_names())
        if name != "alembic_version"
    }


def in_order(found: list[Any]) -> list[dict[str, Any]]:
    for one in found:  # conditions of partial indexes are equal if they say the same
        one["dialect_options"] = {
            name: str(value) for name, value in one.get("dialect_options", {}).items()
        }
    return sorted(found, key=lambda one: str(one["name"]))
