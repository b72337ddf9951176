"""How tests bring a file: written to disk, previewed, started, and written at once."""

from dataclasses import replace
from pathlib import Path

from fitness_app import settings
from fitness_app.kit import crypto, db
from fitness_app.training.imports import importer, jobs, reading
from fitness_app.training.imports.settling import Said
from fitness_app.training.imports.views import ImportView
from tests.make import Person

IN_KG = Said("kg", "km", "Europe/Berlin")
IN_LB = replace(IN_KG, unit="lb", distance_unit="mi")

STRONG_HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE\n"
)
STRONG = f"""{STRONG_HEADER}\
2026-03-02 18:05:00,Push,1h 5m,Bench Press (Barbell),W,40,10,0,0,,Felt good,
2026-03-02 18:05:00,Push,1h 5m,Bench Press (Barbell),1,80,5,0,0,,Felt good,8
2026-03-02 18:05:00,Push,1h 5m,Bench Press (Barbell),2,80,5,0,0,Slow,Felt good,8.5
2026-03-02 18:05:00,Push,1h 5m,Plank,1,0,0,0,60,,Felt good,
2026-03-04 07:30:00,Run,45m,Running,1,0,0,5.2,1860,,,
"""

HEVY_HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
)
HEVY = HEVY_HEADER + (
    '"Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Good day","Bench Press (Barbell)",,"Wide",'
    '0,"warmup",40,10,,,\n'
    '"Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Good day","Bench Press (Barbell)",,"Wide",'
    '1,"normal",80,5,,,8\n'
    '"Push","28 Mar 2025, 17:29","28 Mar 2025, 18:31","Good day","Plank",,"",0,"normal",,,,60,\n'
)


def stored(text: str | bytes) -> str:
    """A file as it is kept once it has arrived; its name."""
    name = crypto.random_token(128)
    folder = settings.get().data_dir / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def path_of(name: str) -> Path:
    """Where a kept file is."""
    return settings.get().data_dir / "imports" / name


def previewed(person: Person, text: str | bytes, said: Said = IN_KG) -> ImportView:
    """What a file would bring, before anything of it is written."""
    name = stored(text)
    bundle = reading.read(path_of(name), said)
    return db.run_sync(
        jobs.preview,
        member_id=person.id,
        stored_name=name,
        file_name="strong.csv",
        bundle=bundle,
        said=said,
    )


async def brought(person: Person, text: str | bytes, said: Said = IN_KG, **choices) -> ImportView:
    """A file written whole; `choices` say what its names mean."""
    view = previewed(person, text, said)
    if choices:
        db.run_sync(jobs.choose, member_id=person.id, job_id=view.id, choices=choices)
    return await written(person, view)


async def written(person: Person, view: ImportView) -> ImportView:
    """An import that was previewed, started and written."""
    db.run_sync(jobs.start, member_id=person.id, job_id=view.id)
    await importer.write_due()
    return db.read_sync(jobs.get_job, member_id=person.id, job_id=view.id)
