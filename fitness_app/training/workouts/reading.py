"""Looking at workouts: the one that runs, one by its id, the past page by page."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import exists
from sqlmodel import Session, col, func, select

from fitness_app.kit.errors import NotFound
from fitness_app.training.models import (
    Assignment,
    Exercise,
    ExerciseMuscle,
    PersonalRecord,
    Plan,
    ScheduledSession,
    SetEntry,
    Workout,
    WorkoutExercise,
)
from fitness_app.training.words import Equipment, Mode, Muscle, SetType
from fitness_app.training.workouts.views import (
    LineView,
    MovementView,
    SetView,
    TargetView,
    WorkoutCard,
    WorkoutView,
)


def get_workout(session: Session, *, member_id: int, workout_id: int) -> WorkoutView:
    """One of a member's own workouts, whole. Raises NotFound."""
    return view_of(session, own(session, member_id, workout_id))


def find_running(session: Session, *, member_id: int) -> WorkoutView | None:
    """The workout that a member has open, whole; None if none runs."""
    row = running(session, member_id)
    return view_of(session, row) if row else None


def find_running_id(session: Session, *, member_id: int) -> int | None:
    """Which workout a member has open; None if none runs."""
    row = running(session, member_id)
    return row.id if row else None


def list_workouts(
    session: Session, *, member_id: int, page: int = 1, page_size: int = 20
) -> tuple[int, list[WorkoutCard]]:
    """How many workouts a member finished, and one page of them, newest first."""
    finished = (Workout.member_id == member_id, col(Workout.ended_at).is_not(None))
    count = session.exec(select(func.count()).select_from(Workout).where(*finished)).one()
    rows = session.exec(
        select(Workout)
        .where(*finished)
        .order_by(
            col(Workout.local_date).desc(), col(Workout.started_at).desc(), col(Workout.id).desc()
        )
        .offset((page - 1) * page_size)
        .limit(page_size)
    ).all()
    ids = [row.id for row in rows]
    names, records = _movement_names(session, ids), _record_counts(session, ids)
    return count, [_card(row, names[row.id], records.get(row.id, 0)) for row in rows]


def view_of(session: Session, row: Workout) -> WorkoutView:
    """A workout as a view, with everything in it."""
    session.flush()
    return WorkoutView(
        id=row.id,
        client_uuid=row.client_uuid,
        name=row.name,
        plan_name=_plan_name(session, row.id),
        started_at=row.started_at,
        ended_at=row.ended_at,
        time_zone=row.time_zone,
        local_date=row.local_date,
        session_rpe=row.session_rpe,
        rating=row.rating,
        notes=row.notes,
        effort_scale=row.effort_scale,
        source=row.source,
        working_sets=row.working_sets,
        volume_kg=row.volume_kg,
        lines=_lines(session, row.id),
    )


def own(session: Session, member_id: int, workout_id: int, *, lock: bool = False) -> Workout:
    """A member's own workout; with `lock` nobody else changes it meanwhile. Raises NotFound."""
    found = select(Workout).where(Workout.id == workout_id, Workout.member_id == member_id)
    row = session.exec(found.with_for_update() if lock else found).first()
    if row is None:
        raise NotFound("We couldn't find that workout.")
    return row


def own_line(session: Session, workout: Workout, line_uuid: str) -> WorkoutExercise:
    """An exercise of a workout by its client-made id. Raises NotFound."""
    row = session.exec(
        select(WorkoutExercise).where(
            WorkoutExercise.workout_id == workout.id, WorkoutExercise.client_uuid == line_uuid
        )
    ).first()
    if row is None:
        raise NotFound("This exercise is no longer part of the workout.")
    return row


def running(session: Session, member_id: int) -> Workout | None:
    """The row of the workout that a member has open."""
    return session.exec(
        select(Workout).where(Workout.member_id == member_id, col(Workout.ended_at).is_(None))
    ).first()


def lines_of(session: Session, workout_id: int) -> list[WorkoutExercise]:
    """The rows of a workout's exercises, in order."""
    return list(
        session.exec(
            select(WorkoutExercise)
            .where(WorkoutExercise.workout_id == workout_id)
            .order_by(col(WorkoutExercise.position), col(WorkoutExercise.id))
        )
    )


def sets_of(session: Session, line_id: int) -> list[SetEntry]:
    """The rows of an exercise's sets within a workout, in order."""
    return list(
        session.exec(
            select(SetEntry)
            .where(SetEntry.workout_exercise_id == line_id)
            .order_by(col(SetEntry.position), col(SetEntry.id))
        )
    )


