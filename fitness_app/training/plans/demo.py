"""The demo club's plans: a third of the members follow one, as their logged training allows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import Session, col, select

from fitness_app.training.models import Workout
from fitness_app.training.plans import enrolment, moving, ready, schedule
from fitness_app.training.plans.views import DueSession

WEEKS_IN = 5
"""So many weeks ago everybody began, on a Monday."""
LOOKED_BACK = timedelta(weeks=10)
"""So far the days on which somebody trains are looked for."""
A_DAY_OR_TWO = timedelta(days=2)
"""So late a session may be done without its being moved."""
SETS = 12
"""Of a session; every eighth was cut short by two."""
PLANS = {3: ("five-by-five", "foundation"), 4: ("strength-block", "run-and-lift")}
"""By how many days a week somebody trains."""
SEQUENCE = "push-pull-legs"
"""What every fifth follows, whenever they train."""


def follow_plans(session: Session, *, member_ids: Iterable[int], today: date) -> None:
    """Put the ready plans in, and these members on one each; what they logged since does it."""
    ready.put_in(session)
    start = today - timedelta(days=today.weekday(), weeks=WEEKS_IN)
    for n, member_id in enumerate(member_ids):
        weekdays = _usual_weekdays(session, member_id, today)
        slug = PLANS[len(weekdays)][n % 2]
        if n % 5 == 1:
            slug, weekdays = SEQUENCE, []
        assignment_id = enrolment.enrol(
            session,
            member_id=member_id,
            slug=slug,
            starts_on=start,
            weekdays=weekdays,
            today=start,
        )
        _do(session, member_id, assignment_id, start, today)


def _usual_weekdays(session: Session, member_id: int, today: date) -> list[int]:
    """The three or four days of the week on which somebody trains most."""
    days = session.exec(
        select(col(Workout.local_date)).where(
            Workout.member_id == member_id, col(Workout.local_date) >= today - LOOKED_BACK
        )
    ).all()
    often = Counter(day.weekday() for day in days)
    spread = (0, 2, 4, 1, 3, 5, 6)
    order = sorted(spread, key=lambda weekday: (-often[weekday], spread.index(weekday)))
    fourth = often[order[3]] * 2 >= often[order[0]]
    return sorted(order[: 4 if fourth else 3])


def _do(session: Session, member_id: int, assignment_id: int, start: date, today: date) -> None:
    """Let each workout since the start be the session that was due then, or came up."""
    workouts = session.exec(
        select(Workout)
        .where(
            Workout.member_id == member_id,
            col(Workout.local_date) >= start,
            col(Workout.ended_at).is_not(None),
        )
        .order_by(col(Workout.local_date), col(Workout.id))
    ).all()
    for n, workout in enumerate(workouts):
        due = _due(session, member_id, assignment_id, workout.local_date)
        if due is not None:
            schedule.mark_done(
                session,
                member_id=member_id,
                scheduled_id=due.scheduled_id,
                workout_id=workout.id,
                sets_done=SETS - 2 if n % 8 == 5 else SETS,
                sets_prescribed=SETS,
            )
    _let_go(session, member_id, assignment_id, today)


def _due(session: Session, member_id: int, assignment_id: int, day: date) -> DueSession | None:
    rows = schedule.list_whole(session, member_id=member_id, assignment_id=assignment_id)
    asked = [row for row in rows if row.when(day) in ("today", "missed")]
    recent = [
        row for row in asked if row.is_sequence or (row.due_on and row.due_on >= day - A_DAY_OR_TWO)
    ]
    return recent[-1] if recent else None


def _let_go(session: Session, member_id: int, assignment_id: int, today: date) -> None:
    """What was missed in earlier weeks was skipped, but for one that was excused."""
    rows = schedule.list_whole(session, member_id=member_id, assignment_id=assignment_id)
    monday = today - timedelta(days=today.weekday())
    missed = [
        row for row in rows if row.when(today) == "missed" and row.due_on and row.due_on < monday
    ]
    for n, row in enumerate(missed):
        moving.set_outcome(
            session,
            member_id=member_id,
            scheduled_id=row.scheduled_id,
            outcome="skipped" if n else "excused",
        )
