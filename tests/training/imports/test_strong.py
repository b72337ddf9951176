"""Strong's export in every form that it has had."""

from datetime import datetime
from pathlib import Path

import pytest

from fitness_app.kit.errors import Invalid
from fitness_app.training.imports import reading
from fitness_app.training.imports.bundle import Bundle
from fitness_app.training.imports.settling import Said
from tests.training.imports.bringing import IN_KG, IN_LB, STRONG

HEADER = STRONG.partition("\n")[0]
QUOTED = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";'
    '"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"\n'
    '"1";"2026-03-02 18:05:00";"Push; heavy";"3900";"Bench Press (Barbell)";"1";"82,5";"5";"8";'
    '"";"";"";"Said ""go"""\n'
    '"1";"2026-03-02 18:05:00";"Push; heavy";"3900";"Bench Press (Barbell)";"Rest Timer";"";"";'
    '"";"";"120";"";""\n'
    '"1";"2026-03-02 18:05:00";"Push; heavy";"3900";"Rowing Machine";"1";"";"";"";"2000";"480.0";'
    '"";""\n'
)


def read(tmp_path: Path, text: str | bytes, said: Said = IN_KG) -> Bundle:
    file = tmp_path / "strong.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return reading.read(file, said)


def sets(bundle: Bundle) -> list[dict]:
    return [one for workout in bundle.workouts for part in workout.exercises for one in part.sets]


def row(**cells: str) -> str:
    usual = {
        "Date": "2026-03-02 18:05:00", "Workout Name": "Push", "Duration": "45m",
        "Exercise Name": "Squat", "Set Order": "1", "Weight": "100", "Reps": "5",
    }  # fmt: skip
    found = {**usual, **{name.replace("_", " "): text for name, text in cells.items()}}
    return ",".join(f'"{found.get(name, "")}"' for name in HEADER.split(",")) + "\n"


def test_sessions_are_grouped_by_their_start_and_name(tmp_path: Path):
    push, run = read(tmp_path, STRONG).workouts
    assert push.values["name"] == "Push"
    assert push.values["started_at"] == datetime.fromisoformat("2026-03-02T18:05:00+01:00")
    assert push.values["ended_at"] == datetime.fromisoformat("2026-03-02T19:10:00+01:00")
    assert push.values["notes"] == "Felt good"
    assert [part.key for part in push.exercises] == ["Bench Press (Barbell)", "Plank"]
    assert push.exercises[0].values["notes"] == "Slow"
    assert [one["set_type"] for one in push.exercises[0].sets] == ["warmup", "working", "working"]
    assert str(run.values["local_date"]) == "2026-03-04"


def test_zeros_that_mean_nothing_was_recorded_are_blank(tmp_path: Path):
    plank = sets(read(tmp_path, STRONG))[3]
    assert (plank["load_kg"], plank["reps"], plank["duration_s"]) == (None, None, 60)
    assert plank["distance_m"] is None


def test_the_form_with_semicolons_and_units_in_its_header(tmp_path: Path):
    bundle = read(tmp_path, QUOTED, IN_LB)
    (workout,) = bundle.workouts
    bench, rowing = workout.exercises
    assert (workout.values["name"], workout.values["notes"]) == ("Push; heavy", 'Said "go"')
    (done,) = bench.sets
    assert (done["load_kg"], done["entered_unit"], done["rpe"]) == (82.5, "kg", 8)
    assert done["rest_s"] == 120
    assert (rowing.sets[0]["distance_m"], rowing.sets[0]["duration_s"]) == (2000, 480)
    assert not bundle.asks_for_unit
    assert not bundle.asks_for_distance_unit
    assert bundle.problems.count == 0


def test_pounds_in_the_header_stay_pounds(tmp_path: Path):
    (done,) = sets(read(tmp_path, QUOTED.replace("Weight (kg)", "Weight (lbs)")))[:1]
    assert (done["entered_load"], done["entered_unit"]) == (82.5, "lb")
    assert done["load_kg"] == pytest.approx(82.5 * 0.45359237)


