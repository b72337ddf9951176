"""What tests of the kit share."""

from collections.abc import Iterator

import pytest

from fitness_app import settings
from tests.kit.stand_in import MailServerStandIn


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServerStandIn]:
    """A running mail server, which the settings name."""
    server = MailServerStandIn()
    club = settings.get().model_copy(update={"smtp_url": server.url})
    monkeypatch.setattr(settings, "get", lambda: club)
    server.open()
    yield server
    server.close()
