"""The running workout as its screen shows it: groups of exercises, and their sets as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Literal

from fitness_app.training.formulas import Suggestion, plates
from fitness_app.training.formulas.progression import Change
from fitness_app.training.words import Equipment, Mode
from fitness_app.training.workouts.advice import Advice
from fitness_app.training.workouts.measures import KILOGRAMS, Measure
from fitness_app.training.workouts.screen import WorkoutScreen
from fitness_app.training.workouts.set_rows import USUAL_REST, Place, SetRow, write_sets
from fitness_app.training.workouts.views import LineView
from fitness_app.training.workouts.writing import Columns, Pen, clock_of, where

BARS_KG = {Equipment.BARBELL: 20.0, Equipment.EZ_BAR: 10.0}
BARS_LB = {Equipment.BARBELL: 45.0, Equipment.EZ_BAR: 25.0}


@dataclass(frozen=True, slots=True)
class LineRow:
    """An exercise with its sets."""

    uuid: str = ""
    label: str = ""
    """'A1' within a superset."""
    name: str = ""
    slug: str = ""
    place: str = ""
    first_field: str = ""
    """'' where one number says it all."""
    second_field: str = ""
    first_head: str = ""
    second_head: str = ""
    first_name: str = ""
    second_name: str = ""
    effort_field: str = ""
    effort_head: str = ""
    unit: str = ""
    other_unit: Literal["kg", "lb"] = "lb"
    distance_unit: str = ""
    takes_load: bool = False
    advice: str = ""
    """'up', 'same', 'down', 'start', or '' for none."""
    advice_title: str = ""
    advice_reason: str = ""
    each_side: list[float] = field(default_factory=list)
    plates: str = ""
    notes: str = ""
    rest: str = ""
    rest_s: int = 0
    swapped_from: str = ""
    in_superset: bool = False
    is_first: bool = False
    is_last: bool = False
    sets: list[SetRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Exercises that take turns, or one alone."""

    key: str
    label: str
    """'Superset A', or '' for one alone."""
    rounds: str
    lines: list[LineRow] = field(default_factory=list)


def write_groups(screen: WorkoutScreen) -> list[GroupRow]:
    """All exercises, in order, those of a superset together."""
    units = _units(screen.workout.lines)
    orders = _orders(units)
    everything = [line.client_uuid for unit in units for line in unit]
    letters = iter(ascii_uppercase * 2)
    groups: list[GroupRow] = []
    for unit in units:
        letter = next(letters) if len(unit) > 1 else ""
        rows = []
        for number, line in enumerate(unit, start=1):
            label = f"{letter}{number}" if letter else ""
            place = Place(label, unit, orders, screen.workout.effort_scale)
            rows.append(_line(screen, line, place, everything))
        label = f"Superset {letter}" if letter else ""
        groups.append(GroupRow(unit[0].client_uuid, label, _rounds(unit), rows))
    return groups


def _line(screen: WorkoutScreen, line: LineView, place: Place, everything: list[str]) -> LineRow:
    columns = Columns(line.movement.mode, _unit_of(line, screen.pen), screen.pen)
    first, second = (None, *columns.measures)[-2:]
    advice = screen.advice.get(line.client_uuid) or Advice()
    loading = _loading(line, advice, columns.unit)
    rest_s = USUAL_REST if line.rest_s is None else line.rest_s
    return LineRow(
        uuid=line.client_uuid,
        label=place.label,
        name=line.movement.name,
        slug=line.movement.slug,
        place=where(
            line.movement.equipment, line.movement.muscles, per_side=line.movement.per_side
        ),
        first_field=first or "",
        second_field=second or "",
        first_head=columns.head(first) if first else "",
        second_head=columns.head(second) if second else "",
        first_name=columns.spoken(first) if first else "",
        second_name=columns.spoken(second) if second else "",
        effort_field=place.effort_scale,
        effort_head=place.effort_scale.upper(),
        unit=columns.unit,
        other_unit="kg" if columns.unit == "lb" else "lb",
        distance_unit=columns.distance_unit,
        takes_load=Measure.LOAD in columns.measures,
        advice=advice.suggestion.change if advice.suggestion else "",
        advice_title=_advised(advice, columns) if advice.suggestion else "",
        advice_reason=_reason(advice.suggestion) if advice.suggestion else "",
        each_side=list(loading.each_side) if loading else [],
        plates=" + ".join(map(screen.pen.number, loading.each_side)) if loading else "",
        notes=line.notes,
        rest=clock_of(rest_s),
        rest_s=rest_s,
        swapped_from=line.swapped_from,
        in_superset=len(place.unit) > 1,
        is_first=line.client_uuid == everything[0],
        is_last=line.client_uuid == everything[-1],
        sets=write_sets(line, place, columns, advice, screen.best_e1rm_kg.get(line.movement.id)),
    )


