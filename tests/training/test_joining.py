"""The weight somebody tells when they join is their first entry."""

import importlib

import pytest

from fitness_app.accounts import account_data, registration
from fitness_app.accounts.registration import Registration
from fitness_app.kit import db
from fitness_app.training import joining, metrics
from tests.make import PASSWORD


async def join(**typed: str) -> int:
    form = Registration(
        username="cy", email="cy@club.example", password=PASSWORD, password2=PASSWORD, **typed
    )
    return await registration.register(form, ip="198.51.100.1")


@pytest.mark.parametrize(
    ("weight", "unit_system", "entered", "kg"),
    [
        ("74,5", "metric", (74.5, "kg"), 74.5),
        (" 165 ", "imperial", (165.0, "lb"), 74.84274105),
        ("20", "metric", (20.0, "kg"), 20.0),
        ("650", "metric", (650.0, "kg"), 650.0),
        ("45", "imperial", (45.0, "lb"), 20.41165665),
        ("1433", "imperial", (1433.0, "lb"), 649.99786621),
    ],
)
async def test_the_first_weight_is_kept_as_typed(
    database: db.Database,
    weight: str,
    unit_system: str,
    entered: tuple[float, str],
    kg: float,
):
    user_id = await join(weight=weight, unit_system=unit_system, time_zone="Moon")
    entry = await db.read(metrics.find_latest, member_id=user_id, metric="body_weight")
    assert entry is not None
    assert (entry.entered_value, entry.entered_unit) == entered
    assert entry.value == pytest.approx(kg)


async def test_who_tells_no_weight_gets_no_entry(database: db.Database):
    user_id = await join(weight="")
    assert await db.read(metrics.find_latest, member_id=user_id, metric="body_weight") is None


def test_the_app_has_training_take_part_in_registrations_and_exports():
    importlib.import_module("fitness_app.fitness_app")
    assert joining.enter_first_weight in registration._steps
    assert "training" in account_data._exporters
