"""Looking at plans: the members' list and page, the trainers' list, each version there was."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from fitness_app.accounts import members
from fitness_app.kit.errors import NotFound
from fitness_app.training.models import Assignment, Plan, PlanVersion
from fitness_app.training.plans import assigned, content, efforts
from fitness_app.training.plans.views import PlanCard, PlanView, TrainerPlan
from fitness_app.training.words import Level, PlanState, ScheduleMode

CLUB = "The club"
"""Who wrote the plans that came with the app."""


def list_plans(session: Session, *, level: str = "", sessions: int = 0) -> list[PlanCard]:
    """Published plans, the easiest first: of one level, with so many sessions a week; '' and 0
    for all."""
    conditions: list[Any] = [Plan.state == PlanState.PUBLISHED, _is_latest()]
    if level:
        conditions.append(Plan.level == level)
    if sessions:
        conditions.append(PlanVersion.sessions_per_week == sessions)
    cards = _cards(session, _read(session, *conditions))
    levels = list(Level)
    return sorted(cards, key=lambda card: (levels.index(card.level), card.name.casefold()))


def get_plan(session: Session, *, slug: str, viewer_id: int) -> PlanView:
    """A published plan's latest version, whole; one withdrawn since only for its followers.

    Raises NotFound.
    """
    rows = _read(session, Plan.slug == slug, Plan.state != PlanState.DRAFT, _is_latest())
    if not rows:
        raise NotFound
    plan, version = rows[0]
    is_withdrawn = plan.state == PlanState.ARCHIVED
    if is_withdrawn and not _has_followed(session, viewer_id, plan.id):
        raise NotFound
    return _whole(session, plan, version)


def list_versions(session: Session, *, plan_id: int, with_drafts: bool = False) -> list[PlanCard]:
    """The versions of a plan, newest first; a draft only for who writes. Raises NotFound."""
    conditions: list[Any] = [Plan.id == plan_id]
    if not with_drafts:
        conditions += [col(PlanVersion.published_at).is_not(None), Plan.state != PlanState.DRAFT]
    cards = _cards(session, _read(session, *conditions))
    if not cards:
        raise NotFound
    return sorted(cards, key=lambda card: -card.number)


def get_version(
    session: Session, *, plan_id: int, number: int, with_drafts: bool = False
) -> PlanView:
    """One version of a plan, whole. Raises NotFound, also for a draft to who doesn't write."""
    rows = _read(session, Plan.id == plan_id, PlanVersion.number == number)
    if not rows or (rows[0][1].published_at is None and not with_drafts):
        raise NotFound
    return _whole(session, *rows[0])


def get_latest(session: Session, *, plan_id: int) -> PlanView:
    """A plan as those who write it see it: its draft, or its latest version. Raises NotFound."""
    rows = _read(session, Plan.id == plan_id)
    if not rows:
        raise NotFound
    return _whole(session, *max(rows, key=lambda row: row[1].number))


def list_for_trainers(session: Session) -> list[TrainerPlan]:
    """Every plan by name, those being written too."""
    rows = _read(session)
    followers = dict(
        session.exec(
            select(Assignment.plan_id, func.count())
            .where(col(Assignment.status).in_(assigned.UNFINISHED))
            .group_by(col(Assignment.plan_id))
        ).all()
    )
    names = _authors(session, [plan for plan, _ in rows])
    versions: dict[int, list[PlanVersion]] = {}
    for plan, version in rows:
        versions.setdefault(plan.id, []).append(version)
    plans = {plan.id: plan for plan, _ in rows}
    lines = [
        _line(plans[plan_id], found, followers.get(plan_id, 0), names)
        for plan_id, found in versions.items()
    ]
    return sorted(lines, key=lambda line: (line.state == PlanState.ARCHIVED, line.name.casefold()))


def _line(
    plan: Plan, versions: Sequence[PlanVersion], followers: int, names: dict[int, str]
) -> TrainerPlan:
    latest = max(versions, key=lambda version: version.number)
    published = [version.number for version in versions if version.published_at]
    return TrainerPlan(
        plan_id=plan.id,
        slug=plan.slug,
        name=plan.name,
        level=Level(plan.level),
        state=PlanState(plan.state),
        author=names.get(plan.trainer_id or 0, CLUB),
        published=max(published, default=None),
        draft_version_id=None if latest.published_at else latest.id,
        version_id=latest.id,
        weeks=latest.weeks,
        sessions_per_week=latest.sessions_per_week,
        followers=followers,
    )


def _read(session: Session, *conditions: Any) -> Sequence[tuple[Plan, PlanVersion]]:
    return session.exec(
        select(Plan, PlanVersion)
        .join(PlanVersion, col(PlanVersion.plan_id) == col(Plan.id))
        .where(*conditions)
    ).all()


def _is_latest() -> Any:
    """A version is the newest of those of its plan that are out."""
    newest = (
        select(func.max(PlanVersion.number))
        .where(col(PlanVersion.plan_id) == col(Plan.id), col(PlanVersion.published_at).is_not(None))
        .correlate(Plan)
        .scalar_subquery()
    )
    return col(PlanVersion.number) == newest


def _has_followed(session: Session, member_id: int, plan_id: int) -> bool:
    found = select(Assignment.id).where(
        Assignment.member_id == member_id, Assignment.plan_id == plan_id
    )
    return session.exec(found).first() is not None


def _whole(session: Session, plan: Plan, version: PlanVersion) -> PlanView:
    [card] = _cards(session, [(plan, version)])
    return PlanView(card, tuple(content.list_days(session, version_id=version.id)))


def _cards(session: Session, rows: Sequence[tuple[Plan, PlanVersion]]) -> list[PlanCard]:
    weeks = efforts.weigh_weeks(
        session, versions=[(version.id, version.weeks) for _, version in rows]
    )
    names = _authors(session, [plan for plan, _ in rows])
    return [
        PlanCard(
            plan_id=plan.id,
            version_id=version.id,
            slug=plan.slug,
            name=plan.name,
            summary=plan.summary,
            level=Level(plan.level),
            state=PlanState(plan.state),
            trainer_id=plan.trainer_id,
            author=names.get(plan.trainer_id or 0, CLUB),
            number=version.number,
            weeks=version.weeks,
            sessions_per_week=version.sessions_per_week,
            schedule_mode=ScheduleMode(version.schedule_mode),
            notes=version.notes,
            revision=version.revision,
            published_at=version.published_at,
            efforts=weeks[version.id],
        )
        for plan, version in rows
    ]


def _authors(session: Session, plans: Iterable[Plan]) -> dict[int, str]:
    wrote = {plan.trainer_id for plan in plans if plan.trainer_id}
    found = members.find_people(session, user_ids=wrote)
    return {user_id: person.name for user_id, person in found.items()}
