"""On which days sessions fall: by hand, and whatever is thrown at them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fitness_app.training.plans import timing

MON, WED, FRI = 0, 2, 4
THREE = [MON, WED, FRI]
MONDAY = date(2026, 11, 23)

some_weekdays = st.sets(st.integers(0, 6), min_size=1).map(sorted)
some_day = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def on(*ahead: int) -> list[date]:
    return [MONDAY + timedelta(days=n) for n in ahead]


def test_a_plan_falls_on_the_chosen_weekdays():
    assert timing.lay_out([3, 3], starts_on=MONDAY, weekdays=THREE) == on(0, 2, 4, 7, 9, 11)


def test_a_plan_that_starts_midweek_goes_on_from_there():
    wednesday = MONDAY + timedelta(days=2)
    assert timing.lay_out([3], starts_on=wednesday, weekdays=THREE) == on(2, 4, 7)


def test_a_light_week_leaves_its_last_days_free():
    assert timing.lay_out([2, 3], starts_on=MONDAY, weekdays=THREE) == on(0, 2, 7, 9, 11)


def test_pushed_sessions_go_to_the_next_chosen_weekdays():
    later = on(2, 4, 7)
    assert timing.push(later, earliest=MONDAY + timedelta(days=3), weekdays=THREE) == on(4, 7, 9)


def test_a_free_day_takes_up_a_push():
    later = on(2, 7, 9)
    assert timing.push(later, earliest=MONDAY + timedelta(days=3), weekdays=THREE) == on(4, 7, 9)


def test_a_pause_moves_what_is_left_by_its_whole_weeks_and_never_before_its_end():
    left = on(2, 4, 7)
    resumed_on = MONDAY + timedelta(days=10)
    assert timing.resume(
        left, paused_on=MONDAY + timedelta(days=1), resumed_on=resumed_on, weekdays=THREE
    ) == on(11, 14, 16)


def test_a_pause_of_no_day_changes_nothing():
    left = on(2, 4, 7)
    assert timing.resume(left, paused_on=MONDAY, resumed_on=MONDAY, weekdays=THREE) == left


@given(data=st.data(), starts_on=some_day, weekdays=some_weekdays)
def test_every_session_has_a_chosen_day_within_its_week(
    data: st.DataObject, starts_on: date, weekdays: list[int]
):
    counts = data.draw(st.lists(st.integers(0, len(weekdays)), max_size=20))
    days = timing.lay_out(counts, starts_on=starts_on, weekdays=weekdays)
    weeks = [week for week, count in enumerate(counts) for _ in range(count)]
    assert [(day - starts_on).days // 7 for day in days] == weeks
    assert {day.weekday() for day in days} <= set(weekdays)
    assert all(before < after for before, after in pairwise(days))


@given(
    days=st.sets(some_day, max_size=20).map(sorted),
    earliest=some_day,
    weekdays=st.one_of(st.just([]), some_weekdays),
)
def test_a_push_keeps_the_order_and_brings_nothing_forward(
    days: list[date], earliest: date, weekdays: list[int]
):
    pushed = timing.push(days, earliest=earliest, weekdays=weekdays)
    assert len(pushed) == len(days)
    assert all(before < after for before, after in pairwise([earliest - timing.ONE_DAY, *pushed]))
    assert all(after >= before for before, after in zip(days, pushed, strict=True))
    assert timing.push(pushed, earliest=earliest, weekdays=weekdays) == pushed
