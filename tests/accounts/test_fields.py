"""What people type about themselves, and what is said when it can't be read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitness_app.accounts import fields
from fitness_app.accounts.fields import FieldError
from fitness_app.kit import clock


def problem(reader: fields.Reader, text: str) -> str:
    with pytest.raises(FieldError) as refusal:
        reader(text)
    return str(refusal.value)


@pytest.mark.parametrize("name", ["ann", "Ann.O-Neil", "ანა", "a" * 150, "ann@x.org"])
def test_a_good_username_is_read(name: str):
    assert fields.read_username(f" {name} ") == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "This field may not be blank."),
        ("   ", "This field may not be blank."),
        ("a" * 151, "Ensure this field has no more than 150 characters."),
        ("ﬃ" * 51, "Ensure this field has no more than 150 characters."),
        ("two words", fields.USERNAME_RULE),
        ("semi;colon", fields.USERNAME_RULE),
        ("nul\0", fields.USERNAME_RULE),
        ("\ud800", fields.USERNAME_RULE),
    ],
)
def test_a_bad_username_is_refused(name: str, text: str):
    assert problem(fields.read_username, name) == text


@pytest.mark.parametrize(
    ("left", "right"), [("Ann", "ann"), ("ａｎｎ", "ann"), ("Straße", "STRASSE"), ("A\u030a", "å")]
)
def test_usernames_that_look_the_same_have_one_key(left: str, right: str):
    assert fields.username_key(left) == fields.username_key(right)


@given(st.text(max_size=160))
def test_a_username_that_is_read_fits_its_columns(text: str):
    try:
        name = fields.read_username(text)
    except FieldError:
        return
    assert fields.read_username(name) == name
    assert len(name) <= 150
    assert len(fields.username_key(name)) <= 300
    assert fields.username_key(fields.username_key(name)) == fields.username_key(name)


def test_an_address_keeps_its_case_before_the_at_and_has_one_key():
    assert fields.read_email(" Ann@EXAMPLE.org ") == "Ann@example.org"
    assert fields.email_key("Ann@example.org") == "ann@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "ann",
        "ann@localhost",
        "a b@example.org",
        "Ann <ann@example.org>",
        "ännä@example.org",
        "a\0@example.org",
        "\ud800@example.org",
        "a@example.org\nbcc: x",
        "x" * 100_000,
    ],
)
def test_what_is_no_address_is_refused(address: str):
    assert problem(fields.read_email, address) == "Enter a valid email address."


def test_an_empty_address_is_missing():
    assert problem(fields.read_email, " ") == "This field may not be blank."


@pytest.mark.parametrize(
    ("typed", "born_on"),
    [("", None), ("1990-05-31", date(1990, 5, 31)), (" 1990-05-31 ", date(1990, 5, 31))],
)
def test_a_birth_date_is_read(typed: str, born_on: date | None):
    assert fields.birth_date_reader(UTC)(typed) == born_on


def test_a_birth_date_is_bounded_by_age():
    today = clock.now().date()
    read = fields.birth_date_reader(UTC)
    tomorrow = today + timedelta(days=1)
    assert problem(read, tomorrow.isoformat()) == "Date of birth cannot be in the future."
    too_young = today - timedelta(days=13 * 365)
    assert problem(read, too_young.isoformat()) == (
        "Date of birth cannot be less than 13 years ago."
    )
    assert problem(read, "1880-01-01") == "Date of birth cannot be more than 120 years ago."
    assert problem(read, "31.05.1990") == "Enter a date such as 1990-05-31."
    assert problem(read, "1990-02-30") == "Enter a date such as 1990-05-31."


def test_the_birthday_begins_where_the_person_lives():
    noon = datetime(2030, 6, 1, 12, tzinfo=UTC)
    clock.move(noon - clock.now())
    assert problem(fields.birth_date_reader(UTC), "2017-06-02")
    assert fields.birth_date_reader(ZoneInfo("Pacific/Kiritimati"))("2017-06-02")


@pytest.mark.parametrize(
    ("day", "age"), [(date(2030, 2, 28), 9), (date(2030, 3, 1), 10), (date(2032, 2, 29), 12)]
)
def test_who_was_born_on_a_leap_day_ages_on_the_first_of_march(day: date, age: int):
    assert fields.age_on(day, date(2020, 2, 29)) == age


@pytest.mark.parametrize(
    ("typed", "unit_system", "cm"),
    [
        ("", "metric", None),
        ("180", "metric", 180.0),
        ("180,5", "metric", 180.5),
        ("180 cm", "imperial", 180.0),
        ("5'11\"", "imperial", 180.3),
        ("5 11", "imperial", 180.3),
        ("5-11", "imperial", 180.3),
        ("5ft 11in", "imperial", 180.3),
        ("5’ 11.5”", "imperial", 181.6),
        ("6'", "imperial", 182.9),
    ],
)
def test_a_height_is_read_in_either_system(typed: str, unit_system: str, cm: float | None):
    assert fields.height_reader(unit_system)(typed) == cm


@pytest.mark.parametrize(
    ("typed", "unit_system"),
    [
        ("49", "metric"),
        ("281", "metric"),
        ("5'11\"", "metric"),
        ("nan", "metric"),
        ("1e2", "metric"),
        ("-180", "metric"),
        ("١٨٠", "metric"),
        ("71", "imperial"),
        ("5'12\"", "imperial"),
        ("9'9\"", "imperial"),
    ],
)
def test_a_height_that_makes_no_sense_is_refused(typed: str, unit_system: str):
    assert "Enter" in problem(fields.height_reader(unit_system), typed)


@pytest.mark.parametrize(
    ("typed", "unit_system", "kg"),
    [
        ("", "metric", None),
        ("74.5", "metric", 74.5),
        ("74,5", "metric", 74.5),
        ("165", "imperial", 74.84274105),
    ],
)
def test_a_weight_is_read_in_either_system(typed: str, unit_system: str, kg: float | None):
    assert fields.weight_reader(unit_system)(typed) == pytest.approx(kg)


@pytest.mark.parametrize(
    ("typed", "unit_system"),
    [("19.9", "metric"), ("651", "metric"), ("inf", "metric"), ("44", "imperial")],
)
def test_a_weight_that_makes_no_sense_is_refused(typed: str, unit_system: str):
    assert "Enter" in problem(fields.weight_reader(unit_system), typed)


def test_text_is_trimmed_and_kept_within_its_length():
    read = fields.text_up_to(5)
    assert read(" a\r\nb ") == "a\nb"
    assert problem(read, "abcdef") == "Ensure this field has no more than 5 characters."
    assert problem(read, "a\0b") == "This contains characters that we can't keep."
    assert problem(read, "a\udc00b") == "This contains characters that we can't keep."


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_what_is_storable_can_be_stored(text: str):
    kept = fields.storable(text, 50)
    assert len(kept.encode()) <= 200
    assert "\0" not in kept


def test_zones_are_known_by_name():
    assert fields.read_time_zone("Asia/Tbilisi") == "Asia/Tbilisi"
    assert problem(fields.read_time_zone, "Moon/Crater") == "Choose a time zone from the list."
    assert fields.zone_or_utc("../../etc/passwd").key == "UTC"
    assert "Asia/Tbilisi" in fields.list_time_zones()


@pytest.mark.parametrize("tag", ["en", "en-GB", "ka-GE", "zh-Hant-TW"])
def test_a_language_tag_is_read(tag: str):
    assert fields.read_locale(tag) == tag


@pytest.mark.parametrize("tag", ["", "english", "en_GB", "e", "en-" + "x" * 20])
def test_what_is_no_language_tag_is_refused(tag: str):
    assert problem(fields.read_locale, tag) == "Choose a language from the list."


@pytest.mark.parametrize("text", ["", "15", "0", "-1", "3.5", "three", "٣"])
def test_a_number_out_of_bounds_is_refused(text: str):
    assert problem(fields.whole_number(1, 14), text) == "Enter a whole number from 1 to 14."
