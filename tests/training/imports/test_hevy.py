"""Hevy's export: times in many languages, units mixed, blanks that mean nothing was recorded."""

from datetime import datetime
from pathlib import Path

import pytest

from fitness_app.training.imports import moments
from fitness_app.training.imports.contents import RowRefusedError
from tests.training.imports.bringing import HEVY, HEVY_HEADER
from tests.training.imports.test_strong import read, sets


def hevy(*rows: str, header: str = HEVY_HEADER) -> str:
    return header + "".join(f"{row}\n" for row in rows)


def line(**cells: str) -> str:
    usual = {
        "title": "Push", "start_time": "28 Mar 2025, 17:29", "exercise_title": "Squat",
        "set_index": "0", "set_type": "normal", "weight_kg": "100", "reps": "5",
    }  # fmt: skip
    found = {**usual, **cells}
    names = [name.strip('"') for name in HEVY_HEADER.strip().split(",")]
    return ",".join(f'"{found.get(name, "")}"' for name in names)


def test_a_session_is_read_whole(tmp_path: Path):
    (workout,) = read(tmp_path, HEVY).workouts
    assert workout.values["name"] == "Push"
    assert workout.values["notes"] == "Good day"
    assert workout.values["started_at"] == datetime.fromisoformat("2025-03-28T17:29:00+01:00")
    assert workout.values["ended_at"] == datetime.fromisoformat("2025-03-28T18:31:00+01:00")
    bench, plank = workout.exercises
    assert bench.values["notes"] == "Wide"
    assert [(one["set_type"], one["load_kg"], one["rpe"]) for one in bench.sets] == [
        ("warmup", 40, None),
        ("working", 80, 8),
    ]
    assert plank.sets[0]["duration_s"] == 60


def test_blank_numbers_are_not_recorded_and_never_one(tmp_path: Path):
    (done,) = sets(read(tmp_path, hevy(line(weight_kg="", reps="", rpe=""))))
    numbers = ("load_kg", "entered_load", "reps", "duration_s", "distance_m", "rpe")
    assert [done[name] for name in numbers] == [None] * 6
    assert done["entered_unit"] == ""


def test_kilograms_and_pounds_kilometres_and_miles_may_be_mixed(tmp_path: Path):
    header = HEVY_HEADER.replace('"weight_kg"', '"weight_kg","weight_lbs"').replace(
        '"distance_km"', '"distance_km","distance_miles"'
    )
    rows = [
        '"Push","28 Mar 2025, 17:29","","","Squat","","",0,"normal","",225,5,"","","",""',
        '"Push","28 Mar 2025, 17:29","","","Squat","","",1,"normal",100,"",5,"","","",""',
        '"Push","28 Mar 2025, 17:29","","","Run","","",0,"normal","","","","",3.1,1500,""',
        '"Push","28 Mar 2025, 17:29","","","Run","","",1,"normal","","","",5,"",1500,""',
    ]
    pounds, kilos, miles, km = sets(read(tmp_path, hevy(*rows, header=header)))
    assert (pounds["entered_load"], pounds["entered_unit"]) == (225, "lb")
    assert (kilos["load_kg"], kilos["entered_unit"]) == (100, "kg")
    assert miles["distance_m"] == pytest.approx(3.1 * 1609.344)
    assert km["distance_m"] == 5000


@pytest.mark.parametrize(
    ("said", "kind"),
    [("normal", "working"), ("warmup", "warmup"), ("dropset", "drop"), ("failure", "failure")],
)
def test_each_set_type_is_known(tmp_path: Path, said: str, kind: str):
    (done,) = sets(read(tmp_path, hevy(line(set_type=said))))
    assert done["set_type"] == kind


def test_exercises_are_told_apart_by_consecutive_rows_and_supersets_kept(tmp_path: Path):
    rows = [
        line(exercise_title="A", superset_id="0"),
        line(exercise_title="B", superset_id="0"),
        line(exercise_title="A", superset_id=""),
    ]
    (workout,) = read(tmp_path, hevy(*rows)).workouts
    told = [
        (part.key, part.values["superset"], part.values["position"]) for part in workout.exercises
    ]
    assert told == [("A", 0, 0), ("B", 0, 1), ("A", None, 2)]