def movements_of(session: Session, exercise_ids: Iterable[int]) -> dict[int, MovementView]:
    """Exercises by their ids, as far as logging needs them."""
    ids = set(exercise_ids)
    muscles: defaultdict[int, list[Muscle]] = defaultdict(list)
    told = select(ExerciseMuscle).where(
        col(ExerciseMuscle.exercise_id).in_(ids), ExerciseMuscle.is_primary
    )
    for one in session.exec(told.order_by(col(ExerciseMuscle.muscle))):
        muscles[one.exercise_id].append(Muscle(one.muscle))
    rows = session.exec(select(Exercise).where(col(Exercise.id).in_(ids)))
    return {row.id: _movement(row, muscles[row.id]) for row in rows}


def view_set(row: SetEntry, line_uuid: str) -> SetView:
    """A set as a view."""
    return SetView(
        client_uuid=row.client_uuid,
        line_uuid=line_uuid,
        set_type=SetType(row.set_type),
        load_kg=row.load_kg,
        entered_load=row.entered_load,
        entered_unit=row.entered_unit,
        reps=row.reps,
        duration_s=row.duration_s,
        distance_m=row.distance_m,
        rpe=row.rpe,
        rest_s=row.rest_s,
        target=TargetView(
            row.target_load_kg,
            row.target_reps_min,
            row.target_reps_max,
            row.target_rpe,
            row.target_duration_s,
            row.target_distance_m,
        ),
        is_done=row.is_done,
        done_at=row.done_at,
        id=row.id,
    )


def _lines(session: Session, workout_id: int) -> tuple[LineView, ...]:
    rows = lines_of(session, workout_id)
    sets: defaultdict[int, list[SetEntry]] = defaultdict(list)
    for one in session.exec(
        select(SetEntry)
        .where(SetEntry.workout_id == workout_id)
        .order_by(col(SetEntry.position), col(SetEntry.id))
    ):
        sets[one.workout_exercise_id].append(one)
    swapped = {row.swapped_from_id for row in rows if row.swapped_from_id}
    movements = movements_of(session, {row.exercise_id for row in rows} | swapped)
    return tuple(
        LineView(
            client_uuid=row.client_uuid,
            movement=movements[row.exercise_id],
            superset=row.superset,
            swapped_from=movements[row.swapped_from_id].name if row.swapped_from_id else "",
            rest_s=row.rest_s,
            notes=row.notes,
            sets=tuple(view_set(one, row.client_uuid) for one in sets[row.id]),
            prescription_id=row.prescription_id,
        )
        for row in rows
    )


def _movement(row: Exercise, muscles: list[Muscle]) -> MovementView:
    return MovementView(
        row.id,
        row.slug,
        row.name,
        Mode(row.mode),
        Equipment(row.equipment) if row.equipment else None,
        row.per_side,
        tuple(muscles),
    )


def _plan_name(session: Session, workout_id: int) -> str:
    name = session.exec(
        select(Plan.name)
        .join(Assignment, col(Assignment.plan_id) == col(Plan.id))
        .join(ScheduledSession, col(ScheduledSession.assignment_id) == col(Assignment.id))
        .where(ScheduledSession.workout_id == workout_id)
    ).first()
    return name or ""


def _card(row: Workout, names: list[str], records: int) -> WorkoutCard:
    ended_at = row.ended_at or row.started_at
    return WorkoutCard(
        id=row.id,
        name=row.name,
        local_date=row.local_date,
        minutes=round((ended_at - row.started_at).total_seconds() / 60),
        working_sets=row.working_sets,
        volume_kg=row.volume_kg,
        rating=row.rating,
        movements=tuple(names),
        records=records,
    )


def _movement_names(session: Session, workout_ids: list[int]) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    found = session.exec(
        select(WorkoutExercise.workout_id, Exercise.name)
        .join(Exercise, col(Exercise.id) == col(WorkoutExercise.exercise_id))
        .where(
            col(WorkoutExercise.workout_id).in_(workout_ids),
            exists().where(col(SetEntry.workout_exercise_id) == col(WorkoutExercise.id)),
        )
        .order_by(col(WorkoutExercise.position), col(WorkoutExercise.id))
    )
    for workout_id, name in found:
        if name not in names[workout_id]:
            names[workout_id].append(name)
    return names


def _record_counts(session: Session, workout_ids: list[int]) -> dict[int, int]:
    found = session.exec(
        select(PersonalRecord.workout_id, func.count())
        .where(col(PersonalRecord.workout_id).in_(workout_ids))
        .group_by(col(PersonalRecord.workout_id))
    )
    return dict(found.all())
