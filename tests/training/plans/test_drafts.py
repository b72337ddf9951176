"""Writing plans: drafts, versions that never change, two who write at once, publishing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from fitness_app.kit import db
from fitness_app.kit.errors import Conflict, DomainError, Invalid, NotFound
from fitness_app.training.plans import arranging, browse, building, documents, drafts
from fitness_app.training.plans.views import DayView, PlanView
from fitness_app.training.words import BlockKind
from tests import make, make_plans
from tests.make import Person


@dataclass
class Draft:
    """A draft as a trainer has it open: each change is made on the revision last seen."""

    plan_id: int
    version_id: int
    revision: int = field(default=0)

    def change(self, service: Callable[..., int], **said: Any) -> None:
        self.revision = db.run_sync(
            service, version_id=self.version_id, revision=self.revision, **said
        )

    @property
    def whole(self) -> PlanView:
        return db.read_sync(browse.get_latest, plan_id=self.plan_id)

    def days(self, week: int = 1) -> list[DayView]:
        return [day for day in self.whole.days if day.week == week]

    def asked(self, day: int = 0, week: int = 1) -> list[list[str]]:
        """The exercises of a day, block by block."""
        blocks = self.days(week)[day].blocks
        return [[ask.exercise_name for ask in block.prescriptions] for block in blocks]

    def ask_id(self, name: str, day: int = 0) -> int:
        blocks = self.days()[day].blocks
        return next(
            ask.id for block in blocks for ask in block.prescriptions if ask.exercise_name == name
        )


@pytest.fixture
def draft(tess: Person) -> Draft:
    """An empty plan of Tess's."""
    version = db.run_sync(
        drafts.create_plan,
        trainer_id=tess.id,
        name="Tess’s plan",
        level="beginner",
        schedule_mode="weekday",
    )
    return Draft(version.plan_id, version.id)


@pytest.fixture
def three(draft: Draft) -> Draft:
    """One day with a squat, a press and a row."""
    draft.change(building.add_day, week=1)
    for name in ("Squat", "Press", "Row"):
        exercise_id = make.exercise(name)
        draft.change(arranging.add_exercise, day_id=draft.days()[0].id, exercise_id=exercise_id)
    return draft


def describe(draft: Draft, **said: str) -> None:
    words = {
        "name": "Tess’s plan",
        "summary": "For trying things out.",
        "level": "beginner",
        "schedule_mode": "weekday",
        "notes": "",
    }
    draft.change(drafts.describe, **(words | said))


def publish(draft: Draft) -> None:
    db.run_sync(drafts.publish, version_id=draft.version_id, revision=draft.revision)


def test_a_new_plan_has_a_name_an_address_and_a_week_to_fill(draft: Draft, tess: Person):
    card = draft.whole.card
    assert (card.name, card.slug, card.weeks, card.state) == (
        "Tess’s plan",
        "tesss-plan",
        1,
        "draft",
    )
    assert (card.author, card.number, card.published_at) == ("tess", 1, None)


def test_two_plans_of_one_name_have_addresses_of_their_own(draft: Draft, tess: Person):
    db.run_sync(
        drafts.create_plan,
        trainer_id=tess.id,
        name="Tess’s plan",
        level="expert",
        schedule_mode="sequence",
    )
    slugs = [line.slug for line in db.read_sync(browse.list_for_trainers)]
    assert sorted(slugs) == ["tesss-plan", "tesss-plan-2"]


def test_a_plan_is_described_or_told_what_is_wrong(draft: Draft):
    describe(draft, name="Better", level="expert")
    assert (draft.whole.card.name, draft.whole.card.level) == ("Better", "expert")
    with pytest.raises(Invalid) as refusal:
        describe(draft, name=" ", summary="x" * 501, level="x", schedule_mode="x")
    assert set(refusal.value.fields) == {"name", "summary", "level", "schedule_mode"}


def test_sessions_are_spread_over_the_week_as_they_are_added(draft: Draft):
    for _ in range(3):
        draft.change(building.add_day, week=1)
    assert [(day.name, day.weekday) for day in draft.days()] == [
        ("Day A", 0),
        ("Day B", 2),
        ("Day C", 4),
    ]
    assert draft.whole.card.sessions_per_week == 3


def test_a_week_has_a_session_a_day_at_most(draft: Draft):
    for _ in range(7):
        draft.change(building.add_day, week=1)
    assert [day.weekday for day in draft.days()] == [0, 1, 2, 3, 4, 5, 6]
    with pytest.raises(Conflict, match="at most 7"):
        draft.change(building.add_day, week=1)


