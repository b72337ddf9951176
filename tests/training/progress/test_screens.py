"""The screens of progress: empty, filled, with bad input, with what is somebody else's."""

from datetime import date, timedelta

import pytest

from fitness_app import routes
from fitness_app.accounts import profiles
from fitness_app.guard.payloads import UnusableError
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound
from fitness_app.training.pages import exercise_progress, progress, records
from fitness_app.training.pages.exercise_progress import ChosenExerciseState
from fitness_app.training.pages.progress import BandState
from fitness_app.training.pages.records import RecordsState
from fitness_app.training.progress import derived
from fitness_app.training.state.progress import ExerciseProgressState, LiftsState, ProgressState
from fitness_app.training.words import Mode
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open


@pytest.fixture
def today() -> date:
    return clock.now().date()


@pytest.fixture
def squat(ann: Person, today: date) -> int:
    """Six weekly sessions of ann's, each 2.5 kg heavier, with an RPE; the last one today."""
    squat = make.exercise(secondary=("glutes",))
    for number in range(6):
        day = today - timedelta(weeks=5 - number)
        make.workout(ann, {squat: [(100 + 2.5 * number, 5)] * 3}, day=day, session_rpe=7)
    db.run_sync(derived.rebuild, member_id=ann.id)
    return squat


async def overview(person: Person, open_screen: Open) -> Screen:
    return await open_screen(person, routes.PROGRESS, *progress.PAGE.on_load)


async def one_exercise(person: Person, slug: str, open_screen: Open) -> Screen:
    where = f"{routes.PROGRESS_EXERCISE}?of={slug}"
    return await open_screen(person, where, *exercise_progress.PAGE.on_load)


async def all_records(person: Person, open_screen: Open) -> Screen:
    return await open_screen(person, routes.PROGRESS_RECORDS, *records.PAGE.on_load)


async def test_progress_before_the_first_session_is_empty(ann: Person, open_screen: Open):
    screen = await overview(ann, open_screen)
    state = await screen.state(ProgressState)
    assert (state.sessions, state.muscles, state.kept, state.newest) == (0, [], [], [])
    assert (state.load.total, state.streak.weeks, state.asked) == ("", "0", "")
    lifts = await screen.state(LiftsState)
    assert (lifts.lifts, lifts.chosen, lifts.points, lifts.rows) == ([], "", [], [])
    assert lifts.sentence == ""


async def test_progress_sums_up_what_was_done(ann: Person, squat: int, open_screen: Open):
    screen = await overview(ann, open_screen)
    state = await screen.state(ProgressState)
    assert (state.sessions, len(state.weeks), len(state.weekdays)) == (6, 12, 7)
    assert [(row.name, row.mean) for row in state.muscles] == [
        ("Quadriceps", "3"),
        ("Glutes", "1.5"),
    ]
    assert [point.count for point in state.load_points][-6:] == [420] * 6
    assert state.load.without_rpe == ""
    assert [row.exercise for row in state.newest] == ["Barbell squat"]
    assert state.newest[0].what == "126.6 kg e1RM · 112.5 × 5"
    assert state.kept == [], "no plan asked for anything"
    lifts = await screen.state(LiftsState)
    assert (lifts.chosen, len(lifts.points), len(lifts.rows)) == ("barbell-squat", 6, 6)
    assert lifts.sentence == "Stronger in your main lift over six months."


async def test_progress_is_in_the_members_unit_and_week(ann: Person, squat: int, open_screen: Open):
    changes = {"unit_system": "imperial", "week_start": "6"}
    db.run_sync(profiles.update_profile, user_id=ann.id, changes=changes)
    screen = await overview(ann, open_screen)
    state = await screen.state(ProgressState)
    assert state.weekdays[0] == "Sunday"
    assert " lb e1RM" in state.newest[0].what


async def test_anothers_progress_is_not_seen(
    ann: Person, bo: Person, squat: int, open_screen: Open
):
    screen = await overview(bo, open_screen)
    assert (await screen.state(ProgressState)).sessions == 0
    await screen.send(LiftsState.choose, slug="barbell-squat")
    assert (await screen.state(LiftsState)).chosen == ""


