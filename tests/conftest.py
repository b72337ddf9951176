"""What every test stands on: a fresh migrated database, a clock to move, no network."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_scratch = tempfile.mkdtemp(prefix="fitness-tests-")
os.environ.update(
    FITNESS_ENV="development",
    FITNESS_DATA_DIR=_scratch,
    FITNESS_SECRET_KEY="a-secret-for-tests-only-" + "x" * 16,
    FITNESS_SITE_URL="http://localhost:3000",
)

from sqlmodel import SQLModel  # noqa: E402  # settings are read from the environment above

import fitness_app.accounts.models  # noqa: E402
import fitness_app.kit.models  # noqa: E402
import fitness_app.training.models  # noqa: E402, F401
from fitness_app.kit import clock, db  # noqa: E402


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and no rows."""
    file = tmp_path_factory.mktemp("template") / "club.db"
    engine = db.make_engine(f"sqlite:///{file}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()  # the last connection leaves one file, no log beside it
    return file


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Iterator[db.Database]:
    """A fresh database, connected."""
    shutil.copy(template, tmp_path / "club.db")
    yield db.connect(f"sqlite:///{tmp_path / 'club.db'}")
    db.disconnect()


@pytest.fixture(autouse=True)
def right_time() -> Iterator[None]:
    """Put the clock right after each test."""
    yield
    clock.reset()
