"""A draft as its builder shows it: what each form begins with, and what can be done where."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fitness_app.kit.locales import write_day, write_weekday
from fitness_app.training.plans import plan_rows
from fitness_app.training.plans.following import Ahead
from fitness_app.training.plans.plan_rows import DayRow
from fitness_app.training.plans.prescribing import (
    IN_REPS,
    OVER_DISTANCE,
    TIMED,
    WITH_E1RM,
    WITH_LOAD,
)
from fitness_app.training.plans.views import (
    BlockView,
    DayView,
    PlanCard,
    PrescriptionView,
    TrainerPlan,
)
from fitness_app.training.weight_rows import Reader
from fitness_app.training.words import BlockKind, LoadKind, PlanState


@dataclass(frozen=True, slots=True)
class BuildAsk:
    """An exercise of a draft: its line, and its form as that begins."""

    id: int = 0
    name: str = ""
    mark: str = ""
    work: str = ""
    details: str = ""
    growth: str = ""
    sets: str = ""
    reps: str = ""
    duration: str = ""
    distance: str = ""
    load_kind: str = ""
    load: str = ""
    rest: str = ""
    tempo: str = ""
    set_type: str = ""
    note: str = ""
    progression: str = ""
    increment: str = ""
    increment_percent: str = ""
    reps_goal: str = ""
    fails_allowed: str = ""
    rounding: str = ""
    in_reps: bool = False
    is_timed: bool = False
    is_distance: bool = False
    takes_load: bool = False
    has_e1rm: bool = False
    can_grow: bool = False
    is_first: bool = False
    is_last: bool = False
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class BuildBlock:
    """Exercises of a draft that belong together."""

    id: int = 0
    kind: str = ""
    title: str = ""
    rounds: str = ""
    duration: str = ""
    is_group: bool = False
    asks: list[BuildAsk] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildDay:
    """A session of a draft."""

    id: int = 0
    name: str = ""
    weekday: str = ""
    minutes: str = ""
    is_first: bool = False
    is_last: bool = False
    blocks: list[BuildBlock] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildHead:
    """What is said of the plan that is written."""

    name: str = ""
    summary: str = ""
    level: str = ""
    schedule_mode: str = ""
    notes: str = ""
    slug: str = ""
    edition: str = ""
    is_draft: bool = False
    was_published: bool = False
    is_archived: bool = False
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class AheadDay:
    """A session of the preview, on its day."""

    on: str
    day: DayRow


@dataclass(frozen=True, slots=True)
class AheadWeek:
    """A week of the preview."""

    title: str
    days: list[AheadDay]


@dataclass(frozen=True, slots=True)
class TrainerPlanRow:
    """A plan as a line of the trainers' list."""

    id: int
    name: str
    level: str
    size: str
    author: str
    edition: str
    followers: str
    is_draft: bool
    is_archived: bool
    is_out: bool


def show_head(card: PlanCard) -> BuildHead:
    """What is said of a plan, and how far it is."""
    is_draft = card.published_at is None
    return BuildHead(
        name=card.name,
        summary=card.summary,
        level=card.level,
        schedule_mode=card.schedule_mode,
        notes=card.notes,
        slug=card.slug,
        edition=f"Draft of edition {card.number}" if is_draft else f"Edition {card.number}, out",
        is_draft=is_draft,
        was_published=card.state is not PlanState.DRAFT,
        is_archived=card.state is PlanState.ARCHIVED,
        weeks=card.weeks,
    )


def show_days(days: Sequence[DayView], reader: Reader) -> list[BuildDay]:
    """The sessions of a week of a draft."""
    return [
        BuildDay(
            id=day.id,
            name=day.name,
            weekday="" if day.weekday is None else str(day.weekday),
            minutes=plan_rows.show_day(day, reader).minutes,
            is_first=n == 0,
            is_last=n == len(days) - 1,
            blocks=_blocks(day, reader),
        )
        for n, day in enumerate(days)
    ]


