"""The sets of an exercise as rows whose numbers can be typed, and what stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from fitness_app.training import formulas
from fitness_app.training.formulas.progression import SuggestedSet
from fitness_app.training.words import SetType
from fitness_app.training.workouts.advice import Advice
from fitness_app.training.workouts.measures import Measure
from fitness_app.training.workouts.views import LineView, SetView
from fitness_app.training.workouts.writing import LETTERS, NAMES, Columns, Pen

USUAL_REST = 120
_TO_THE_END = (SetType.FAILURE, SetType.AMRAP)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set as a line of a table whose numbers can be typed."""

    uuid: str = ""
    line: str = ""
    mark: str = ""
    """Its number, or the letter of its type."""
    kind: str = ""
    kind_name: str = ""
    last: str = ""
    target: str = ""
    first: str = ""
    second: str = ""
    effort: str = ""
    unit: str = ""
    is_done: bool = False
    rest_s: int = 0
    order: int = 0
    """In which order sets are done: a superset's take turns."""
    name: str = ""
    """'Bench press, set 3'."""
    coming: str = ""
    """'A1 Bench press, set 3'."""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exercise stands in its workout."""

    label: str
    """'A1' within a superset."""
    unit: Sequence[LineView]
    """Those it takes turns with, itself among them."""
    orders: dict[str, int]
    """By set, its turn in the whole workout."""
    effort_scale: str


def write_sets(
    line: LineView, place: Place, columns: Columns, advice: Advice, best: float | None
) -> list[SetRow]:
    """An exercise's sets in order; `best` is the best e1RM before this workout."""
    beside = _Beside(advice, columns)
    rows: list[SetRow] = []
    for number, one in enumerate(line.sets):
        record, best = _record(one, best, columns.pen)
        values = beside.look_at(one)
        name = f"{line.movement.name}, set {number + 1}"
        rows.append(
            SetRow(
                uuid=one.client_uuid,
                line=line.client_uuid,
                mark=LETTERS.get(one.set_type) or str(beside.number),
                kind=one.set_type,
                kind_name=NAMES[one.set_type],
                last=beside.last,
                target=beside.target,
                first=values[0] if len(values) > 1 else "",
                second=values[-1],
                effort=_effort(one, place.effort_scale, columns.pen),
                unit=columns.unit,
                is_done=one.is_done,
                rest_s=_rest(line, place.unit, number),
                order=place.orders[one.client_uuid],
                name=name,
                coming=f"{place.label} {name}".strip(),
                record=record,
            )
        )
    return rows


class _Beside:
    """Walks down an exercise's sets: what stands beside each, and in its fields."""

    def __init__(self, advice: Advice, columns: Columns) -> None:
        self._advice, self._columns = advice, columns
        self._seen = {True: 0, False: 0}
        self._carried: float | None = None
        self.number = 0
        """Which of its kind the set is."""
        self.last = self.target = ""

    def look_at(self, one: SetView) -> list[str]:
        """What stands in the fields of the next set: as it was typed, else what to do."""
        place = self._seen[one.is_warm_up]
        self._seen[one.is_warm_up] = self.number = place + 1
        last = self._advice.last
        before = last.beside(place, one.set_type) if last else None
        hint = None if one.is_warm_up else self._hint(place)
        kg = one.target.load_kg if one.target.load_kg is not None else hint and hint.load_kg
        self.last = self._columns.said(before) if before else ""
        self.target = self._columns.aimed_at(one.target, kg, one.set_type)
        if not one.is_warm_up:
            kg = self._carry(one, kg)
        if one.is_done:
            return [self._columns.typed(measure, one) for measure in self._columns.measures]
        return [
            self._columns.typed(measure, one) or self._prefill(measure, one, kg, hint, before)
            for measure in self._columns.measures
        ]

    def _hint(self, place: int) -> SuggestedSet | None:
        suggestion = self._advice.suggestion
        return suggestion.sets[place] if suggestion and place < len(suggestion.sets) else None

    def _carry(self, one: SetView, kg: float | None) -> float | None:
        """Another load than was aimed at goes on to the sets below."""
        if one.is_done:
            self._carried = one.load_kg if one.load_kg != kg else None
        return kg if self._carried is None else self._carried

    def _prefill(
        self,
        measure: Measure,
        one: SetView,
        kg: float | None,
        hint: SuggestedSet | None,
        before: SetView | None,
    ) -> str:
        if measure is Measure.LOAD:
            return "" if kg is None else self._columns.typed_load(kg)
        if measure is Measure.REPS and one.set_type in _TO_THE_END:
            return ""
        if measure is Measure.REPS and hint and hint.reps:
            return str(hint.reps)
        aim = self._columns.typed(measure, one.target)
        return aim or (self._columns.typed(measure, before) if before else "")


def _rest(line: LineView, unit: Sequence[LineView], turn: int) -> int:
    """How long to rest after a set: none where another exercise of the round follows."""
    after = unit[unit.index(line) + 1 :]
    if any(turn < len(other.sets) for other in after):
        return 0
    own = line.sets[turn].rest_s
    if own is None:
        own = line.rest_s
    return USUAL_REST if own is None else own


def _effort(one: SetView, scale: str, pen: Pen) -> str:
    if one.rpe is None:
        return ""
    return pen.typed(10 - one.rpe if scale == "rir" else one.rpe)


def _record(one: SetView, best: float | None, pen: Pen) -> tuple[str, float | None]:
    """A best e1RM that a done set is, in words; and the best from then on."""
    if best is None or not one.is_done or one.is_warm_up or not one.load_kg or not one.reps:
        return "", best
    found = formulas.e1rm(one.load_kg, one.reps, one.rpe)
    if found is None or found.kg <= best + 1e-6:
        return "", best
    up = pen.estimate(found.kg - best)
    return f"Best e1RM yet: {pen.estimate(found.kg)} {pen.unit}, up {up}", found.kg
