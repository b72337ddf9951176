"""The trainer's screen: figures with their comparison, weeks, newest entries, housekeeping."""

from datetime import UTC, datetime, timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import sessions
from fitness_app.accounts.access import Role, Viewer
from fitness_app.coaching.overview_rows import FigureRow, greet
from fitness_app.coaching.pages.trainer import TrainerState
from fitness_app.kit import clock, jobs
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen

WEDNESDAY = datetime(2026, 5, 13, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_wednesday() -> None:
    clock.move(WEDNESDAY - clock.now())


async def opened_by(person: Person) -> Screen:
    viewer = await sessions.desk.viewer_of(make.session(person).session_id)
    assert isinstance(viewer, Viewer)
    return Screen(viewer, routes.TRAINER)


async def shown_to(tess: Person) -> TrainerState:
    screen = await opened_by(tess)
    await screen.send(TrainerState.load)
    return await screen.state(TrainerState)


async def test_figures_stand_beside_the_same_span_before(tess: Person):
    today, long_ago = WEDNESDAY.date(), WEDNESDAY - timedelta(days=300)
    people = [make.user(f"member{n}", created_at=long_ago) for n in range(6)]
    for person in people[:3]:
        make.weight(person, local_date=today - timedelta(days=5))
    make.weight(people[0], local_date=today - timedelta(days=40))
    screen = (await shown_to(tess)).screen
    assert screen.span == "28 days to 13 May, beside the 28 before"
    assert screen.members == "6"
    assert screen.active == FigureRow("3", "+2", "up", "n = 6")
    assert screen.joined == FigureRow("0", "0", "equal", "n = 6")
    assert screen.entered == FigureRow("3", "+2", "up", "n = 3")


async def test_too_few_people_are_not_compared(tess: Person, ann: Person):
    make.weight(ann)
    assert (await shown_to(tess)).screen.active == FigureRow("1", "", "", "n = 1")


async def test_the_chart_and_its_sentence_tell_the_same_weeks(tess: Person, ann: Person):
    make.weight(ann, local_date=WEDNESDAY.date() - timedelta(days=7))
    state = await shown_to(tess)
    assert [week.count for week in state.weeks] == [0] * 11 + [1]
    assert state.weeks[-1].label == "4 May"
    assert state.screen.weeks.endswith("0, 0, 1")


async def test_newest_entries_name_people_but_no_value(tess: Person, ann: Person):
    make.weight(ann, 61.7, created_at=WEDNESDAY - timedelta(hours=2))
    state = await shown_to(tess)
    (newest,) = state.newest
    assert (newest.name, newest.initials, newest.kind) == ("ann", "A", "Body weight")
    assert newest.ago == "2 hours ago"
    assert "61.7" not in str(state.dict())


async def test_housekeeping_says_when_it_ran_and_what_went(tess: Person):
    await jobs.do(jobs.Job("old codes", work=twelve_hundred))
    await jobs.do(jobs.Job("old mail", work=trouble))
    state = await shown_to(tess)
    assert [(job.name, job.removed, job.has_failed) for job in state.jobs] == [
        ("Old codes", "1,200", False),
        ("Old mail", "0", True),
    ]
    assert state.screen.last_run.startswith("What went at the last run, ")


async def twelve_hundred() -> int:
    return 1200


async def trouble() -> int:
    raise RuntimeError("the disk is full")


async def test_the_admin_sees_it_too(ada: Person):
    assert (await shown_to(ada)).screen.members == "0"


async def test_a_member_and_a_guest_are_refused(ann: Person):
    with pytest.raises(RefusedError):
        await (await opened_by(ann)).send(TrainerState.load)
    with pytest.raises(RefusedError):
        await Screen(None, routes.TRAINER).send(TrainerState.load)


@pytest.mark.parametrize(
    ("hour", "time_zone", "greeting"),
    [
        (3, "UTC", "Good evening, Tess"),
        (4, "UTC", "Good morning, Tess"),
        (12, "UTC", "Good afternoon, Tess"),
        (18, "UTC", "Good evening, Tess"),
        (20, "America/Los_Angeles", "Good afternoon, Tess"),
    ],
)
def test_the_greeting_goes_by_the_trainers_own_clock(hour: int, time_zone: str, greeting: str):
    tess = Viewer(
        id=1,
        session_id="",
        username="tess",
        display_name="Tess Okafor",
        role=Role.TRAINER,
        email="",
        email_verified=False,
        picture="",
        time_zone=time_zone,
        locale="en-GB",
        unit_system="metric",
    )
    assert greet(tess, WEDNESDAY.replace(hour=hour)) == greeting
