"""How what was done of a plan splits: by intensity, time and type."""

import pytest

from fitness_app.training.formulas import AskedExercise, SetOfPlan, split
from fitness_app.training.formulas.split import is_hard_enough

ANY = AskedExercise(3)


def test_nothing_begun_has_no_shares():
    none = split([])
    assert (none.intensity.rate, none.time.rate, none.type.rate) == (None, None, None)


@pytest.mark.parametrize(
    ("done", "asked", "verdict"),
    [
        (SetOfPlan(load_kg=95, target_load_kg=100), ANY, True),
        (SetOfPlan(load_kg=94.9, target_load_kg=100), ANY, False),
        (SetOfPlan(load_kg=200, target_load_kg=100), ANY, True),
        (SetOfPlan(load_kg=100), AskedExercise(3, load_kg=100), True),
        (SetOfPlan(load_kg=50, target_load_kg=50), AskedExercise(3, load_kg=100), True),
        (SetOfPlan(rpe=7), AskedExercise(3, rpe=8), True),
        (SetOfPlan(rpe=9.5), AskedExercise(3, rpe=8), False),
        (SetOfPlan(rpe=8, target_rpe=6), AskedExercise(3, rpe=8), False),
        (SetOfPlan(load_kg=20, target_load_kg=20, is_help=True), ANY, True),
        (SetOfPlan(load_kg=30, target_load_kg=20, is_help=True), ANY, False),
        (SetOfPlan(load_kg=5, target_load_kg=20, is_help=True), ANY, True),
        (SetOfPlan(load_kg=100), ANY, None),
        (SetOfPlan(rpe=None), AskedExercise(3, rpe=8), None),
        (SetOfPlan(load_kg=None, rpe=8), AskedExercise(3, load_kg=60, rpe=8), True),
    ],
)
def test_a_set_is_hard_enough_near_what_was_asked(
    done: SetOfPlan, asked: AskedExercise, verdict: bool | None
):
    assert is_hard_enough(done, asked) is verdict


def test_more_sets_than_asked_for_are_no_more_than_all():
    seen = split([(AskedExercise(2), [SetOfPlan()] * 5), (AskedExercise(2), [])])
    assert (seen.time.done, seen.time.of) == (2, 4)
    assert (seen.type.done, seen.type.of) == (1, 2)


def test_what_is_asked_for_in_seconds_or_metres_counts_by_its_share():
    hold = (AskedExercise(2, duration_s=60), [SetOfPlan(duration_s=30), SetOfPlan(duration_s=90)])
    run = (AskedExercise(1, distance_m=5000), [SetOfPlan(distance_m=4000)])
    assert split([hold]).time.done == 1.5
    assert split([run]).time.rate == pytest.approx(0.8)
