"""How training goes, as somebody's screen shows it: weeks, bars, shares and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fitness_app.kit.locales import write_day, write_number
from fitness_app.training.formulas import Share
from fitness_app.training.progress.overview import Kept, LoadView, MuscleSets, Overview, WeekView
from fitness_app.training.progress.records import RecordView
from fitness_app.training.progress.writing import KINDS, write_record, write_value
from fitness_app.training.weight_rows import Reader

HEAT_WEEKS = 6
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day in the streak's table."""

    look: str
    """'done', 'rest', 'leave', 'ahead'; 'today-done' and 'today' for today."""
    says: str
    """The same for those who can't see it."""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the streak's table."""

    label: str
    days: list[DayCell]
    count: str
    """'3 of 4'."""
    is_bridge: bool
    """Whether leave carried the streak over it."""


@dataclass(frozen=True, slots=True)
class StreakFigures:
    """The streak in words."""

    weeks: str = ""
    unit: str = ""
    aim: str = ""
    this_week: str = ""
    longest: str = ""
    plates: tuple[bool, ...] = ()
    """This week's sessions: done ones, then those left."""


@dataclass(frozen=True, slots=True)
class MuscleRow:
    """A muscle's hard sets as a bar and as a line of the table."""

    name: str
    mean: str
    percent: float
    side: str
    """'within', 'above' or 'below' the band."""
    weeks: list[str]


@dataclass(frozen=True, slots=True)
class BandFigures:
    """Where the band lies on the bars' scale."""

    low: str = ""
    high: str = ""
    left: float = 0
    width: float = 0
    sub: str = ""
    weeks: tuple[str, ...] = ()
    """The heads of the table's weeks."""


@dataclass(frozen=True, slots=True)
class LoadPoint:
    """A week's session load."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """Session load in words."""

    total: str = ""
    monotony: str = ""
    strain: str = ""
    ratio: str = ""
    is_sharp_rise: bool = False
    without_rpe: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Adherence over a span."""

    span: str
    rate: str
    percent: int
    counts: str
    extra: str
    intensity: str
    time: str
    type: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as a line of a list."""

    id: int
    workout_id: int
    exercise: str
    slug: str
    kind: str
    what: str
    was: str
    day: str


def show_weeks(overview: Overview, reader: Reader) -> list[WeekRow]:
    """The last twelve weeks, the newest first."""
    return [_week(week, overview, reader) for week in reversed(overview.weeks)]


def name_weekdays(week_start: int) -> list[str]:
    """The days of a week, from its first."""
    return [WEEKDAYS[(week_start + number) % 7] for number in range(7)]


def show_streak(overview: Overview) -> StreakFigures:
    """The streak, and how far this week is."""
    streak, target = overview.streak, overview.target
    now = overview.weeks[-1].count
    return StreakFigures(
        weeks=str(streak.weeks),
        unit="week in a row" if streak.weeks == 1 else "weeks in a row",
        aim=f"Weeks with at least your {target} session{'' if target == 1 else 's'}",
        this_week=f"{now} of {target} this week",
        longest=f"Longest so far: {streak.longest}" if streak.longest > streak.weeks else "",
        plates=(*(True,) * min(now, 8), *(False,) * max(0, min(target, 8) - now)),
    )


def show_muscles(overview: Overview, band: tuple[int, int], reader: Reader) -> list[MuscleRow]:
    """The muscles that were trained, those with most sets first."""
    top = _scale(overview.hard_sets, band)
    return [_muscle(sets, band, top, reader) for sets in overview.hard_sets]


def show_band(overview: Overview, band: tuple[int, int], reader: Reader) -> BandFigures:
    """Where the band lies, and which weeks the table has."""
    top = _scale(overview.hard_sets, band)
    low, high = band
    whole = overview.mean_weeks
    of = {0: "This week so far", 1: "Last week"}.get(whole, f"Mean of the last {whole} weeks")
    return BandFigures(
        low=str(low),
        high=str(high),
        left=round(100 * low / top, 1),
        width=round(100 * (high - low) / top, 1),
        sub=f"{of}; the band is {low} to {high}",
        weeks=tuple(
            write_day(week.first_day, reader.locale) for week in overview.weeks[-HEAT_WEEKS:]
        ),
    )


def draw_load(overview: Overview, reader: Reader) -> list[LoadPoint]:
    """Session load by week."""
    return [
        LoadPoint(write_day(week.first_day, reader.locale), round(week.load))
        for week in overview.weeks
    ]


def show_load(overview: Overview, reader: Reader) -> LoadFigures:
    """Session load of late in words; all empty while no session has an RPE."""
    load = overview.load
    if load is None:
        return LoadFigures()
    weeks = [round(week.load) for week in overview.weeks]
    return LoadFigures(
        total=write_number(load.week.total, reader.locale, decimals=0),
        monotony=_or_dash(load.week.monotony, reader, 2),
        strain=_or_dash(load.week.strain, reader, 0),
        ratio="" if load.ratio is None else write_number(load.ratio, reader.locale, decimals=2),
        is_sharp_rise=load.is_sharp_rise,
        without_rpe=_without_rpe(load),
        summary=f"Session load of each of the last {len(weeks)} weeks, from {weeks[0]} to "
        f"{weeks[-1]}.",
    )


def show_kept(overview: Overview, reader: Reader) -> list[KeptRow]:
    """Adherence over 7, 30 and 90 days; nothing where no plan asked for any session."""
    if not any(kept.adherence.due for kept in overview.kept):
        return []
    return [_kept(kept, reader) for kept in overview.kept]


def show_record(record: RecordView, reader: Reader) -> RecordRow:
    """A record in its reader's unit and words."""
    return RecordRow(
        id=record.id,
        workout_id=record.workout_id,
        exercise=record.exercise,
        slug=record.slug,
        kind=KINDS[record.kind],
        what=write_record(record, reader),
        was=f"was {write_value(record.kind, record.previous_value, reader)}",
        day=write_day_said(record.achieved_on, reader),
    )