def _units(lines: Sequence[LineView]) -> list[list[LineView]]:
    units: list[list[LineView]] = []
    for line in lines:
        if units and line.superset is not None and units[-1][0].superset == line.superset:
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _orders(units: Sequence[Sequence[LineView]]) -> dict[str, int]:
    """By set, its turn: round by round within a superset."""
    order: dict[str, int] = {}
    for unit in units:
        for turn in range(max((len(line.sets) for line in unit), default=0)):
            for line in unit:
                if turn < len(line.sets):
                    order[line.sets[turn].client_uuid] = len(order)
    return order


def _rounds(unit: Sequence[LineView]) -> str:
    if len(unit) < 2:
        return ""
    total = max((len(line.sets) for line in unit), default=0)
    done = min((sum(one.is_done for one in line.sets) for line in unit), default=0)
    rest = clock_of(unit[-1].rest_s or USUAL_REST)
    which = "both" if len(unit) == 2 else "all"
    return f"Round {min(done + 1, total)} of {total} · rest {rest} after {which}"


def _unit_of(line: LineView, pen: Pen) -> str:
    """What loads of an exercise are typed in: as its last set was, else as the member's are."""
    return next((one.entered_unit for one in reversed(line.sets) if one.entered_unit), pen.unit)


def _advised(advice: Advice, columns: Columns) -> str:
    suggestion = advice.suggestion
    first = suggestion.sets[0] if suggestion and suggestion.sets else None
    if suggestion is None or first is None or first.load_kg is None:
        return {
            Change.UP: "One rep more",
            Change.DOWN: "A little less",
            Change.SAME: "The same again",
        }.get(suggestion.change if suggestion else Change.SAME, "First time")
    pen, unit = columns.pen, columns.unit
    load = f"{pen.load(first.load_kg, unit)} {unit}"
    before = "" if advice.last_load_kg is None else pen.load(advice.last_load_kg, unit)
    match suggestion.change:
        case Change.UP:
            return f"Use {load}, up from {before}" if before else f"Use {load}"
        case Change.DOWN:
            return f"Use {load}, down from {before}" if before else f"Use {load}"
        case Change.SAME:
            return f"Stay at {load}"
        case _:
            return f"Start with {load}"


def _reason(suggestion: Suggestion) -> str:
    """Why; the sentence with the loads is left out where another follows, for the title says it."""
    _, stop, why = suggestion.reason.partition(". ")
    return why if stop and suggestion.change is not Change.START else suggestion.reason


def _loading(line: LineView, advice: Advice, unit: str) -> plates.Loading | None:
    """What goes on each side of the bar for the load that is suggested, or aimed at."""
    bars = BARS_KG if unit == "kg" else BARS_LB
    bar = bars.get(line.movement.equipment) if line.movement.equipment else None
    if bar is None or line.movement.mode is not Mode.WEIGHT_REPS:
        return None
    first = advice.suggestion.sets[0] if advice.suggestion and advice.suggestion.sets else None
    if first is None or first.load_kg is None:
        return None
    sizes = plates.PLATES_KG if unit == "kg" else plates.PLATES_LB
    loading = plates.plates_per_side(first.load_kg / KILOGRAMS[unit], bar=bar, plates=sizes)
    return loading if loading.each_side else None
