"""A finished workout in words: its figures, its sets, what is said of it."""

from dataclasses import dataclass, field

from fitness_app.training.workouts.screen import WorkoutScreen
from fitness_app.training.workouts.views import LineView, WorkoutView
from fitness_app.training.workouts.writing import LETTERS, Columns, Pen, where


@dataclass(frozen=True, slots=True)
class DoneRow:
    """A set that was done."""

    mark: str
    kind: str
    what: str
    effort: str
    last: str


@dataclass(frozen=True, slots=True)
class PastLine:
    """An exercise and its sets."""

    name: str
    slug: str
    place: str
    notes: str
    sets: list[DoneRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PastHead:
    """What stands above a finished workout, and what its form begins with."""

    id: int = 0
    name: str = ""
    day: str = ""
    plan: str = ""
    minutes: str = ""
    sets: str = ""
    volume: str = ""
    volume_unit: str = ""
    effort: str = ""
    load: str = ""
    """Foster's: RPE times minutes."""
    rating: str = ""
    notes: str = ""
    done_on: str = ""
    is_running: bool = False


def write_head(view: WorkoutView, pen: Pen) -> PastHead:
    """The figures of a workout."""
    minutes = view.minutes or 0
    volume, _, unit = pen.volume(view.volume_kg).rpartition(" ")
    effort = view.session_rpe
    return PastHead(
        id=view.id,
        name=view.name,
        day=pen.day(view.local_date),
        plan=view.plan_name,
        minutes=str(minutes),
        sets=str(view.working_sets),
        volume=volume,
        volume_unit=unit,
        effort="" if effort is None else pen.typed(effort),
        load="" if effort is None else pen.number(round(effort * minutes)),
        rating="" if view.rating is None else str(view.rating),
        notes=view.notes,
        done_on=view.local_date.isoformat(),
        is_running=view.is_running,
    )


def write_lines(screen: WorkoutScreen) -> list[PastLine]:
    """The exercises of which sets were done."""
    done = [line for line in screen.workout.lines if any(one.is_done for one in line.sets)]
    return [_line(line, screen) for line in done]


def _line(line: LineView, screen: WorkoutScreen) -> PastLine:
    columns = Columns(line.movement.mode, screen.pen.unit, screen.pen)
    advice = screen.advice.get(line.client_uuid)
    rows: list[DoneRow] = []
    seen = {True: 0, False: 0}
    for one in line.sets:
        if not one.is_done:
            continue
        place = seen[one.is_warm_up]
        seen[one.is_warm_up] += 1
        own = Columns(line.movement.mode, one.entered_unit or screen.pen.unit, screen.pen)
        before = advice.last.beside(place, one.set_type) if advice and advice.last else None
        rows.append(
            DoneRow(
                mark=LETTERS.get(one.set_type) or str(place + 1),
                kind=one.set_type,
                what=_with_unit(own, own.said(one)),
                effort="" if one.rpe is None else f"RPE {screen.pen.typed(one.rpe)}",
                last=f"last time {columns.said(before)}" if before else "",
            )
        )
    muscles = where(line.movement.equipment, line.movement.muscles, per_side=line.movement.per_side)
    return PastLine(line.movement.name, line.movement.slug, muscles, line.notes, rows)


def _with_unit(columns: Columns, said: str) -> str:
    """'60 kg × 8' from '60 × 8': what was typed, in the unit it was typed in."""
    if columns.measures[0].value != "load" or not said:
        return said if columns.measures[0].value != "reps" else f"{said} reps"
    load, times, rest = said.partition(" × ")
    return f"{load} {columns.unit}{times}{rest}"
