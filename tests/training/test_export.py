"""Training in the download of all one's data."""

import json
from datetime import date, timedelta

from sqlmodel import Session

from fitness_app.accounts import account_data
from fitness_app.accounts.models import User
from fitness_app.kit import clock, db
from fitness_app.tables import metadata
from fitness_app.training import export, goals
from fitness_app.training.models import LeavePeriod
from tests import make
from tests.make import Person
from tests.training.imports.bringing import STRONG, brought

OF_THE_CLUB = {"audit_log", "audit_entries", "outbox"}


def training_of(person: Person) -> dict:
    everything = db.read_sync(account_data.export, user_id=person.id)
    return json.loads(json.dumps(everything))["training"]


def test_everything_ann_entered_is_in_her_download_as_it_is_kept(ann: Person, bo: Person):
    make.weight(ann, 61.23, entered_value=135, entered_unit="lb")
    make.weight(bo, 90)
    due_on = (clock.now() + timedelta(days=90)).date().isoformat()
    form = {"metric": "body_weight", "target": "58", "unit": "kg", "due_on": due_on}
    goal = db.run_sync(goals.set_goal, member_id=ann.id, time_zone="UTC", **form)
    db.run_sync(
        goals.adjust_goal,
        member_id=ann.id,
        goal_id=goal.id,
        time_zone="UTC",
        target="59",
        unit="kg",
        due_on=due_on,
    )
    part = training_of(ann)
    (entry,) = part["measurements"]
    assert (entry["metric"], entry["entered_value"], entry["entered_unit"]) == (
        "body_weight",
        135,
        "lb",
    )
    (kept,) = part["goals"]
    assert (kept["target_value"], kept["status"]) == (59, "active")
    assert [change["old_target_value"] for change in kept["adjustments"]] == [58]


async def test_so_is_all_she_trained_and_what_came_of_it(ann: Person, bo: Person):
    await brought(ann, STRONG)
    await brought(ann, STRONG.replace("2026-03", "2026-04").replace(",80,", ",90,"))
    await brought(bo, STRONG)
    part = training_of(ann)
    assert [it["name"] for it in part["workouts"]] == ["Push", "Run", "Push", "Run"]
    bench = part["workouts"][0]["exercises"][0]
    assert [one["entered_load"] for one in bench["sets"]] == [40, 80, 80]
    assert {it["name"] for it in part["exercises"]} == {"Bench Press (Barbell)", "Plank", "Running"}
    assert ("heaviest_load", 90) in {(it["kind"], it["value"]) for it in part["records"]}
    assert [(it["format"], it["workouts_added"]) for it in part["imports"]] == [("strong", 2)] * 2


def test_somebody_without_anything_has_empty_lists(bo: Person):
    part = db.read_sync(export.export, user_id=bo.id)
    lists = {name: value for name, value in part.items() if isinstance(value, list | dict)}
    assert len(lists) >= 8
    assert not any(lists.values())


async def test_deleting_an_account_takes_all_of_it(database: db.Database):
    before = counts()
    ann = make.user("ann")
    make.weight(ann)
    await brought(ann, STRONG)
    first, last = date(2026, 1, 1), date(2026, 1, 5)
    db.run_sync(
        lambda session: session.add(LeavePeriod(member_id=ann.id, starts_on=first, ends_on=last))
    )
    db.run_sync(plan_deletion, user_id=ann.id)
    assert db.run_sync(account_data.carry_out_deletions, limit=5) == 1
    left = {name for name, count in counts().items() if count > before[name]}
    assert left <= OF_THE_CLUB


def plan_deletion(session: Session, *, user_id: int) -> None:
    session.get_one(User, user_id).deletion_due_at = clock.now()


def counts() -> dict[str, int]:
    return db.read_sync(
        lambda session: {
            table.name: len(session.execute(table.select()).all())
            for table in metadata.sorted_tables
        }
    )
