"""What is suggested next, set by set, and why."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.training.formulas import Change, Done, Rule, suggest
from fitness_app.training.words import LoadKind, Progression


def rule(progression: str = Progression.LINEAR, **said: Any) -> Rule:
    return Rule(**{"sets": 3, "reps_min": 5, "progression": progression, **said})


def session(*sets: tuple[float | None, int | None]) -> list[Done]:
    return [Done(load, reps) for load, reps in sets]


FIVES = session((60, 5), (60, 5), (60, 5))


def loads(suggestion: Any) -> list[float | None]:
    return [one.load_kg for one in suggestion.sets]


def test_linear_adds_the_increment_once_every_set_was_done():
    found = suggest(rule(increment_kg=2.5), [FIVES])
    assert loads(found) == [62.5] * 3
    assert found.change is Change.UP
    assert found.reason == "62.5 kg, up from 60 kg. All 3 sets of 5 were done last time."


def test_a_pyramid_stays_a_pyramid():
    found = suggest(rule(increment_kg=2.5), [session((60, 8), (70, 6), (80, 5))])
    assert loads(found) == [62.5, 72.5, 82.5]
    assert found.reason.startswith("62.5 kg, 72.5 kg, 82.5 kg, up from 60 kg, 70 kg, 80 kg.")


def test_a_missed_set_repeats_the_load():
    found = suggest(rule(), [session((60, 5), (60, 5), (60, 4))])
    assert (loads(found), found.change) == ([60] * 3, Change.SAME)
    assert found.reason == "60 kg again. Not every set had its 5 reps last time."


def test_a_session_cut_short_is_not_done():
    assert suggest(rule(), [session((60, 5), (60, 5))]).change is Change.SAME


def test_blank_reps_are_not_done():
    assert suggest(rule(), [session((60, 5), (60, 5), (60, None))]).change is Change.SAME


def test_a_tenth_comes_off_after_the_failures_allowed():
    missed = session((60, 5), (60, 4), (60, 3))
    assert suggest(rule(fails_allowed=3), [FIVES, missed, missed]).change is Change.SAME
    found = suggest(rule(fails_allowed=3), [missed, missed, missed])
    assert (loads(found), found.change) == ([52.5] * 3, Change.DOWN)
    assert "a tenth less than 60 kg: the aim was missed 3 times in a row" in found.reason


def test_failures_at_another_load_do_not_add_up():
    missed, lighter = session((60, 4)) * 3, session((57.5, 4)) * 3
    assert suggest(rule(fails_allowed=3), [missed, missed, lighter]).change is Change.SAME


def test_double_climbs_in_reps_and_then_in_load():
    double = rule(Progression.DOUBLE, reps_min=8, reps_max=12, increment_kg=2.5)
    climbing = suggest(double, [session((20, 10), (20, 9), (20, 8))])
    assert [(one.load_kg, one.reps) for one in climbing.sets] == [(20, 11), (20, 10), (20, 9)]
    full = suggest(double, [session((20, 12), (20, 12), (20, 12))])
    assert [(one.load_kg, one.reps) for one in full.sets] == [(22.5, 8)] * 3


def test_reps_sum_looks_at_all_sets_together():
    summed = rule(Progression.REPS_SUM, reps_goal=25, increment_kg=5)
    assert suggest(summed, [session((50, 10), (50, 8), (50, 6))]).change is Change.SAME
    found = suggest(summed, [session((50, 10), (50, 8), (50, 7))])
    assert loads(found) == [55] * 3
    assert found.reason.endswith("25 reps in all were reached last time.")


def test_percent_grows_by_a_share_and_rounds_to_what_can_be_loaded():
    found = suggest(rule(Progression.PERCENT, increment_percent=5), [session((100, 5)) * 3])
    assert loads(found) == [105] * 3
    small = suggest(rule(Progression.PERCENT, increment_percent=1), [session((60, 5)) * 3])
    assert loads(small) == [62.5] * 3, "a small step is not rounded away for ever"


def test_none_stays_the_same():
    assert suggest(rule(Progression.NONE), [FIVES]).change is Change.SAME


def test_above_the_rpe_asked_for_nothing_grows():
    by_rpe = rule(load_kind=LoadKind.RPE, load_value=8)
    found = suggest(by_rpe, [[Done(60, 5, 9)] * 3])
    assert found.change is Change.SAME
    assert found.reason.endswith("Last time was harder than RPE 8.")
    assert suggest(by_rpe, [[Done(60, 5, 8)] * 3]).change is Change.UP


@pytest.mark.parametrize(
    ("kind", "value", "load"),
    [(LoadKind.KG, 40, 40), (LoadKind.PERCENT_E1RM, 80, 90), (LoadKind.RPE, 8, 95)],
)
def test_the_first_load_comes_from_the_plan(kind: str, value: float, load: float):
    found = suggest(rule(load_kind=kind, load_value=value), [], e1rm_kg=112.5)
    assert (loads(found), found.change) == ([load] * 3, Change.START)


def test_with_nothing_to_go_by_it_says_how_to_choose():
    found = suggest(rule(), [])
    assert loads(found) == [None] * 3
    assert found.reason == (
        "No earlier session to go by. Choose a load that leaves you at two reps left."
    )


def test_the_reason_speaks_the_members_unit():
    found = suggest(rule(), [FIVES], write=lambda kg: f"{kg / 0.45359237:.0f} lb")
    assert found.reason.startswith("138 lb, up from 132 lb.")


@given(
    st.sampled_from(list(Progression)),
    st.lists(
        st.lists(
            st.builds(
                Done,
                st.one_of(st.none(), st.floats(0, 500)),
                st.one_of(st.none(), st.integers(0, 30)),
                st.one_of(st.none(), st.floats(6, 10)),
            ),
            max_size=5,
        ),
        max_size=4,
    ),
    st.integers(1, 6),
)
def test_any_history_gives_as_many_sets_as_asked_and_a_reason(
    progression: str, history: list[list[Done]], sets: int
):
    found = suggest(rule(progression, sets=sets, reps_max=8, increment_percent=2.5), history)
    assert len(found.sets) == sets
    assert found.reason.endswith(".")
    assert all(one.load_kg is None or one.load_kg >= 0 for one in found.sets)
