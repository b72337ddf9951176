"""Plans as an export has them.

A prescription is called by its place: plan/edition/week/day/block/position.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from fitness_app.training.imports.document import BlockPart, DayPart, Item, VersionPart
from fitness_app.training.models import (
    Exercise,
    Plan,
    PlanBlock,
    PlanDay,
    PlanVersion,
    Prescription,
)

_ITEM_FIELDS = tuple(name for name in Item.model_fields if name not in ("ref", "exercise"))


def version_part(session: Session, plan_slug: str, version: PlanVersion) -> VersionPart:
    """An edition of a plan with its days, blocks and prescriptions."""
    items: dict[int, list[tuple[Prescription, str]]] = defaultdict(list)
    for prescription, slug in session.exec(
        select(Prescription, Exercise.slug)
        .join(PlanBlock, col(PlanBlock.id) == Prescription.block_id)
        .join(PlanDay, col(PlanDay.id) == PlanBlock.day_id)
        .join(Exercise, col(Exercise.id) == Prescription.exercise_id)
        .where(PlanDay.version_id == version.id)
        .order_by(col(Prescription.position))
    ):
        items[prescription.block_id].append((prescription, slug))
    blocks: dict[int, list[PlanBlock]] = defaultdict(list)
    for block in session.exec(
        select(PlanBlock)
        .join(PlanDay, col(PlanDay.id) == PlanBlock.day_id)
        .where(PlanDay.version_id == version.id)
        .order_by(col(PlanBlock.position))
    ):
        blocks[block.day_id].append(block)
    days = session.exec(
        select(PlanDay)
        .where(PlanDay.version_id == version.id)
        .order_by(col(PlanDay.week), col(PlanDay.position))
    )
    lead = f"{plan_slug}/{version.number}"
    return VersionPart(
        **version.model_dump(
            include={"number", "weeks", "sessions_per_week", "schedule_mode", "notes"}
        ),
        days=[
            DayPart(
                **day.model_dump(include={"week", "position", "name", "weekday", "is_deload"}),
                blocks=[
                    BlockPart(
                        **block.model_dump(include={"position", "kind", "rounds", "duration_s"}),
                        items=[
                            _item(f"{lead}/{day.week}/{day.position}/{block.position}", *item)
                            for item in items[block.id]
                        ],
                    )
                    for block in blocks[day.id]
                ],
            )
            for day in days
        ],
    )


def _item(lead: str, prescription: Prescription, slug: str) -> Item:
    values = {name: getattr(prescription, name) for name in _ITEM_FIELDS}
    return Item(ref=f"{lead}/{prescription.position}", exercise=slug, **values)


def plan_parts(
    session: Session, editions: Mapping[int, tuple[Plan, PlanVersion]]
) -> list[dict[str, Any]]:
    """Plans with just these editions of them, by the editions' ids."""
    plans: dict[str, dict[str, Any]] = {}
    for plan, version in editions.values():
        told = plans.setdefault(
            plan.slug,
            {
                **plan.model_dump(include={"slug", "name", "summary", "level"}),
                "versions": [],
            },
        )
        told["versions"].append(version_part(session, plan.slug, version).model_dump())
    return list(plans.values())