def test_a_title_at_two_times_is_two_sessions(tmp_path: Path):
    text = hevy(line(), line(start_time="29 Mar 2025, 17:29"))
    assert len(read(tmp_path, text).workouts) == 2


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("28 Mar 2025, 17:29", "2025-03-28T17:29"),
        ("May 15, 2026, 7:26 PM", "2026-05-15T19:26"),
        ("May 15, 2026, 12:05 AM", "2026-05-15T00:05"),
        ("15 May 2026 at 12:05 pm", "2026-05-15T12:05"),
        ("3 févr. 2026, 18:00", "2026-02-03T18:00"),
        ("3 févr. 2026 à 18:00", "2026-02-03T18:00"),
        ("1 août 2025, 06:00", "2025-08-01T06:00"),
        ("3. März 2026, 18:00", "2026-03-03T18:00"),
        ("03.12.2025, 18:00", "2025-12-03T18:00"),
        ("3. Dez. 2025, 18:00", "2025-12-03T18:00"),
        ("3 dic 2025, 18:00", "2025-12-03T18:00"),
        ("3 ene 2026, 6:30 p. m.", "2026-01-03T18:30"),
        ("3 sept 2025, 18:00", "2025-09-03T18:00"),
        ("3 gen 2026, 18:00", "2026-01-03T18:00"),
        ("3 ago 2025, 18:00", "2025-08-03T18:00"),
        ("3 de fev. de 2026, 18:00", "2026-02-03T18:00"),
        ("3 de mai. de 2026 18:00", "2026-05-03T18:00"),
        ("3 февр. 2026 г., 18:00", "2026-02-03T18:00"),
        ("3 мая 2026 г., 18:00", "2026-05-03T18:00"),
        ("3 янв. 2026, 18:00", "2026-01-03T18:00"),
        ("3 paź 2025, 18:00", "2025-10-03T18:00"),
        ("3 okt. 2025 18:00", "2025-10-03T18:00"),
        ("3 Eki 2025 18:00", "2025-10-03T18:00"),
        ("2026年3月28日 17:29", "2026-03-28T17:29"),
        ("2025-03-28 17:29:11", "2025-03-28T17:29:11"),
        ("2025-03-28T17:29:11Z", "2025-03-28T17:29:11"),
        ("28/03/2025 17:29", "2025-03-28T17:29"),
        ("28 mars 2025 17.29", "2025-03-28T17:29"),
    ],
)
def test_a_time_is_read_in_many_tongues(said: str, meant: str):
    assert moments.read_moment(said, "time") == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    "said",
    ["", "yesterday", "28 Foo 2025, 17:29", "32 Mar 2025, 17:29", "28 Mar 2025", "25:61",
     "28 Mar 2025, 13:00 PM", "=NOW()", "9" * 400],
)  # fmt: skip
def test_what_is_no_time_is_refused(said: str):
    with pytest.raises(RowRefusedError):
        moments.read_moment(said, "time")


def test_figures_alone_are_read_by_what_the_files_other_rows_show():
    assert moments.is_day_first(["03/04/2025 10:00", "28/04/2025 10:00"])
    assert not moments.is_day_first(["03/04/2025 10:00", "04/28/2025 10:00"])
    assert not moments.is_day_first(["03/04/2025, 7:26 PM"])
    assert moments.is_day_first(["03.04.2025 10:00"])


def test_the_order_of_day_and_month_holds_for_the_whole_file(tmp_path: Path):
    text = hevy(line(start_time="03/04/2025 10:00"), line(start_time="04/28/2025 10:00"))
    days = [str(it.values["local_date"]) for it in read(tmp_path, text).workouts]
    assert days == ["2025-03-04", "2025-04-28"]


def test_a_session_that_ends_before_it_starts_ends_where_it_starts(tmp_path: Path):
    (workout,) = read(tmp_path, hevy(line(end_time="27 Mar 2025, 17:29"))).workouts
    assert workout.values["ended_at"] == workout.values["started_at"]
