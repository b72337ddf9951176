"""The demo club's year of training: sessions that grow, falter, pause and go on."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from fitness_app.training.demo_programmes import (
    BODYWEIGHT_REPS,
    PROGRAMMES,
    Ask,
    Athlete,
    Day,
)
from fitness_app.training.imports.bundle import NewExercise, NewWorkout
from fitness_app.training.imports.rows import insert_workouts
from fitness_app.training.models import Exercise, LeavePeriod
from fitness_app.training.progress import derived
from fitness_app.training.units import KG_PER_LB
from fitness_app.training.words import Mode

NOTES = (
    "Slept badly, kept it easy.", "Bar moved fast today.", "Left knee a bit stiff, fine after the "
    "warm-up.", "Short on time, cut the last exercise.", "New shoes.", "Trained with a friend.",
    "Grip gave out before the back did.", "Good focus.",
)  # fmt: skip
STEP_KG = {"barbell": 2.5, "ez bar": 2.5, "dumbbell": 2.0, "kettlebell": 4.0}
STEP_LB = {"barbell": 5.0, "ez bar": 5.0, "dumbbell": 5.0, "kettlebell": 5.0}
OTHER_STEP_KG, OTHER_STEP_LB = 5.0, 10.0
SET_SECONDS = 40
CHANGEOVER_SECONDS = 75
WARM_UP_SECONDS = 480


@dataclass(frozen=True, slots=True)
class _Movement:
    """What has to be known of an exercise to do a set of it."""

    id: int
    mode: str
    equipment: str | None


def train(
    session: Session, *, athletes: Sequence[Athlete], now: datetime, seed: int
) -> dict[int, int]:
    """Write everybody's sessions up to now, and derive their progress; how many each has."""
    movements = {
        row.slug: _Movement(row.id, row.mode, row.equipment)
        for row in session.exec(select(Exercise).where(col(Exercise.owner_id).is_(None)))
    }
    exercise_ids: dict[str, int | None] = {slug: it.id for slug, it in movements.items()}
    counts: dict[int, int] = {}
    for athlete in athletes:
        random = Random(f"{seed}:{athlete.member_id}")  # noqa: S311  # plausible, secret from nobody
        workouts = list(_sessions(athlete, movements, now, random))
        insert_workouts(
            session, athlete.member_id, workouts, exercise_ids=exercise_ids, prescription_ids={}
        )
        session.add_all(
            LeavePeriod(member_id=athlete.member_id, starts_on=first, ends_on=last, reason=why)
            for first, last, why in athlete.leave
        )
        derived.rebuild(session, member_id=athlete.member_id)
        counts[athlete.member_id] = len(workouts)
    return counts


def _sessions(
    athlete: Athlete, movements: dict[str, _Movement], now: datetime, random: Random
) -> Iterator[NewWorkout]:
    days = PROGRAMMES[athlete.programme]
    done = 0
    for count in range((athlete.last_day - athlete.first_day).days + 1):
        day = athlete.first_day + timedelta(days=count)
        if not athlete.trains_on(day, random):
            continue
        made = _Maker(athlete, movements, day, random).workout(days[done % len(days)])
        if made.values["ended_at"] <= now:
            done += 1
            yield made


