"""What a trainer may ask of an exercise, and what is said of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.kit.errors import Invalid, noting
from fitness_app.training.plans.prescribing import FIELDS, read_ask
from fitness_app.training.words import Mode

WEIGHT, BODY, HOLD, RUN, CARRY = (
    Mode.WEIGHT_REPS,
    Mode.BODYWEIGHT_REPS,
    Mode.DURATION,
    Mode.DISTANCE_DURATION,
    Mode.WEIGHT_DISTANCE,
)


def faults(mode: Mode, **asked: str) -> set[str]:
    with pytest.raises(Invalid) as refusal:
        read_ask(mode, asked)
    return set(refusal.value.fields)


def test_sets_and_reps_are_read_with_a_load_and_a_rest():
    columns = read_ask(
        WEIGHT, {"sets": "4", "reps": "8-12", "load_kind": "kg", "load": "62,5", "rest": "1:30"}
    )
    assert (columns["sets"], columns["reps_min"], columns["reps_max"]) == (4, 8, 12)
    assert (columns["load_kind"], columns["load_value"], columns["rest_s"]) == ("kg", 62.5, 90)


def test_a_load_in_pounds_is_kept_in_kilograms():
    columns = read_ask(WEIGHT, {"reps": "5", "load_kind": "kg", "load": "135", "unit": "lb"})
    assert columns["load_value"] == pytest.approx(61.2350, abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "load", "value"), [("percent_e1rm", "75", 75), ("rpe", "8.5", 8.5)]
)
def test_a_load_can_be_a_share_or_an_effort(kind: str, load: str, value: float):
    assert read_ask(WEIGHT, {"reps": "5", "load_kind": kind, "load": load})["load_value"] == value


@pytest.mark.parametrize(
    ("mode", "asked"),
    [
        (HOLD, {"duration": "45"}),
        (RUN, {"duration": "20:00"}),
        (RUN, {"distance": "5000"}),
        (CARRY, {"distance": "40", "load_kind": "kg", "load": "24"}),
        (BODY, {"reps": "", "set_type": "amrap"}),
    ],
)
def test_each_kind_of_exercise_is_asked_for_in_its_own_measure(mode: Mode, asked: dict[str, str]):
    read_ask(mode, asked)


@pytest.mark.parametrize(
    ("mode", "asked", "field"),
    [
        (WEIGHT, {"reps": ""}, "reps"),
        (WEIGHT, {"reps": "12-8"}, "reps"),
        (WEIGHT, {"reps": "0"}, "reps"),
        (WEIGHT, {"reps": "1e9"}, "reps"),
        (WEIGHT, {"reps": "٥"}, "reps"),
        (WEIGHT, {"reps": "5", "sets": "31"}, "sets"),
        (WEIGHT, {"reps": "5", "sets": "nan"}, "sets"),
        (WEIGHT, {"reps": "5", "load_kind": "stones", "load": "5"}, "load_kind"),
        (WEIGHT, {"reps": "5", "load_kind": "kg", "load": "1401"}, "load"),
        (WEIGHT, {"reps": "5", "load_kind": "kg", "load": "0"}, "load"),
        (WEIGHT, {"reps": "5", "load_kind": "kg", "load": "nan"}, "load"),
        (WEIGHT, {"reps": "5", "load_kind": "percent_e1rm", "load": "121"}, "load"),
        (WEIGHT, {"reps": "5", "load_kind": "rpe", "load": "5"}, "load"),
        (WEIGHT, {"reps": "5", "load_kind": "rpe", "load": "8.3"}, "load"),
        (WEIGHT, {"reps": "5", "rest": "soon"}, "rest"),
        (WEIGHT, {"reps": "5", "rest": "99:00"}, "rest"),
        (WEIGHT, {"reps": "5", "tempo": "slow"}, "tempo"),
        (WEIGHT, {"reps": "5", "set_type": "heroic"}, "set_type"),
        (WEIGHT, {"reps": "5", "note": "x" * 301}, "note"),
        (WEIGHT, {"reps": "5", "progression": "linear"}, "increment"),
        (WEIGHT, {"reps": "5", "progression": "double", "increment": "2.5"}, "reps"),
        (WEIGHT, {"reps": "5", "progression": "percent"}, "increment_percent"),
        (
            WEIGHT,
            {
                "sets": "3",
                "reps": "5",
                "progression": "reps_sum",
                "increment": "2",
                "reps_goal": "9",
            },
            "reps_goal",
        ),
        (BODY, {"reps": "5", "load_kind": "kg", "load": "5"}, "load_kind"),
        (BODY, {"reps": "5", "progression": "linear", "increment": "2.5"}, "progression"),
        (HOLD, {"duration": "30", "load_kind": "percent_e1rm", "load": "70"}, "load_kind"),
        (HOLD, {"duration": ""}, "duration"),
        (HOLD, {"duration": "7:00:00"}, "duration"),
        (RUN, {}, "duration"),
        (CARRY, {}, "distance"),
        (CARRY, {"distance": "1e9"}, "distance"),
    ],
)
def test_what_cannot_be_asked_is_said_under_its_field(
    mode: Mode, asked: dict[str, str], field: str
):
    assert faults(mode, **asked) == {field}


def test_every_fault_is_said_at_once():
    assert faults(WEIGHT, sets="0", reps="?", load_kind="kg", load="heavy", tempo="x") == {
        "sets",
        "reps",
        "load",
        "tempo",
    }


@given(
    mode=st.sampled_from(list(Mode)),
    asked=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=12)),
)
def test_whatever_is_typed_is_read_or_refused_by_its_fields(mode: Mode, asked: dict[str, str]):
    problems: dict[str, str] = {}
    columns = None
    with noting(problems):
        columns = read_ask(mode, asked)
    assert problems.keys() <= set(FIELDS)
    if columns is not None:
        assert 1 <= columns["sets"] <= 30
        assert (columns["load_kind"] == "none") is (columns["load_value"] is None)
