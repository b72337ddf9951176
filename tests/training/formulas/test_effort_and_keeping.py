"""Hard sets, session load, adherence and streaks, and the faults other apps have with them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.training import formulas
from fitness_app.training.formulas import Due
from fitness_app.training.words import SessionStatus

MONDAY = date(2026, 3, 2)
NEVER = {}.__contains__


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def test_hard_sets_count_whole_for_main_muscles_and_half_for_others():
    muscles = {1: [("chest", True), ("triceps", False)], 2: [("triceps", True)]}
    assert formulas.hard_sets([(1, 4), (2, 3), (9, 5)], muscles) == {"chest": 4, "triceps": 5}


def test_a_session_load_is_rpe_times_minutes():
    assert formulas.session_load(rpe=7, minutes=60) == 420


def test_monotony_is_the_mean_by_the_spread_and_strain_that_times_the_load():
    load = formulas.week_load([300, 0, 300, 0, 300, 0, 0])
    assert load.total == 900
    assert load.monotony == pytest.approx(128.571 / 148.461, abs=1e-3)
    assert load.strain == pytest.approx(900 * 128.571 / 148.461, abs=0.5)


def test_seven_days_alike_have_no_monotony():
    assert formulas.week_load([100] * 7).monotony is None


def test_a_load_ratio_is_hidden_for_the_first_28_days():
    ratios = formulas.load_ratios([100] * 29)
    assert ratios[:28] == [None] * 28
    assert ratios[28] == pytest.approx(1)


def test_a_tripled_week_is_a_sharp_rise_and_an_even_one_is_none():
    ratios = formulas.load_ratios([100] * 35 + [300] * 7)
    assert not formulas.is_sharp_rise(ratios[34])
    assert formulas.is_sharp_rise(ratios[-1])
    assert not formulas.is_sharp_rise(None)
    assert not formulas.is_sharp_rise(1.5)


def test_days_without_a_session_are_nought():
    loads = {MONDAY: 100.0}
    assert formulas.by_day(loads, since=MONDAY, until=MONDAY + timedelta(days=2)) == [100, 0, 0]


def due(days_ago: int, status: str, share: float = 0.0) -> Due:
    return Due(MONDAY - timedelta(days=days_ago), status, share)


def test_adherence_is_done_by_due_with_partial_ones_in_part():
    sessions = [
        due(1, SessionStatus.DONE),
        due(2, SessionStatus.PARTIAL, 0.5),
        due(3, SessionStatus.SKIPPED),
        due(4, SessionStatus.PLANNED),
    ]
    kept = formulas.adherence(
        sessions, since=MONDAY - timedelta(days=6), today=MONDAY, is_leave=NEVER
    )
    assert (kept.done, kept.due, kept.rate) == (1.5, 4, 0.375)


def test_excused_sessions_leave_days_and_what_is_still_open_are_in_neither_count():
    sessions = [
        due(1, SessionStatus.EXCUSED),
        due(2, SessionStatus.PLANNED),
        due(0, SessionStatus.PLANNED),
        due(-1, SessionStatus.PLANNED),
        due(90, SessionStatus.DONE),
    ]
    kept = formulas.adherence(
        sessions,
        since=MONDAY - timedelta(days=6),
        today=MONDAY,
        is_leave={MONDAY - timedelta(days=2)}.__contains__,
    )
    assert (kept.due, kept.rate) == (0, None)


def streak(sessions: dict[date, int], today: date = date(2026, 5, 11), leave=NEVER) -> int:
    return formulas.weekly_streak(sessions, target=2, today=today, is_leave=leave).weeks


def test_rest_days_break_no_streak():
    assert streak({week(number): 2 for number in range(7, 10)}) == 3


def test_a_week_short_of_the_target_ends_it():
    assert streak({week(6): 2, week(7): 2, week(8): 1, week(9): 2}) == 1
    assert streak({week(6): 2, week(7): 2, week(9): 2}) == 1


def test_this_week_is_in_grace_and_counts_once_it_is_met():
    assert streak({week(8): 2, week(9): 2}) == 2
    assert streak({week(8): 2, week(9): 2, week(10): 1}) == 2
    assert streak({week(8): 2, week(9): 2, week(10): 2}) == 3


def test_the_board_is_not_empty_on_sundays():
    sunday = week(10) + timedelta(days=6)
    assert streak({week(8): 2, week(9): 2, week(10): 2}, today=sunday) == 3


def test_leave_weeks_bridge_and_do_not_count():
    leave = {week(8) + timedelta(days=3)}.__contains__
    assert streak({week(7): 2, week(9): 2}, leave=leave) == 2
    assert streak({week(7): 2, week(8): 1, week(9): 2}, leave=leave) == 2


def test_a_turn_of_the_year_breaks_no_streak_and_joins_no_two_years():
    around = {date(2025, 12, 15): 3, date(2025, 12, 22): 3, date(2025, 12, 29): 3}
    today = date(2026, 1, 5)
    assert formulas.weekly_streak(around, target=3, today=today, is_leave=NEVER).weeks == 3
    years_apart = {date(2025, 1, 6): 3, date(2026, 1, 5): 3}
    kept = formulas.weekly_streak(years_apart, target=3, today=date(2026, 1, 6), is_leave=NEVER)
    assert (kept.weeks, kept.longest, kept.is_this_week_done) == (1, 1, True)


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 4)))
def test_one_more_session_never_shortens_a_streak(counts: dict[int, int]):
    sessions = {week(number): count for number, count in counts.items()}
    more = {day: count + 1 for day, count in sessions.items()}
    assert streak(more, today=week(12)) >= streak(sessions, today=week(12))


def test_resting_energy_follows_mifflin_st_jeor_and_shows_both_without_a_sex():
    both = formulas.resting_energy(weight_kg=80, height_cm=180, age=30)
    assert both == formulas.RestingEnergy(female=1614, male=1780)
    one = formulas.resting_energy(weight_kg=80, height_cm=180, age=30, sex="male")
    assert one == formulas.RestingEnergy(female=None, male=1780)


@pytest.mark.parametrize(("age", "is_known"), [(18, False), (19, True), (78, True), (79, False)])
def test_resting_energy_is_for_19_to_78(age: int, is_known: bool):
    found = formulas.resting_energy(weight_kg=80, height_cm=180, age=age)
    assert (found is not None) == is_known


def test_dots_of_a_man_of_83_kg():
    points = formulas.dots(total_kg=600, weight_kg=83, sex="male")
    assert points == pytest.approx(405.05, abs=0.005)
    assert formulas.dots(total_kg=600, weight_kg=39, sex="male") is None
    assert formulas.dots(total_kg=300, weight_kg=151, sex="female") is None
