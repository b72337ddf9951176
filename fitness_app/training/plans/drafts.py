"""Plans as trainers write them: begun, drafted, described, published, withdrawn.

A version is a draft until it is published, and never changes after. Each change of a draft says
which revision of it was seen, so that of two trainers who write at once the second is told.
"""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select

from fitness_app.kit import clock
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.training.exercises.search_words import slug_of
from fitness_app.training.models import Plan, PlanBlock, PlanDay, PlanVersion, Prescription
from fitness_app.training.plans import checking
from fitness_app.training.words import Level, PlanState, ScheduleMode

NAME_LENGTH, SUMMARY_LENGTH, NOTES_LENGTH = 100, 500, 2000
PUBLISHED = "This version is published, and stays as it is. Open a draft of the next one."
STALE = "Somebody else changed this plan since you opened it. Look at it again, then go on."

Row = TypeVar("Row", PlanDay, PlanBlock, Prescription)


def create_plan(
    session: Session, *, trainer_id: int, name: str, level: str, schedule_mode: str
) -> PlanVersion:
    """Begin a plan: its first draft, with a week to fill. Raises Invalid by field."""
    words = _checked_words(name=name, summary="", notes="", level=level, mode=schedule_mode)
    plan = Plan(
        slug=_free_slug(session, words["name"]),
        name=words["name"],
        level=words["level"],
        trainer_id=trainer_id,
    )
    session.add(plan)
    session.flush()
    version = PlanVersion(
        plan_id=plan.id, number=1, weeks=1, sessions_per_week=1, schedule_mode=words["mode"]
    )
    session.add(version)
    session.flush()
    return version


