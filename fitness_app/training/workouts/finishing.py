"""The end of a workout, and what may be put right after it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select, update

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, noting
from fitness_app.training.models import SetEntry, Workout
from fitness_app.training.plans import schedule
from fitness_app.training.progress import derived
from fitness_app.training.workouts.measures import read_instant
from fitness_app.training.workouts.reading import own, view_of
from fitness_app.training.workouts.settling import exercise_ids_of, settle
from fitness_app.training.workouts.starting import LONGEST_NAME, past_span, read_minutes
from fitness_app.training.workouts.views import WorkoutView

LONGEST_NOTES = 2000
LONGEST = timedelta(hours=24)
SCALES = ("rpe", "rir")


def finish_workout(
    session: Session,
    *,
    member_id: int,
    workout_id: int,
    session_rpe: str | None = None,
    rating: str | None = None,
    notes: str | None = None,
    ended_at: str = "",
) -> WorkoutView:
    """End the running workout: sets that were not done go, and what they add up to is derived.

    `ended_at` is ISO 8601 with an offset, for an end that is sent late; '' for now. Finishing
    again only changes what is said of it; None leaves a thing as it is.
    Raises NotFound, Conflict where nothing was done, Invalid by field: session_rpe (0 to 10),
    rating (1 to 5), notes, ended_at.
    """
    workout = own(session, member_id, workout_id, lock=True)
    _say(workout, session_rpe, rating, notes)
    if workout.ended_at is not None:
        return view_of(session, workout)
    ended = read_instant(ended_at, field="ended_at") if ended_at.strip() else clock.now()
    last_done = _last_done(session, workout)
    if last_done is None:
        raise Conflict("No set is done yet. Tick one, or discard the workout.")
    # One that was left open overnight ended with its last set.
    ended = ended if ended - workout.started_at <= LONGEST else last_done
    workout.ended_at = max(min(ended, clock.now()), workout.started_at)
    _drop_what_was_not_done(session, workout)
    settle(session, workout)
    return view_of(session, workout)


def discard_workout(session: Session, *, member_id: int, workout_id: int) -> None:
    """Throw the running workout away, with all its sets. Raises NotFound, Conflict once ended."""
    workout = own(session, member_id, workout_id, lock=True)
    if workout.ended_at is not None:
        raise Conflict("This workout is finished. It can be deleted from its page.")
    _remove(session, workout)


def delete_workout(session: Session, *, member_id: int, workout_id: int) -> None:
    """Remove a workout; a plan's session it was is asked for again. Raises NotFound."""
    workout = own(session, member_id, workout_id, lock=True)
    exercise_ids, day = exercise_ids_of(session, workout), workout.local_date
    is_finished = workout.ended_at is not None
    _remove(session, workout)
    if is_finished:
        derived.refresh(session, member_id=member_id, exercise_ids=exercise_ids, since=day)


def edit_workout(
    session: Session,
    *,
    member_id: int,
    workout_id: int,
    name: str | None = None,
    done_on: str | None = None,
    minutes: str | None = None,
    session_rpe: str | None = None,
    rating: str | None = None,
    notes: str | None = None,
) -> WorkoutView:
    """Change what is said of a workout; None leaves a thing as it is.

    Raises NotFound, Conflict for the day of a running one, Invalid by field.
    """
    workout = own(session, member_id, workout_id, lock=True)
    problems: dict[str, str] = {}
    if name is not None:
        with noting(problems):
            workout.name = _read_name(name)
    with noting(problems):
        _say(workout, session_rpe, rating, notes)
    if done_on is not None or minutes is not None:
        with noting(problems):
            _move(session, workout, done_on, minutes)
    if problems:
        raise Invalid(**problems)
    return view_of(session, workout)


def choose_scale(session: Session, *, member_id: int, workout_id: int, scale: str) -> None:
    """Type effort as RPE or as reps in reserve. Raises NotFound, Invalid under 'effort_scale'."""
    if scale not in SCALES:
        raise Invalid(effort_scale="Choose RPE or RIR.")
    own(session, member_id, workout_id, lock=True).effort_scale = scale


def _say(workout: Workout, session_rpe: str | None, rating: str | None, notes: str | None) -> None:
    problems: dict[str, str] = {}
    if session_rpe is not None:
        with noting(problems):
            workout.session_rpe = _read_session_rpe(session_rpe)
    if rating is not None:
        with noting(problems):
            workout.rating = _read_rating(rating)
    if notes is not None:
        if len(notes := notes.strip()) > LONGEST_NOTES:
            problems["notes"] = f"Keep it to {LONGEST_NOTES:,} characters."
        else:
            workout.notes = notes
    if problems:
        raise Invalid(**problems)


def _read_session_rpe(text: str) -> float | None:
    text = text.strip()
    if not text:
        return None
    try:
        effort = float(text.replace(",", "."))
    except ValueError:
        effort = -1.0
    if not 0 <= effort <= 10:  # which NaN is not, either
        raise Invalid(session_rpe="Choose how hard it was, from 0 to 10.")
    return effort


def _read_rating(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if text not in ("1", "2", "3", "4", "5"):
        raise Invalid(rating="Choose from 1 to 5.")
    return int(text)


def _read_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise Invalid(name="Give it a name.")
    if len(name) > LONGEST_NAME:
        raise Invalid(name=f"Keep it to {LONGEST_NAME} characters.")
    return name


def _move(session: Session, workout: Workout, done_on: str | None, minutes: str | None) -> None:
    if workout.ended_at is None:
        raise Conflict("Finish the workout first; then its day and length can be changed.")
    old_day = workout.local_date
    lasted = round((workout.ended_at - workout.started_at).total_seconds() / 60)
    length = lasted if minutes is None else read_minutes(minutes)
    if done_on is not None and done_on != old_day.isoformat():
        workout.started_at, workout.ended_at = past_span(done_on, length, workout.time_zone)
        zone = ZoneInfo(workout.time_zone)
        workout.local_date = workout.started_at.astimezone(zone).date()
    elif length != lasted:  # the beginning stays, unless the end would be still to come
        workout.ended_at = min(workout.started_at + timedelta(minutes=length), clock.now())
        workout.started_at = workout.ended_at - timedelta(minutes=length)
    if workout.local_date == old_day:
        return
    session.exec(
        update(SetEntry)
        .where(col(SetEntry.workout_id) == workout.id)
        .values(local_date=workout.local_date, done_at=None)
    )
    session.flush()
    derived.refresh(
        session,
        member_id=workout.member_id,
        exercise_ids=exercise_ids_of(session, workout),
        since=min(old_day, workout.local_date),
    )


def _last_done(session: Session, workout: Workout):
    return session.exec(
        select(SetEntry.done_at)
        .where(SetEntry.workout_id == workout.id, SetEntry.is_done)
        .order_by(col(SetEntry.done_at).desc())
        .limit(1)
    ).first()


def _drop_what_was_not_done(session: Session, workout: Workout) -> None:
    """Its exercises stay: a set that was ticked without a connection may still arrive."""
    session.flush()
    session.exec(
        delete(SetEntry).where(
            col(SetEntry.workout_id) == workout.id, col(SetEntry.is_done).is_(False)
        )
    )


def _remove(session: Session, workout: Workout) -> None:
    schedule.mark_undone(session, member_id=workout.member_id, workout_id=workout.id)
    session.flush()
    session.delete(workout)
    session.flush()
