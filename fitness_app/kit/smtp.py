"""The club's mail server: how a mail is written for it, and one connection to it."""

import asyncio
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urlsplit

import aiosmtplib
import idna

from fitness_app import settings
from fitness_app.kit import crypto
from fitness_app.kit.mail import MailView

ANSWER_SECONDS = 20
DELIVERY_SECONDS = 90
"""The whole of one delivery; shorter than a mail's lease, or two postmen would be at it."""


class ServerAway(Exception):
    """The mail server can't be reached or doesn't let us in; the mail isn't to blame."""


class Refused(Exception):
    """The server is there but doesn't take this mail: not now, or, if `is_final`, not ever."""

    def __init__(self, message: str, *, is_final: bool) -> None:
        super().__init__(message)
        self.is_final = is_final


def compose(mail: MailView) -> EmailMessage:
    """Write a mail as RFC 5322 wants it; the same mail always gets the same bytes.

    Raises Refused if what it says can't be read any more.
    """
    if mail.content is None:
        raise Refused("It was sealed with a key that is gone.", is_final=True)
    name = crypto.keyed_digest("message-id", f"{mail.id} {mail.promised_at.isoformat()}")[:32]
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = _sender()
    message["To"] = Address(addr_spec=_in_ascii(mail.recipient))
    message["Subject"] = mail.content.subject
    message["Date"] = mail.promised_at
    message["Message-ID"] = f"<{name}@{_ascii_domain(settings.get().host)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.content.text)
    message.add_alternative(mail.content.html, subtype="html")
    message.set_boundary(f"=_{name}")
    return message


def _sender() -> Address:
    club = settings.get()
    name, _, address = club.mail_from.rstrip(">").rpartition("<")
    address = address or f"club@{club.host}"
    return Address(name.strip(' "') or club.club_name, addr_spec=_in_ascii(address))


def _in_ascii(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{_ascii_domain(domain)}"


def _ascii_domain(domain: str) -> str:
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


class MailServer:
    """A connection that opens with the first mail and serves until the block ends."""

    def __init__(self, url: str) -> None:
        self._smtp = aiosmtplib.SMTP(timeout=ANSWER_SECONDS, **options(url))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(aiosmtplib.SMTPException, OSError):
            if self._smtp.is_connected:
                await self._smtp.quit()
        self._smtp.close()

    async def carry(self, message: EmailMessage) -> None:
        """Hand one mail over; raises ServerAway or Refused."""
        try:
            async with asyncio.timeout(DELIVERY_SECONDS):
                await self._connect()
                await self._smtp.send_message(message)
        except OSError as problem:  # timeouts and lost connections are among them
            raise ServerAway(str(problem) or type(problem).__name__) from problem
        except aiosmtplib.SMTPException as problem:
            raise Refused(_in_words(problem), is_final=_is_final(problem)) from problem

    async def _connect(self) -> None:
        if self._smtp.is_connected:
            return
        try:
            await self._smtp.connect()
        except aiosmtplib.SMTPException as problem:  # a wrong password, no STARTTLS, …
            raise ServerAway(_in_words(problem)) from problem


def options(url: str) -> dict[str, Any]:
    """How to connect to a server by its `smtp://` or `smtps://` address."""
    parts = urlsplit(url)
    return {
        "hostname": parts.hostname,
        "port": parts.port,
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": parts.scheme == "smtps",
        "start_tls": _start_tls(parts),
    }


def _start_tls(url: SplitResult) -> bool | None:
    """Whether to encrypt a connection that begins in the clear; None leaves it to the server."""
    if url.scheme == "smtps" or url.hostname in ("localhost", "127.0.0.1", "::1"):
        return False
    # A password leaves this machine encrypted or not at all, whatever somebody in between says.
    return True if url.password else None


def _in_words(problem: aiosmtplib.SMTPException) -> str:
    if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
        return "; ".join(f"{refusal.code} {refusal.message}" for refusal in problem.recipients)
    code = getattr(problem, "code", "")
    return f"{code} {problem.message}".strip()


def _is_final(problem: aiosmtplib.SMTPException) -> bool:
    if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
        return all(refusal.code >= 500 for refusal in problem.recipients)
    return isinstance(problem, aiosmtplib.SMTPDataError) and problem.code >= 500
