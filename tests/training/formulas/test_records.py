"""Records as a pure function of days: what must hold for any sets in any order."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fitness_app.training.formulas import DoneSet, records_of, tally_day
from fitness_app.training.words import Mode, SetType

START = date(2025, 12, 29)
AT = datetime(2025, 12, 29, 9, tzinfo=UTC)

any_set = st.builds(
    lambda load, reps, kind, workout: DoneSet(
        0, workout, AT, kind, load, reps, None, None, None, load
    ),
    st.one_of(st.none(), st.sampled_from([20, 60, 61.23496995, 62.5, 100])),
    st.one_of(st.none(), st.integers(0, 40)),
    st.sampled_from([SetType.WORKING, SetType.WARMUP, SetType.DROP, SetType.FORCED]),
    st.integers(1, 2),
)
any_days = st.lists(st.lists(any_set, max_size=5), max_size=6)


def _tallies(days: list[list[DoneSet]]):
    return [
        tally_day(START + timedelta(days=number), Mode.WEIGHT_REPS, sets, per_side=False)
        for number, sets in enumerate(days)
    ]


def _facts(days: list[list[DoneSet]]) -> set[tuple[object, ...]]:
    return {(r.kind, r.reps, r.value, r.previous_value, r.day) for r in records_of(_tallies(days))}


@given(any_days, st.randoms())
def test_the_order_of_a_days_sets_makes_no_difference(days: list[list[DoneSet]], luck):
    shuffled = [luck.sample(sets, len(sets)) for sets in days]
    assert _facts(shuffled) == _facts(days)
    for one, other in zip(_tallies(days), _tallies(shuffled), strict=True):
        assert (one.working_sets, one.reps, one.best_e1rm_kg) == (
            other.working_sets,
            other.reps,
            other.best_e1rm_kg,
        )


@given(any_days)
def test_every_record_beats_what_was_before_it(days: list[list[DoneSet]]):
    best: dict[tuple[object, int], float] = {}
    for record in records_of(_tallies(days)):
        assert record.value > record.previous_value
        assert record.value > best.get((record.kind, record.reps), 0.0)
        best[record.kind, record.reps] = record.value


@given(any_days)
def test_the_first_day_has_no_record(days: list[list[DoneSet]]):
    assert records_of(_tallies(days[:1])) == []


@given(any_days, any_days)
def test_later_days_change_no_earlier_record(early, late):
    until = START + timedelta(days=len(early))
    both = {fact for fact in _facts(early + late) if fact[4] < until}  # pyright: ignore[reportOperatorIssue]
    assert both == _facts(early)


@given(any_days)
def test_warm_ups_are_in_nothing(days: list[list[DoneSet]]):
    without = [[one for one in sets if one.set_type != SetType.WARMUP] for sets in days]
    assert _facts(without) == _facts(days)
