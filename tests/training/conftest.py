"""Ann and bo, who measure themselves."""

import pytest
from sqlmodel import Session

from fitness_app.accounts.models import User
from fitness_app.kit import db


@pytest.fixture
def ann(database: db.Database) -> int:
    return db.run_sync(_join, username="ann")


@pytest.fixture
def bo(database: db.Database) -> int:
    return db.run_sync(_join, username="bo")


def _join(session: Session, *, username: str) -> int:
    user = User(username=username, username_key=username)
    session.add(user)
    session.flush()
    assert user.id is not None
    return user.id
