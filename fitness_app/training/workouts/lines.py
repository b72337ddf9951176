"""The exercises of a workout: added, swapped, put in order, taken in turns, removed."""

from sqlmodel import Session, col, func, or_, select, update

from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.models import Exercise, SetEntry, Workout, WorkoutExercise
from fitness_app.training.words import ExerciseState
from fitness_app.training.workouts import planning
from fitness_app.training.workouts.keys import new_key, read_key
from fitness_app.training.workouts.measures import LONGEST_REST
from fitness_app.training.workouts.reading import lines_of, own, own_line, sets_of
from fitness_app.training.workouts.settling import settle

MOST_LINES = 50
LONGEST_NOTE = 1000


def add_exercise(
    session: Session,
    *,
    member_id: int,
    workout_id: int,
    client_uuid: str,
    slug: str = "",
    exercise_id: int | None = None,
) -> str:
    """Add an exercise at the end, with as many sets as last time; returns its id in the workout.

    The same `client_uuid` again adds nothing. Raises NotFound, Conflict for too many.
    """
    key = read_key(client_uuid)
    workout = own(session, member_id, workout_id, lock=True)
    rows = lines_of(session, workout.id)
    if any(row.client_uuid == key for row in rows):
        return key
    if len(rows) >= MOST_LINES:
        raise Conflict(f"A workout can have {MOST_LINES} exercises.")
    exercise = _usable(session, member_id, slug, exercise_id)
    line = WorkoutExercise(
        client_uuid=key,
        workout_id=workout.id,
        exercise_id=exercise.id,
        position=rows[-1].position + 1 if rows else 0,
    )
    session.add(line)
    session.flush()
    planning.repeat_last_time(session, workout, line)
    return key


def swap_exercise(
    session: Session,
    *,
    member_id: int,
    workout_id: int,
    line_uuid: str,
    slug: str = "",
    exercise_id: int | None = None,
) -> str:
    """Do another exercise instead, for the sets that are not done; returns its id in the workout.

    Sets that are done stay with the exercise they were done of, which then keeps its own place.
    Raises NotFound, Conflict for the same exercise.
    """
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    exercise = _usable(session, member_id, slug, exercise_id)
    if exercise.id == line.exercise_id:
        raise Conflict("That is the exercise already.")
    if any(row.is_done for row in sets_of(session, line.id)):
        line = _split(session, workout, line)
    line.swapped_from_id = line.swapped_from_id or line.exercise_id
    line.exercise_id, line.prescription_id = exercise.id, None
    session.flush()
    session.exec(
        update(SetEntry)
        .where(col(SetEntry.workout_exercise_id) == line.id)
        .values(
            exercise_id=exercise.id,
            load_kg=None,
            entered_load=None,
            reps=None,
            duration_s=None,
            distance_m=None,
            target_load_kg=None,
        )
    )
    return line.client_uuid


def remove_exercise(session: Session, *, member_id: int, workout_id: int, line_uuid: str) -> None:
    """Take an exercise and all its sets out of a workout. Raises NotFound."""
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    exercise_id, group = line.exercise_id, line.superset
    for row in sets_of(session, line.id):
        session.delete(row)
    session.flush()
    session.delete(line)
    session.flush()
    _dissolve_if_alone(session, workout.id, group)
    settle(session, workout, {exercise_id})


def move_exercise(
    session: Session, *, member_id: int, workout_id: int, line_uuid: str, step: int
) -> None:
    """Move an exercise one place up (−1) or down (1); at an end it stays. Raises NotFound.

    A superset stays together: others pass it as a whole.
    """
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    units = _units(lines_of(session, workout.id))
    here = next(n for n, unit in enumerate(units) if line in unit)
    inside, at = units[here], units[here].index(line)
    if 0 <= at + step < len(inside):
        inside[at], inside[at + step] = inside[at + step], inside[at]
    elif 0 <= here + step < len(units):
        units[here], units[here + step] = units[here + step], units[here]
    _renumber(session, [row for unit in units for row in unit])


def order_exercises(
    session: Session, *, member_id: int, workout_id: int, line_uuids: list[str]
) -> None:
    """Put all exercises in an order of their own. Raises NotFound, Invalid under 'lines'."""
    workout = own(session, member_id, workout_id, lock=True)
    rows = {row.client_uuid: row for row in lines_of(session, workout.id)}
    if len(line_uuids) != len(rows) or set(line_uuids) != rows.keys():
        raise Invalid(lines="Name each exercise of the workout once.")
    _renumber(session, [rows[key] for key in line_uuids])


