"""Units are exact, and numbers are read as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.kit.errors import Invalid
from fitness_app.training.units import UNITS, read_number


def test_a_pound_is_exactly_what_the_treaty_says():
    assert UNITS["lb"].to_stored(1) == 0.45359237
    assert UNITS["in"].to_stored(1) == 2.54
    assert UNITS["mi"].to_stored(1) == 1609.344


def test_135_pounds_are_61_kilograms_and_135_pounds_again():
    stored = UNITS["lb"].to_stored(135)
    assert stored == pytest.approx(61.23496995, abs=1e-8)
    assert round(UNITS["lb"].from_stored(stored), 3) == 135


@given(st.sampled_from(sorted(UNITS)), st.integers(0, 9_999_999))
def test_any_value_comes_back_from_its_unit(code: str, thousandths: int):
    value = thousandths / 1000
    unit = UNITS[code]
    assert round(unit.from_stored(unit.to_stored(value)), 3) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [("72", 72), ("72.5", 72.5), ("72,5", 72.5), (" 72.125 ", 72.125), ("−3", -3), ("+4", 4)],
)
def test_a_point_or_a_comma_marks_decimals(text: str, number: float):
    assert read_number(text, field="value", example="72.5") == number


@pytest.mark.parametrize(
    "text",
    ["", "  ", "nan", "NaN", "inf", "-Infinity", "1e9", "1_000", "72.5.1", "1,234.5", "0x10",
     "seventy", "72.1234", "12345678", "７２", "٧٢", "72 kg", "1\n2", "\u0000"],
)  # fmt: skip
def test_anything_else_is_refused_under_its_field(text: str):
    with pytest.raises(Invalid) as refusal:
        read_number(text, field="value", example="72.5")
    assert "72.5" in refusal.value.fields["value"]
