"""The postman: delivers what the outbox holds, over SMTP or to the development mailbox."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fitness_app import settings
from fitness_app.kit import db, mail
from fitness_app.kit.smtp import MailServer, Refused, ServerAway, compose
from fitness_app.kit.worker import Worker, always

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 15
PATIENCE = 8
"""How often a mail is offered, within about an hour, before a final 'no' is believed."""


@asynccontextmanager
async def on_duty() -> AsyncIterator[None]:
    """Deliver mail in the background while the block runs."""
    worker = Worker("postman", deliver_due, seconds=LOOK_EVERY_SECONDS)
    with mail.rung_by_new_mail(worker.ring):
        async with worker.at_work():
            yield


async def deliver_due(goes_on: Callable[[], bool] = always) -> int:
    """Deliver every mail that is due; returns how many left.

    A mail is marked after the server took it. A process that dies in between makes another one
    send the same mail again, with the same Message-ID by which the other side can tell.
    """
    url = settings.get().smtp_url
    return await (_send_over(url, goes_on) if url else _leave_in_mailbox(goes_on))


async def _send_over(url: str, goes_on: Callable[[], bool]) -> int:
    sent = 0
    async with MailServer(url) as server:
        while goes_on() and (item := await db.run(mail.claim_next)):
            try:
                await server.carry(compose(item))
            except ServerAway as problem:
                await _put_back(item, problem)
                break  # the others keep their turn for when it is back
            except Exception as problem:
                await _put_back(item, problem)
            else:
                await db.run(mail.mark_delivered, mail_id=item.id)
                sent += 1
    return sent


async def _put_back(item: mail.MailView, problem: Exception) -> None:
    error = f"{type(problem).__name__}: {problem}"
    log.warning("Mail %s (%s) stays here, try %s: %s", item.id, item.kind, item.tries, error)
    if isinstance(problem, Refused) and problem.is_final and item.tries >= PATIENCE:
        await db.run(mail.give_up, mail_id=item.id, error=error)
    else:
        await db.run(mail.postpone, mail_id=item.id, tries=item.tries, error=error)


async def _leave_in_mailbox(goes_on: Callable[[], bool]) -> int:
    left = 0
    while goes_on() and (item := await db.run(mail.claim_next)):
        await db.run(mail.mark_delivered, mail_id=item.id, is_kept=True)
        left += 1
    return left
