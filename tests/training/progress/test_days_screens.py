"""The screens of days: the calendar's months, and leave."""

from datetime import date, timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound
from fitness_app.training.pages import calendar, leave
from fitness_app.training.pages.calendar import CalendarState
from fitness_app.training.pages.leave import LeaveState
from fitness_app.training.progress import leave as periods
from fitness_app.training.progress.calendar_rows import CalendarCell
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open


@pytest.fixture
def today() -> date:
    return clock.now().date()


async def month(person: Person, open_screen: Open) -> Screen:
    return await open_screen(person, routes.PROGRESS_CALENDAR, *calendar.PAGE.on_load)


async def days_off(person: Person, open_screen: Open) -> Screen:
    return await open_screen(person, routes.PROGRESS_LEAVE, *leave.PAGE.on_load)


def cells(state: CalendarState) -> list[CalendarCell]:
    return [cell for week in state.weeks for cell in week.days]


def take(person: Person, starts_on: date, ends_on: date) -> None:
    db.run_sync(
        periods.take_leave,
        member_id=person.id,
        starts_on=f"{starts_on}",
        ends_on=f"{ends_on}",
        reason="",
        time_zone="UTC",
    )


async def test_an_empty_month_has_its_days_and_no_session(
    ann: Person, today: date, open_screen: Open
):
    state = await (await month(ann, open_screen)).state(CalendarState)
    assert (state.count, state.is_this_month) == ("No sessions", True)
    assert [cell.number for cell in cells(state) if cell.is_today] == [str(today.day)]
    assert all(not cell.sessions for cell in cells(state))


async def test_a_session_and_leave_show_on_their_days(ann: Person, today: date, open_screen: Open):
    done = make.workout(ann, {make.exercise(): [(100, 5)]}, day=today, name="Legs")
    take(ann, today, today)
    state = await (await month(ann, open_screen)).state(CalendarState)
    (cell,) = [cell for cell in cells(state) if cell.is_today]
    assert [(one.name, one.href) for one in cell.sessions] == [("Legs", routes.workout(done))]
    assert cell.is_leave
    assert state.count == "1 session"


async def test_months_are_turned_and_far_steps_are_short_ones(ann: Person, open_screen: Open):
    screen = await month(ann, open_screen)
    state = await screen.state(CalendarState)
    title = state.title
    await screen.send(CalendarState.turn, by=-1)
    assert (state.title != title, state.is_this_month) == (True, False)
    await screen.send(CalendarState.turn, by=1)
    assert (state.title, state.is_this_month) == (title, True)
    for _ in range(40):
        await screen.send(CalendarState.turn, by=-(10**9))
    assert state.title.endswith("2000")
    await screen.send(CalendarState.open)
    assert state.title == title
    with pytest.raises(UnusableError):
        await screen.send(CalendarState.turn, by="next")


async def test_a_week_begins_on_the_members_day(ann: Person, open_screen: Open):
    db.run_sync(profiles.update_profile, user_id=ann.id, changes={"week_start": "6"})
    state = await (await month(ann, open_screen)).state(CalendarState)
    assert (state.weekdays[0], state.weekdays[-1]) == ("Sunday", "Saturday")


async def test_bos_sessions_are_not_in_anns_month(
    ann: Person, bo: Person, today: date, open_screen: Open
):
    make.workout(bo, {make.exercise(): [(100, 5)]}, day=today)
    take(bo, today, today)
    state = await (await month(ann, open_screen)).state(CalendarState)
    assert state.count == "No sessions"
    assert not any(cell.is_leave for cell in cells(state))


async def test_without_leave_the_list_is_empty(ann: Person, today: date, open_screen: Open):
    state = await (await days_off(ann, open_screen)).state(LeaveState)
    assert (state.periods, state.today, state.errors) == ([], f"{today}", {})


async def test_leave_is_announced_ended_and_taken_back(ann: Person, today: date, open_screen: Open):
    screen = await days_off(ann, open_screen)
    state = await screen.state(LeaveState)
    form = {
        "starts_on": f"{today - timedelta(days=2)}",
        "ends_on": f"{today + timedelta(days=4)}",
        "reason": "A trip",
    }
    assert "Leave saved." in await screen.send(LeaveState.submit, form=form)
    assert [(row.days, row.reason, row.is_on) for row in state.periods] == [
        ("7 days", "A trip", True)
    ]
    await screen.send(LeaveState.end, leave_id=state.periods[0].id)
    assert [(row.days, row.is_on) for row in state.periods] == [("2 days", False)]
    await screen.send(LeaveState.ask, leave_id=state.periods[0].id)
    assert state.doomed.id == state.periods[0].id
    await screen.send(LeaveState.close)
    assert state.doomed.id == 0
    await screen.send(LeaveState.ask, leave_id=state.periods[0].id)
    assert "Leave deleted." in await screen.send(LeaveState.delete)
    assert state.periods == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "1999-12-31"}, "starts_on"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"ends_on": "1999-01-01"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"reason": "x" * 1000}, "reason"),
    ],
)
async def test_days_that_can_not_be_leave_are_said_under_their_field(
    ann: Person, today: date, open_screen: Open, said: dict[str, str], field: str
):
    screen = await days_off(ann, open_screen)
    form = {"starts_on": f"{today}", "ends_on": f"{today}", "reason": "", **said}
    await screen.send(LeaveState.submit, form=form)
    state = await screen.state(LeaveState)
    assert set(state.errors) >= {field}
    assert state.periods == []


async def test_bos_leave_can_be_neither_ended_nor_deleted_by_ann(
    ann: Person, bo: Person, today: date, open_screen: Open
):
    take(bo, today, today + timedelta(days=3))
    (bos,) = db.read_sync(periods.list_leave, member_id=bo.id)
    screen = await days_off(ann, open_screen)
    with pytest.raises(NotFound):
        await screen.send(LeaveState.end, leave_id=bos.id)
    await screen.send(LeaveState.ask, leave_id=bos.id)
    with pytest.raises(NotFound):
        await screen.send(LeaveState.delete)
    assert db.read_sync(periods.list_leave, member_id=bo.id) == [bos]


@pytest.mark.usefixtures("database")
async def test_a_guest_sees_no_days():
    screen = Screen(None, routes.PROGRESS_LEAVE)
    for handler in (CalendarState.load, LeaveState.load, LeaveState.delete):
        with pytest.raises(RefusedError):
            await screen.send(handler)
