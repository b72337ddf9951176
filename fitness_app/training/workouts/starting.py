"""The beginning of a workout: from a plan's session, freestyle, again, or one of the past."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, noting
from fitness_app.training.days import read_day, today_in
from fitness_app.training.models import ScheduledSession, Workout, WorkoutExercise
from fitness_app.training.plans import schedule
from fitness_app.training.words import SessionStatus
from fitness_app.training.workouts import planning
from fitness_app.training.workouts.keys import new_key, read_key
from fitness_app.training.workouts.measures import EARLIEST_YEAR
from fitness_app.training.workouts.reading import lines_of, own, running, view_of
from fitness_app.training.workouts.views import WorkoutView

LONGEST_NAME = 100
LONGEST_MINUTES = 24 * 60
_PARTS_OF_DAY = ((5, "Night"), (12, "Morning"), (17, "Afternoon"), (22, "Evening"), (24, "Night"))
RUNNING = "You have a workout running. Finish or discard it first."


def start_workout(
    session: Session,
    *,
    member_id: int,
    client_uuid: str,
    time_zone: str,
    scheduled_id: int | None = None,
    repeat_of: int | None = None,
    name: str = "",
) -> WorkoutView:
    """Begin a workout now: a plan's session, a past workout again, or freestyle.

    The same `client_uuid` again begins nothing new. A member has one running workout.
    Raises NotFound for another's session or workout, Conflict while another one runs or for a
    session that is done, Invalid by field: client_uuid, name, time_zone.
    """
    key = read_key(client_uuid)
    if saved := _find(session, member_id, key):
        return view_of(session, saved)
    due = past = None
    if scheduled_id is not None:
        due = schedule.get_session(session, member_id=member_id, scheduled_id=scheduled_id)
        if due.status is not SessionStatus.PLANNED:
            raise Conflict("This session is over. Choose another, or train freestyle.")
    if repeat_of is not None:
        past = own(session, member_id, repeat_of)
    named = due.day_name if due else past.name if past else _part_of_day(time_zone)
    row = Workout(
        client_uuid=key,
        member_id=member_id,
        name=_read_name(name) or named,
        started_at=clock.now(),
        time_zone=time_zone,
        local_date=today_in(time_zone),
        effort_scale=_usual_scale(session, member_id),
    )
    if not _insert(session, row):
        if saved := _find(session, member_id, key):
            return view_of(session, saved)  # the same tap, a moment ago on another connection
        raise Conflict(RUNNING)
    if due is not None:
        _take_up(session, row, due.scheduled_id)
        planning.fill_from_plan(session, row, due)
    if past is not None:
        _copy(session, past, row)
    return view_of(session, row)


def log_past(
    session: Session,
    *,
    member_id: int,
    client_uuid: str,
    time_zone: str,
    done_on: str,
    minutes: str,
    name: str = "",
) -> WorkoutView:
    """Keep a workout of another day, whose sets are entered afterwards.

    `done_on` is an ISO date, `minutes` how long it took, as typed. The same `client_uuid` again
    keeps nothing new. Raises Invalid by field: client_uuid, name, done_on, minutes, time_zone.
    """
    key = read_key(client_uuid)
    if saved := _find(session, member_id, key):
        return view_of(session, saved)
    problems: dict[str, str] = {}
    started_at, ended_at = clock.now(), clock.now()
    with noting(problems):
        name = _read_name(name)
    with noting(problems):
        lasted = read_minutes(minutes)
        started_at, ended_at = past_span(done_on, lasted, time_zone)
    if problems:
        raise Invalid(**problems)
    row = Workout(
        client_uuid=key,
        member_id=member_id,
        name=name or "Workout",
        started_at=started_at,
        ended_at=ended_at,
        time_zone=time_zone,
        local_date=started_at.astimezone(ZoneInfo(time_zone)).date(),
        effort_scale=_usual_scale(session, member_id),
    )
    if not _insert(session, row):
        row = session.exec(_by_key(member_id, key)).one()
    return view_of(session, row)


def past_span(done_on: str, minutes: int, time_zone: str) -> tuple[datetime, datetime]:
    """When a workout of a day and a length began and ended: at noon there, or just now.

    Raises Invalid under 'done_on'.
    """
    day, today = read_day(done_on, field="done_on"), today_in(time_zone)
    if day.year < EARLIEST_YEAR:
        raise Invalid(done_on="Choose a day in 2000 or later.")
    if day > today:
        raise Invalid(done_on="That day hasn't come yet.")
    span = timedelta(minutes=minutes)
    noon = datetime.combine(day, time(12), ZoneInfo(time_zone))
    ended_at = min(noon + span, clock.now())
    started_at = ended_at - span
    midnight = datetime.combine(day, time(), ZoneInfo(time_zone))
    return max(started_at, midnight), ended_at


def read_minutes(text: str) -> int:
    """Whole minutes of a workout, up to a day. Raises Invalid under 'minutes'."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid(minutes="Enter whole minutes, such as 45.")
    if not 1 <= int(text) <= LONGEST_MINUTES:
        raise Invalid(minutes="Enter between 1 minute and a day.")
    return int(text)


def _read_name(name: str) -> str:
    if len(name := name.strip()) > LONGEST_NAME:
        raise Invalid(name=f"Keep it to {LONGEST_NAME} characters.")
    return name


def _insert(session: Session, row: Workout) -> bool:
    """Keep a new workout; False where its id is in use or another one runs."""
    if row.ended_at is None and running(session, row.member_id):
        return False
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def _take_up(session: Session, row: Workout, scheduled_id: int) -> None:
    """Note at the session that this workout is it; one that was discarded leaves it free."""
    taken = session.exec(
        update(ScheduledSession)
        .where(col(ScheduledSession.id) == scheduled_id)
        .where(col(ScheduledSession.workout_id).is_(None))
        .values(workout_id=row.id)
    )
    if not taken.rowcount:
        raise Conflict("This session has been started already.")


def _copy(session: Session, past: Workout, row: Workout) -> None:
    for line in lines_of(session, past.id):
        again = WorkoutExercise(
            client_uuid=new_key(),
            workout_id=row.id,
            exercise_id=line.exercise_id,
            position=line.position,
            superset=line.superset,
            rest_s=line.rest_s,
        )
        session.add(again)
        session.flush()
        planning.repeat_last_time(session, row, again)


def _usual_scale(session: Session, member_id: int) -> str:
    """RPE or reps in reserve, as in the last workout."""
    last = session.exec(
        select(Workout.effort_scale)
        .where(Workout.member_id == member_id)
        .order_by(col(Workout.local_date).desc(), col(Workout.started_at).desc())
        .limit(1)
    ).first()
    return last or "rpe"


def _part_of_day(time_zone: str) -> str:
    today_in(time_zone)  # refuses an unknown zone in its own words
    hour = clock.now().astimezone(ZoneInfo(time_zone)).hour
    part = next(word for before, word in _PARTS_OF_DAY if hour < before)
    return f"{part} workout"


def _find(session: Session, member_id: int, key: str) -> Workout | None:
    return session.exec(_by_key(member_id, key)).first()


def _by_key(member_id: int, key: str):
    return select(Workout).where(Workout.member_id == member_id, Workout.client_uuid == key)
