"""A member's schedule as their screen shows it: this week, what was missed, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fitness_app import routes
from fitness_app.kit.locales import write_day, write_weekday
from fitness_app.training import formulas
from fitness_app.training.plans.plan_rows import WEEKDAYS, count_days
from fitness_app.training.plans.views import AssignmentView, DueSession
from fitness_app.training.weight_rows import Reader
from fitness_app.training.words import AssignmentStatus, SessionStatus

AHEAD = 6
"""So many sessions after this week are shown."""
STATUSES = {
    SessionStatus.PLANNED: "",
    SessionStatus.DONE: "Done",
    SessionStatus.PARTIAL: "Done in part",
    SessionStatus.SKIPPED: "Skipped",
    SessionStatus.EXCUSED: "Excused",
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A scheduled session as a line."""

    id: int = 0
    name: str = ""
    week: str = ""
    day: str = ""
    """'Mon 23 Nov', or '' for one of a sequence that hasn't come up."""
    state: str = ""
    """'today', 'missed', 'later', 'done', 'partial', 'skipped' or 'excused'."""
    status: str = ""
    moved: str = ""
    due_on: str = ""
    """As a date field begins."""
    is_open: bool = False
    is_let_go: bool = False


@dataclass(frozen=True, slots=True)
class MyPlanRow:
    """A plan that somebody is on: where they are, and what can be done with it."""

    id: int = 0
    name: str = ""
    href: str = ""
    where: str = ""
    done: str = ""
    percent: int = 0
    rhythm: str = ""
    end: str = ""
    from_whom: str = ""
    is_paused: bool = False
    paused: str = ""
    is_over: bool = False
    has_newer: bool = False
    weekdays: list[int] = field(default_factory=list)
    is_sequence: bool = False
    needs: str = ""
    """How many weekdays the newest edition asks for."""


@dataclass(frozen=True, slots=True)
class MyPlan:
    """The same with its sessions: this week's, missed ones, and those to come."""

    plan: MyPlanRow
    this_week: list[SessionRow]
    missed: list[SessionRow]
    ahead: list[SessionRow]


@dataclass(frozen=True, slots=True)
class EndedRow:
    """A plan that is over."""

    name: str
    href: str
    way: str
    done: str


def show_plan(view: AssignmentView, sessions: Sequence[DueSession], reader: Reader) -> MyPlan:
    """A plan somebody is on, as of today."""
    first = formulas.week_of(reader.today)
    last = first + timedelta(days=6)
    this_week = [each for each in sessions if each.due_on and first <= each.due_on <= last]
    missed = [
        each
        for each in sessions
        if each.due_on and each.due_on < first and each.when(reader.today) == "missed"
    ]
    ahead = [
        each
        for each in sessions
        if each.status is SessionStatus.PLANNED and (each.due_on is None or each.due_on > last)
    ]
    up = [each for each in sessions if each.is_sequence and each.when(reader.today) == "today"]
    shown = [*[each for each in up if each not in this_week], *this_week]
    return MyPlan(
        plan=_row(view, sessions, reader),
        this_week=[show_session(each, reader) for each in shown],
        missed=[show_session(each, reader) for each in missed],
        ahead=[show_session(each, reader) for each in ahead[:AHEAD]],
    )


def show_session(session: DueSession, reader: Reader) -> SessionRow:
    """A scheduled session as a line of the schedule."""
    when = session.when(reader.today)
    is_open = session.status is SessionStatus.PLANNED
    return SessionRow(
        id=session.scheduled_id,
        name=session.day_name,
        week=f"Week {session.week}" + (", deload" if session.is_deload else ""),
        day=_write_day(session.due_on, reader) if session.due_on else "",
        state=session.status if when == "over" else when,
        status=STATUSES[session.status],
        moved=f"moved from {reader.day(session.moved_from)}" if session.moved_from else "",
        due_on=session.due_on.isoformat() if session.due_on else "",
        is_open=is_open and session.due_on is not None,
        is_let_go=session.status in (SessionStatus.SKIPPED, SessionStatus.EXCUSED),
    )


def show_ended(view: AssignmentView) -> EndedRow:
    """A plan that was finished or left."""
    is_whole = view.status is AssignmentStatus.COMPLETED
    return EndedRow(
        name=view.plan_name,
        href=routes.plan(view.plan_slug),
        way="Completed" if is_whole else "Left",
        done=f"{view.done + view.partial} sessions done",
    )


def _row(view: AssignmentView, sessions: Sequence[DueSession], reader: Reader) -> MyPlanRow:
    done, counted = view.done + view.partial, view.total - view.excused
    is_paused = view.status is AssignmentStatus.PAUSED
    is_over = view.ends_on is not None and view.ends_on < reader.today
    has_undated = any(each.due_on is None for each in sessions)
    return MyPlanRow(
        id=view.id,
        name=view.plan_name,
        href=routes.plan(view.plan_slug),
        where=f"Week {view.week} of {view.weeks}",
        done=f"{done} of {counted} sessions done",
        percent=round(100 * done / counted) if counted else 0,
        rhythm=_rhythm(view.weekdays),
        end="" if has_undated or not view.ends_on else f"until {reader.day(view.ends_on)}",
        from_whom=f"from {view.assigned_by}" if view.assigned_by else "",
        is_paused=is_paused,
        paused=f"since {reader.day(view.paused_on)}" if view.paused_on else "",
        is_over=is_over and not has_undated and not is_paused,
        has_newer=view.latest_version > view.version and not is_paused,
        weekdays=list(view.weekdays),
        is_sequence=not view.weekdays,
        needs=count_days(view.latest_sessions_per_week),
    )


def _rhythm(weekdays: Sequence[int]) -> str:
    if not weekdays:
        return "One after another"
    names = [WEEKDAYS[day] for day in weekdays]
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _write_day(day: date, reader: Reader) -> str:
    weekday = write_weekday(day, reader.locale, is_short=True)
    return f"{weekday} {write_day(day, reader.locale)}"
