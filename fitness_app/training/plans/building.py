"""Building a draft's weeks and days: added, named, copied, reordered, taken out.

Each change takes the revision of the draft that was seen, and returns the new one; see `drafts`.
"""

from collections.abc import Sequence
from typing import Literal

from sqlmodel import Session, col, delete, select, update

from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.models import PlanDay, PlanVersion
from fitness_app.training.plans import drafts
from fitness_app.training.plans.checking import MOST_DAYS

MOST_WEEKS = 52
NAME_LENGTH = 80
SPREAD = {
    1: (0,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 4),
    5: (0, 1, 2, 4, 5),
    6: (0, 1, 2, 3, 4, 5),
}
"""Weekdays that leave room between so many sessions."""
LETTERS = "ABCDEFG"
Way = Literal["up", "down"]


def add_week(session: Session, *, version_id: int, revision: int, like: int = 0) -> int:
    """Add a week right after the week `like`, as its copy; an empty one at the end for 0.

    Raises NotFound, Conflict, as all here do.
    """
    version = drafts.take(session, version_id=version_id, revision=revision)
    if version.weeks >= MOST_WEEKS:
        raise Conflict(f"A plan has at most {MOST_WEEKS} weeks.")
    if like:
        _check_week(version, like)
        for week in range(version.weeks, like, -1):
            _renumber_week(session, version, week, week + 1)
        for day in _days(session, version, like):
            drafts.copy_day(session, day, week=like + 1)
    version.weeks += 1
    return drafts.recount(session, version)


def remove_week(session: Session, *, version_id: int, revision: int, week: int) -> int:
    """Take a week out; those after it move up. The only week stays."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    _check_week(version, week)
    if version.weeks == 1:
        raise Conflict("A plan has at least one week.")
    session.exec(
        delete(PlanDay).where(col(PlanDay.version_id) == version.id, col(PlanDay.week) == week)
    )
    for later in range(week + 1, version.weeks + 1):
        _renumber_week(session, version, later, later - 1)
    version.weeks -= 1
    return drafts.recount(session, version)


def mark_deload(
    session: Session, *, version_id: int, revision: int, week: int, is_deload: bool
) -> int:
    """Say that a week is a lighter one, or that it isn't."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    _check_week(version, week)
    for day in _days(session, version, week):
        day.is_deload = is_deload
    return version.revision


def add_day(session: Session, *, version_id: int, revision: int, week: int) -> int:
    """Add a session at the end of a week, on the next free weekday."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    _check_week(version, week)
    days = _days(session, version, week)
    _check_room(days)
    session.add(
        PlanDay(
            version_id=version.id,
            week=week,
            position=len(days),
            name=f"Day {LETTERS[len(days)]}",
            weekday=_free_weekday(days),
            is_deload=bool(days) and all(day.is_deload for day in days),
        )
    )
    session.flush()
    _spread(_days(session, version, week))
    return drafts.recount(session, version)


def name_day(
    session: Session, *, version_id: int, revision: int, day_id: int, name: str, weekday: str
) -> int:
    """Name a session and say its weekday: '0' for Monday to '6'. Raises Invalid by field too."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Invalid(name=f"A name of 1 to {NAME_LENGTH} characters.")
    if weekday not in ("", *"0123456"):
        raise Invalid(weekday="Choose a day of the week.")
    version = drafts.take(session, version_id=version_id, revision=revision)
    day = get_day(session, version, day_id)
    day.name = name
    if weekday:
        day.weekday = int(weekday)
        others = [each for each in _days(session, version, day.week) if each.id != day.id]
        order = sorted([*others, day], key=lambda each: (_weekday(each), each.position))
        drafts.renumber(session, order)
    return version.revision


def copy_day(session: Session, *, version_id: int, revision: int, day_id: int, to_week: int) -> int:
    """Put a copy of a session at the end of a week, its own or another."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    day = get_day(session, version, day_id)
    _check_week(version, to_week)
    days = _days(session, version, to_week)
    _check_room(days)
    twin = drafts.copy_day(session, day, week=to_week, position=len(days))
    twin.weekday = _free_weekday(days)
    drafts.renumber(session, sorted([*days, twin], key=_weekday))
    return drafts.recount(session, version)


def move_day(session: Session, *, version_id: int, revision: int, day_id: int, way: Way) -> int:
    """Let a session change places with the one before or after it in its week.

    The weekdays stay where they are: the sessions change over.
    """
    version = drafts.take(session, version_id=version_id, revision=revision)
    day = get_day(session, version, day_id)
    days = list(_days(session, version, day.week))
    weekdays = [each.weekday for each in days]
    swap(days, days.index(day), way)
    for each, weekday in zip(days, weekdays, strict=True):
        each.weekday = weekday
    drafts.renumber(session, days)
    return version.revision


def remove_day(session: Session, *, version_id: int, revision: int, day_id: int) -> int:
    """Take a session out of its week, with all that it asks for."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    day = get_day(session, version, day_id)
    week = day.week
    session.delete(day)
    session.flush()
    drafts.renumber(session, _days(session, version, week))
    return drafts.recount(session, version)


def get_day(session: Session, version: PlanVersion, day_id: int) -> PlanDay:
    """A day of this version; raises NotFound."""
    day = session.get(PlanDay, day_id)
    if day is None or day.version_id != version.id:
        raise NotFound
    return day


def swap(rows: list, at: int, way: Way) -> None:
    """Let one of a list change places with its neighbour; at the end it stays."""
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]


def _days(session: Session, version: PlanVersion, week: int) -> Sequence[PlanDay]:
    return session.exec(
        select(PlanDay)
        .where(PlanDay.version_id == version.id, PlanDay.week == week)
        .order_by(col(PlanDay.position))
    ).all()


def _renumber_week(session: Session, version: PlanVersion, old: int, new: int) -> None:
    session.exec(
        update(PlanDay)
        .where(col(PlanDay.version_id) == version.id, col(PlanDay.week) == old)
        .values(week=new)
        .execution_options(synchronize_session="fetch")
    )


def _check_week(version: PlanVersion, week: int) -> None:
    if not 1 <= week <= version.weeks:
        raise NotFound


def _check_room(days: Sequence[PlanDay]) -> None:
    if len(days) >= MOST_DAYS:
        raise Conflict(f"A week has at most {MOST_DAYS} sessions.")


def _free_weekday(days: Sequence[PlanDay]) -> int:
    taken = {day.weekday for day in days}
    return next(weekday for weekday in range(7) if weekday not in taken)


def _spread(days: Sequence[PlanDay]) -> None:
    """Spread a week's sessions out, while nobody has chosen other weekdays for them."""
    before = [day.weekday for day in days[:-1]]
    if before == list(SPREAD.get(len(before), ())) and len(days) in SPREAD:
        for day, weekday in zip(days, SPREAD[len(days)], strict=True):
            day.weekday = weekday
        return
    last = days[-1]
    latest = max((_weekday(day) for day in days[:-1]), default=-1)
    last.weekday = latest + 1 if latest < 6 else last.weekday


def _weekday(day: PlanDay) -> int:
    return 7 if day.weekday is None else day.weekday
