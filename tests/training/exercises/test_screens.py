"""The screens of exercises: search, one's page, one's own and the trainer's desk."""

from typing import Any

import pytest

from fitness_app import routes
from fitness_app.accounts.access import Role
from fitness_app.accounts.state import ViewerState
from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, NotFound
from fitness_app.training.exercises import catalogue, find
from fitness_app.training.pages.exercise import ExerciseState
from fitness_app.training.pages.exercises import ExercisesState
from fitness_app.training.pages.own_exercise import OwnExerciseState
from fitness_app.training.pages.trainer_exercise import TrainerExerciseState
from fitness_app.training.pages.trainer_exercises import TrainerExercisesState
from tests import make
from tests.make import Person
from tests.screens import RefusedError, Screen
from tests.training.conftest import Open
from tests.training.exercises.conftest import Log

FORM: dict[str, Any] = {
    "name": "Sandbag get-up",
    "mode": "weight_reps",
    "other_names": "Bag get-up\n\n",
    "force": "",
    "level": "intermediate",
    "mechanic": "compound",
    "equipment": "other",
    "per_side": True,
    "body_percent": "",
    "instructions": "Lie down with the bag.\nStand up.",
    "primary": ["glutes"],
    "secondary": ["abdominals", "glutes"],
}
CLUB_FORM = {**FORM, "substitutes": ""}


@pytest.fixture
def club_exercises(database: db.Database) -> None:
    db.run_sync(catalogue.put_in)


async def names(screen: Screen) -> list[str]:
    return [row.name for row in (await screen.state(ExercisesState)).rows]


async def is_found(screen: Screen) -> bool:
    return (await screen.state(ViewerState)).page_is_found


@pytest.mark.usefixtures("club_exercises")
async def test_the_search_narrows_down_as_one_types_and_chooses(ann: Person, open_screen: Open):
    screen = await open_screen(ann, routes.EXERCISES, ExercisesState.load)
    state = await screen.state(ExercisesState)
    assert (len(state.rows), state.has_next) == (find.PAGE_SIZE, True)
    assert state.shown.startswith("1 to 24 of ")
    await screen.send(ExercisesState.turn, by=1)
    assert (await screen.state(ExercisesState)).shown.startswith("25 to 48 of ")
    await screen.send(ExercisesState.look_for, words="split squat")
    assert await names(screen) == ["Bodyweight split squat", "Bulgarian split squat"]
    await screen.send(ExercisesState.choose_equipment, code="dumbbell")
    assert await names(screen) == ["Bulgarian split squat"]
    await screen.send(ExercisesState.choose_level, code="expert")
    assert await names(screen) == []
    await screen.send(ExercisesState.clear)
    assert len(await names(screen)) == find.PAGE_SIZE


@pytest.mark.usefixtures("club_exercises")
async def test_a_muscles_link_opens_the_search_for_it(ann: Person, open_screen: Open):
    screen = await open_screen(ann, routes.exercises_for("neck"), ExercisesState.load)
    assert await names(screen) == ["Neck flexion"]
    odd = await open_screen(ann, f"{routes.EXERCISES}?muscle=wings", ExercisesState.load)
    assert (await odd.state(ExercisesState)).muscle == ""


@pytest.mark.usefixtures("club_exercises")
async def test_a_page_tells_all_about_its_exercise(ann: Person, open_screen: Open):
    screen = await open_screen(ann, routes.exercise("push-up"), ExerciseState.load)
    state = await screen.state(ExerciseState)
    assert (state.screen.name, state.screen.also) == ("Push-up", "Press-up")
    assert state.screen.body_share == "64%"
    assert [chip.name for chip in state.primary] == ["Chest"]
    assert len(state.steps) == 3
    assert "Knee push-up" in [row.name for row in state.substitutes]
    assert await is_found(screen)


async def test_there_is_no_page_for_what_isnt_there_or_isnt_ones_own(
    ann: Person, bo: Person, open_screen: Open
):
    make.exercise("Sandbag run", owner=ann)
    mine = await open_screen(ann, routes.exercise("sandbag-run-ann"), ExerciseState.load)
    assert await is_found(mine)
    for slug in ("sandbag-run-ann", "nothing", "%20", ""):
        theirs = await open_screen(bo, routes.exercise(slug), ExerciseState.load)
        assert not await is_found(theirs)
    form = await open_screen(bo, routes.own_exercise("sandbag-run-ann"), OwnExerciseState.load)
    assert not await is_found(form)


