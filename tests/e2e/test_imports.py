"""A file of another app, brought by a browser: looked at, imported, found, taken back."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import expect
from sqlmodel import func, select

from fitness_app.kit import db
from fitness_app.training.imports import importer
from fitness_app.training.models import SetEntry, Workout
from tests.e2e.browsing import Complaints, at, open_page, press
from tests.e2e.conftest import Visit
from tests.make import Person
from tests.training.imports.bringing import STRONG_HEADER

SESSIONS, SETS = 120, 10


def history() -> str:
    """Sessions of bench presses, day after day, in no unit that it names."""
    days = [f"2025-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(SESSIONS)]
    return STRONG_HEADER + "".join(
        f"{day} 18:05:00,Push,1h,Flat pressing no. 1,{number},135,5,0,0,,,\n"
        for day in days
        for number in range(1, SETS + 1)
    )


def count(person: Person) -> int:
    """How many sets somebody has."""
    return db.read_sync(
        lambda session: session.exec(
            select(func.count()).select_from(SetEntry).where(SetEntry.member_id == person.id)
        ).one()
    )


def loads(person: Person) -> set[tuple[float | None, str]]:
    """What was typed, and in which unit."""
    rows = db.read_sync(
        lambda session: session.exec(
            select(SetEntry.entered_load, SetEntry.entered_unit).where(
                SetEntry.member_id == person.id
            )
        ).all()
    )
    return set(rows)


def test_a_history_is_brought_looked_at_imported_found_and_taken_back(
    visit: Visit, ann: Person, tmp_path: Path
):
    file = tmp_path / "strong.csv"
    file.write_text(history())
    page = visit(ann)
    open_page(page, "/cabinet/import")
    page.locator("#import-file").set_input_files(file)

    expect(page.get_by_role("heading", name="Before you import")).to_be_visible()
    assert count(ann) == 0
    page.get_by_role("group", name="Weights are in").get_by_role("button", name="lb").click()
    expect(page.get_by_text("135 lb × 5").first).to_be_visible()
    page.get_by_label("Trained in").select_option("Asia/Tbilisi")
    page.get_by_label("What Flat pressing no. 1 is").select_option("own")
    press(page, f"Import {SESSIONS} sessions")
    expect(page.get_by_role("progressbar", name="Imported")).to_be_visible()
    assert count(ann) == 0
    with ThreadPoolExecutor() as worker:  # the app's own isn't on duty in tests
        worker.submit(asyncio.run, importer.write_due()).result()

    receipt = page.get_by_text(f"{SESSIONS} sessions with 1,200 sets added").first
    expect(receipt).to_be_visible(timeout=30_000)
    assert (count(ann), loads(ann)) == (SESSIONS * SETS, {(135.0, "lb")})
    zones = db.read_sync(lambda session: set(session.exec(select(Workout.time_zone))))
    assert zones == {"Asia/Tbilisi"}
    open_page(page, "/workouts")
    expect(page.get_by_role("link", name="Push").first).to_be_visible()

    open_page(page, "/cabinet/import")
    press(page, "Undo…")
    page.get_by_role("dialog").get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("Undone", exact=True)).to_be_visible()
    assert count(ann) == 0
    open_page(page, "/workouts")
    expect(page.get_by_role("heading", name="No workout yet")).to_be_visible()


def test_a_file_that_is_none_is_refused_where_it_was_chosen(
    visit: Visit, ann: Person, tmp_path: Path, complaints: Complaints
):
    file = tmp_path / "holiday.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" * 40)
    page = visit(ann)
    open_page(page, "/cabinet/import")
    page.locator("#import-file").set_input_files(file)
    expect(page.get_by_role("alert").get_by_text("Choose the CSV file")).to_be_visible()
    at(page, "/cabinet/import")
    assert count(ann) == 0
    complaints[:] = [text for text in complaints if "400" not in text]