def test_units_in_columns_hold_for_their_row(tmp_path: Path):
    header = HEADER.replace("Weight,", "Weight,Weight Unit,").replace(
        "Distance,", "Distance,Distance Unit,"
    )
    text = header + (
        "\n2026-03-02 18:05:00,Push,45m,Squat,1,225,lbs,5,0,,0,,,"
        "\n2026-03-02 18:05:00,Push,45m,Squat,2,100,kg,5,0,,0,,,"
        "\n2026-03-02 18:05:00,Push,45m,Run,1,0,kg,0,3.1,mi,1500,,,\n"
    )
    bundle = read(tmp_path, text)
    heavy, light, run = sets(bundle)
    assert (heavy["entered_load"], heavy["entered_unit"]) == (225, "lb")
    assert (light["load_kg"], light["entered_unit"]) == (100, "kg")
    assert run["distance_m"] == pytest.approx(3.1 * 1609.344)
    assert not bundle.asks_for_unit


def test_without_a_unit_in_the_file_it_is_asked_for(tmp_path: Path):
    bundle = read(tmp_path, STRONG, IN_LB)
    assert bundle.asks_for_unit
    assert bundle.asks_for_distance_unit
    first, *_, run = sets(bundle)
    assert (first["entered_load"], first["entered_unit"]) == (40, "lb")
    assert run["distance_m"] == pytest.approx(5.2 * 1609.344)


def test_old_files_without_notes_are_read(tmp_path: Path):
    text = (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds\n"
        "2019-05-01 08:00:00,Legs,Squat,1,100,5,0,0\n"
    )
    (done,) = sets(read(tmp_path, text))
    assert (done["load_kg"], done["reps"]) == (100, 5)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"sep=,\r\n", b"\r\n"])
def test_what_stands_before_the_header_does_no_harm(tmp_path: Path, mark: bytes):
    assert len(read(tmp_path, mark + STRONG.encode()).workouts) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str):
    text = STRONG.replace("Push", "Drücken")
    assert read(tmp_path, text.encode(encoding)).workouts[0].values["name"] == "Drücken"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("1h 5m", 3900), ("45m", 2700), ("2h", 7200), ("58s", 58), ("1h 2m 3s", 3723),
        ("3900", 3900), ("1:05:00", 3900), ("45:30", 2730), ("", 0),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_each_of_its_forms(tmp_path: Path, said: str, seconds: int):
    (workout,) = read(tmp_path, f"{HEADER}\n{row(Duration=said)}").workouts
    lasted = workout.values["ended_at"] - workout.values["started_at"]
    assert lasted.total_seconds() == seconds


@pytest.mark.parametrize(
    ("order", "kind"),
    [("1", "working"), ("12", "working"), ("W", "warmup"), ("w", "warmup"), ("D", "drop"),
     ("F", "failure"), ("W1", "warmup")],
)  # fmt: skip
def test_a_set_order_says_the_type(tmp_path: Path, order: str, kind: str):
    (done,) = sets(read(tmp_path, f"{HEADER}\n{row(Set_Order=order)}"))
    assert done["set_type"] == kind