async def test_one_adds_changes_archives_and_deletes_ones_own(ann: Person, open_screen: Open):
    screen = await open_screen(ann, routes.own_exercise(), OwnExerciseState.load)
    asked = await screen.send(OwnExerciseState.submit, form=FORM)
    (line,) = db.read_sync(find.search, viewer_id=ann.id).items
    assert routes.exercise(line.slug) in asked
    assert (line.name, line.per_side, line.secondary) == ("Sandbag get-up", True, ("abdominals",))

    screen = await open_screen(ann, routes.own_exercise(line.slug), OwnExerciseState.load)
    shown = (await screen.state(OwnExerciseState)).shown
    assert (shown.other_names, shown.instructions) == (
        "Bag get-up",
        "Lie down with the bag.\nStand up.",
    )
    await screen.send(OwnExerciseState.submit, form={**FORM, "name": "Renamed"})
    assert db.read_sync(find.search, viewer_id=ann.id).items[0].name == "Renamed"
    await screen.send(OwnExerciseState.archive)
    found = await open_screen(ann, routes.EXERCISES, ExercisesState.load)
    await found.send(ExercisesState.choose_whose, whose="own")
    state = await found.state(ExercisesState)
    assert (state.rows, [row.name for row in state.archived]) == ([], ["Renamed"])
    await screen.send(OwnExerciseState.restore)
    await screen.send(OwnExerciseState.delete)
    assert db.read_sync(find.search, viewer_id=ann.id).count == 0


async def test_what_is_wrong_is_said_at_its_field(ann: Person, open_screen: Open):
    screen = await open_screen(ann, routes.own_exercise(), OwnExerciseState.load)
    wrong = {**FORM, "name": " ", "primary": [], "body_percent": "a lot"}
    await screen.send(OwnExerciseState.submit, form=wrong)
    assert set((await screen.state(OwnExerciseState)).errors) == {
        "name",
        "primary",
        "body_percent",
    }


@pytest.mark.parametrize(
    ("said", "share"), [("64", 0.64), ("64 %", 0.64), ("64,5", 0.645), ("", 0)]
)
async def test_a_share_is_typed_in_percent(ann: Person, open_screen: Open, said: str, share: float):
    screen = await open_screen(ann, routes.own_exercise(), OwnExerciseState.load)
    form = {**FORM, "mode": "bodyweight_reps", "body_percent": said}
    await screen.send(OwnExerciseState.submit, form=form)
    (line,) = db.read_sync(find.search, viewer_id=ann.id).items
    assert line.bodyweight_fraction == pytest.approx(share)


async def test_a_used_one_is_kept_and_that_is_said(ann: Person, open_screen: Open, log_set: Log):
    run = make.exercise("Sandbag run", owner=ann)
    log_set(ann, run)
    path = routes.own_exercise("sandbag-run-ann")
    screen = await open_screen(ann, path, OwnExerciseState.load)
    with pytest.raises(Conflict, match="Archive it instead"):
        await screen.send(OwnExerciseState.delete)


async def test_from_draft_to_published_over_two_desks(ann: Person, tess: Person, open_screen: Open):
    luka = make.user("luka", role=Role.TRAINER)
    desk = await open_screen(tess, routes.trainer_exercise(), TrainerExerciseState.load)
    asked = await desk.send(TrainerExerciseState.submit, form=CLUB_FORM)
    assert routes.trainer_exercise("sandbag-get-up") in asked
    path = routes.trainer_exercise("sandbag-get-up")
    desk = await open_screen(tess, path, TrainerExerciseState.load)
    await desk.send(TrainerExerciseState.send_for_review)
    await desk.send(TrainerExerciseState.publish)
    state = await desk.state(TrainerExerciseState)
    assert (state.stage, state.may_publish) == ("in_review", False)
    assert "Somebody else" in state.errors["form"]

    listed = await open_screen(luka, routes.TRAINER_EXERCISES, TrainerExercisesState.load)
    rows = (await listed.state(TrainerExercisesState)).rows
    assert [(row.name, row.author) for row in rows] == [("Sandbag get-up", "tess")]
    other = await open_screen(luka, path, TrainerExerciseState.load)
    await other.send(TrainerExerciseState.send_back, form={"note": ""})
    assert "note" in (await other.state(TrainerExerciseState)).errors
    await other.send(TrainerExerciseState.send_back, form={"note": "How heavy?"})
    await desk.send(TrainerExerciseState.load)
    assert (await desk.state(TrainerExerciseState)).note == "How heavy?"
    await desk.send(TrainerExerciseState.submit, form={**CLUB_FORM, "name": "Bag get-up"})
    await desk.send(TrainerExerciseState.send_for_review)
    await other.send(TrainerExerciseState.load)
    await other.send(TrainerExerciseState.publish)
    assert db.read_sync(find.search, viewer_id=ann.id).items[0].name == "Bag get-up"
    await desk.send(TrainerExerciseState.archive)
    assert db.read_sync(find.search, viewer_id=ann.id).count == 0


async def test_members_come_nowhere_near_the_desk(ann: Person, open_screen: Open):
    make.exercise("Back squat")
    screen = await open_screen(ann, routes.trainer_exercise("back-squat"))
    for handler in (TrainerExerciseState.archive, TrainerExercisesState.load):
        with pytest.raises(RefusedError):
            await screen.send(handler)


async def test_a_desk_without_an_exercise_does_nothing(tess: Person, open_screen: Open):
    screen = await open_screen(tess, routes.trainer_exercise("nothing"), TrainerExerciseState.load)
    assert not await is_found(screen)
    with pytest.raises(NotFound):
        await screen.send(TrainerExerciseState.delete)