def test_a_session_is_named_and_finds_its_place_by_its_weekday(draft: Draft):
    for _ in range(3):
        draft.change(building.add_day, week=1)
    first = draft.days()[0]
    draft.change(building.name_day, day_id=first.id, name="Lower", weekday="5")
    assert [(day.name, day.weekday) for day in draft.days()] == [
        ("Day B", 2),
        ("Day C", 4),
        ("Lower", 5),
    ]
    for wrong in ({"name": "", "weekday": "1"}, {"name": "x", "weekday": "7"}):
        with pytest.raises(Invalid):
            draft.change(building.name_day, day_id=first.id, **wrong)


def test_sessions_change_places_and_the_weekdays_stay(draft: Draft):
    for _ in range(3):
        draft.change(building.add_day, week=1)
    last = draft.days()[2]
    draft.change(building.move_day, day_id=last.id, way="up")
    assert [(day.name, day.weekday) for day in draft.days()] == [
        ("Day A", 0),
        ("Day C", 2),
        ("Day B", 4),
    ]


def test_a_week_is_copied_with_all_it_asks_for_and_the_later_ones_move_on(three: Draft):
    three.change(building.add_week)
    three.change(building.add_week, like=1)
    assert three.whole.card.weeks == 3
    assert three.asked(week=2) == three.asked(week=1) == [["Squat"], ["Press"], ["Row"]]
    assert three.days(3) == []


def test_a_week_is_taken_out_and_the_later_ones_move_up(three: Draft):
    three.change(building.add_week, like=1)
    three.change(building.name_day, day_id=three.days(2)[0].id, name="Second", weekday="0")
    three.change(building.remove_week, week=1)
    assert [day.name for day in three.days(1)] == ["Second"]
    with pytest.raises(Conflict, match="at least one week"):
        three.change(building.remove_week, week=1)


def test_a_session_is_copied_within_its_week_and_into_another(three: Draft):
    day = three.days()[0]
    three.change(building.copy_day, day_id=day.id, to_week=1)
    three.change(building.add_week)
    three.change(building.copy_day, day_id=day.id, to_week=2)
    assert three.asked(1) == three.asked(0, week=2) == three.asked(0)


def test_a_week_is_marked_as_a_light_one(three: Draft):
    three.change(building.mark_deload, week=1, is_deload=True)
    assert three.whole.card.efforts[0].is_deload
    three.change(building.add_day, week=1)
    assert all(day.is_deload for day in three.days())


def test_exercises_change_places(three: Draft):
    three.change(arranging.move_exercise, prescription_id=three.ask_id("Row"), way="up")
    assert three.asked() == [["Squat"], ["Row"], ["Press"]]
    three.change(arranging.move_exercise, prescription_id=three.ask_id("Squat"), way="up")
    assert three.asked() == [["Squat"], ["Row"], ["Press"]]


def test_exercises_join_a_superset_change_places_in_it_and_part(three: Draft):
    three.change(arranging.join_above, prescription_id=three.ask_id("Press"))
    three.change(arranging.join_above, prescription_id=three.ask_id("Row"))
    assert three.asked() == [["Squat", "Press", "Row"]]
    assert three.days()[0].blocks[0].kind is BlockKind.SUPERSET
    three.change(arranging.move_exercise, prescription_id=three.ask_id("Row"), way="up")
    assert three.asked() == [["Squat", "Row", "Press"]]
    three.change(arranging.part, prescription_id=three.ask_id("Row"))
    three.change(arranging.part, prescription_id=three.ask_id("Press"))
    assert three.asked() == [["Squat"], ["Press"], ["Row"]]
    assert {block.kind for block in three.days()[0].blocks} == {BlockKind.STRAIGHT}


def test_the_first_exercise_has_none_above_to_join(three: Draft):
    with pytest.raises(Conflict):
        three.change(arranging.join_above, prescription_id=three.ask_id("Squat"))


def test_a_block_can_be_a_circuit_an_emom_or_an_amrap(three: Draft):
    block_id = three.days()[0].blocks[0].id
    for kind, rounds, duration in (
        ("circuit", "4", ""),
        ("emom", "10", "1:00"),
        ("amrap", "", "8:00"),
    ):
        three.change(
            arranging.set_block, block_id=block_id, kind=kind, rounds=rounds, duration=duration
        )
        assert three.days()[0].blocks[0].kind == kind
    assert three.days()[0].blocks[0].duration_s == 480
    with pytest.raises(Invalid) as refusal:
        three.change(arranging.set_block, block_id=block_id, kind="emom", rounds="0", duration="x")
    assert set(refusal.value.fields) == {"rounds", "duration"}


