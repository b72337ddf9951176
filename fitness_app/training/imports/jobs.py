"""An import from its preview to its receipt: what was brought, chosen, added and undone."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from sqlmodel import Session, col, func, or_, select, update

from fitness_app.kit import clock, db
from fitness_app.kit.errors import Conflict, Invalid, NotFound
from fitness_app.kit.jobs import remove_some
from fitness_app.training.imports import files
from fitness_app.training.imports.bundle import Bundle
from fitness_app.training.imports.matching import list_candidates
from fitness_app.training.imports.settling import Said
from fitness_app.training.imports.summing import sum_up
from fitness_app.training.imports.views import ImportView, view
from fitness_app.training.models import ImportJob
from fitness_app.training.words import ImportState

OWN, SKIP = "own", "skip"
LEASE = timedelta(minutes=15)
"""How long a process may take for an import before another one takes it up again."""
STALE = timedelta(days=1)


def preview(
    session: Session,
    *,
    member_id: int,
    stored_name: str,
    file_name: str,
    bundle: Bundle,
    said: Said,
) -> ImportView:
    """Keep what a file would bring, to be looked at first; an earlier preview makes room for it."""
    _discard_previews(session, member_id)
    job = ImportJob(
        member_id=member_id,
        format=bundle.format,
        file_name="".join(letter for letter in file_name if letter.isprintable())[:200],
        stored_name=stored_name,
    )
    _show(session, job, bundle, said)
    session.add(job)
    session.flush()
    return view(session, job)


def preview_again(
    session: Session, *, member_id: int, job_id: int, bundle: Bundle, said: Said
) -> ImportView:
    """Look at the file anew with other answers. Raises NotFound, Conflict once it was started."""
    job = _get_previewed(session, member_id, job_id)
    _show(session, job, bundle, said)
    session.flush()
    return view(session, job)


def get_job(session: Session, *, member_id: int, job_id: int) -> ImportView:
    """One of a member's imports. Raises NotFound."""
    return view(session, _get(session, member_id, job_id))


def find_open(session: Session, *, member_id: int) -> ImportView | None:
    """The import that a member looks at or waits for; None if there is none."""
    job = session.exec(
        select(ImportJob)
        .where(
            ImportJob.member_id == member_id,
            col(ImportJob.state).in_((ImportState.PREVIEWED, ImportState.RUNNING)),
        )
        .order_by(col(ImportJob.state).desc(), col(ImportJob.id).desc())
        .limit(1)
    ).first()
    return view(session, job) if job else None


def list_jobs(
    session: Session, *, member_id: int, page: int = 1, page_size: int = 20
) -> tuple[int, list[ImportView]]:
    """How many imports a member has, and one page of them, newest first."""
    mine = select(ImportJob).where(ImportJob.member_id == member_id)
    count = session.exec(select(func.count()).select_from(mine.subquery())).one()
    rows = session.exec(
        mine.order_by(col(ImportJob.id).desc()).offset((page - 1) * page_size).limit(page_size)
    ).all()
    return count, [view(session, job) for job in rows]


def choose(
    session: Session, *, member_id: int, job_id: int, choices: Mapping[str, int | str]
) -> ImportView:
    """Say what names of the file mean: an exercise's id, 'own' to make it one's own, or 'skip'.

    Raises NotFound, Conflict once it was started, Invalid under 'choices'.
    """
    job = _get_previewed(session, member_id, job_id)
    known = job.summary.get("names", {})
    allowed = {row.id for row in list_candidates(session, member_id=member_id)}
    for name, choice in choices.items():
        if name not in known:
            raise Invalid(choices="That name isn't in this file.")
        if choice not in (OWN, SKIP) and choice not in allowed:
            raise Invalid(choices="Choose an exercise that is there.")
    job.choices = {**job.choices, **choices}
    session.flush()
    return view(session, job)


def get_previewed_file(session: Session, *, member_id: int, job_id: int) -> str:
    """The stored name of a preview's file. Raises NotFound, Conflict once it was started."""
    return _get_previewed(session, member_id, job_id).stored_name


