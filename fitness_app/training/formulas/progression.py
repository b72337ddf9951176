"""What to do next time: progression rules, set by set, and why in plain words."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fitness_app.training.formulas.strength import load_for
from fitness_app.training.words import LoadKind, Progression

DELOAD = 0.9
_EASE = 1e-9


class Change(StrEnum):
    """Which way a suggestion goes."""

    START = "start"
    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a prescription asks for, and how it grows; loads in kg."""

    sets: int
    reps_min: int | None = None
    reps_max: int | None = None
    """None where it is the same as the least."""
    load_kind: str = LoadKind.NONE
    load_value: float | None = None
    """In kg; in percent of the e1RM; or an RPE."""
    progression: str = Progression.NONE
    increment_kg: float | None = None
    increment_percent: float | None = None
    reps_goal: int | None = None
    fails_allowed: int = 3
    rounding_kg: float = 2.5

    @property
    def most(self) -> int | None:
        """The reps aimed at in the end."""
        return self.reps_max or self.reps_min

    @property
    def step_kg(self) -> float:
        """By how much the load grows."""
        return self.increment_kg or self.rounding_kg


@dataclass(frozen=True, slots=True)
class Done:
    """A working set as it was done."""

    load_kg: float | None
    reps: int | None
    rpe: float | None = None