def test_an_exercise_is_copied_beside_itself_and_taken_out(three: Draft):
    three.change(arranging.copy_exercise, prescription_id=three.ask_id("Squat"))
    assert three.asked() == [["Squat"], ["Squat"], ["Press"], ["Row"]]
    three.change(arranging.remove_exercise, prescription_id=three.ask_id("Squat"))
    three.change(arranging.remove_exercise, prescription_id=three.ask_id("Press"))
    assert three.asked() == [["Squat"], ["Row"]]


def test_a_prescription_is_edited_with_its_rule(three: Draft):
    asked = {"sets": "5", "reps": "5", "progression": "linear", "increment": "2.5", "rest": "3:00"}
    three.change(arranging.prescribe, prescription_id=three.ask_id("Squat"), asked=asked)
    ask = three.days()[0].blocks[0].prescriptions[0]
    assert (ask.sets, ask.reps_min, ask.rest_s) == (5, 5, 180)
    assert (ask.progression, ask.increment_kg) == ("linear", 2.5)


@pytest.mark.parametrize("columns", [{"state": "archived"}, {"state": "draft"}])
def test_only_published_exercises_of_the_club_are_asked_for(
    three: Draft, ann: Person, columns: dict[str, Any]
):
    day_id = three.days()[0].id
    for exercise_id in (make.exercise("Gone", **columns), make.exercise("Own", owner=ann), 10**6):
        with pytest.raises(NotFound):
            three.change(arranging.add_exercise, day_id=day_id, exercise_id=exercise_id)


def test_publishing_says_all_that_is_missing(draft: Draft):
    draft.change(building.add_week)
    draft.change(building.add_day, week=1)
    with pytest.raises(Invalid) as refusal:
        publish(draft)
    said = refusal.value.fields["plan"]
    assert "Say in a sentence" in said
    assert "“Day A” in week 1 has no exercise." in said
    assert "Week 2 has no session." in said
    assert draft.whole.card.published_at is None


def test_an_archived_exercise_keeps_a_plan_from_being_published(three: Draft):
    describe(three)
    db.run_sync(_archive, exercise_id=three.days()[0].blocks[0].prescriptions[0].exercise_id)
    with pytest.raises(Invalid) as refusal:
        publish(three)
    assert "“Squat” isn't in the club's catalogue" in refusal.value.fields["plan"]


def test_a_published_version_never_changes(three: Draft):
    describe(three)
    publish(three)
    three.revision = three.whole.card.revision
    before, day, ask = three.whole, three.days()[0], three.ask_id("Squat")
    block_id = day.blocks[0].id
    words = {
        "name": "x",
        "summary": "x",
        "level": "expert",
        "schedule_mode": "sequence",
        "notes": "",
    }
    exercise_id = day.blocks[0].prescriptions[0].exercise_id
    changes: list[tuple[Any, dict[str, Any]]] = [
        (drafts.describe, words),
        (drafts.publish, {}),
        (drafts.discard, {}),
        (documents.write_weeks, {"weeks": [[{"name": "x", "blocks": []}]]}),
        (building.add_week, {}),
        (building.add_week, {"like": 1}),
        (building.remove_week, {"week": 1}),
        (building.mark_deload, {"week": 1, "is_deload": True}),
        (building.add_day, {"week": 1}),
        (building.name_day, {"day_id": day.id, "name": "x", "weekday": "1"}),
        (building.copy_day, {"day_id": day.id, "to_week": 1}),
        (building.move_day, {"day_id": day.id, "way": "up"}),
        (building.remove_day, {"day_id": day.id}),
        (arranging.add_exercise, {"day_id": day.id, "exercise_id": exercise_id}),
        (arranging.prescribe, {"prescription_id": ask, "asked": {"reps": "9"}}),
        (arranging.copy_exercise, {"prescription_id": ask}),
        (arranging.move_exercise, {"prescription_id": ask, "way": "down"}),
        (arranging.remove_exercise, {"prescription_id": ask}),
        (arranging.join_above, {"prescription_id": three.ask_id("Press")}),
        (arranging.part, {"prescription_id": ask}),
        (
            arranging.set_block,
            {"block_id": block_id, "kind": "amrap", "rounds": "", "duration": "60"},
        ),
    ]
    for service, said in changes:
        with pytest.raises(Conflict, match="is published"):
            three.change(service, **said)
    assert three.whole == before


def test_a_draft_of_the_next_version_begins_as_a_copy_and_leaves_the_first_alone(three: Draft):
    describe(three)
    publish(three)
    before = db.read_sync(browse.get_version, plan_id=three.plan_id, number=1)
    version = db.run_sync(drafts.open_draft, plan_id=three.plan_id)
    again = db.run_sync(drafts.open_draft, plan_id=three.plan_id)
    assert (version.id, version.number) == (again.id, 2)
    second = Draft(three.plan_id, version.id)
    assert second.asked() == [["Squat"], ["Press"], ["Row"]]
    second.change(arranging.remove_exercise, prescription_id=second.ask_id("Squat"))
    assert db.read_sync(browse.get_version, plan_id=three.plan_id, number=1) == before


