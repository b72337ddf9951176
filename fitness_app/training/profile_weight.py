"""A member's weight as a field of their profile, for programs that know it only there."""

from uuid import uuid4

from sqlmodel import Session

from fitness_app.accounts.access import Viewer
from fitness_app.accounts.additions import on_profile
from fitness_app.kit.errors import Invalid
from fitness_app.training import metrics

NAME = "weight_kg"
_METRIC = "body_weight"


def read_weight(session: Session, *, user_id: int) -> float | None:
    """Somebody's latest weight in kg; None if they never told it."""
    latest = metrics.find_latest(session, member_id=user_id, metric=_METRIC)
    return latest.value if latest else None


def tell_weight(session: Session, *, viewer: Viewer, text: str) -> None:
    """Keep a weight in kg as today's measurement; the same as the latest, or '', adds nothing.

    Raises Invalid under 'weight_kg'.
    """
    latest = read_weight(session, user_id=viewer.id)
    if not text or (latest is not None and text == format(latest, ".15g")):
        return
    try:
        metrics.enter_metric(
            session,
            member_id=viewer.id,
            metric=_METRIC,
            value=text,
            unit="kg",
            client_uuid=str(uuid4()),
            time_zone=viewer.time_zone,
        )
    except Invalid as problem:
        raise Invalid(**{NAME: next(iter(problem.fields.values()))}) from None


on_profile(NAME, read_weight, tell_weight)
