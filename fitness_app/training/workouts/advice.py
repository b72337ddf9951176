"""What to do next of each exercise of a workout, and why: by the plan's rule, or as last time."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from fitness_app.training import formulas
from fitness_app.training.formulas import Done, Rule, Suggestion
from fitness_app.training.formulas.progression import Write
from fitness_app.training.models import ExerciseDay, Prescription, Workout, WorkoutExercise
from fitness_app.training.words import LoadKind, Progression, SetType
from fitness_app.training.workouts.history import LastTime, list_latest

SESSIONS_LOOKED_AT = 6
DAYS_LOOKED_AT = 8
"""So many of an exercise's latest days tell what somebody can lift now."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What was done last time, and what to do now."""

    last: LastTime | None = None
    suggestion: Suggestion | None = None
    last_load_kg: float | None = None
    """The first working set's, for 'up from 60'."""


def advise(
    session: Session, workout: Workout, line: WorkoutExercise, *, sets: int, write: Write
) -> Advice:
    """Look back and ahead; nothing is suggested for an exercise without plan or past."""
    times = list_latest(
        session,
        member_id=workout.member_id,
        exercise_id=line.exercise_id,
        before=workout,
        limit=SESSIONS_LOOKED_AT,
    )
    asked = session.get(Prescription, line.prescription_id) if line.prescription_id else None
    last = times[-1] if times else None
    if asked is None and last is None:
        return Advice()
    past = [_working(one) for one in times]
    rule = rule_of(asked, sets) if asked else Rule(sets=max(1, len(past[-1])))
    best = None
    if rule.load_kind in (LoadKind.PERCENT_E1RM, LoadKind.RPE):
        best = best_e1rm(session, member_id=workout.member_id, exercise_id=line.exercise_id)
    suggestion = formulas.suggest(rule, past, e1rm_kg=best, write=write)
    return Advice(last, suggestion, past[-1][0].load_kg if past and past[-1] else None)


def rule_of(asked: Prescription, sets: int) -> Rule:
    """What a prescription asks for, as the formulae take it."""
    return Rule(
        sets=max(1, sets),
        reps_min=asked.reps_min,
        reps_max=asked.reps_max,
        load_kind=asked.load_kind,
        load_value=asked.load_value,
        progression=Progression(asked.progression),
        increment_kg=asked.increment_kg,
        increment_percent=asked.increment_percent,
        reps_goal=asked.reps_goal,
        fails_allowed=asked.fails_allowed,
        rounding_kg=asked.rounding_kg,
    )


def best_e1rm(session: Session, *, member_id: int, exercise_id: int) -> float | None:
    """The best e1RM of a member's latest days with an exercise; None before the first."""
    latest = (
        select(ExerciseDay.best_e1rm_kg)
        .where(
            ExerciseDay.member_id == member_id,
            ExerciseDay.exercise_id == exercise_id,
            col(ExerciseDay.best_e1rm_kg).is_not(None),
        )
        .order_by(col(ExerciseDay.local_date).desc())
        .limit(DAYS_LOOKED_AT)
    )
    return max((kg for kg in session.exec(latest) if kg is not None), default=None)


def _working(time: LastTime) -> list[Done]:
    return [
        Done(one.load_kg, one.reps, one.rpe)
        for one in time.sets
        if one.set_type is not SetType.WARMUP
    ]
