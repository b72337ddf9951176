"""All of a member's training as one document, which another club takes in with nothing lost."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from fitness_app.kit import clock
from fitness_app.training.exports.movement_parts import movement_parts
from fitness_app.training.exports.plan_parts import plan_parts
from fitness_app.training.imports.document import (
    FORMAT,
    VERSION,
    Adjustment,
    GoalPart,
    Leave,
    Measurement,
    Set,
)
from fitness_app.training.models import (
    Assignment,
    Exercise,
    ExerciseAlias,
    Goal,
    GoalAdjustment,
    HeldSet,
    LeavePeriod,
    MetricEntry,
    Plan,
    PlanBlock,
    PlanDay,
    PlanVersion,
    Prescription,
    ScheduledSession,
    SetEntry,
    Workout,
    WorkoutExercise,
)

_SET_FIELDS = tuple(Set.model_fields)
_WORKOUT_FIELDS = (
    "client_uuid", "name", "started_at", "ended_at", "time_zone", "local_date", "session_rpe",
    "rating", "notes", "visibility", "effort_scale",
)  # fmt: skip
_BLANKS = {"set_type": "working", "entered_unit": "", "is_done": False, "notes": ""}
"""What isn't written where it says nothing."""


def write_whole(session: Session, *, member_id: int) -> bytes:
    """The document as JSON."""
    whole = to_jsonable_python(build(session, member_id=member_id))
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def write_zipped(session: Session, *, member_id: int) -> bytes:
    """The document as JSON inside a zip file, about a tenth of its size."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("training.json", write_whole(session, member_id=member_id))
    return packed.getvalue()


def build(session: Session, *, member_id: int) -> dict[str, Any]:
    """Everything that was entered, by parts. What is derived from it is derived again."""
    slugs = _Slugs(session)
    workouts = _workouts(session, member_id, slugs)
    goals = _goals(session, member_id, slugs)
    names = _names(session, member_id, slugs)
    plans, enrolments = _plans(session, member_id)
    for plan in plans:
        slugs.use(_exercises_of(plan))
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": clock.now(),
        "exercises": movement_parts(session, member_id=member_id, used=slugs.used),
        "workouts": workouts,
        "measurements": _dumped(session, Measurement, MetricEntry, member_id),
        "goals": goals,
        "leave": _dumped(session, Leave, LeavePeriod, member_id),
        "plans": plans,
        "enrolments": enrolments,
        "confirmed": _confirmed(session, member_id),
        "names": names,
    }


def _confirmed(session: Session, member_id: int) -> list[dict[str, Any]]:
    rows = session.execute(
        select_columns(
            col(SetEntry.client_uuid).label("set_key"),
            col(HeldSet.e1rm_kg),
            col(HeldSet.best_kg),
            col(HeldSet.confirmed_at),
        )
        .join(SetEntry, col(SetEntry.id) == col(HeldSet.set_id))
        .where(col(HeldSet.member_id) == member_id, col(HeldSet.confirmed_at).is_not(None))
        .order_by(col(HeldSet.local_date), col(SetEntry.client_uuid))
    )
    return [dict(row) for row in rows.mappings()]


class _Slugs:
    """The slugs of exercises, and which of them the document speaks of."""

    def __init__(self, session: Session) -> None:
        self._by_id = dict(session.exec(select(Exercise.id, Exercise.slug)).all())
        self.used: set[str] = set()

    def of(self, exercise_id: int) -> str:
        slug = self._by_id[exercise_id]
        self.used.add(slug)
        return slug

    def use(self, slugs: Iterable[str]) -> None:
        self.used.update(slugs)


def _workouts(session: Session, member_id: int, slugs: _Slugs) -> list[dict[str, Any]]:
    sets = _sets(session, member_id)
    parts = _parts(session, member_id, slugs, sets)
    rows = session.exec(
        select(Workout)
        .where(Workout.member_id == member_id)
        .order_by(col(Workout.started_at), col(Workout.client_uuid))
    )
    return [
        _said({name: getattr(row, name) for name in _WORKOUT_FIELDS} | {"exercises": parts[row.id]})
        for row in rows
    ]


def _sets(session: Session, member_id: int) -> dict[int, list[dict[str, Any]]]:
    columns = [getattr(SetEntry, name) for name in _SET_FIELDS]
    found = session.execute(
        select_columns(col(SetEntry.workout_exercise_id), *columns)
        .where(col(SetEntry.member_id) == member_id)
        .order_by(
            col(SetEntry.workout_exercise_id), col(SetEntry.position), col(SetEntry.client_uuid)
        )
    )
    sets: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part_id, *values in found:
        sets[part_id].append(_said(dict(zip(_SET_FIELDS, values, strict=True))))
    return sets


def _parts(
    session: Session, member_id: int, slugs: _Slugs, sets: dict[int, list[dict[str, Any]]]
) -> dict[int, list[dict[str, Any]]]:
    rows = session.exec(
        select(WorkoutExercise)
        .join(Workout, col(Workout.id) == WorkoutExercise.workout_id)
        .where(Workout.member_id == member_id)
        .order_by(
            col(WorkoutExercise.workout_id),
            col(WorkoutExercise.position),
            col(WorkoutExercise.client_uuid),
        )
    ).all()
    refs = _refs(session, {row.prescription_id for row in rows if row.prescription_id})
    parts: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        part = {
            "client_uuid": row.client_uuid,
            "exercise": slugs.of(row.exercise_id),
            "position": row.position,
            "superset": row.superset,
            "swapped_from": slugs.of(row.swapped_from_id) if row.swapped_from_id else None,
            "prescription": refs.get(row.prescription_id or 0),
            "rest_s": row.rest_s,
            "notes": row.notes,
            "sets": sets[row.id],
        }
        parts[row.workout_id].append(_said(part))
    return parts


def _refs(session: Session, prescription_ids: set[int]) -> dict[int, str]:
    rows = session.execute(
        select_columns(
            col(Prescription.id),
            col(Plan.slug),
            col(PlanVersion.number),
            col(PlanDay.week),
            col(PlanDay.position),
            col(PlanBlock.position),
            col(Prescription.position),
        )
        .select_from(Prescription)
        .join(PlanBlock, col(PlanBlock.id) == col(Prescription.block_id))
        .join(PlanDay, col(PlanDay.id) == col(PlanBlock.day_id))
        .join(PlanVersion, col(PlanVersion.id) == col(PlanDay.version_id))
        .join(Plan, col(Plan.id) == col(PlanVersion.plan_id))
        .where(col(Prescription.id).in_(prescription_ids))
    )
    return {row_id: "/".join(map(str, place)) for row_id, *place in rows}


def _goals(session: Session, member_id: int, slugs: _Slugs) -> list[dict[str, Any]]:
    rows = session.exec(select(Goal).where(Goal.member_id == member_id).order_by(col(Goal.id)))
    return [_goal(session, goal, slugs) for goal in rows.all()]


def _goal(session: Session, goal: Goal, slugs: _Slugs) -> dict[str, Any]:
    values = goal.model_dump(include=set(GoalPart.model_fields))
    values["exercise"] = slugs.of(goal.exercise_id) if goal.exercise_id else None
    adjustments = session.exec(
        select(GoalAdjustment)
        .where(GoalAdjustment.goal_id == goal.id)
        .order_by(col(GoalAdjustment.id))
    )
    kept = [it.model_dump(include=set(Adjustment.model_fields)) for it in adjustments]
    return _said({**values, "adjustments": kept})


def _names(session: Session, member_id: int, slugs: _Slugs) -> dict[str, str]:
    rows = session.exec(
        select(ExerciseAlias)
        .where(ExerciseAlias.member_id == member_id)
        .order_by(ExerciseAlias.name_key)
    )
    return {row.name_key: slugs.of(row.exercise_id) for row in rows}


def _plans(session: Session, member_id: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows = session.exec(
        select(Assignment, Plan, PlanVersion)
        .join(Plan, col(Plan.id) == Assignment.plan_id)
        .join(PlanVersion, col(PlanVersion.id) == Assignment.version_id)
        .where(Assignment.member_id == member_id)
        .order_by(col(Assignment.id))
    ).all()
    enrolments = [_enrolment(session, *row) for row in rows]
    return plan_parts(
        session, {version.id: (plan, version) for _, plan, version in rows}
    ), enrolments


def _enrolment(
    session: Session, assignment: Assignment, plan: Plan, version: PlanVersion
) -> dict[str, Any]:
    rows = session.exec(
        select(ScheduledSession, PlanDay.week, PlanDay.position, Workout.client_uuid)
        .join(PlanDay, col(PlanDay.id) == ScheduledSession.plan_day_id)
        .join(Workout, col(Workout.id) == ScheduledSession.workout_id, isouter=True)
        .where(ScheduledSession.assignment_id == assignment.id)
        .order_by(col(ScheduledSession.sequence))
    )
    kept = {"starts_on", "weekdays", "status", "paused_on", "ended_at", "created_at"}
    asked = {"sequence", "due_on", "moved_from", "status"}
    return _said(
        {
            "plan": plan.slug,
            "version": version.number,
            **assignment.model_dump(include=kept),
            "sessions": [
                _said(
                    {
                        "week": week,
                        "position": position,
                        **scheduled.model_dump(include=asked),
                        "workout": workout,
                    }
                )
                for scheduled, week, position, workout in rows
            ],
        }
    )


def _exercises_of(plan: dict[str, Any]) -> Iterable[str]:
    for version in plan["versions"]:
        for day in version["days"]:
            for block in day["blocks"]:
                yield from (item["exercise"] for item in block["items"])


def _dumped(session: Session, part: Any, table: Any, member_id: int) -> list[dict[str, Any]]:
    rows = session.exec(select(table).where(table.member_id == member_id).order_by(table.id))
    return [_said(row.model_dump(include=set(part.model_fields))) for row in rows]


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The values without those that say nothing."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and not (name in _BLANKS and value == _BLANKS[name])
    }