@dataclass(frozen=True, slots=True)
class SuggestedSet:
    """What one set should be; None where there is nothing to go by."""

    load_kg: float | None
    reps: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What each set should be next time, which way that goes, and why."""

    sets: tuple[SuggestedSet, ...]
    change: Change
    reason: str


Write = Callable[[float], str]
Session = Sequence[Done]


def write_kg(load_kg: float) -> str:
    """A load in kilograms, without needless decimals."""
    return f"{round(load_kg, 2):g} kg"


def suggest(
    rule: Rule,
    history: Sequence[Session],
    *,
    e1rm_kg: float | None = None,
    write: Write = write_kg,
) -> Suggestion:
    """What to do next, from the sessions of this prescription so far, the oldest first.

    Each set grows from its own last load, so that a pyramid stays one. Nothing grows unless
    every set was done as asked; so many failures in a row as the rule allows take a tenth off.
    `write` puts a load in the member's unit.
    """
    sessions = [session for session in history if session]
    if not sessions:
        return _first(rule, e1rm_kg, write)
    last = _laid_out(rule, sessions[-1])
    if rule.progression == Progression.NONE:
        return _again(rule, last, e1rm_kg, write)
    if _is_earned(rule, sessions[-1]):
        return _grown(rule, last, write)
    return _after_failing(rule, sessions, last, write)


def round_load(load_kg: float, step_kg: float, *, down: bool = False) -> float:
    """A load to the nearest step that can be put on the bar, or to the one below."""
    if step_kg <= 0:
        return load_kg
    steps = load_kg / step_kg
    whole = math.floor(steps + _EASE) if down else math.floor(steps + 0.5 + _EASE)
    return round(whole * step_kg, 4)


def opening_load(rule: Rule, e1rm_kg: float | None) -> float | None:
    """The load a prescription begins with: its kilograms, its share of the e1RM, or by RPE."""
    if rule.load_value is None or rule.load_kind == LoadKind.NONE:
        return None
    if rule.load_kind == LoadKind.KG:
        return rule.load_value
    if e1rm_kg is None:
        return None
    if rule.load_kind == LoadKind.PERCENT_E1RM:
        return round_load(e1rm_kg * rule.load_value / 100, rule.rounding_kg)
    return round_load(load_for(e1rm_kg, rule.most or 1, rule.load_value), rule.rounding_kg)


def _first(rule: Rule, e1rm_kg: float | None, write: Write) -> Suggestion:
    load = opening_load(rule, e1rm_kg)
    reason = _why_opening(rule, load, e1rm_kg, write)
    return Suggestion(
        (SuggestedSet(load, rule.reps_min or rule.reps_max),) * rule.sets, Change.START, reason
    )


def _why_opening(rule: Rule, load: float | None, e1rm_kg: float | None, write: Write) -> str:
    if load is None:
        effort = f"RPE {rule.load_value:g}" if rule.load_kind == LoadKind.RPE else "two reps left"
        return f"No earlier session to go by. Choose a load that leaves you at {effort}."
    if rule.load_kind == LoadKind.KG:
        return f"{write(load)}, as the plan begins."
    if rule.load_kind == LoadKind.PERCENT_E1RM:
        return f"{rule.load_value:g} % of your estimated one-rep maximum, {write(e1rm_kg or 0)}."
    return f"For RPE {rule.load_value:g}, from your estimated one-rep maximum."


def _laid_out(rule: Rule, session: Session) -> list[Done]:
    """As many sets as are asked for; those beyond what was done are like the last one done."""
    return [session[min(number, len(session) - 1)] for number in range(rule.sets)]


def _again(rule: Rule, last: list[Done], e1rm_kg: float | None, write: Write) -> Suggestion:
    load = opening_load(rule, e1rm_kg)
    if load is not None and rule.load_kind != LoadKind.KG:
        reason = _why_opening(rule, load, e1rm_kg, write)
        return Suggestion((SuggestedSet(load, rule.most),) * rule.sets, Change.SAME, reason)
    sets = tuple(SuggestedSet(done.load_kg, rule.most or done.reps) for done in last)
    return Suggestion(sets, Change.SAME, f"The same as last time: {_loads(last, write)}.")


def _is_earned(rule: Rule, session: Session) -> bool:
    done = session[: rule.sets]
    if len(done) < rule.sets or any(one.reps is None for one in done):
        return False
    if _is_harder_than_asked(rule, done):
        return False
    if rule.progression == Progression.REPS_SUM:
        return _reps(done) >= _reps_goal(rule)
    wanted = rule.most if rule.progression == Progression.DOUBLE else rule.reps_min or rule.most
    return all((one.reps or 0) >= (wanted or 1) for one in done)


def _grown(rule: Rule, last: list[Done], write: Write) -> Suggestion:
    sets = tuple(SuggestedSet(_more(rule, done.load_kg), _reps_after(rule, done)) for done in last)
    if all(done.load_kg is None for done in last):
        return Suggestion(
            tuple(SuggestedSet(None, (done.reps or 0) + 1) for done in last),
            Change.UP,
            f"One rep more in each set: {_why_earned(rule)}",
        )
    became = _loads([Done(one.load_kg, one.reps) for one in sets], write)
    reason = f"{became}, up from {_loads(last, write)}. {_why_earned(rule)}"
    return Suggestion(sets, Change.UP, reason)


def _more(rule: Rule, load_kg: float | None) -> float | None:
    if load_kg is None:
        return None
    if rule.progression == Progression.PERCENT:
        grown = load_kg * (1 + (rule.increment_percent or 0) / 100)
    else:
        grown = load_kg + rule.step_kg
    rounded = round_load(grown, rule.rounding_kg)
    if rounded <= load_kg + _EASE:  # a small step must not be rounded away for ever
        rounded = round_load(load_kg, rule.rounding_kg, down=True) + rule.rounding_kg
    return rounded


def _reps_after(rule: Rule, done: Done) -> int | None:
    return rule.reps_min or rule.reps_max or done.reps


def _why_earned(rule: Rule) -> str:
    if rule.progression == Progression.REPS_SUM:
        return f"{_reps_goal(rule)} reps in all were reached last time."
    if rule.progression == Progression.DOUBLE:
        return f"Every set reached {rule.most} reps last time."
    aim = rule.reps_min or rule.most
    return f"All {rule.sets} sets{f' of {aim}' if aim else ''} were done last time."


def _after_failing(
    rule: Rule, sessions: list[Session], last: list[Done], write: Write
) -> Suggestion:
    if rule.progression == Progression.DOUBLE and (climbing := _climb(rule, last, write)):
        return climbing
    fails = _fails_in_a_row(rule, sessions)
    if fails >= rule.fails_allowed and any(done.load_kg for done in last):
        sets = tuple(
            SuggestedSet(
                None
                if done.load_kg is None
                else round_load(done.load_kg * DELOAD, rule.rounding_kg, down=True),
                rule.reps_min or rule.reps_max,
            )
            for done in last
        )
        became = _loads([Done(one.load_kg, one.reps) for one in sets], write)
        times = "once" if fails == 1 else f"{fails} times in a row"
        reason = f"{became}, a tenth less than {_loads(last, write)}: the aim was missed {times}."
        return Suggestion(sets, Change.DOWN, reason)
    sets = tuple(
        SuggestedSet(done.load_kg, rule.reps_min or rule.most or done.reps) for done in last
    )
    return Suggestion(sets, Change.SAME, f"{_loads(last, write)} again. {_why_missed(rule, last)}")


def _climb(rule: Rule, last: list[Done], write: Write) -> Suggestion | None:
    """Between the least and the most reps each set tries one more at the same load."""
    low, high = rule.reps_min or 1, rule.most or 1
    if any((done.reps or 0) < low for done in last):
        return None
    sets = tuple(SuggestedSet(done.load_kg, min((done.reps or 0) + 1, high)) for done in last)
    reps = ", ".join(str(one.reps) for one in sets)
    until = f"The load goes up once every set has {high}."
    return Suggestion(sets, Change.SAME, f"{_loads(last, write)} again, for {reps} reps. {until}")


def _fails_in_a_row(rule: Rule, sessions: list[Session]) -> int:
    """How many of the last sessions missed the aim with the same loads."""
    loads = [done.load_kg for done in sessions[-1]]
    fails = 0
    for session in reversed(sessions):
        if _is_earned(rule, session) or session[0].load_kg != loads[0]:
            break
        if rule.progression == Progression.DOUBLE and _is_within(rule, session):
            break
        fails += 1
    return fails


def _is_within(rule: Rule, session: Session) -> bool:
    return len(session) >= rule.sets and all(
        (done.reps or 0) >= (rule.reps_min or 1) for done in session
    )


def _why_missed(rule: Rule, last: list[Done]) -> str:
    if rule.progression == Progression.REPS_SUM:
        return f"{_reps(last)} of {_reps_goal(rule)} reps were done last time."
    if _is_harder_than_asked(rule, last):
        return f"Last time was harder than RPE {rule.load_value:g}."
    aim = rule.reps_min or rule.most
    return f"Not every set had its {aim} reps last time."


def _is_harder_than_asked(rule: Rule, sets: Sequence[Done]) -> bool:
    if rule.load_kind != LoadKind.RPE or rule.load_value is None:
        return False
    return any(done.rpe is not None and done.rpe > rule.load_value for done in sets)


def _reps(sets: Sequence[Done]) -> int:
    return sum(done.reps or 0 for done in sets)


def _reps_goal(rule: Rule) -> int:
    return rule.reps_goal or rule.sets * (rule.most or 1)


def _loads(sets: Sequence[Done], write: Write) -> str:
    loads = [done.load_kg for done in sets if done.load_kg is not None]
    if not loads:
        return "The same reps"
    if len(set(loads)) == 1:
        return write(loads[0])
    return ", ".join(write(load) for load in loads)
