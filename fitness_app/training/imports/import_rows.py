"""Imports as somebody's screen shows them: in their language, units and words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fitness_app.kit.locales import write_day, write_number
from fitness_app.training.imports.jobs import OWN, SKIP
from fitness_app.training.imports.views import Glimpse, ImportView, NameView

SEARCH = "search"
FORMATS = {"strong": "Strong", "hevy": "Hevy", "fitness_app": "Export of a club"}
SHOWN_PROBLEMS = 50
SHOWN_SETS = 4
_KM = 1000


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a list."""

    value: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the file, and the choices of what it means."""

    name: str = ""
    sets: str = ""
    value: str = ""
    options: list[Option] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One of the first sessions, as it would be kept."""

    title: str = ""
    day: str = ""
    lines: list[Option] = field(default_factory=list)
    """An exercise, and its sets in words."""
    more: str = ""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A row that can't be used."""

    row: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class JobRow:
    """An import, in words."""

    id: int = 0
    source: str = ""
    file_name: str = ""
    sessions: str = ""
    sets: str = ""
    exercises: str = ""
    first_on: str = ""
    last_on: str = ""
    notes: list[str] = field(default_factory=list)
    asks: str = ""
    """What the file leaves open, as a sentence; '' for nothing."""
    asks_for_unit: bool = False
    asks_for_distance_unit: bool = False
    asks_for_zone: bool = False
    unit: str = "kg"
    distance_unit: str = "km"
    time_zone: str = ""
    act: str = ""
    """The words on the button; '' where there is nothing to import."""
    problem_title: str = ""
    problem_more: str = ""
    state: str = ""
    outcome: str = ""
    problem: str = ""
    when: str = ""
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """In whose words something is written."""

    locale: str

    def count(self, number: int, one: str, many: str = "") -> str:
        words = one if number == 1 else many or f"{one}s"
        return f"{self.number(number)} {words}"

    def number(self, value: float, decimals: int = 0) -> str:
        return write_number(value, self.locale, decimals=decimals)

    def day(self, day: date | None) -> str:
        return write_day(day, self.locale, style="day_year") if day else ""


def show_job(view: ImportView, writer: Writer) -> JobRow:
    """An import as its card shows it."""
    new = view.sessions - view.duplicates
    return JobRow(
        id=view.id,
        source=FORMATS[view.format],
        file_name=view.file_name,
        sessions=writer.number(view.sessions),
        sets=writer.number(view.sets),
        exercises=writer.number(view.exercises),
        first_on=writer.day(view.first_on),
        last_on=writer.day(view.last_on),
        notes=_notes(view, writer),
        asks=_asks(view),
        asks_for_unit=view.asks_for_unit,
        asks_for_distance_unit=view.asks_for_distance_unit,
        asks_for_zone=view.asks_for_zone,
        unit=view.unit,
        distance_unit=view.distance_unit,
        time_zone=view.time_zone,
        act=_act(view, new, writer),
        problem_title=_problem_title(view, writer),
        problem_more=_problem_more(view, writer),
        state=view.state,
        outcome=_outcome(view, writer),
        problem=view.problem,
        when=writer.day((view.finished_at or view.created_at).date()),
        can_undo=view.state == "done",
    )


def show_names(view: ImportView, writer: Writer, *, known: bool) -> list[NameRow]:
    """The names that were recognised, or those that were not, the most used first."""
    names = [name for name in view.names if name.is_known is known]
    return [_name(it, writer) for it in sorted(names, key=lambda it: -it.sets)]


def show_sessions(view: ImportView, writer: Writer) -> list[SessionRow]:
    """The first sessions, with what their first exercises hold."""
    return [_session(glimpse, writer) for glimpse in view.first]


def show_problems(view: ImportView, writer: Writer) -> list[ProblemRow]:
    """The first rows that can't be used."""
    return [
        ProblemRow(writer.number(it.row), it.text[:1].upper() + it.text[1:])
        for it in view.problems[:SHOWN_PROBLEMS]
    ]