def test_the_second_of_two_trainers_is_told_and_nothing_is_lost(three: Draft):
    other = Draft(three.plan_id, three.version_id, three.revision)
    three.change(arranging.remove_exercise, prescription_id=three.ask_id("Row"))
    with pytest.raises(Conflict, match="Somebody else changed this plan"):
        other.change(building.mark_deload, week=1, is_deload=True)
    assert three.asked() == [["Squat"], ["Press"]]
    assert not three.days()[0].is_deload


def test_of_two_changes_at_the_same_moment_one_is_made(three: Draft):
    others = [Draft(three.plan_id, three.version_id, three.revision) for _ in range(4)]

    def add_week(draft: Draft) -> str:
        try:
            draft.change(building.add_week)
        except DomainError as refusal:
            return refusal.code
        return "made"

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(add_week, others))
    assert outcomes == ["conflict", "conflict", "conflict", "made"]
    assert three.whole.card.weeks == 2


def test_one_draft_cannot_be_changed_through_another(three: Draft, tess: Person):
    version = db.run_sync(
        drafts.create_plan,
        trainer_id=tess.id,
        name="Other",
        level="beginner",
        schedule_mode="weekday",
    )
    other, before = Draft(version.plan_id, version.id), three.whole
    day = three.days()[0]
    for service, said in (
        (building.remove_day, {"day_id": day.id}),
        (arranging.remove_exercise, {"prescription_id": three.ask_id("Row")}),
        (
            arranging.set_block,
            {"block_id": day.blocks[0].id, "kind": "amrap", "rounds": "", "duration": "60"},
        ),
    ):
        with pytest.raises(NotFound):
            other.change(service, **said)
    assert three.whole == before


def test_a_draft_is_thrown_away_and_a_plan_that_had_no_other_with_it(three: Draft):
    db.run_sync(drafts.discard, version_id=three.version_id, revision=three.revision)
    with pytest.raises(NotFound):
        _ = three.whole


def test_a_members_list_has_published_plans_alone(three: Draft, ann: Person):
    assert db.read_sync(browse.list_plans) == []
    for look in (
        lambda: db.read_sync(browse.get_plan, slug="tesss-plan", viewer_id=ann.id),
        lambda: db.read_sync(browse.get_version, plan_id=three.plan_id, number=1),
        lambda: db.read_sync(browse.list_versions, plan_id=three.plan_id),
    ):
        with pytest.raises(NotFound):
            look()
    describe(three)
    publish(three)
    assert [card.slug for card in db.read_sync(browse.list_plans)] == ["tesss-plan"]
    second = db.run_sync(drafts.open_draft, plan_id=three.plan_id)
    db.run_sync(building.add_week, version_id=second.id, revision=0)
    assert db.read_sync(browse.get_plan, slug="tesss-plan", viewer_id=ann.id).card.number == 1
    assert len(db.read_sync(browse.list_versions, plan_id=three.plan_id)) == 1


def test_plans_are_found_by_level_and_sessions_a_week(database: db.Database):
    make_plans.plan("Easy", level="beginner", weekdays=(0, 3))
    make_plans.plan("Hard", level="expert")
    names = lambda **filters: [  # noqa: E731  # said three times
        card.name for card in db.read_sync(browse.list_plans, **filters)
    ]
    assert names() == ["Easy", "Hard"]
    assert names(level="expert") == ["Hard"]
    assert names(sessions=2) == ["Easy"]


def test_a_withdrawn_plan_is_seen_by_its_followers_alone(three: Draft, ann: Person, bo: Person):
    make_plans.plan("Old")
    [card] = db.read_sync(browse.list_plans)
    with pytest.raises(Conflict, match="never published"):
        db.run_sync(drafts.archive, plan_id=three.plan_id, is_archived=True)
    db.run_sync(drafts.archive, plan_id=card.plan_id, is_archived=True)
    assert db.read_sync(browse.list_plans) == []
    with pytest.raises(NotFound):
        db.read_sync(browse.get_plan, slug="old", viewer_id=bo.id)
    db.run_sync(drafts.archive, plan_id=card.plan_id, is_archived=False)
    assert db.read_sync(browse.get_plan, slug="old", viewer_id=bo.id)


def _archive(session, *, exercise_id: int) -> None:
    row = session.get_one(arranging.Exercise, exercise_id)
    row.state = "archived"
    session.add(row)
