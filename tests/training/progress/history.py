"""A long history, put in at once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert
from sqlmodel import Session

from fitness_app.training.models import SetEntry, Workout, WorkoutExercise


def twenty_years(session: Session, *, member_id: int, exercises: list[int]) -> None:
    """5,000 sessions of 20 sets, put in at once."""
    workouts, parts, sets = [], [], []
    for number in range(5000):
        started = datetime(2005, 1, 1, 9, tzinfo=UTC) + timedelta(days=number)
        workouts.append(
            {
                "id": number + 1,
                "client_uuid": str(uuid4()),
                "member_id": member_id,
                "name": "Session",
                "started_at": started,
                "ended_at": started + timedelta(hours=1),
                "time_zone": "UTC",
                "local_date": started.date(),
                "working_sets": 0,
            }
        )
        for place in range(5):
            part = number * 5 + place + 1
            exercise = exercises[part % len(exercises)]
            parts.append(
                {
                    "id": part,
                    "client_uuid": str(uuid4()),
                    "workout_id": number + 1,
                    "exercise_id": exercise,
                    "position": place,
                }
            )
            sets += (
                {
                    "client_uuid": str(uuid4()),
                    "workout_exercise_id": part,
                    "workout_id": number + 1,
                    "member_id": member_id,
                    "exercise_id": exercise,
                    "local_date": started.date(),
                    "position": place_of,
                    "load_kg": 60 + (number * 7 + place_of) % 60,
                    "reps": 3 + (number + place_of) % 10,
                    "is_done": True,
                }
                for place_of in range(4)
            )
    for table, rows in ((Workout, workouts), (WorkoutExercise, parts), (SetEntry, sets)):
        session.execute(insert(table), rows)