def show_ahead(sessions: Sequence[Ahead], reader: Reader) -> list[AheadWeek]:
    """The weeks ahead as a member would see them."""
    weeks: dict[int, list[AheadDay]] = {}
    for each in sessions:
        weekday = write_weekday(each.on, reader.locale, is_short=True)
        on = f"{weekday} {write_day(each.on, reader.locale)}"
        row = AheadDay(on, plan_rows.show_day(each.day, reader))
        weeks.setdefault(each.day.week, []).append(row)
    return [AheadWeek(f"Week {week}", days) for week, days in weeks.items()]


def show_line(plan: TrainerPlan) -> TrainerPlanRow:
    """A plan of the trainers' list."""
    is_draft = plan.draft_version_id is not None
    out = f"Edition {plan.published}" if plan.published else "Never out"
    return TrainerPlanRow(
        id=plan.plan_id,
        name=plan.name,
        level=plan_rows.LEVELS[plan.level],
        size=f"{plan.weeks} × {plan.sessions_per_week}",
        author=plan.author,
        edition=out,
        followers=str(plan.followers),
        is_draft=is_draft,
        is_archived=plan.state is PlanState.ARCHIVED,
        is_out=plan.state is PlanState.PUBLISHED,
    )


def _blocks(day: DayView, reader: Reader) -> list[BuildBlock]:
    shown = plan_rows.show_blocks(day.blocks, reader)
    last = day.blocks[-1].prescriptions[-1].id if day.blocks else 0
    first = day.blocks[0].prescriptions[0].id if day.blocks else 0
    return [
        BuildBlock(
            id=block.id,
            kind=block.kind,
            title=row.title or "Straight sets",
            rounds=str(block.rounds or ""),
            duration=plan_rows.write_clock(block.duration_s) if block.duration_s else "",
            is_group=block.kind is not BlockKind.STRAIGHT,
            asks=[
                _ask(ask, line, block, reader, ends=(first, last))
                for ask, line in zip(block.prescriptions, row.asks, strict=True)
            ],
        )
        for block, row in zip(day.blocks, shown, strict=True)
    ]


def _ask(
    ask: PrescriptionView,
    line: plan_rows.AskRow,
    block: BlockView,
    reader: Reader,
    *,
    ends: tuple[int, int],
) -> BuildAsk:
    return BuildAsk(
        id=ask.id,
        name=ask.exercise_name,
        mark=line.mark,
        work=line.work,
        details=line.details,
        growth=line.growth,
        sets=str(ask.sets),
        reps=_reps(ask),
        duration=plan_rows.write_clock(ask.duration_s) if ask.duration_s else "",
        distance=_plain(ask.distance_m),
        load_kind=ask.load_kind,
        load=_load(ask, reader),
        rest=plan_rows.write_clock(ask.rest_s) if ask.rest_s is not None else "",
        tempo=ask.tempo,
        set_type=ask.set_type,
        note=ask.note,
        progression=ask.progression,
        increment=_weight(ask.increment_kg, reader),
        increment_percent=_plain(ask.increment_percent),
        reps_goal=str(ask.reps_goal or ""),
        fails_allowed=str(ask.fails_allowed),
        rounding=_weight(ask.rounding_kg, reader),
        in_reps=ask.mode in IN_REPS,
        is_timed=ask.mode in TIMED,
        is_distance=ask.mode in OVER_DISTANCE,
        takes_load=ask.mode in WITH_LOAD,
        has_e1rm=ask.mode in WITH_E1RM,
        can_grow=ask.mode in WITH_LOAD & IN_REPS,
        is_first=ask.id == ends[0],
        is_last=ask.id == ends[1],
        is_joined=len(block.prescriptions) > 1,
    )


def _reps(ask: PrescriptionView) -> str:
    if not ask.reps_min:
        return ""
    same = ask.reps_min == ask.reps_max
    return str(ask.reps_min) if same else f"{ask.reps_min}-{ask.reps_max}"


def _load(ask: PrescriptionView, reader: Reader) -> str:
    if ask.load_kind is LoadKind.KG:
        return _weight(ask.load_value, reader)
    return _plain(ask.load_value)


def _weight(kg: float | None, reader: Reader) -> str:
    return "" if kg is None else _plain(plan_rows.unit_of(reader).from_stored(kg))


def _plain(value: float | None) -> str:
    return "" if value is None else f"{round(value, 2):g}"
