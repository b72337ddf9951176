"""The development mailbox: mail that no server was told to send, for those at this computer."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from sqlmodel import Session

from fitness_app import settings
from fitness_app.kit import clock, mail
from fitness_app.kit.errors import Forbidden
from fitness_app.kit.locales import write_ago

LOCALE = "en-GB"
SHOWN = 50
GONE = "This was sealed with a key that is gone."
UNREADABLE = mail.Content(subject=GONE, text=GONE, html=GONE)


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail as a line of the mailbox."""

    id: int
    recipient: str
    subject: str
    kind: str
    ago: str


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail with what it says; `html` opens its links in the whole window."""

    line: MailLine
    text: str
    html: str


def mailbox_exists() -> bool:
    """Whether mail lands here: in development, while no mail server is named."""
    return settings.get().is_development and not settings.get().smtp_url


def refuse_strangers(*, ip: str) -> None:
    """Raises Forbidden unless the mailbox exists and somebody at this very computer asks."""
    if not (mailbox_exists() and _is_loopback(ip)):
        raise Forbidden("The mailbox opens in development, on the computer that runs the club.")


def _is_loopback(ip: str) -> bool:
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def list_mail(session: Session) -> list[MailLine]:
    """The newest mails."""
    return [_line(item) for item in mail.list_mail(session, limit=SHOWN)]


def get_mail(session: Session, *, mail_id: int) -> OpenedMail:
    """One mail to read; raises NotFound."""
    item = mail.get_mail(session, mail_id=mail_id)
    content = item.content or UNREADABLE
    html = content.html.replace("<head>", '<head><base target="_top">', 1)
    return OpenedMail(line=_line(item), text=content.text, html=html)


def _line(item: mail.MailView) -> MailLine:
    return MailLine(
        id=item.id,
        recipient=item.recipient,
        subject=(item.content or UNREADABLE).subject,
        kind=item.kind.replace("_", " "),
        ago=write_ago(clock.now() - item.promised_at, LOCALE),
    )
