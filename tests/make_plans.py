"""Plans for tests: published ones, or drafts; say only what matters."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, select

from fitness_app.kit import clock, db
from fitness_app.training.models import Plan, PlanBlock, PlanDay, PlanVersion, Prescription
from fitness_app.training.words import Level, PlanState
from tests import make


def plan(
    name: str = "Three days",
    *,
    weeks: int = 2,
    weekdays: Iterable[int] = (0, 2, 4),
    asks: int | None = None,
    number: int = 1,
    is_published: bool = True,
    **columns: Any,
) -> str:
    """A plan whose every session asks for three fives of one exercise; its slug.

    Called again with the same name and another `number` it adds a version; `asks` is the
    exercise's id, if not that of a new one.
    """
    slug = "-".join(name.casefold().split())
    row = {"slug": slug, "level": Level.BEGINNER, **columns}
    row.setdefault("state", PlanState.PUBLISHED if is_published else PlanState.DRAFT)
    exercise_id = make.exercise(f"Lift of {name} {number}") if asks is None else asks
    db.run_sync(
        _add_plan,
        plan=Plan(name=name, **row),
        version=PlanVersion(
            plan_id=0,
            number=number,
            weeks=weeks,
            sessions_per_week=len([*weekdays]),
            published_at=clock.now() if is_published else None,
        ),
        weekdays=[*weekdays],
        exercise_id=exercise_id,
    )
    return slug


def _add_plan(
    session: Session, *, plan: Plan, version: PlanVersion, weekdays: list[int], exercise_id: int
) -> None:
    known = session.exec(select(Plan).where(Plan.slug == plan.slug)).first()
    plan = known or plan
    session.add(plan)
    session.flush()
    version.plan_id = plan.id
    session.add(version)
    session.flush()
    for week in range(1, version.weeks + 1):
        for position, weekday in enumerate(weekdays):
            day = PlanDay(
                version_id=version.id,
                week=week,
                position=position,
                name=f"Day {'ABCDEFG'[position]}",
                weekday=weekday,
            )
            session.add(day)
            session.flush()
            block = PlanBlock(day_id=day.id, position=0)
            session.add(block)
            session.flush()
            session.add(
                Prescription(
                    block_id=block.id,
                    position=0,
                    exercise_id=exercise_id,
                    sets=3,
                    reps_min=5,
                    reps_max=5,
                )
            )
    session.flush()