async def test_a_range_and_a_lift_are_chosen(
    ann: Person, squat: int, today: date, open_screen: Open
):
    press = make.exercise("Overhead press")
    make.workout(ann, {press: [(40, 5)]}, day=today - timedelta(days=150))
    db.run_sync(derived.rebuild, member_id=ann.id)
    screen = await overview(ann, open_screen)
    lifts = await screen.state(LiftsState)
    await screen.send(LiftsState.choose, slug="overhead-press")
    assert (lifts.chosen, len(lifts.points)) == ("overhead-press", 1)
    await screen.send(LiftsState.choose_range, range="3m")
    assert lifts.chosen == "barbell-squat", "the press is further back"
    await screen.send(LiftsState.choose, slug="no-such-lift")
    assert lifts.chosen == "barbell-squat"
    for wrong in ("10y", ""):
        with pytest.raises(UnusableError):
            await screen.send(LiftsState.choose_range, range=wrong)


async def test_the_sentence_counts_the_lifts_that_grew_and_is_silent_about_none(
    ann: Person, squat: int, today: date, open_screen: Open
):
    press = make.exercise("Overhead press")
    for days_ago, load in ((20, 40), (1, 40)):
        make.workout(ann, {press: [(load, 5)]}, day=today - timedelta(days=days_ago))
    db.run_sync(derived.rebuild, member_id=ann.id)
    screen = await overview(ann, open_screen)
    lifts = await screen.state(LiftsState)
    assert lifts.sentence == "Stronger in 1 of your 2 main lifts over six months."


async def test_a_band_of_ones_own_is_kept_and_moves_the_bars(
    ann: Person, squat: int, open_screen: Open
):
    screen = await overview(ann, open_screen)
    await screen.send(BandState.open)
    asked = await screen.send(BandState.submit, form={"low": "2", "high": "6"})
    assert "Your band is 2 to 6 sets." in asked
    await screen.send(ProgressState.load_page)
    state = await screen.state(ProgressState)
    assert (state.band.low, state.band.high) == ("2", "6")
    assert [row.side for row in state.muscles] == ["within", "below"]
    assert not (await screen.state(BandState)).is_open


@pytest.mark.parametrize(
    ("typed", "field"),
    [(("x", "20"), "low"), (("10", "10"), "high"), (("10", "1e9"), "high"), (("-1", "20"), "low")],
)
@pytest.mark.usefixtures("squat")
async def test_a_band_that_is_none_is_said_under_its_field(
    ann: Person, open_screen: Open, typed: tuple[str, str], field: str
):
    low, high = typed
    screen = await overview(ann, open_screen)
    await screen.send(BandState.open)
    await screen.send(BandState.submit, form={"low": low, "high": high})
    state = await screen.state(BandState)
    assert (set(state.errors), state.is_open) == ({field}, True)
    await screen.send(ProgressState.load_page)
    assert (await screen.state(ProgressState)).band.low == "10"


async def test_an_exercise_is_shown_over_time(ann: Person, squat: int, open_screen: Open):
    screen = await one_exercise(ann, "barbell-squat", open_screen)
    assert (await screen.state(ChosenExerciseState)).is_chosen
    state = await screen.state(ExerciseProgressState)
    assert (state.figures.name, len(state.points), len(state.rows)) == ("Barbell squat", 6, 6)
    assert state.has_volume
    assert state.record_count == 5 * len({"e1rm", "load", "rep max", "set", "session"})
    assert {row.kind for row in state.standing} >= {"Heaviest load", "Estimated one-rep maximum"}


async def test_more_of_a_long_history_comes_on_demand(ann: Person, today: date, open_screen: Open):
    squat = make.exercise()
    for days_ago in range(14):
        make.workout(ann, {squat: [(100, 5)]}, day=today - timedelta(days=days_ago))
    db.run_sync(derived.rebuild, member_id=ann.id)
    screen = await one_exercise(ann, "barbell-squat", open_screen)
    state = await screen.state(ExerciseProgressState)
    assert (len(state.rows), state.has_more_rows) == (10, True)
    await screen.send(ExerciseProgressState.show_more)
    assert (len(state.rows), state.has_more_rows) == (14, False)