def open_draft(session: Session, *, plan_id: int) -> PlanVersion:
    """The draft of a plan's next version: the one there is, or a copy of the latest version.

    Raises NotFound; Conflict if somebody opens one at the same moment.
    """
    latest = session.exec(
        select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id)
        .order_by(col(PlanVersion.number).desc())
    ).first()
    if latest is None:
        raise NotFound
    if latest.published_at is None:
        return latest
    draft = PlanVersion(
        plan_id=plan_id,
        number=latest.number + 1,
        weeks=latest.weeks,
        sessions_per_week=latest.sessions_per_week,
        schedule_mode=latest.schedule_mode,
        notes=latest.notes,
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        raise Conflict("Somebody has just opened a draft of this plan. Try again.") from None
    for day in _days_of(session, latest.id):
        copy_day(session, day, version_id=draft.id)
    return draft


def take(session: Session, *, version_id: int, revision: int) -> PlanVersion:
    """A draft to change, its revision counted on. Every change of a version begins here.

    Raises NotFound; Conflict for a published version, or a draft that isn't as it was seen.
    """
    changed = session.exec(
        update(PlanVersion)
        .where(
            col(PlanVersion.id) == version_id,
            col(PlanVersion.revision) == revision,
            col(PlanVersion.published_at).is_(None),
        )
        .values(revision=revision + 1)
    )
    version = session.get(PlanVersion, version_id, populate_existing=True)
    if version is None:
        raise NotFound
    if not changed.rowcount:
        raise Conflict(PUBLISHED if version.published_at else STALE)
    return version


def describe(
    session: Session,
    *,
    version_id: int,
    revision: int,
    name: str,
    summary: str,
    level: str,
    schedule_mode: str,
    notes: str,
) -> int:
    """Say what a plan is; its new revision. Name, summary and level hold for all its versions.

    Raises Invalid by field, NotFound, Conflict.
    """
    words = _checked_words(name=name, summary=summary, notes=notes, level=level, mode=schedule_mode)
    version = take(session, version_id=version_id, revision=revision)
    version.schedule_mode, version.notes = words["mode"], words["notes"]
    plan = session.get_one(Plan, version.plan_id)
    plan.name, plan.summary, plan.level = words["name"], words["summary"], words["level"]
    return version.revision


def publish(session: Session, *, version_id: int, revision: int) -> Plan:
    """Put a draft before the members; from now on it never changes.

    Raises Invalid, with all that is missing under `plan`; NotFound, Conflict.
    """
    version = take(session, version_id=version_id, revision=revision)
    plan = session.get_one(Plan, version.plan_id)
    missing = checking.list_missing(session, plan=plan, version=version)
    if missing:
        raise Invalid(plan=" ".join(missing))
    version.published_at = clock.now()
    plan.state = PlanState.PUBLISHED
    return plan


def list_missing(session: Session, *, version_id: int) -> list[str]:
    """All that a draft lacks before it can be published, as sentences. Raises NotFound."""
    version = session.get(PlanVersion, version_id)
    if version is None:
        raise NotFound
    plan = session.get_one(Plan, version.plan_id)
    return checking.list_missing(session, plan=plan, version=version)


def discard(session: Session, *, version_id: int, revision: int) -> None:
    """Throw a draft away, and the plan with it if it never had another version.

    Raises NotFound, Conflict.
    """
    version = take(session, version_id=version_id, revision=revision)
    plan = session.get_one(Plan, version.plan_id)
    session.delete(version)
    session.flush()
    if plan.state == PlanState.DRAFT:
        session.delete(plan)


def archive(session: Session, *, plan_id: int, is_archived: bool) -> None:
    """Take a published plan off the list, or put it back; who follows it goes on.

    Raises NotFound, Conflict for one that was never published.
    """
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise NotFound
    if plan.state == PlanState.DRAFT:
        raise Conflict("This plan was never published.")
    plan.state = PlanState.ARCHIVED if is_archived else PlanState.PUBLISHED


def copy_day(session: Session, day: PlanDay, **changes: int) -> PlanDay:
    """A day again with all that it asks for, elsewhere: `changes` are of its own columns."""
    twin = PlanDay(**{**day.model_dump(exclude={"id"}), **changes})
    session.add(twin)
    session.flush()
    for block in _blocks_of(session, day.id):
        copied = PlanBlock(**{**block.model_dump(exclude={"id"}), "day_id": twin.id})
        session.add(copied)
        session.flush()
        session.add_all(
            Prescription(**{**ask.model_dump(exclude={"id"}), "block_id": copied.id})
            for ask in _asks_of(session, block.id)
        )
    session.flush()
    return twin


def renumber(session: Session, rows: Iterable[Row]) -> None:
    """Give rows the positions that they stand in; no two may have one at any moment."""
    rows = list(rows)
    for place, row in enumerate(rows):
        row.position = -1 - place
        session.add(row)
    session.flush()
    for place, row in enumerate(rows):
        row.position = place
    session.flush()


def recount(session: Session, version: PlanVersion) -> int:
    """Note how many sessions the fullest week has; the version's revision."""
    per_week = session.exec(
        select(func.count())
        .select_from(PlanDay)
        .where(PlanDay.version_id == version.id)
        .group_by(col(PlanDay.week))
    ).all()
    version.sessions_per_week = max(per_week, default=1)
    session.add(version)
    session.flush()
    return version.revision


def empty_version(session: Session, version: PlanVersion) -> None:
    """Take all days out of a draft."""
    session.exec(delete(PlanDay).where(col(PlanDay.version_id) == version.id))
    session.expire_all()


def _days_of(session: Session, version_id: int) -> Iterable[PlanDay]:
    return session.exec(
        select(PlanDay)
        .where(PlanDay.version_id == version_id)
        .order_by(col(PlanDay.week), col(PlanDay.position))
    ).all()


def _blocks_of(session: Session, day_id: int) -> Iterable[PlanBlock]:
    return session.exec(
        select(PlanBlock).where(PlanBlock.day_id == day_id).order_by(col(PlanBlock.position))
    ).all()


def _asks_of(session: Session, block_id: int) -> Iterable[Prescription]:
    return session.exec(
        select(Prescription)
        .where(Prescription.block_id == block_id)
        .order_by(col(Prescription.position))
    ).all()


def _checked_words(*, name: str, summary: str, notes: str, level: str, mode: str) -> dict[str, str]:
    words = {"name": " ".join(name.split()), "summary": summary.strip(), "notes": notes.strip()}
    problems: dict[str, str] = {}
    if not words["name"]:
        problems["name"] = "Give the plan a name."
    limits = {"name": NAME_LENGTH, "summary": SUMMARY_LENGTH, "notes": NOTES_LENGTH}
    for field, longest in limits.items():
        if len(words[field]) > longest:
            problems[field] = f"Keep it to {longest:,} characters."
    if level not in list(Level):
        problems["level"] = "Choose one of the levels."
    if mode not in list(ScheduleMode):
        problems["schedule_mode"] = "Choose how its sessions follow each other."
    if problems:
        raise Invalid(**problems)
    return words | {"level": level, "mode": mode}


def _free_slug(session: Session, name: str) -> str:
    stem = slug_of(name)
    taken = set(session.exec(select(Plan.slug).where(col(Plan.slug).startswith(stem))).all())
    numbered = (f"{stem}-{n}" for n in range(2, 10_000))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
