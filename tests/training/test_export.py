"""Measurements and goals in the download of all one's data."""

import json
from datetime import timedelta

from fitness_app.accounts import account_data
from fitness_app.kit import clock, db
from fitness_app.training import export, goals
from tests import make
from tests.make import Person


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
    everything = db.read_sync(account_data.export, user_id=ann.id)
    part = json.loads(json.dumps(everything))["training"]
    (entry,) = part["measurements"]
    assert (entry["metric"], entry["entered_value"], entry["entered_unit"]) == (
        "body_weight",
        135,
        "lb",
    )
    (kept,) = part["goals"]
    assert (kept["target_value"], kept["status"]) == (59, "active")
    assert [change["old_target_value"] for change in kept["adjustments"]] == [58]


def test_somebody_without_anything_has_empty_lists(bo: Person):
    assert db.read_sync(export.export, user_id=bo.id) == {"measurements": [], "goals": []}
