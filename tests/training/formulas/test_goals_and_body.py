"""The formulae against published values, and what must hold for any numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.training import formulas
from fitness_app.training.formulas import BmiCategory, Standing

weights = st.floats(20, 650)


def test_the_first_reading_is_its_own_trend():
    assert formulas.weight_trend([80.0]) == [80.0]


def test_no_readings_have_no_trend():
    assert formulas.weight_trend([]) == []


def test_a_new_reading_moves_the_trend_by_two_elevenths_of_the_gap():
    assert formulas.weight_trend([80.0, 75.0]) == [80.0, pytest.approx(80 - 5 * 2 / 11)]


@given(st.lists(weights, min_size=1))
def test_a_trend_stays_within_what_was_read(readings: list[float]):
    slack = 1e-9
    for count, smoothed in enumerate(formulas.weight_trend(readings), start=1):
        so_far = readings[:count]
        assert min(so_far) - slack <= smoothed <= max(so_far) + slack


@given(st.lists(weights, min_size=2), st.floats(0, 50))
def test_heavier_readings_never_make_a_lighter_trend(readings: list[float], more: float):
    heavier = formulas.weight_trend([reading + more for reading in readings])
    for above, below in zip(heavier, formulas.weight_trend(readings), strict=True):
        assert above >= below - 1e-9


@given(st.lists(weights), st.lists(weights))
def test_later_readings_leave_the_earlier_trend_alone(early: list[float], late: list[float]):
    assert formulas.weight_trend(early + late)[: len(early)] == formulas.weight_trend(early)


def test_progress_is_the_share_of_the_way_done():
    assert formulas.goal_progress(start=80, target=70, now=76) == pytest.approx(0.4)
    assert formulas.goal_progress(start=60, target=70, now=63) == pytest.approx(0.3)


def test_progress_is_negative_when_moving_away():
    assert formulas.goal_progress(start=80, target=70, now=82) == pytest.approx(-0.2)


@given(start=weights, target=weights)
def test_progress_runs_from_nought_at_the_start_to_one_at_the_target(start: float, target: float):
    if abs(start - target) < 0.1:
        return
    assert formulas.goal_progress(start=start, target=target, now=start) == 0
    assert formulas.goal_progress(start=start, target=target, now=target) == 1


@pytest.mark.parametrize(
    ("progress", "elapsed", "standing"),
    [
        (0.40, 0.50, Standing.ON_TRACK),  # exactly 80 %
        (0.395, 0.50, Standing.AT_RISK),  # 79 %
        (0.25, 0.50, Standing.AT_RISK),  # exactly 50 %
        (0.245, 0.50, Standing.BEHIND),  # 49 %
        (-0.10, 0.50, Standing.BEHIND),
        (0.52, 0.50, Standing.ON_TRACK),
        (0.00, 0.00, Standing.JUST_STARTED),
        (1.00, 0.10, Standing.REACHED),
        (1.20, 1.00, Standing.REACHED),
    ],
)
def test_pace_is_put_into_a_word(progress: float, elapsed: float, standing: Standing):
    pace = formulas.goal_pace(progress=progress, elapsed=elapsed)
    assert formulas.goal_standing(progress=progress, pace=pace) is standing


@given(elapsed=st.floats(0.001, 1))
def test_a_rounding_error_never_costs_a_badge(elapsed: float):
    pace = formulas.goal_pace(progress=0.8 * elapsed, elapsed=elapsed)
    assert formulas.goal_standing(progress=0.0, pace=pace) is Standing.ON_TRACK


def test_elapsed_time_stays_between_nought_and_one():
    span = {"starts_on": date(2026, 1, 1), "due_on": date(2026, 1, 11)}
    assert formulas.share_elapsed(**span, today=date(2025, 12, 1)) == 0
    assert formulas.share_elapsed(**span, today=date(2026, 1, 6)) == 0.5
    assert formulas.share_elapsed(**span, today=date(2027, 1, 1)) == 1


def test_the_target_comes_at_the_mean_rate_so_far():
    started, today = date(2026, 1, 1), date(2026, 1, 21)
    day = formulas.projected_day(progress=0.25, starts_on=started, today=today)
    assert day == started + timedelta(days=80)


@pytest.mark.parametrize(
    ("progress", "days"), [(0.5, 6), (0.0, 30), (-0.2, 30), (1.0, 30), (0.001, 30)]
)
def test_nothing_is_foretold_without_a_rate_to_go_by(progress: float, days: int):
    started = date(2026, 1, 1)
    today = started + timedelta(days=days)
    assert formulas.projected_day(progress=progress, starts_on=started, today=today) is None


def test_bmi_is_weight_over_height_squared():
    assert formulas.bmi(weight_kg=70, height_cm=175) == pytest.approx(22.857, abs=0.001)


@pytest.mark.parametrize(
    ("index", "category"),
    [
        (18.4, BmiCategory.UNDERWEIGHT),
        (18.5, BmiCategory.NORMAL),
        (24.9, BmiCategory.NORMAL),
        (24.96, BmiCategory.PRE_OBESITY),  # it reads 25.0
        (29.9, BmiCategory.PRE_OBESITY),
        (30.0, BmiCategory.OBESITY_1),
        (34.9, BmiCategory.OBESITY_1),
        (35.0, BmiCategory.OBESITY_2),
        (39.9, BmiCategory.OBESITY_2),
        (40.0, BmiCategory.OBESITY_3),
    ],
)
def test_bmi_bands_are_those_of_the_who(index: float, category: BmiCategory):
    assert formulas.bmi_category(index) is category


def test_a_day_is_the_one_where_somebody_is():
    late_evening_utc = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    assert formulas.local_day(late_evening_utc, "Asia/Tbilisi") == date(2026, 3, 2)
    assert formulas.local_day(late_evening_utc, "America/New_York") == date(2026, 3, 1)


def test_weeks_start_where_the_member_says():
    sunday = date(2026, 3, 1)
    assert formulas.week_of(sunday) == date(2026, 2, 23)
    assert formulas.week_of(sunday, week_start=6) == sunday


@given(day=st.dates(date(2000, 1, 8)), week_start=st.integers(0, 6))
def test_a_day_lies_in_its_own_week(day: date, week_start: int):
    first = formulas.week_of(day, week_start=week_start)
    assert first.weekday() == week_start
    assert 0 <= (day - first).days < 7
