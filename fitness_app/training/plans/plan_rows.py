"""Plans as somebody's screen shows them: what is asked in a line, weeks as bars, in their unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fitness_app import routes
from fitness_app.kit.locales import write_number
from fitness_app.training.plans.efforts import minutes_of
from fitness_app.training.plans.views import (
    BlockView,
    DayView,
    PlanCard,
    PlanView,
    PrescriptionView,
    WeekEffort,
)
from fitness_app.training.units import UNITS, Unit
from fitness_app.training.weight_rows import Reader
from fitness_app.training.words import (
    BlockKind,
    Level,
    LoadKind,
    Progression,
    ScheduleMode,
    SetType,
)

LEVELS = {
    Level.BEGINNER: "Beginner",
    Level.INTERMEDIATE: "Intermediate",
    Level.EXPERT: "Expert",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BLOCKS = {
    BlockKind.STRAIGHT: "Straight sets",
    BlockKind.SUPERSET: "Superset",
    BlockKind.CIRCUIT: "Circuit",
    BlockKind.EMOM: "Every minute",
    BlockKind.AMRAP: "As many rounds as you can",
}
SET_TYPES = {
    SetType.WARMUP: "warm-up",
    SetType.DROP: "drop sets",
    SetType.FAILURE: "to failure",
    SetType.AMRAP: "as many as you can",
    SetType.MYO: "myo-reps",
    SetType.PARTIAL: "partial reps",
    SetType.FORCED: "with a spotter",
    SetType.ISOMETRIC: "held",
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF"
LOWEST_BAR, FLOOR = 24, 0.5
"""The lowest a bar can be, in percent; it stands for this share of the hardest week, or less."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """A week of a plan as a bar."""

    week: int
    height: int
    """In percent."""
    is_deload: bool
    label: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as a card."""

    slug: str = ""
    href: str = ""
    name: str = ""
    summary: str = ""
    level: str = ""
    lasts: str = ""
    sessions: str = ""
    order: str = ""
    author: str = ""
    shape: str = ""
    """The bars in words."""
    is_mine: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A plan's card with its bars."""

    plan: PlanRow
    bars: list[BarRow]


@dataclass(frozen=True, slots=True)
class AskRow:
    """What is asked of one exercise, in a line, and how it grows."""

    id: int
    name: str
    mark: str
    """'A1' within a block that takes turns; else ''."""
    work: str
    details: str
    growth: str
    note: str


@dataclass(frozen=True, slots=True)
class BlockRow:
    """Exercises that belong together, and how they take turns."""

    id: int
    kind: str
    title: str
    """'' for straight sets."""
    asks: list[AskRow]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A session of a plan with all it asks for."""

    id: int
    name: str
    when: str
    """Its weekday, or its place in the sequence."""
    minutes: str
    is_deload: bool
    blocks: list[BlockRow]


def show_card(card: PlanCard, *, mine: Collection[str] = ()) -> CardRow:
    """A plan at a glance; `mine` are the slugs of the plans its reader is on."""
    is_sequence = card.schedule_mode is ScheduleMode.SEQUENCE
    row = PlanRow(
        slug=card.slug,
        href=routes.plan(card.slug),
        name=card.name,
        summary=card.summary,
        level=LEVELS[card.level],
        lasts=_counted(card.weeks, "week"),
        sessions=f"{card.sessions_per_week} a week",
        order="One after another" if is_sequence else "On set weekdays",
        author=card.author,
        shape=_shape(card.efforts),
        is_mine=card.slug in mine,
        notes=card.notes,
    )
    return CardRow(row, show_bars(card.efforts))


def show_bars(efforts: Sequence[WeekEffort], *, here: int = 0) -> list[BarRow]:
    """The weeks of a plan as bars; `here` is the week that is looked at, from 1."""
    return [
        BarRow(
            week=week.week,
            height=_height(week.effort),
            is_deload=week.is_deload,
            label=f"Week {week.week}"
            + (", deload" if week.is_deload else "")
            + f", {_counted(week.sessions, 'session')}",
            is_here=week.week == here,
        )
        for week in efforts
    ]


def show_week(plan: PlanView, week: int, reader: Reader) -> list[DayRow]:
    """The sessions of one week, each with what it asks for."""
    is_sequence = plan.card.schedule_mode is ScheduleMode.SEQUENCE
    days = [day for day in plan.days if day.week == week]
    return [show_day(day, reader, is_sequence=is_sequence) for day in days]


def show_day(day: DayView, reader: Reader, *, is_sequence: bool = False) -> DayRow:
    """A session with what it asks for."""
    numbered = is_sequence or day.weekday is None
    when = f"Session {day.position + 1}" if numbered else WEEKDAYS[day.weekday or 0]
    return DayRow(
        id=day.id,
        name=day.name,
        when=when,
        minutes=f"about {minutes_of(day)} min" if day.blocks else "",
        is_deload=day.is_deload,
        blocks=show_blocks(day.blocks, reader),
    )


def show_blocks(blocks: Sequence[BlockView], reader: Reader) -> list[BlockRow]:
    """Blocks in their order; those that take turns are lettered."""
    turns = [block for block in blocks if block.kind is not BlockKind.STRAIGHT]
    letters = {block.id: LETTERS[n] for n, block in enumerate(turns)}
    return [
        BlockRow(
            id=block.id,
            kind=block.kind,
            title=_block_title(block),
            asks=[
                _show_ask(ask, n, letters.get(block.id, ""), reader)
                for n, ask in enumerate(block.prescriptions, start=1)
            ],
        )
        for block in blocks
    ]


def count_days(count: int) -> str:
    """How many weekdays a plan needs, in words."""
    return _counted(count, "day")


def write_work(ask: PrescriptionView, reader: Reader, *, takes_turns: bool = False) -> str:
    """How much is asked for: '3 × 8–12 · 60 kg', '2 × 0:45', '5 km · RPE 6', '12 reps'."""
    parts = [_measure(ask, reader)]
    if takes_turns and ask.sets == 1 and ask.reps_min:
        parts = [f"{parts[0]} reps"]
    elif ask.sets > 1 or ask.reps_min:
        parts = [f"{ask.sets} × {parts[0]}"]
    if load := write_load(ask, reader):
        parts.append(load)
    return " · ".join(parts)


def write_load(ask: PrescriptionView, reader: Reader) -> str:
    """The load that is asked for, in the reader's unit; '' for none."""
    if ask.load_value is None:
        return ""
    match ask.load_kind:
        case LoadKind.KG:
            return write_weight(ask.load_value, reader)
        case LoadKind.PERCENT_E1RM:
            return f"{write_number(ask.load_value, reader.locale)}% of e1RM"
        case _:
            return f"RPE {write_number(ask.load_value, reader.locale)}"


