"""What people are told when a handler fails, and what the log keeps of it."""

import logging
import secrets

import reflex as rx
from reflex_base.event import EventSpec

from fitness_app import settings
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import logs
from fitness_app.kit.errors import DomainError, Invalid, Unauthenticated
from fitness_app.ui.notices import toast_error

log = logging.getLogger(__name__)


def say_what_failed(exception: Exception) -> EventSpec | None:
    """Tell a refusal as it is, and anything else by a reference that the log has too."""
    if isinstance(exception, Unauthenticated):
        return rx.event.EventSpec(handler=ViewerState.event_handlers["ask_to_sign_in"])
    if isinstance(exception, Invalid):
        return toast_error(" ".join(exception.fields.values()) or exception.message)
    if isinstance(exception, DomainError):
        return toast_error(exception.message)
    reference = secrets.token_hex(4).upper()
    # Its own words may quote what somebody typed: they are for the developer's terminal only.
    told = exception if settings.get().is_development else None
    log.error("Reference %s\n%s", reference, logs.where(exception), exc_info=told)
    return toast_error(
        f"Something went wrong on our side. Try again; if it stays, tell us {reference}."
    )


def note_a_pages_failure(exception: Exception) -> None:
    """Keep what a page reports of its own failure, cut to one short line."""
    log.warning("A page reports: %s", logs.in_one_line(str(exception)))