@pytest.mark.parametrize(
    ("said", "kg"),
    [("62,5", 62.5), ("62.5", 62.5), ("1.250,5", 1250.5), ("1,250.5", 1250.5), ("80", 80)],
)
def test_a_decimal_comma_is_a_comma(tmp_path: Path, said: str, kg: float):
    (done,) = sets(read(tmp_path, f"{HEADER}\n{row(Weight=said)}"))
    assert done["load_kg"] == kg


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Weight": "heavy"}, "weight “heavy” isn't a number"),
        ({"Weight": "NaN"}, "weight “NaN” isn't a number"),
        ({"Weight": "1e9"}, "weight “1e9” isn't a number"),
        ({"Weight": "1401"}, "the weight of 1,401 kg can’t be: 0 to 1,400 kg"),
        ({"Weight": "-5"}, "the weight of -5 kg can’t be"),
        ({"Weight": "=1+1"}, "weight “=1+1” is a formula, not a number"),
        ({"Reps": "1000000000"}, "reps of 1,000,000,000 can’t be: 0 to 1,000"),
        ({"Reps": "5.5"}, "reps “5.5” isn't a whole number"),
        ({"RPE": "11"}, "RPE of 11 can’t be: 6 to 10"),
        ({"Date": "someday"}, "date “someday” isn't a date and time we can read"),
        ({"Date": ""}, "has no date"),
        ({"Date": "1999-12-31 10:00:00"}, "its date is from before the year 2000"),
        ({"Date": "2999-01-01 10:00:00"}, "its date is more than a day ahead of now"),
        ({"Date": "2026-02-30 10:00:00"}, "isn't a date and time we can read"),
        ({"Exercise Name": "=HYPERLINK(0)"}, "is a formula, not a name"),
        ({"Exercise Name": "@SUM(A1)"}, "is a formula, not a name"),
        ({"Exercise Name": ""}, "has no exercise name"),
        ({"Exercise Name": "x" * 101}, "is longer than 100 letters"),
        ({"Set Order": "?"}, "the set order “?” is none we know"),
    ],
)
def test_a_row_that_cant_be_used_is_told_by_its_number_and_the_others_stay(
    tmp_path: Path, cells: dict[str, str], said: str
):
    bundle = read(tmp_path, f"{HEADER}\n{row()}{row(**cells)}{row(Set_Order='2')}")
    (problem,) = bundle.problems.first
    assert problem.row == 3
    assert said in problem.text
    assert len(sets(bundle)) == 2


def test_a_row_with_too_many_cells_is_told(tmp_path: Path):
    bundle = read(tmp_path, f"{HEADER}\n{row()}{row().strip()},stray\n")
    assert bundle.problems.first[0].row == 3
    assert "more cells than the header" in bundle.problems.first[0].text


def test_a_long_note_is_cut_and_said_so(tmp_path: Path):
    bundle = read(tmp_path, f"{HEADER}\n{row(Workout_Notes='n' * 2001)}")
    assert len(bundle.workouts[0].values["notes"]) == 2000
    assert bundle.problems.first[0].text == "its note was cut to the first 2,000 letters"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "This file is empty"),
        (b"   \n\n", "This file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "isn't a spreadsheet"),
        (bytes(range(256)) * 10, "isn't a spreadsheet"),
        (b"just some words\nand more\n", "isn't a spreadsheet"),
        (b"a,b,c,d\n1,2,3,4\n", "neither Strong’s nor Hevy’s. We found “a, b, c, d”"),
        (b"=cmd|' /C calc'!A0,x,y,z\n", "neither Strong’s nor Hevy’s"),
        (HEADER.encode() + b"\n", "only its header"),
        (HEADER.encode() + b"\n" + b"x" * 200_000 + b",1\n", "too long to be a training log"),
        (b"PK\x03\x04nonsense", "zip file is damaged"),
        (b"{}", "isn't an export of ours"),
        (b'{"format": "fitness-app-training", "version": 2}', "newer version than 1"),
        (b'{"format"', "isn't an export of ours"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path: Path, text: bytes, said: str):
    with pytest.raises(Invalid) as refused:
        read(tmp_path, text)
    assert said in refused.value.fields["file"]


def test_the_same_file_has_the_same_keys_whatever_is_said_of_it(tmp_path: Path):
    first, again = read(tmp_path, STRONG), read(tmp_path, STRONG, IN_LB)
    keys = [one["client_uuid"] for one in sets(first)]
    assert keys == [one["client_uuid"] for one in sets(again)]
    assert len(set(keys)) == len(keys)