@pytest.mark.parametrize("slug", ["", "no-such-thing", "secret-bo", "%27--", "x" * 4000])
async def test_without_an_exercise_there_is_the_list_of_those_done(
    ann: Person, bo: Person, squat: int, open_screen: Open, slug: str
):
    secret = make.exercise("Secret", owner=bo)
    make.workout(bo, {secret: [(50, 5)]})
    db.run_sync(derived.rebuild, member_id=bo.id)
    screen = await one_exercise(ann, slug, open_screen)
    state = await screen.state(ChosenExerciseState)
    assert not state.is_chosen
    assert [(row.name, row.days) for row in state.trained] == [("Barbell squat", "6 days")]


async def test_before_the_first_session_there_is_no_exercise_to_choose(
    ann: Person, open_screen: Open
):
    screen = await one_exercise(ann, "", open_screen)
    assert (await screen.state(ChosenExerciseState)).trained == []


async def test_an_exercise_of_somebody_elses_is_not_found(
    ann: Person, bo: Person, open_screen: Open
):
    make.exercise("Secret", owner=bo)
    screen = await one_exercise(ann, "", open_screen)
    with pytest.raises(NotFound):
        await screen.send(ExerciseProgressState.show, slug="secret-bo")
    for handler in (ExerciseProgressState.show_more,):
        with pytest.raises(NotFound):
            await screen.send(handler)


async def test_records_before_the_first_are_none(ann: Person, open_screen: Open):
    screen = await all_records(ann, open_screen)
    state = await screen.state(RecordsState)
    assert (state.rows, state.has_any, state.shown) == ([], False, "None")
    assert (state.has_previous, state.has_next) == (False, False)


async def test_records_are_listed_newest_first_and_by_kind(
    ann: Person, squat: int, open_screen: Open
):
    screen = await all_records(ann, open_screen)
    state = await screen.state(RecordsState)
    assert (len(state.rows), state.shown) == (25, "1–25 of 25")
    assert "112.5" in " ".join(row.what for row in state.rows[:5])
    await screen.send(RecordsState.choose, kind="best_e1rm")
    assert {row.kind for row in state.rows} == {"Estimated one-rep maximum"}
    await screen.send(RecordsState.choose, kind="pace")
    assert (state.rows, state.has_any) == ([], True)
    await screen.send(RecordsState.choose, kind="luck")
    assert (state.kind, len(state.rows)) == ("", 25)


async def test_records_are_turned_a_page_at_a_time_and_no_further(
    ann: Person, squat: int, open_screen: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(records, "PAGE_SIZE", 20)
    screen = await all_records(ann, open_screen)
    state = await screen.state(RecordsState)
    assert (state.has_previous, state.has_next) == (False, True)
    await screen.send(RecordsState.turn, by=10**9)
    assert (state.shown, state.has_next) == ("21–25 of 25", False)
    await screen.send(RecordsState.turn, by=-(10**9))
    assert state.shown == "1–20 of 25"


async def test_a_pace_and_a_distance_are_in_miles_to_who_reads_miles(
    ann: Person, today: date, open_screen: Open
):
    run = make.exercise("Run", mode=Mode.DISTANCE_DURATION)
    for days_ago, metres in ((9, 3000), (2, 8046.72)):
        done = {"distance_m": metres, "duration_s": metres / 1000 * 300 - days_ago * -30}
        make.workout(ann, {run: [done]}, day=today - timedelta(days=days_ago))
    db.run_sync(derived.rebuild, member_id=ann.id)
    db.run_sync(profiles.update_profile, user_id=ann.id, changes={"unit_system": "imperial"})
    screen = await all_records(ann, open_screen)
    what = {row.kind: row.what for row in (await screen.state(RecordsState)).rows}
    assert what["Longest distance"] == "5 mi"
    assert what["Fastest pace"].endswith(" a mile")


async def test_bos_records_are_not_anns(ann: Person, bo: Person, squat: int, open_screen: Open):
    screen = await all_records(bo, open_screen)
    assert (await screen.state(RecordsState)).rows == []


@pytest.mark.usefixtures("database")
async def test_a_guest_sees_no_progress():
    screen = Screen(None, routes.PROGRESS)
    for handler in (ProgressState.load_page, LiftsState.load, RecordsState.load, BandState.open):
        with pytest.raises(RefusedError):
            await screen.send(handler)
