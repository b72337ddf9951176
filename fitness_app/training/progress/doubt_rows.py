"""Questions about sets that jump far, as somebody's screen asks them."""

from dataclasses import dataclass

from fitness_app.kit.locales import write_number
from fitness_app.training.progress.doubts import DoubtView
from fitness_app.training.weight_rows import Reader
from fitness_app.training.words import Mode


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A set that is asked about."""

    set_id: int
    workout_id: int
    exercise: str
    what: str
    """'1,000 kg × 5 on 12 May'."""
    why: str


def show_doubt(doubt: DoubtView, reader: Reader) -> DoubtRow:
    """A question in its reader's unit and words."""
    sets = "" if doubt.sets == 1 else f", and {doubt.sets - 1} more like it"
    return DoubtRow(
        set_id=doubt.set_id,
        workout_id=doubt.workout_id,
        exercise=doubt.exercise,
        what=f"{_load(doubt, reader)} × {doubt.reps} on {reader.day(doubt.done_on)}{sets}",
        why=f"That is an estimated one-rep maximum of {reader.amount(doubt.e1rm_kg)}; the best "
        f"before it was {reader.amount(doubt.best_kg)}. It is logged, and no record until you say.",
    )


def _load(doubt: DoubtView, reader: Reader) -> str:
    if doubt.load_kg is None:
        return "Body weight"
    load = reader.amount(doubt.load_kg)
    if doubt.entered_load is not None and doubt.entered_unit:
        load = f"{write_number(doubt.entered_load, reader.locale)} {doubt.entered_unit}"
    if doubt.mode == Mode.ASSISTED_BODYWEIGHT:
        return f"{load} of help"
    return f"+{load}" if doubt.mode == Mode.WEIGHTED_BODYWEIGHT else load
