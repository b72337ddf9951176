"""Plans in an export of ours: the club's own edition if it is the same, else a private copy."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from fitness_app.kit import clock
from fitness_app.training.exports.plan_parts import version_part
from fitness_app.training.imports.bundle import Bundle
from fitness_app.training.imports.document import (
    Document,
    Enrolment,
    Item,
    PlanPart,
    VersionPart,
)
from fitness_app.training.models import (
    Assignment,
    Exercise,
    Plan,
    PlanBlock,
    PlanDay,
    PlanVersion,
    Prescription,
    ScheduledSession,
    Workout,
)
from fitness_app.training.words import AssignmentStatus, PlanState

Receipt = dict[str, list[Any]]
_UNFINISHED = (AssignmentStatus.ACTIVE, AssignmentStatus.PAUSED)


def write_plans(
    session: Session,
    bundle: Bundle,
    exercise_ids: Mapping[str, int | None],
    receipt: Receipt,
) -> dict[str, int]:
    """Have each edition of a plan here; the prescriptions' ids by what the document calls them.

    A copy is archived from the start: nobody finds it but who is enrolled in it.
    """
    document = bundle.document
    if document is None:
        return {}
    slugs = {key: session.get_one(Exercise, i).slug for key, i in exercise_ids.items() if i}
    prescriptions: dict[str, int] = {}
    for plan in document.plans:
        for version in plan.versions:
            found = _find_same(session, plan, version, slugs)
            kept = found or _copy(session, plan, version, exercise_ids, receipt)
            receipt.setdefault("_versions", []).append([plan.slug, version.number, kept])
            ids = _prescriptions(session, kept)
            prescriptions |= {item.ref: ids[place] for place, item in _places(version)}
    return prescriptions


def write_enrolments(
    session: Session,
    member_id: int,
    document: Document,
    workout_ids: Mapping[str, int],
    receipt: Receipt,
) -> None:
    """Enrol the member as they were, sessions and all; where they are already is left alone."""
    versions = {(slug, number): kept for slug, number, kept in receipt.pop("_versions", [])}
    for enrolment in document.enrolments:
        version_id = versions[enrolment.plan, enrolment.version]
        plan_id = session.get_one(PlanVersion, version_id).plan_id
        if _is_enrolled(session, member_id, plan_id, enrolment):
            continue
        assignment = Assignment(
            member_id=member_id,
            plan_id=plan_id,
            version_id=version_id,
            **enrolment.model_dump(exclude={"plan", "version", "sessions"}),
        )
        session.add(assignment)
        session.flush()
        receipt.setdefault("enrolments", []).append(assignment.id)
        _schedule(session, assignment, enrolment, workout_ids)


def _find_same(
    session: Session, plan: PlanPart, version: VersionPart, slugs: Mapping[str, str]
) -> int | None:
    meant = _comparable(version, slugs)
    candidates = session.exec(
        select(PlanVersion)
        .join(Plan, col(Plan.id) == PlanVersion.plan_id)
        .where(
            Plan.slug == plan.slug,
            Plan.state != PlanState.DRAFT,
            col(PlanVersion.published_at).is_not(None),
        )
    ).all()
    for candidate in candidates:
        if _comparable(version_part(session, plan.slug, candidate), {}) == meant:
            return candidate.id
    return None


def _comparable(version: VersionPart, slugs: Mapping[str, str]) -> dict[str, Any]:
    """What makes two editions the same: all but what they and their parts are called."""
    told = version.model_dump(exclude={"number"})
    for day in told["days"]:
        for block in day["blocks"]:
            for item in block["items"]:
                del item["ref"]
                item["exercise"] = slugs.get(item["exercise"], item["exercise"])
    return told


def _copy(
    session: Session,
    plan: PlanPart,
    version: VersionPart,
    exercise_ids: Mapping[str, int | None],
    receipt: Receipt,
) -> int:
    copy = Plan(
        slug=f"{plan.slug[:60]}-{uuid4().hex[:8]}",
        state=PlanState.ARCHIVED,
        **plan.model_dump(include={"name", "summary", "level"}),
    )
    session.add(copy)
    session.flush()
    receipt.setdefault("plans", []).append(copy.id)
    edition = PlanVersion(
        plan_id=copy.id, published_at=clock.now(), **version.model_dump(exclude={"days"})
    )
    session.add(edition)
    session.flush()
    for day in version.days:
        _copy_day(session, edition.id, day, exercise_ids)
    return edition.id


def _copy_day(session: Session, version_id: int, day: Any, exercise_ids: Any) -> None:
    row = PlanDay(version_id=version_id, **day.model_dump(exclude={"blocks"}))
    session.add(row)
    session.flush()
    for block in day.blocks:
        kept = PlanBlock(day_id=row.id, **block.model_dump(exclude={"items"}))
        session.add(kept)
        session.flush()
        session.add_all(
            Prescription(
                block_id=kept.id,
                exercise_id=exercise_ids[item.exercise],
                **item.model_dump(exclude={"ref", "exercise"}),
            )
            for item in block.items
        )
    session.flush()


def _places(version: VersionPart) -> Iterator[tuple[tuple[int, int, int, int], Item]]:
    for day in version.days:
        for block in day.blocks:
            for item in block.items:
                yield (day.week, day.position, block.position, item.position), item


def _prescriptions(session: Session, version_id: int) -> dict[tuple[int, int, int, int], int]:
    rows = session.execute(
        select_columns(
            col(PlanDay.week),
            col(PlanDay.position),
            col(PlanBlock.position),
            col(Prescription.position),
            col(Prescription.id),
        )
        .select_from(Prescription)
        .join(PlanBlock, col(PlanBlock.id) == col(Prescription.block_id))
        .join(PlanDay, col(PlanDay.id) == col(PlanBlock.day_id))
        .where(col(PlanDay.version_id) == version_id)
    )
    return {(week, day, block, item): row_id for week, day, block, item, row_id in rows}


def _is_enrolled(session: Session, member_id: int, plan_id: int, enrolment: Enrolment) -> bool:
    kept = session.exec(
        select(Assignment).where(Assignment.member_id == member_id, Assignment.plan_id == plan_id)
    ).all()
    return any(
        (it.starts_on, it.created_at) == (enrolment.starts_on, enrolment.created_at)
        or (it.status in _UNFINISHED and enrolment.status in _UNFINISHED)
        for it in kept
    )


def _schedule(
    session: Session,
    assignment: Assignment,
    enrolment: Enrolment,
    workout_ids: Mapping[str, int],
) -> None:
    days = {
        (week, position): row_id
        for week, position, row_id in session.exec(
            select(PlanDay.week, PlanDay.position, PlanDay.id).where(
                PlanDay.version_id == assignment.version_id
            )
        )
    }
    known = dict(workout_ids) | _free_workouts(session, assignment.member_id)
    session.add_all(
        ScheduledSession(
            assignment_id=assignment.id,
            member_id=assignment.member_id,
            plan_day_id=days[it.week, it.position],
            workout_id=known.get(it.workout or ""),
            **it.model_dump(exclude={"week", "position", "workout"}),
        )
        for it in enrolment.sessions
    )
    session.flush()


def _free_workouts(session: Session, member_id: int) -> dict[str, int]:
    """The member's sessions that no plan has counted yet, by their keys."""
    counted = select(ScheduledSession.workout_id).where(
        ScheduledSession.member_id == member_id, col(ScheduledSession.workout_id).is_not(None)
    )
    rows = session.exec(
        select(Workout.client_uuid, Workout.id).where(
            Workout.member_id == member_id, col(Workout.id).not_in(counted)
        )
    )
    return dict(rows.all())
