"""e1RM, volume, what can't be, and plates: the values of the literature and the known faults."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.training import formulas
from fitness_app.training.units import UNITS
from fitness_app.training.words import Mode

loads = st.floats(0.5, 1400)


@pytest.mark.parametrize(("reps", "expected"), [(1, 100.0), (5, 112.5), (10, 133.3), (12, 140.0)])
def test_a_hundred_kilograms_estimate_as_published(reps: int, expected: float):
    estimate = formulas.e1rm(100, reps)
    assert estimate is not None
    assert round(estimate.kg, 1) == expected


def test_one_rep_is_the_load_itself_and_not_epleys_103():
    assert formulas.epley(100, 1) == 100
    assert formulas.e1rm(100, 1) == formulas.E1rm(100, is_low_confidence=False)


@pytest.mark.parametrize("reps", [0, 13, 36, 37, 38, 100])
def test_there_is_no_estimate_outside_one_to_twelve_reps(reps: int):
    assert formulas.e1rm(100, reps) is None


def test_reps_in_reserve_count_as_reps():
    assert formulas.rir(8) == 2
    assert formulas.e1rm(100, 3, 8) == formulas.e1rm(100, 5)
    assert formulas.e1rm(100, 10, 7) is None, "thirteen with those in reserve"


def test_more_than_ten_reps_are_of_low_confidence():
    assert [formulas.e1rm(100, reps).is_low_confidence for reps in (10, 11)] == [False, True]  # pyright: ignore[reportOptionalMemberAccess]


@given(loads, st.integers(1, 12))
def test_an_estimate_is_never_below_the_load(load: float, reps: int):
    estimate = formulas.e1rm(load, reps)
    assert estimate is not None
    assert estimate.kg >= load - 1e-9


@given(loads, st.integers(1, 12), st.sampled_from([6, 7.5, 8, 9, 9.5, 10]))
def test_the_load_for_an_estimate_estimates_as_it(load: float, reps: int, rpe: float):
    estimate = formulas.e1rm(load, reps, rpe)
    if estimate is not None:
        assert formulas.load_for(estimate.kg, reps, rpe) == pytest.approx(load)


@given(st.floats(0.1, 3000), st.sampled_from(["lb", "in", "mi", "kg"]))
def test_a_unit_goes_there_and_back(value: float, unit: str):
    known = UNITS[unit]
    assert known.from_stored(known.to_stored(value)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("mode", "load", "expected"),
    [
        (Mode.WEIGHT_REPS, 60, 60),
        (Mode.BODYWEIGHT_REPS, None, 72),
        (Mode.WEIGHTED_BODYWEIGHT, 10, 82),
        (Mode.WEIGHTED_BODYWEIGHT, None, 72),
        (Mode.ASSISTED_BODYWEIGHT, 30, 42),
        (Mode.ASSISTED_BODYWEIGHT, 90, 0),
        (Mode.DURATION, 20, None),
    ],
)
def test_the_effective_load_follows_the_mode(mode: str, load: float | None, expected: float | None):
    effective = formulas.effective_load(mode, load_kg=load, bodyweight_fraction=0.9, body_kg=80)
    assert effective == expected


def test_without_a_body_weight_the_load_is_unknown_and_not_nought():
    effective = formulas.effective_load(
        Mode.WEIGHTED_BODYWEIGHT, load_kg=10, bodyweight_fraction=0.9, body_kg=None
    )
    assert effective is None
    assert formulas.volume_load(effective, 5, per_side=False) is None


def test_both_sides_count():
    assert formulas.volume_load(20, 8, per_side=True) == 320


def test_what_can_not_be_is_said():
    assert formulas.implausible_set(load_kg=1400, reps=1000) == ""
    assert "1,400" in formulas.implausible_set(load_kg=1400.1)
    assert "1,000" in formulas.implausible_set(reps=1001)
    assert formulas.implausible_set(load_kg=float("nan")) != ""
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert formulas.implausible_time(now + timedelta(hours=23), now=now) == ""
    assert formulas.implausible_time(now + timedelta(hours=25), now=now) != ""
    assert formulas.implausible_time(now.replace(year=1999), now=now) != ""


def test_a_jump_of_more_than_a_quarter_is_held_for_review():
    assert not formulas.is_held_for_review(125, best_kg=100)
    assert formulas.is_held_for_review(125.1, best_kg=100)
    assert not formulas.is_held_for_review(500, best_kg=None), "there is nothing it jumps from"


def test_plates_go_on_heaviest_first():
    loading = formulas.plates_per_side(142.5)
    assert loading == formulas.Loading((25, 25, 10, 1.25), 142.5, 0)


def test_what_plates_can_not_make_is_said():
    assert formulas.plates_per_side(61).missing == 1
    assert formulas.plates_per_side(15).missing == -5
    assert formulas.plates_per_side(135, bar=45, plates=formulas.PLATES_LB).each_side == (45,)


@given(st.integers(0, 1100))
def test_plates_and_bar_make_the_load(quarters: int):
    load = 20 + quarters * 1.25
    loading = formulas.plates_per_side(load)
    assert loading.total == pytest.approx(20 + 2 * sum(loading.each_side))
    assert 0 <= loading.missing < 2.5
