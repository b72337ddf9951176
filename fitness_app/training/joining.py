"""A member's first weight, which they may tell when they join."""

from uuid import uuid4

from sqlmodel import Session

from fitness_app.accounts.registration import Registration, on_joining
from fitness_app.training import metrics


def enter_first_weight(session: Session, user_id: int, form: Registration) -> None:
    """Keep the weight of the registration form, if there is one; it was checked already."""
    if form.weight.strip():
        metrics.enter_metric(
            session,
            member_id=user_id,
            metric="body_weight",
            value=form.weight,
            unit="lb" if form.unit_system == "imperial" else "kg",
            client_uuid=str(uuid4()),
            time_zone=form.time_zone,
        )


on_joining(enter_first_weight)
