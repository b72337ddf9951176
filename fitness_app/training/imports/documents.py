"""What an export of ours would have us keep, once all that it says of itself fits together."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fitness_app.kit import clock
from fitness_app.kit.errors import Invalid
from fitness_app.training.imports.bundle import Bundle, NewExercise, NewWorkout
from fitness_app.training.imports.document import Document, GoalPart, Item, Part, Session

FIRST_YEAR = 2000
AHEAD = timedelta(hours=24)
_OF_EXERCISE = ("exercise_e1rm", "exercise_reps")


def bundle_of(document: Document) -> Bundle:
    """The rows of a document; raises Invalid under 'file' for one that contradicts itself."""
    _check(document)
    workouts = [_workout(session) for session in document.workouts]
    sets = sum(len(part.sets) for workout in workouts for part in workout.exercises)
    return Bundle("fitness_app", sets, workouts, document=document)


def _check(document: Document) -> None:
    slugs = [movement.slug for movement in document.exercises]
    _unique(slugs, "exercise")
    if unknown := _named(document) - set(slugs):
        raise _contradiction(f"the exercise {min(unknown)} isn't described")
    _unique([it.client_uuid for it in document.workouts], "session")
    _unique([it.client_uuid for it in document.measurements], "measurement")
    _unique([one.client_uuid for one in _sets(document)], "set")
    for session in document.workouts:
        _check_session(session)
    for measurement in document.measurements:
        _check_zone(measurement.time_zone)
    for goal in document.goals:
        _check_goal(goal)
    for leave in document.leave:
        if leave.ends_on < leave.starts_on:
            raise _contradiction("some leave ends before it starts")
    _check_plans(document)


def _named(document: Document) -> set[str]:
    named = set(document.names.values())
    for session in document.workouts:
        for part in session.exercises:
            named.add(part.exercise)
            if part.swapped_from:
                named.add(part.swapped_from)
    named.update(goal.exercise for goal in document.goals if goal.exercise)
    named.update(item.exercise for item in _items(document))
    return named


def _items(document: Document) -> Iterator[Item]:
    for plan in document.plans:
        for version in plan.versions:
            for day in version.days:
                for block in day.blocks:
                    yield from block.items


def _sets(document: Document):
    return (one for it in document.workouts for part in it.exercises for one in part.sets)


def _check_session(session: Session) -> None:
    _check_zone(session.time_zone)
    started = session.started_at.astimezone(UTC)
    if session.ended_at is not None and session.ended_at < session.started_at:
        raise _contradiction("a session ends before it starts")
    if started.year < FIRST_YEAR or started > clock.now() + AHEAD:
        raise _contradiction(f"a session of {started:%Y-%m-%d} is before 2000 or ahead of now")
    if abs((started.date() - session.local_date).days) > 1:
        raise _contradiction("a session's day isn't the one it was started on")
    _unique([part.client_uuid for part in session.exercises], "exercise of a session")


def _check_goal(goal: GoalPart) -> None:
    is_sound = (
        goal.due_on > goal.starts_on
        and goal.start_value != goal.target_value
        and (goal.kind == "metric") == bool(goal.metric)
        and (goal.kind not in _OF_EXERCISE or goal.exercise is not None)
    )
    if not is_sound:
        raise _contradiction("a goal has no way to go")


def _check_plans(document: Document) -> None:
    _unique([plan.slug for plan in document.plans], "plan")
    _unique([item.ref for item in _items(document)], "prescription")
    days: dict[tuple[str, int], set[tuple[int, int]]] = {}
    for plan in document.plans:
        for version in plan.versions:
            places = [(day.week, day.position) for day in version.days]
            _unique(places, "day of a plan")
            if (plan.slug, version.number) in days:
                raise _contradiction("an edition of a plan is in it twice")
            days[plan.slug, version.number] = set(places)
            for day in version.days:
                _unique([block.position for block in day.blocks], "block of a plan")
                for block in day.blocks:
                    _unique([item.position for item in block.items], "prescription")
    for item in _items(document):
        if (item.load_kind == "none") != (item.load_value is None):
            raise _contradiction("a prescription's load isn't said whole")
        if item.reps_min and item.reps_max and item.reps_max < item.reps_min:
            raise _contradiction("a prescription asks for fewer reps than its least")
    _check_enrolments(document, days)


def _check_enrolments(
    document: Document, days: dict[tuple[str, int], set[tuple[int, int]]]
) -> None:
    workouts = {session.client_uuid for session in document.workouts}
    used: list[str] = []
    for enrolment in document.enrolments:
        known = days.get((enrolment.plan, enrolment.version))
        if known is None:
            raise _contradiction(f"the plan {enrolment.plan} isn't described")
        _unique([it.sequence for it in enrolment.sessions], "scheduled session")
        for scheduled in enrolment.sessions:
            if (scheduled.week, scheduled.position) not in known:
                raise _contradiction("a scheduled session is of no day of its plan")
            if scheduled.workout is not None:
                used.append(scheduled.workout)
    _unique(used, "session of a plan")
    if not set(used) <= workouts:
        raise _contradiction("a scheduled session names a session that isn't there")


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _contradiction("a time zone is none we know") from None


def _unique(values: list[Any], what: str) -> None:
    if len(set(values)) < len(values):
        raise _contradiction(f"the same {what} is in it twice")


def _contradiction(why: str) -> Invalid:
    return Invalid(file=f"This export can't be used: {why}. Download it again.")


def _workout(session: Session) -> NewWorkout:
    values = session.model_dump(exclude={"exercises"}) | {"source": "import"}
    return NewWorkout(values, [_part(part) for part in session.exercises])


def _part(part: Part) -> NewExercise:
    values = {
        name: getattr(part, name)
        for name in ("client_uuid", "position", "superset", "rest_s", "notes")
    }
    sets = [vars(one) for one in part.sets]
    return NewExercise(
        part.exercise, values, sets, part.swapped_from or "", part.prescription or ""
    )
