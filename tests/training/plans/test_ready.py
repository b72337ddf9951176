"""The plans that come with the app: whole, and put in once."""

from pathlib import Path

import pytest

from fitness_app.kit import db
from fitness_app.training.exercises import catalogue
from fitness_app.training.plans import browse, drafts, efforts, ready
from fitness_app.training.words import Progression
from tests.make import Person

FILES = sorted(ready.FOLDER.glob("*.toml"))


@pytest.fixture
def filled(database: db.Database) -> int:
    """The exercises and the plans of the app; how many plans."""
    db.run_sync(catalogue.put_in)
    return db.run_sync(ready.put_in)


def test_there_are_at_least_six_of_every_kind(filled: int):
    plans = db.read_sync(browse.list_plans)
    assert len(plans) == filled == len(FILES) >= 6
    assert {card.level for card in plans} >= {"beginner", "intermediate"}
    assert {card.schedule_mode for card in plans} == {"weekday", "sequence"}


def test_putting_them_in_again_changes_nothing(filled: int):
    before = db.read_sync(browse.list_plans)
    assert db.run_sync(ready.put_in) == 0
    assert db.read_sync(browse.list_plans) == before


def test_a_plan_that_was_withdrawn_stays_so(filled: int):
    [first, *_] = db.read_sync(browse.list_plans)
    db.run_sync(drafts.archive, plan_id=first.plan_id, is_archived=True)
    db.run_sync(ready.put_in)
    assert first.slug not in [card.slug for card in db.read_sync(browse.list_plans)]


def test_each_lacks_nothing(filled: int, ann: Person):
    for card in db.read_sync(browse.list_plans):
        plan = db.read_sync(browse.get_plan, slug=card.slug, viewer_id=ann.id)
        assert len(plan.weekdays) == card.sessions_per_week
        assert all(15 <= efforts.minutes_of(day) <= 100 for day in plan.days), card.slug
        missing = db.read_sync(
            lambda session, card=card: drafts.checking.list_missing(
                session,
                plan=session.get_one(drafts.Plan, card.plan_id),
                version=session.get_one(drafts.PlanVersion, card.version_id),
            )
        )
        assert missing == []


def test_a_light_week_asks_for_less(filled: int):
    plans = {card.slug: card for card in db.read_sync(browse.list_plans)}
    for week in plans["strength-block"].efforts:
        assert week.is_deload is (week.week in (4, 8, 12))
        assert (week.effort < 0.6) is week.is_deload


def test_five_by_five_grows_by_itself(filled: int, ann: Person):
    plan = db.read_sync(browse.get_plan, slug="five-by-five", viewer_id=ann.id)
    asks = [ask for day in plan.days for block in day.blocks for ask in block.prescriptions]
    assert {ask.progression for ask in asks} == {Progression.LINEAR}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lists_of_a_file_have_an_entry_for_each_week(file: Path):
    said = ready.tomllib.loads(file.read_text())

    def check(part: object) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                if isinstance(value, list) and key not in ("asks", "blocks"):
                    assert len(value) == said["weeks"], (key, value)
                check(value)
        elif isinstance(part, list):
            for inner in part:
                check(inner)

    check(said["sessions"])