def group_with_next(session: Session, *, member_id: int, workout_id: int, line_uuid: str) -> None:
    """Let an exercise take turns with the one below it. Raises NotFound, Conflict for the last."""
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    rows = lines_of(session, workout.id)
    after = rows[rows.index(line) + 1 :]
    if line.superset is not None:
        after = [row for row in after if row.superset != line.superset]
    if not after:
        raise Conflict("There is no exercise below to take turns with.")
    partner = after[0]
    if partner.superset is not None:
        others = [row for row in rows if row.superset == partner.superset]
    else:
        others = [partner]
    used = [row.superset for row in rows if row.superset is not None]
    group = line.superset if line.superset is not None else max(used, default=0) + 1
    for row in (line, *others):
        row.superset = group
    session.flush()


def ungroup(session: Session, *, member_id: int, workout_id: int, line_uuid: str) -> None:
    """Take a superset apart again. Raises NotFound."""
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    for row in lines_of(session, workout.id):
        if line.superset is not None and row.superset == line.superset and row is not line:
            row.superset = None
    line.superset = None
    session.flush()


def write_note(
    session: Session, *, member_id: int, workout_id: int, line_uuid: str, note: str
) -> None:
    """Keep a note with an exercise of a workout. Raises NotFound, Invalid under 'note'."""
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    if len(note := note.strip()) > LONGEST_NOTE:
        raise Invalid(note=f"Keep it to {LONGEST_NOTE:,} characters.")
    line.notes = note


def choose_rest(
    session: Session, *, member_id: int, workout_id: int, line_uuid: str, seconds: int
) -> None:
    """Say how long to rest after each set of an exercise. Raises NotFound, Invalid under 'rest'."""
    workout = own(session, member_id, workout_id, lock=True)
    line = own_line(session, workout, line_uuid)
    if not 0 <= seconds <= LONGEST_REST:
        raise Invalid(rest="Rest for up to an hour.")
    line.rest_s = seconds
    for row in sets_of(session, line.id):
        row.rest_s = None


def _usable(session: Session, member_id: int, slug: str, exercise_id: int | None) -> Exercise:
    """An exercise that somebody may log: the club's, or their own."""
    which = Exercise.slug == slug if exercise_id is None else Exercise.id == exercise_id
    row = session.exec(
        select(Exercise).where(
            which,
            Exercise.state == ExerciseState.PUBLISHED,
            or_(col(Exercise.owner_id).is_(None), Exercise.owner_id == member_id),
        )
    ).first()
    if row is None:
        raise NotFound("We couldn't find that exercise.")
    return row


def _split(session: Session, workout: Workout, line: WorkoutExercise) -> WorkoutExercise:
    """Give the sets that are not done a line of their own, right below."""
    rows = lines_of(session, workout.id)
    new = WorkoutExercise(
        client_uuid=new_key(),
        workout_id=workout.id,
        exercise_id=line.exercise_id,
        position=line.position + 1,
        superset=line.superset,
        rest_s=line.rest_s,
    )
    for row in rows[rows.index(line) + 1 :]:
        row.position += 1
    session.add(new)
    session.flush()
    for row in sets_of(session, line.id):
        if not row.is_done:
            row.workout_exercise_id = new.id
    session.flush()
    return new


def _units(rows: list[WorkoutExercise]) -> list[list[WorkoutExercise]]:
    """Exercises in order, those that take turns together."""
    units: list[list[WorkoutExercise]] = []
    for row in rows:
        if units and row.superset is not None and units[-1][0].superset == row.superset:
            units[-1].append(row)
        else:
            units.append([row])
    return units


def _renumber(session: Session, rows: list[WorkoutExercise]) -> None:
    for position, row in enumerate(rows):
        row.position = position
    session.flush()


def _dissolve_if_alone(session: Session, workout_id: int, group: int | None) -> None:
    if group is None:
        return
    same = (
        col(WorkoutExercise.workout_id) == workout_id,
        col(WorkoutExercise.superset) == group,
    )
    if session.exec(select(func.count()).select_from(WorkoutExercise).where(*same)).one() == 1:
        session.exec(update(WorkoutExercise).where(*same).values(superset=None))