def write_day_said(day: date, reader: Reader) -> str:
    """A day, as 'Today' and 'Yesterday' where it is."""
    near = {reader.today: "Today", reader.today - timedelta(days=1): "Yesterday"}
    return near.get(day) or reader.day(day)


def _week(week: WeekView, overview: Overview, reader: Reader) -> WeekRow:
    days = [week.first_day + timedelta(days=number) for number in range(7)]
    cells = [
        _cell(day, sessions, off, overview.today)
        for day, sessions, off in zip(days, week.sessions, week.leave, strict=True)
    ]
    return WeekRow(
        label=write_day(week.first_day, reader.locale),
        days=cells,
        count=f"{week.count} of {overview.target}",
        is_bridge=any(week.leave) and week.count == 0,
    )


def _cell(day: date, sessions: int, is_leave: bool, today: date) -> DayCell:
    what = "on leave" if is_leave else "no session"
    if sessions:
        what = "one session" if sessions == 1 else f"{sessions} sessions"
    elif day > today:
        what = "on leave" if is_leave else "to come"
    look = "done" if sessions else "leave" if is_leave else "ahead" if day > today else "rest"
    if day == today:
        look = "today-done" if sessions else "today"
    return DayCell(look, f"{WEEKDAYS[day.weekday()]}: {what}")


def _scale(hard_sets: Sequence[MuscleSets], band: tuple[int, int]) -> float:
    return max([band[1] * 1.25, *(sets.mean * 1.05 for sets in hard_sets)])


def _muscle(sets: MuscleSets, band: tuple[int, int], top: float, reader: Reader) -> MuscleRow:
    low, high = band
    return MuscleRow(
        name=sets.muscle.capitalize(),
        mean=write_number(sets.mean, reader.locale),
        percent=round(100 * sets.mean / top, 1),
        side="above" if sets.mean > high else "below" if sets.mean < low else "within",
        weeks=[write_number(week, reader.locale) for week in sets.weeks[-HEAT_WEEKS:]],
    )


def _or_dash(value: float | None, reader: Reader, decimals: int) -> str:
    return "–" if value is None else write_number(value, reader.locale, decimals=decimals)


def _without_rpe(load: LoadView) -> str:
    if not load.without_rpe:
        return ""
    sessions = "1 session" if load.without_rpe == 1 else f"{load.without_rpe} sessions"
    return f"{sessions} of these weeks without an RPE left out."


def _kept(kept: Kept, reader: Reader) -> KeptRow:
    rate = kept.adherence.rate
    done = write_number(kept.adherence.done, reader.locale)
    return KeptRow(
        span=f"{kept.days} days",
        rate="–" if rate is None else f"{int(rate * 100 + 1e-9)}%",
        percent=0 if rate is None else int(rate * 100 + 1e-9),
        counts="nothing due" if rate is None else f"{done} of {kept.adherence.due} due",
        extra=f"{kept.extra} extra" if kept.extra else "",
        intensity=_share(kept.split.intensity),
        time=_share(kept.split.time),
        type=_share(kept.split.type),
    )


def _share(share: Share) -> str:
    return "–" if share.rate is None else f"{int(share.rate * 100 + 1e-9)}%"