class _Maker:
    """Makes one session of somebody on a day."""

    def __init__(
        self, athlete: Athlete, movements: dict[str, _Movement], day: date, random: Random
    ) -> None:
        self._athlete = athlete
        self._movements = movements
        self._day = day
        self._random = random
        self._is_easy = athlete.is_deload(day)
        self._form = random.gauss(1, 0.018)
        self._efforts: list[float] = []
        minutes = athlete.hour * 60 + random.gauss(0, 22)
        local = datetime.combine(day, time(), ZoneInfo(athlete.time_zone)) + timedelta(
            minutes=max(minutes, 330)
        )
        self._started_at = local.astimezone(UTC).replace(microsecond=0)
        self._at = self._started_at + timedelta(seconds=WARM_UP_SECONDS)

    def workout(self, day: Day) -> NewWorkout:
        name, asks = day
        parts = [self._exercise(place, ask) for place, ask in enumerate(asks)]
        athlete, random = self._athlete, self._random
        effort = sum(self._efforts) / len(self._efforts) if self._efforts else 7.0
        says_effort = random.random() < 0.85
        values = {
            "client_uuid": self._key(),
            "name": name,
            "started_at": self._started_at,
            "ended_at": self._at.replace(microsecond=0) + timedelta(seconds=90),
            "time_zone": athlete.time_zone,
            "local_date": self._day,
            "session_rpe": _half(effort - 0.8 + random.gauss(0, 0.5)) if says_effort else None,
            "rating": self._rating() if random.random() < 0.75 else None,
            "notes": random.choice(NOTES) if random.random() < 0.06 else "",
            "visibility": athlete.visibility,
            "source": "demo",
            "created_at": self._at,
        }
        return NewWorkout(values, parts)

    def _exercise(self, place: int, ask: Ask) -> NewExercise:
        movement = self._movements[ask.slug]
        asked = max(ask.sets - 1, 1) if self._is_easy else ask.sets
        sets = [self._warmup(ask, movement, n) for n in range(ask.warmups)]
        sets += [self._set(ask, movement, n) for n in range(asked)]
        for position, one in enumerate(sets):
            one["position"] = position
        self._at += timedelta(seconds=CHANGEOVER_SECONDS)
        values = {
            "client_uuid": self._key(),
            "position": place,
            "superset": ask.superset,
            "rest_s": ask.rest_s,
        }
        return NewExercise(ask.slug, values, sets)

    def _warmup(self, ask: Ask, movement: _Movement, number: int) -> dict[str, Any]:
        one = self._lifted(ask, movement, share=(0.45, 0.7)[number])
        return self._done({**one, "set_type": "warmup", "reps": (8, 4)[number]}, 45)

    def _set(self, ask: Ask, movement: _Movement, number: int) -> dict[str, Any]:
        if ask.metres:
            return self._moved(ask, movement)
        if ask.seconds:
            held = ask.seconds * (1 + 0.5 * self._athlete.share_grown(self._day)) * self._form
            return self._done({"duration_s": float(round(held / 5) * 5)}, ask.rest_s)
        one = self._lifted(ask, movement)
        tired = number if self._random.random() < 0.3 else 0
        reps = self._reps(ask, movement) - min(tired, 2)
        effort = min(max(7 + 0.5 * number + self._random.gauss(0, 0.4), 6), 10)
        effort -= 1 if self._is_easy else 0
        self._efforts.append(effort)
        if self._athlete.notes_effort and self._random.random() < 0.8:
            one["rpe"] = max(_half(effort), 6.0)
        return self._done({**one, "reps": max(reps, 1)}, ask.rest_s)

    def _lifted(self, ask: Ask, movement: _Movement, share: float = 1.0) -> dict[str, Any]:
        """The load of a set, in steps that the gym has, as it was typed."""
        athlete = self._athlete
        if movement.mode == Mode.BODYWEIGHT_REPS:
            return {}
        if movement.mode == Mode.ASSISTED_BODYWEIGHT:
            help_kg = athlete.body_kg * (0.45 - 0.3 * athlete.share_grown(self._day))
            return self._typed(help_kg, movement.equipment)
        most = athlete.one_rep_max(ask.slug, movement.equipment, self._day)
        working = most / (1 + (ask.reps + 2.5) / 30)
        return self._typed(working * share * (0.9 if self._is_easy else 1), movement.equipment)

    def _typed(self, kg: float, equipment: str | None) -> dict[str, Any]:
        is_imperial = self._athlete.unit_system == "imperial"
        steps, other = (STEP_LB, OTHER_STEP_LB) if is_imperial else (STEP_KG, OTHER_STEP_KG)
        step = steps.get(equipment or "", other)
        unit, in_kg = ("lb", KG_PER_LB) if is_imperial else ("kg", 1.0)
        least = (45.0 if is_imperial else 20.0) if equipment == "barbell" else step
        typed = max(round(kg / in_kg / step) * step, least)
        return {"load_kg": typed * in_kg, "entered_load": typed, "entered_unit": unit}

    def _reps(self, ask: Ask, movement: _Movement) -> int:
        random = self._random
        if movement.mode != Mode.BODYWEIGHT_REPS:
            return ask.reps + random.choice((-1, 0, 0, 0, 0, 1))
        usual = BODYWEIGHT_REPS.get(ask.slug, ask.reps) * self._athlete.strength
        grown = 1 + 0.7 * self._athlete.gain * 2 * self._athlete.share_grown(self._day)
        return round(usual * grown * self._form + random.gauss(0, 0.7))

    def _moved(self, ask: Ask, movement: _Movement) -> dict[str, Any]:
        """A distance and how long it took."""
        grown = self._athlete.share_grown(self._day)
        metres = ask.metres * (0.6 + 0.5 * grown) * self._random.uniform(0.9, 1.12)
        seconds_per_km = {"stationary-bike": 135, "rowing-machine": 265}.get(ask.slug, 375)
        pace = seconds_per_km / self._athlete.strength**0.3 * (1.06 - 0.14 * grown) / self._form
        metres = round(metres / 50) * 50.0
        seconds = float(round(metres / 1000 * pace))
        self._efforts.append(min(max(self._random.gauss(6.8, 0.7), 6), 9.5))
        self._at += timedelta(seconds=seconds)
        return self._done({"distance_m": metres, "duration_s": seconds}, 60)

    def _done(self, values: dict[str, Any], rest_s: int) -> dict[str, Any]:
        self._at += timedelta(seconds=SET_SECONDS + rest_s * self._random.uniform(0.85, 1.3))
        values["client_uuid"] = self._key()
        values["is_done"], values["done_at"] = True, self._at.replace(microsecond=0)
        return values

    def _rating(self) -> int:
        return min(max(round(self._random.gauss(self._athlete.mood, 0.7)), 1), 5)

    def _key(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))


def _half(value: float) -> float:
    return min(max(round(value * 2) / 2, 1.0), 10.0)


def with_leave(athlete: Athlete, leave: Sequence[tuple[date, date, str]]) -> Athlete:
    """The same person, who announced these days off and kept them."""
    away = {
        first + timedelta(days=n)
        for first, last, _ in leave
        for n in range((last - first).days + 1)
    }
    return replace(athlete, leave=tuple(leave), away=athlete.away | away)
