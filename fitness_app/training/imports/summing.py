"""What a preview says of a file: counts, its span of days, its first sessions, its names."""

from typing import Any

from sqlmodel import Session, select

from fitness_app.kit.errors import Invalid
from fitness_app.training.imports.bundle import Bundle, NewWorkout
from fitness_app.training.imports.matching import equipment_of, mode_of
from fitness_app.training.models import Workout

MOST_NAMES = 1000
FIRST = 3
_SHOWN = ("load_kg", "entered_load", "entered_unit", "reps", "duration_s", "distance_m")


def sum_up(session: Session, *, member_id: int, bundle: Bundle) -> dict[str, Any]:
    """A preview as it is kept; raises Invalid under 'file' for a file of far too many names."""
    sets = bundle.sets_by_key
    if len(sets) > MOST_NAMES:
        raise Invalid(
            file=f"There are {len(sets):,} exercises in this file; 1,000 at most are taken."
        )
    days = [workout.values["local_date"] for workout in bundle.workouts]
    here = Here(session, member_id)
    document = bundle.document
    titles = {it.slug: it.name for it in document.exercises} if document else {}
    return {
        "asks_for_unit": bundle.asks_for_unit,
        "asks_for_distance_unit": bundle.asks_for_distance_unit,
        "sessions": len(bundle.workouts),
        "sets": sets.total(),
        "exercises": len(sets),
        "first_on": min(days).isoformat() if days else "",
        "last_on": max(days).isoformat() if days else "",
        "duplicates": sum(here.has(workout) for workout in bundle.workouts),
        "problem_count": bundle.problems.count,
        "first": [_glimpse(workout, titles) for workout in _earliest(bundle)],
        "names": {} if document else _names(bundle),
        "measurements": len(document.measurements) if document else 0,
        "goals": len(document.goals) if document else 0,
        "leave": len(document.leave) if document else 0,
        "plans": len(document.enrolments) if document else 0,
    }


class Here:
    """What a member has logged already: the same start and name is the same session."""

    def __init__(self, session: Session, member_id: int) -> None:
        rows = session.exec(
            select(Workout.client_uuid, Workout.started_at, Workout.name, Workout.ended_at).where(
                Workout.member_id == member_id
            )
        ).all()
        self._keys = {key for key, *_ in rows}
        self._starts = {(started_at, name) for _, started_at, name, _ in rows}
        self._is_one_running = any(ended_at is None for *_, ended_at in rows)

    def has(self, workout: NewWorkout) -> bool:
        """Whether it is there; one that still runs can't come beside another that does."""
        values = workout.values
        return (
            values["client_uuid"] in self._keys
            or (values["started_at"], values["name"]) in self._starts
            or (values["ended_at"] is None and self._is_one_running)
        )

    def add(self, workout: NewWorkout) -> None:
        """Count one more as there."""
        values = workout.values
        self._keys.add(values["client_uuid"])
        self._starts.add((values["started_at"], values["name"]))
        self._is_one_running |= values["ended_at"] is None


def _earliest(bundle: Bundle) -> list[NewWorkout]:
    return sorted(bundle.workouts, key=lambda workout: workout.values["started_at"])[:FIRST]


def _glimpse(workout: NewWorkout, titles: dict[str, str]) -> dict[str, Any]:
    parts = [
        {
            "name": titles.get(part.key, part.key),
            "sets": [{name: one.get(name) for name in _SHOWN} for one in part.sets[:6]],
            "set_count": len(part.sets),
        }
        for part in workout.exercises[:6]
    ]
    return {
        "name": workout.values["name"],
        "day": workout.values["local_date"].isoformat(),
        "exercises": parts,
        "exercise_count": len(workout.exercises),
    }


def _names(bundle: Bundle) -> dict[str, dict[str, Any]]:
    found: dict[str, list[Any]] = {}
    for workout in bundle.workouts:
        for part in workout.exercises:
            seen = found.setdefault(part.key, [0, False, False, False, False])
            seen[0] += len(part.sets)
            for one in part.sets:
                seen[1] = seen[1] or bool(one["load_kg"])
                seen[2] = seen[2] or bool(one["reps"])
                seen[3] = seen[3] or bool(one["duration_s"])
                seen[4] = seen[4] or bool(one["distance_m"])
    return {
        name: {
            "sets": sets,
            "mode": str(
                mode_of(name, has_load=load, has_reps=reps, has_time=time, has_distance=distance)
            ),
            "equipment": equipment_of(name),
        }
        for name, (sets, load, reps, time, distance) in found.items()
    }
