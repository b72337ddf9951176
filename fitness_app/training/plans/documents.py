"""A version's whole content as one document: how ready plans are written, and programs write."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlmodel import Session

from fitness_app.kit.errors import Invalid, noting
from fitness_app.training.exercises import find
from fitness_app.training.exercises.views import ExerciseLine
from fitness_app.training.models import PlanBlock, PlanDay, PlanVersion, Prescription
from fitness_app.training.plans import arranging, building, drafts
from fitness_app.training.plans.prescribing import FIELDS, read_ask
from fitness_app.training.words import Mode

MOST_FAULTS = 20
"""So many are told at once."""
DAY, BLOCK = ("name", "weekday", "is_deload", "blocks"), ("kind", "rounds", "duration", "asks")
ASK = ("exercise", *FIELDS)

_Block = tuple[PlanBlock, list[Prescription]]
_Day = tuple[PlanDay, list[_Block]]


def write_weeks(session: Session, *, version_id: int, revision: int, weeks: Any) -> int:
    """Fill a draft with weeks in place of what it holds; its new revision.

    Weeks are lists of days: `name`, `weekday` (0 for Monday, or None), `is_deload` and `blocks`;
    a block has `kind`, `rounds`, `duration` and `asks`; each of them an `exercise` by its slug,
    and what `prescribing.read_ask` reads, as text or numbers. Raises Invalid with each fault under
    its place, such as `weeks.0.1.blocks.0.asks.2.reps`; NotFound, Conflict.
    """
    version = drafts.take(session, version_id=version_id, revision=revision)
    reader = _Reader(_exercises(session, weeks))
    rows = reader.read_weeks(weeks)
    if reader.problems:
        raise Invalid(**dict([*reader.problems.items()][:MOST_FAULTS]))
    drafts.empty_version(session, version)
    version = session.get_one(PlanVersion, version_id)
    for day, blocks in rows:
        day.version_id = version.id
        _save(session, day, blocks)
    version.weeks = len(weeks)
    return drafts.recount(session, version)


def _save(session: Session, day: PlanDay, blocks: Sequence[_Block]) -> None:
    session.add(day)
    session.flush()
    for block, _ in blocks:
        block.day_id = day.id
        session.add(block)
    session.flush()
    for block, asks in blocks:
        for ask in asks:
            ask.block_id = block.id
            session.add(ask)
    session.flush()


class _Reader:
    """Reads a document part by part, and notes what is wrong with each under its place."""

    def __init__(self, known: Mapping[str, ExerciseLine]) -> None:
        self.problems: dict[str, str] = {}
        self._known = known

    def read_weeks(self, weeks: Any) -> list[_Day]:
        if not isinstance(weeks, list) or not 1 <= len(weeks) <= building.MOST_WEEKS:
            self.problems["weeks"] = f"A list of 1 to {building.MOST_WEEKS} weeks."
            return []
        return [
            self._day(day, week + 1, position, f"weeks.{week}.{position}")
            for week, days in enumerate(weeks)
            for position, day in enumerate(
                self._list(days, f"weeks.{week}", 0, building.MOST_DAYS, "days")
            )
        ]

    def _day(self, said: Any, week: int, position: int, place: str) -> _Day:
        day = self._named(said, place, DAY)
        name, weekday = day.get("name"), day.get("weekday")
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= building.NAME_LENGTH:
            self.problems[f"{place}.name"] = f"A name of 1 to {building.NAME_LENGTH} characters."
        if weekday is not None and (isinstance(weekday, bool) or weekday not in range(7)):
            self.problems[f"{place}.weekday"] = "From 0 for Monday to 6, or null."
            weekday = None
        row = PlanDay(
            version_id=0,
            week=week,
            position=position,
            name=str(name).strip(),
            weekday=None if weekday is None else int(weekday),
            is_deload=day.get("is_deload") is True,
        )
        place = f"{place}.blocks"
        blocks = self._list(day.get("blocks", []), place, 0, arranging.MOST_EXERCISES, "blocks")
        return row, [self._block(block, at, f"{place}.{at}") for at, block in enumerate(blocks)]

    def _block(self, said: Any, position: int, place: str) -> _Block:
        block = self._named(said, place, BLOCK)
        columns: dict[str, Any] = {}
        with self._noting(place):
            columns = arranging.read_block(
                str(block.get("kind", "straight")),
                _text(block.get("rounds")),
                _text(block.get("duration")),
            )
        asks = self._list(
            block.get("asks"), f"{place}.asks", 1, arranging.MOST_EXERCISES, "exercises"
        )
        return PlanBlock(day_id=0, position=position, **columns), [
            self._ask(ask, at, f"{place}.asks.{at}") for at, ask in enumerate(asks)
        ]

    def _ask(self, said: Any, position: int, place: str) -> Prescription:
        ask = self._named(said, place, ASK)
        columns: dict[str, Any] = {"sets": 1}
        exercise = self._known.get(_text(ask.get("exercise")))
        if exercise is None:
            fault = "No exercise of the club's catalogue has this slug."
            self.problems[f"{place}.exercise"] = fault
        else:
            with self._noting(place):
                asked = {field: _text(ask.get(field)) for field in FIELDS}
                columns = read_ask(Mode(exercise.mode), asked)
        exercise_id = exercise.id if exercise else 0
        return Prescription(block_id=0, position=position, exercise_id=exercise_id, **columns)

    def _named(self, said: Any, place: str, names: Sequence[str]) -> dict[str, Any]:
        found = said if isinstance(said, dict) else {}
        if unknown := [str(name) for name in found if name not in names]:
            self.problems[place] = f"“{unknown[0][:40]}” is none of {', '.join(names)}."
        return found

    def _list(self, said: Any, place: str, least: int, most: int, of: str) -> list[Any]:
        if isinstance(said, list) and least <= len(said) <= most:
            return said
        self.problems[place] = f"A list of {least} to {most} {of}."
        return []

    @contextmanager
    def _noting(self, place: str) -> Iterator[None]:
        found: dict[str, str] = {}
        with noting(found):
            yield
        self.problems.update({f"{place}.{field}": text for field, text in found.items()})


def _exercises(session: Session, weeks: Any) -> dict[str, ExerciseLine]:
    slugs: set[str] = set()

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(slug := part.get("exercise"), str):
                slugs.add(slug)
            part = list(part.values())
        if isinstance(part, list):
            for inner in part:
                collect(inner)

    collect(weeks)
    return find.list_by_slugs(session, slugs=slugs)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return format(value, ".15g")
    return ""
