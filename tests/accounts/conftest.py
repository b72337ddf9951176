"""How people join in these tests, and the mail they got."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from fitness_app.accounts import profiles, registration, sessions
from fitness_app.accounts.access import Client, Viewer
from fitness_app.accounts.registration import Registration
from fitness_app.kit import db, mail
from tests.make import PASSWORD

HERE = Client(ip="203.0.113.7", user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")


@dataclass(frozen=True)
class Post:
    """A mail as its reader sees it."""

    to: str
    kind: str
    subject: str
    text: str

    @property
    def code(self) -> str:
        found = re.search(r"^ {4}([A-Z]{8})$", self.text, re.MULTILINE)
        assert found, self.text
        return found[1]

    @property
    def link(self) -> dict[str, str]:
        found = re.search(r"https?://\S+#\S+", self.text)
        assert found, self.text
        query = parse_qs(urlsplit(found[0]).fragment)
        return {"uid": query["uid"][0], "token": query["token"][0]}


@pytest.fixture(autouse=True)
def no_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other room take part in registrations."""
    monkeypatch.setattr(registration, "_steps", [])


@pytest.fixture
def mailbox(database: db.Database) -> Callable[..., list[Post]]:
    """The mails that were promised, oldest first; of one kind, if asked."""

    def read(kind: str = "") -> list[Post]:
        mails = reversed(db.read_sync(mail.list_mail, limit=100))
        return [
            Post(it.recipient, it.kind, it.content.subject, it.content.text)
            for it in mails
            if it.content and kind in ("", it.kind)
        ]

    return read


def form(username: str = "ann", **typed: str) -> Registration:
    """A registration form that only lacks what a test adds."""
    fields = {
        "username": username,
        "email": f"{username}@club.example",
        "password": PASSWORD,
        "password2": typed.get("password", PASSWORD),
    }
    return Registration(**{**fields, **typed})


async def join(username: str, **typed: str) -> int:
    return await registration.register(form(username, **typed), ip="198.51.100.1")


async def viewer(session_id: str) -> Viewer:
    found = await sessions.desk.viewer_of(session_id)
    assert isinstance(found, Viewer), found
    return found


async def profile(user_id: int) -> profiles.ProfileView:
    return await db.read(profiles.get_profile, user_id=user_id)
