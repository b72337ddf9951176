"""What Stripe tells us, read once: that it signed it for us just now, and what was paid."""

import hashlib
import hmac
import re
from typing import Any

from pydantic import BaseModel, Field, StrictInt, StrictStr, ValidationError

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid

STALE_SECONDS = 300
"""An older event isn't taken: someone may be repeating it."""
PAID = frozenset({"checkout.session.completed", "checkout.session.async_payment_succeeded"})

_TIME = re.compile(r"[0-9]{1,12}")


class CheckoutSession(BaseModel):
    """One opening of the payment page; what else Stripe says of it isn't looked at."""

    id: StrictStr = Field(min_length=1, max_length=255)
    client_reference_id: StrictStr | None = None
    payment_status: StrictStr
    amount_total: StrictInt | None = Field(default=None, ge=0)


class _EventData(BaseModel):
    object: dict[str, Any]


class _Event(BaseModel):
    id: StrictStr
    type: StrictStr
    data: _EventData


def read_paid_session(body: bytes, *, signature: str, secret: str) -> CheckoutSession | None:
    """The paid session an event tells of; None for an event of something else.

    Raises Invalid for what Stripe didn't sign, or not just now, or for what isn't an event.
    """
    _check_signature(body, signature, secret)
    try:
        event = _Event.model_validate_json(body)
        if event.type not in PAID:
            return None
        opened = CheckoutSession.model_validate(event.data.object)
    except ValidationError:
        raise Invalid(event="This isn't an event of Stripe's that we can read.") from None
    return opened if opened.payment_status == "paid" else None


def _check_signature(body: bytes, signature: str, secret: str) -> None:
    """Take the header apart once: the time that is judged is the very text that was signed."""
    parts = [part.partition("=") for part in signature.split(",")]
    times = [value for name, _, value in parts if name == "t"]
    if len(times) != 1 or not _TIME.fullmatch(times[0]):
        raise _unsigned()
    expected = hmac.new(secret.encode(), times[0].encode() + b"." + body, hashlib.sha256)
    signs = [value.encode() for name, _, value in parts if name == "v1"]
    if not any(hmac.compare_digest(expected.hexdigest().encode(), sign) for sign in signs):
        raise _unsigned()
    if abs(clock.now().timestamp() - int(times[0])) > STALE_SECONDS:
        raise Invalid(signature="This was signed too long ago.")


def _unsigned() -> Invalid:
    return Invalid(signature="This isn't signed by Stripe for us.")