def write_growth(ask: PrescriptionView, reader: Reader) -> str:
    """How a prescription grows, as a sentence; '' where it doesn't."""
    more = write_weight(ask.increment_kg or 0, reader)
    match ask.progression:
        case Progression.LINEAR:
            return f"Add {more} each time every set is done."
        case Progression.DOUBLE:
            return f"Add {more} once every set reaches {ask.reps_max}."
        case Progression.REPS_SUM:
            return f"Add {more} once all sets together reach {ask.reps_goal} reps."
        case Progression.PERCENT:
            percent = write_number(ask.increment_percent or 0, reader.locale)
            return f"Add {percent}% each time every set is done."
        case _:
            return ""


def write_weight(kg: float, reader: Reader) -> str:
    """A load in kg or lb, as the reader lifts."""
    unit = unit_of(reader)
    value = write_number(unit.from_stored(kg), reader.locale, decimals=2)
    return f"{value} {unit.code}"


def unit_of(reader: Reader) -> Unit:
    """The unit that the reader's loads are in."""
    return UNITS["lb" if reader.unit.code == "lb" else "kg"]


def write_clock(seconds: float) -> str:
    """A span as minutes and seconds: '1:30', '20:00'."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _show_ask(ask: PrescriptionView, n: int, letter: str, reader: Reader) -> AskRow:
    details = [
        SET_TYPES.get(ask.set_type, ""),
        "each side" if ask.per_side else "",
        f"tempo {ask.tempo}" if ask.tempo else "",
        f"rest {write_clock(ask.rest_s)}" if ask.rest_s else "",
    ]
    return AskRow(
        id=ask.id,
        name=ask.exercise_name,
        mark=f"{letter}{n}" if letter else "",
        work=write_work(ask, reader, takes_turns=bool(letter)),
        details=" · ".join(part for part in details if part),
        growth=write_growth(ask, reader),
        note=ask.note,
    )


def _measure(ask: PrescriptionView, reader: Reader) -> str:
    if ask.reps_min and ask.reps_max:
        same = ask.reps_min == ask.reps_max
        return str(ask.reps_min) if same else f"{ask.reps_min}–{ask.reps_max}"
    parts = []
    if ask.distance_m:
        parts.append(_distance(ask.distance_m, reader))
    if ask.duration_s:
        parts.append(write_clock(ask.duration_s))
    return " in ".join(parts) or "max"


def _distance(metres: float, reader: Reader) -> str:
    if unit_of(reader).code == "lb" and metres >= 1000:
        return f"{write_number(UNITS['mi'].from_stored(metres), reader.locale, decimals=2)} mi"
    if metres >= 1000:
        return f"{write_number(metres / 1000, reader.locale, decimals=2)} km"
    return f"{write_number(metres, reader.locale)} m"


def _block_title(block: BlockView) -> str:
    title = BLOCKS[block.kind]
    match block.kind:
        case BlockKind.STRAIGHT:
            return ""
        case BlockKind.CIRCUIT:
            return f"{title}, {_counted(block.rounds or 1, 'round')}"
        case BlockKind.EMOM:
            every = "minute" if block.duration_s == 60 else write_clock(block.duration_s or 60)
            return f"Every {every}, {_counted(block.rounds or 1, 'round')}"
        case BlockKind.AMRAP:
            return f"{title} in {write_clock(block.duration_s or 0)}"
        case _:
            return title


def _height(effort: float) -> int:
    above = max(effort - FLOOR, 0) / (1 - FLOOR)
    return round(LOWEST_BAR + (100 - LOWEST_BAR) * above)


def _shape(efforts: Sequence[WeekEffort]) -> str:
    light = [str(week.week) for week in efforts if week.is_deload]
    said = f"Planned load over {_counted(len(efforts), 'week')}"
    if not light:
        return said
    return f"{said}; deload in week {', '.join(light)}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
