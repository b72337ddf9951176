"""Sets that are still to be done: as a plan asks for them, or as many as last time."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from fitness_app.training.formulas.progression import write_kg
from fitness_app.training.models import SetEntry, Workout, WorkoutExercise
from fitness_app.training.plans.views import BlockView, DueSession, PrescriptionView
from fitness_app.training.words import BlockKind, LoadKind, SetType
from fitness_app.training.workouts.advice import advise
from fitness_app.training.workouts.history import last_times
from fitness_app.training.workouts.keys import new_key
from fitness_app.training.workouts.views import SetView, TargetView

USUAL_SETS = 3
NO_TARGET = TargetView()
TAKING_TURNS = (BlockKind.SUPERSET, BlockKind.CIRCUIT, BlockKind.EMOM, BlockKind.AMRAP)


@dataclass(frozen=True, slots=True)
class Planned:
    """A set to come."""

    set_type: SetType = SetType.WORKING
    target: TargetView = NO_TARGET
    unit: str = ""
    rest_s: int | None = None


def fill_from_plan(session: Session, workout: Workout, due: DueSession) -> None:
    """Lay out a plan's session as exercises and sets to be done."""
    position = 0
    for group, block in enumerate(due.blocks, start=1):
        takes_turns = block.kind in TAKING_TURNS and len(block.prescriptions) > 1
        for asked in block.prescriptions:
            line = WorkoutExercise(
                client_uuid=new_key(),
                workout_id=workout.id,
                exercise_id=asked.exercise_id,
                position=position,
                superset=group if takes_turns else None,
                prescription_id=asked.id,
                rest_s=asked.rest_s,
                notes=asked.note,
            )
            session.add(line)
            session.flush()
            lay_out(session, workout, line, _asked_sets(session, workout, line, block, asked))
            position += 1


def repeat_last_time(session: Session, workout: Workout, line: WorkoutExercise) -> None:
    """Plan as many sets as the last workout with this exercise had, aiming at the same."""
    before = last_times(
        session,
        member_id=workout.member_id,
        exercise_ids=[line.exercise_id],
        before=workout,
    ).get(line.exercise_id)
    planned = [_again(one) for one in before.sets] if before else [Planned()] * USUAL_SETS
    lay_out(session, workout, line, planned)


def lay_out(
    session: Session, workout: Workout, line: WorkoutExercise, planned: list[Planned]
) -> None:
    """Keep sets to be done."""
    for position, one in enumerate(planned):
        session.add(
            SetEntry(
                client_uuid=new_key(),
                workout_exercise_id=line.id,
                workout_id=workout.id,
                member_id=workout.member_id,
                exercise_id=line.exercise_id,
                local_date=workout.local_date,
                position=position,
                set_type=one.set_type,
                entered_unit=one.unit,
                rest_s=one.rest_s,
                target_load_kg=one.target.load_kg,
                target_reps_min=one.target.reps_min,
                target_reps_max=one.target.reps_max,
                target_rpe=one.target.rpe,
                target_duration_s=one.target.duration_s,
                target_distance_m=one.target.distance_m,
            )
        )
    session.flush()


def _asked_sets(
    session: Session,
    workout: Workout,
    line: WorkoutExercise,
    block: BlockView,
    asked: PrescriptionView,
) -> list[Planned]:
    count = block.sets_of(asked)
    advice = advise(session, workout, line, sets=count, write=write_kg)
    suggested = advice.suggestion.sets if advice.suggestion else ()
    target = TargetView(
        reps_min=asked.reps_min,
        reps_max=asked.reps_max,
        rpe=asked.load_value if asked.load_kind is LoadKind.RPE else None,
        duration_s=asked.duration_s,
        distance_m=asked.distance_m,
    )
    loads = [one.load_kg for one in suggested] + [None] * count
    return [Planned(asked.set_type, replace(target, load_kg=kg)) for kg in loads[:count]]


def _again(one: SetView) -> Planned:
    aim = TargetView(one.load_kg, one.reps, one.reps, None, one.duration_s, one.distance_m)
    return Planned(one.set_type, aim, one.entered_unit)
