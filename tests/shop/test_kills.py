"""A process killed in the middle of a checkout: one order or none, and a retry makes it one."""

import signal
import subprocess
import sys

import pytest

from fitness_app.kit import db, mail
from fitness_app.settings import ROOT
from tests.make import Person
from tests.shop.buyer import ANSWER
from tests.shop.conftest import add, contents, moved, of, order_count, place, stock_of

pytestmark = pytest.mark.usefixtures("database")

INSIDE = ("DELETE FROM cart_lines", "INSERT INTO outbox", "COMMIT")
"""When the goods are taken, when the cart is empty, and when the mail is written too."""
KEY = "a-key"


@pytest.fixture
def url(database: db.Database) -> str:
    """Where another process finds the database of this test."""
    return database.engine.url.render_as_string(hide_password=False)


def kill_a_checkout(url: str, buyer: Person, before: str) -> None:
    """Check out in a process of its own, which SIGKILL ends before a statement or the answer."""
    command = [sys.executable, "-m", "tests.shop.buyer", url, str(buyer.id), KEY, before]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.kill()
        assert process.wait(10) == -signal.SIGKILL


def letter_count() -> int:
    return len(db.read_sync(mail.list_mail, limit=50))


@pytest.mark.parametrize("before", INSIDE)
def test_a_kill_before_the_commit_leaves_no_trace(url: str, ann: Person, shirt: int, before: str):
    add(of(ann), shirt, 2)
    kill_a_checkout(url, ann, before)
    assert (order_count(), stock_of(shirt), moved(shirt), letter_count()) == (0, 5, 5, 0)
    assert contents(of(ann)) == {shirt: 2}
    assert place(ann, KEY).is_new
    assert (order_count(), stock_of(shirt), moved(shirt), letter_count()) == (1, 3, 3, 1)


def test_a_kill_before_the_answer_keeps_the_order_and_a_retry_finds_it(
    url: str, ann: Person, shirt: int
):
    add(of(ann), shirt, 2)
    kill_a_checkout(url, ann, ANSWER)
    assert (order_count(), stock_of(shirt), letter_count()) == (1, 3, 1)
    again = place(ann, KEY)
    assert not again.is_new
    assert (order_count(), stock_of(shirt), moved(shirt), letter_count()) == (1, 3, 3, 1)
    assert contents(of(ann)) == {}
