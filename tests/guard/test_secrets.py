"""No secret lies about: not in a page's state, not in a log, not readable in the database."""

import json
import logging
import re
from typing import Any

import httpx
import pytest

from fitness_app import settings
from fitness_app.accounts.pages.recover import RecoverState
from fitness_app.accounts.pages.register import RegisterState
from fitness_app.accounts.pages.security import PasswordState
from fitness_app.kit import crypto, db, mail
from fitness_app.tables import metadata
from tests.sockets import SITE, Club, Tab

FIRST, SECOND, THIRD = "plum harbour nine", "copper kettle six", "quiet lantern two"


async def test_a_whole_membership_leaves_no_secret_behind(
    club: Club, database: db.Database, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "httpcore")  # the test's own client writes what it gets
    async with club.tab(path="/register") as guest:
        form = {"username": "nell", "email": "nell@club.example"}
        await guest.send(RegisterState.submit, form={**form, "password": FIRST, "password2": FIRST})
        first = ticket_of(guest)
    cookie = await redeemed(club, first)
    activation = in_the_newest_mail(r"token=([\w-]+)")

    async with club.tab(path="/cabinet/security", cookie=f"session={cookie}") as member:
        passwords = {"current_password": FIRST, "new_password": SECOND, "new_password2": SECOND}
        await member.send(PasswordState.submit, form=passwords)
        second = ticket_of(member)
    newer = await redeemed(club, second)

    async with club.tab(path="/recover") as forgetful:
        await forgetful.send(RecoverState.send_code, form={"email": "nell@club.example"})
        code = in_the_newest_mail(r"\b([B-Z]{8})\b")
        await forgetful.send(RecoverState.check_code, form={"code": code})
        await forgetful.send(
            RecoverState.set_password, form={"password": THIRD, "password2": THIRD}
        )
    pair = await client_tokens(club, THIRD)

    secrets = [FIRST, SECOND, THIRD, first, second, cookie, newer, activation, code, *pair]
    kept = rows_of(database)
    hashes = re.findall(r"[\w$.=-]*\$2b\$[\w$./]+", kept)
    assert hashes
    pages = "\n".join(json.dumps(tab.vars) for tab in (guest, member, forgetful))
    assert "nell" in pages
    for secret in secrets:
        assert secret not in kept
    for secret in (*secrets, *hashes, crypto.digest(cookie), settings.get().secret):
        assert secret not in pages
        assert secret not in caplog.text


def ticket_of(tab: Tab) -> str:
    """The ticket in the script that a handler sent to its page."""
    [ticket] = re.findall(
        r'fitness\.redeem\(\\?"([\w-]+)', "\n".join(tab.received).replace("\\", "")
    )
    return ticket


async def redeemed(club: Club, ticket: str) -> str:
    """The session's cookie, as the page gets it for a ticket."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as browser:
        answer = await browser.post("/session", json={"ticket": ticket}, headers={"origin": SITE})
    return answer.cookies["session"]


async def client_tokens(club: Club, password: str) -> tuple[str, str]:
    """What a program gets that signs in."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{club.port}") as program:
        said: dict[str, Any] = (
            await program.post("/login/", json={"username": "nell", "password": password})
        ).json()
    return said["access"], said["refresh"]


def in_the_newest_mail(pattern: str) -> str:
    """What a pattern finds in the mail that was sent last."""
    [newest] = db.read_sync(mail.list_mail, limit=1)
    found = newest.content and re.search(pattern, newest.content.text)
    assert found
    return found[1]


def rows_of(database: db.Database) -> str:
    """Every row of every table, as one text to search."""
    with database.engine.connect() as connection:
        return "\n".join(
            repr(row)
            for table in metadata.sorted_tables
            for row in connection.execute(table.select())
        )