def start(session: Session, *, member_id: int, job_id: int) -> ImportView:
    """Have a previewed import written. Raises NotFound, and Conflict if it was started before."""
    _get(session, member_id, job_id)
    started = session.exec(
        update(ImportJob)
        .where(
            col(ImportJob.id) == job_id,
            col(ImportJob.member_id) == member_id,
            col(ImportJob.state) == ImportState.PREVIEWED,
        )
        .values(state=ImportState.RUNNING, started_at=None)
    )
    if not started.rowcount:
        raise Conflict("This import was started already.")
    session.expire_all()
    db.after_commit(session, _ring)
    return get_job(session, member_id=member_id, job_id=job_id)


def discard(session: Session, *, member_id: int, job_id: int) -> None:
    """Forget a preview and its file. Raises NotFound, Conflict once it was started."""
    job = _get_previewed(session, member_id, job_id)
    db.after_commit(session, partial(files.remove, job.stored_name))
    session.delete(job)


def claim_next(session: Session) -> int | None:
    """Take the import that has waited longest, for the time of a lease; None if none waits."""
    now = clock.now()
    is_free = or_(col(ImportJob.started_at).is_(None), col(ImportJob.started_at) <= now - LEASE)
    waiting = (
        select(ImportJob.id)
        .where(ImportJob.state == ImportState.RUNNING, is_free)
        .order_by(col(ImportJob.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job_id = session.exec(waiting).first()
    if job_id is not None:
        session.exec(update(ImportJob).where(col(ImportJob.id) == job_id).values(started_at=now))
    return job_id


def get_task(session: Session, *, job_id: int) -> tuple[str, Said]:
    """The file of an import that is to be written, and what was said of it."""
    job = session.get_one(ImportJob, job_id)
    return job.stored_name, Said(job.unit, job.distance_unit, job.time_zone)


def fail(session: Session, *, job_id: int, problem: str) -> None:
    """Say why an import couldn't be written; nothing of it was kept."""
    job = session.get_one(ImportJob, job_id)
    job.state, job.problem, job.finished_at = ImportState.FAILED, problem[:300], clock.now()
    db.after_commit(session, partial(files.remove, job.stored_name))
    job.stored_name = ""


def put_back(session: Session, *, job_id: int) -> None:
    """Let another try be made at once: what was in the way was not the file."""
    session.exec(update(ImportJob).where(col(ImportJob.id) == job_id).values(started_at=None))


def sweep(session: Session, *, limit: int) -> int:
    """Remove previews that were left lying for a day, and files nobody waits for."""
    is_old = (col(ImportJob.state) == ImportState.PREVIEWED) & (
        col(ImportJob.created_at) <= clock.now() - STALE
    )
    removed = remove_some(session, ImportJob, is_old, limit=limit)
    named = set(session.exec(select(ImportJob.stored_name)))
    return max(removed, files.remove_old(keep=named, limit=limit))


_bells: list[Callable[[], None]] = []


@contextmanager
def rung_by_start(bell: Callable[[], None]) -> Iterator[None]:
    """Have `bell` called, on whichever thread, each time an import is to be written."""
    _bells.append(bell)
    try:
        yield
    finally:
        _bells.remove(bell)


def _ring() -> None:
    for bell in tuple(_bells):
        bell()


def _show(session: Session, job: ImportJob, bundle: Bundle, said: Said) -> None:
    job.unit, job.distance_unit, job.time_zone = said.unit, said.distance_unit, said.time_zone
    job.rows_total = bundle.rows
    job.row_errors = [
        {"row": problem.row, "text": problem.text} for problem in bundle.problems.first
    ]
    job.summary = sum_up(session, member_id=job.member_id, bundle=bundle)


def _discard_previews(session: Session, member_id: int) -> None:
    for job in session.exec(
        select(ImportJob).where(
            ImportJob.member_id == member_id, ImportJob.state == ImportState.PREVIEWED
        )
    ):
        db.after_commit(session, partial(files.remove, job.stored_name))
        session.delete(job)


def _get(session: Session, member_id: int, job_id: int) -> ImportJob:
    job = session.exec(
        select(ImportJob).where(ImportJob.id == job_id, ImportJob.member_id == member_id)
    ).first()
    if job is None:
        raise NotFound
    return job


def _get_previewed(session: Session, member_id: int, job_id: int) -> ImportJob:
    job = _get(session, member_id, job_id)
    if job.state != ImportState.PREVIEWED:
        raise Conflict("This import was started already.")
    return job