def _notes(view: ImportView, writer: Writer) -> list[str]:
    notes = []
    if view.duplicates:
        are = "is" if view.duplicates == 1 else "are"
        here = writer.count(view.duplicates, "session")
        notes.append(f"{here} {are} in your history already and will be left alone.")
    extras = [
        writer.count(number, one, many)
        for number, one, many in (
            (view.measurements, "measurement", ""),
            (view.goals, "goal", ""),
            (view.leave, "leave", "leaves"),
            (view.plans, "plan", ""),
        )
        if number
    ]
    if extras:
        notes.append(f"It also holds {_listed(extras)}.")
    return notes


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _asks(view: ImportView) -> str:
    open_ends = []
    if view.asks_for_unit:
        open_ends.append("the unit of its weights")
    if view.asks_for_distance_unit:
        open_ends.append("the unit of its distances")
    if view.asks_for_zone:
        open_ends.append("the time zone you trained in")
    return f"The file leaves open {_listed(open_ends)}." if open_ends else ""


def _act(view: ImportView, new: int, writer: Writer) -> str:
    if new:
        return f"Import {writer.count(new, 'session')}"
    has_more = view.measurements or view.goals or view.leave or view.plans
    return "Import the rest" if has_more else ""


def _problem_title(view: ImportView, writer: Writer) -> str:
    if not view.problem_count:
        return ""
    need = "needs" if view.problem_count == 1 else "need"
    return f"{writer.count(view.problem_count, 'row')} {need} a look"


def _problem_more(view: ImportView, writer: Writer) -> str:
    more = view.problem_count - min(len(view.problems), SHOWN_PROBLEMS)
    return f"And {writer.count(more, 'row')} more." if more > 0 else ""


def _outcome(view: ImportView, writer: Writer) -> str:
    match view.state:
        case "done":
            sessions = writer.count(view.workouts_added, "session")
            return f"{sessions} with {writer.count(view.sets_added, 'set')} added"
        case "undone":
            return "Undone: all that it added is gone again"
        case "failed":
            return "Not imported"
        case "running":
            return "Being imported"
    return "Not imported yet"


def _name(view: NameView, writer: Writer) -> NameRow:
    offered = {it.id: it.name for it in view.suggestions}
    if view.exercise:
        offered = {view.exercise.id: view.exercise.name, **offered}
    options = [
        *(Option(str(key), name) for key, name in offered.items()),
        Option(OWN, "Make it an exercise of my own"),
        Option(SEARCH, "Another exercise…"),
        Option(SKIP, "Leave its sets out"),
    ]
    return NameRow(
        name=view.name,
        sets=writer.count(view.sets, "set"),
        value=str(view.exercise.id) if view.exercise else view.choice,
        options=options,
        note="As last time" if view.is_remembered else "",
    )


def _session(glimpse: Glimpse, writer: Writer) -> SessionRow:
    more = glimpse.exercise_count - len(glimpse.exercises)
    return SessionRow(
        title=glimpse.name,
        day=writer.day(glimpse.day),
        lines=[Option(it.name, _sets(it.sets, it.set_count, writer)) for it in glimpse.exercises],
        more=f"and {writer.count(more, 'exercise')} more" if more > 0 else "",
    )


def _sets(sets: tuple[dict[str, Any], ...], count: int, writer: Writer) -> str:
    said = [_set(one, writer) for one in sets[:SHOWN_SETS]]
    more = count - len(said)
    return ", ".join([*said, *([f"{more} more"] if more > 0 else [])])


def _set(one: dict[str, Any], writer: Writer) -> str:
    parts = []
    if one["entered_load"] is not None:
        parts.append(f"{writer.number(one['entered_load'], 2)} {one['entered_unit']}")
    elif one["load_kg"] is not None:
        parts.append(f"{writer.number(one['load_kg'], 2)} kg")
    if one["reps"] is not None:
        parts.append(f"× {writer.number(one['reps'])}" if parts else _reps(one["reps"], writer))
    if one["distance_m"] is not None:
        parts.append(_distance(one["distance_m"], writer))
    if one["duration_s"] is not None:
        parts.append(_duration(one["duration_s"]))
    return " ".join(parts) or "nothing recorded"


def _reps(reps: int, writer: Writer) -> str:
    return writer.count(reps, "rep")


def _distance(metres: float, writer: Writer) -> str:
    if metres < _KM:
        return f"{writer.number(metres)} m"
    return f"{writer.number(metres / _KM, 2)} km"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
