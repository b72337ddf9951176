"""What a member weighed on any day: the latest entry on or before it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from fitness_app.training.models import MetricEntry


@dataclass(frozen=True, slots=True)
class BodyWeights:
    """Weighings by day, oldest first."""

    days: list[date]
    kilograms: list[float]

    @classmethod
    def of(cls, session: Session, member_id: int) -> "BodyWeights":
        """All of a member's."""
        rows = session.execute(
            select(col(MetricEntry.local_date), col(MetricEntry.value))
            .where(
                col(MetricEntry.member_id) == member_id,
                col(MetricEntry.metric) == "body_weight",
            )
            .order_by(
                col(MetricEntry.local_date), col(MetricEntry.measured_at), col(MetricEntry.id)
            )
        ).all()
        return cls([day for day, _ in rows], [kilograms for _, kilograms in rows])

    def on(self, day: date) -> float | None:
        """The weight of that day, as far as it was known then; None before the first entry."""
        before = bisect_right(self.days, day)
        return self.kilograms[before - 1] if before else None
