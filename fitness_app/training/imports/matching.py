"""Which exercise is meant by a name in a file: remembered, the same, much alike, or unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from fitness_app.training.exercises.search_words import fold
from fitness_app.training.models import Exercise, ExerciseAlias
from fitness_app.training.words import Equipment, ExerciseState, Mode

MOST_SUGGESTIONS = 5
ALIKE = 0.4
"""From this share of words in common an exercise is suggested."""
_FILLERS = frozenset(("a", "and", "of", "on", "the", "with"))
_WORDS = {
    "db": "dumbbell", "bb": "barbell", "kb": "kettlebell", "ohp": "overhead press",
    "rdl": "romanian deadlift", "bicep": "biceps", "tricep": "triceps", "abs": "abdominals",
    "ezbar": "ez bar", "smith": "smith machine",
}  # fmt: skip
_EQUIPMENT = {kind.value: kind for kind in Equipment} | {
    "assisted": Equipment.MACHINE,
    "smith machine": Equipment.MACHINE,
    "plate": Equipment.OTHER,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that can be meant."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a name is taken for, and what else it could be."""

    name: str
    exercise: Candidate | None
    is_remembered: bool = False
    suggestions: tuple[Candidate, ...] = ()


def name_key(name: str) -> str:
    """A name as it is remembered by."""
    return " ".join(fold(name).split())[:200]


def match_names(session: Session, *, member_id: int, names: Iterable[str]) -> list[Match]:
    """What each name of a member's file means, as far as can be told."""
    shelf = _Shelf(list_candidates(session, member_id=member_id))
    remembered = {
        alias.name_key: alias.exercise_id
        for alias in session.exec(select(ExerciseAlias).where(ExerciseAlias.member_id == member_id))
    }
    return [shelf.match(name, remembered.get(name_key(name))) for name in names]


def list_candidates(session: Session, *, member_id: int) -> Sequence[Exercise]:
    """Every exercise a member may log: the club's published ones and their own, own ones first."""
    return session.exec(
        select(Exercise)
        .where(
            or_(col(Exercise.owner_id).is_(None), Exercise.owner_id == member_id),
            Exercise.state == ExerciseState.PUBLISHED,
        )
        .order_by(col(Exercise.owner_id).is_(None), col(Exercise.id))
    ).all()


def mode_of(
    name: str, *, has_load: bool, has_reps: bool, has_time: bool, has_distance: bool
) -> str:
    """How an exercise of one's own is counted, by what its sets have."""
    if "assisted" in name.casefold() and has_reps:
        return Mode.ASSISTED_BODYWEIGHT
    if has_reps:
        return Mode.WEIGHT_REPS if has_load else Mode.BODYWEIGHT_REPS
    if has_distance:
        return Mode.WEIGHT_DISTANCE if has_load else Mode.DISTANCE_DURATION
    if has_time:
        return Mode.DURATION_WEIGHT if has_load else Mode.DURATION
    return Mode.WEIGHT_REPS


def equipment_of(name: str) -> str | None:
    """The equipment that a name says in brackets: 'Bench press (Barbell)'."""
    said = name.rpartition("(")[2].rstrip(") ").casefold() if name.endswith(")") else ""
    return _EQUIPMENT.get(said)


class _Shelf:
    """The exercises by their words."""

    def __init__(self, rows: Sequence[Exercise]) -> None:
        self._by_id = {row.id: Candidate(row.id, row.name) for row in rows}
        self._by_name: dict[str, int] = {}
        self._by_words: dict[frozenset[str], int] = {}
        self._words: list[tuple[frozenset[str], int]] = []
        for row in rows:
            for name in (row.name, *row.other_names):
                self._add(row, name)

    def match(self, name: str, remembered: int | None) -> Match:
        if remembered in self._by_id:
            return Match(name, self._by_id[remembered], is_remembered=True)
        words = _words_of(name)
        found = self._by_name.get(_joined(name)) or self._by_words.get(words)
        if found:
            return Match(name, self._by_id[found])
        return Match(name, None, suggestions=self._alike(words))

    def _add(self, row: Exercise, name: str) -> None:
        words = _words_of(name)
        self._by_name.setdefault(_joined(name), row.id)
        self._by_words.setdefault(words, row.id)
        with_equipment = words | _words_of(row.equipment or "")
        self._by_words.setdefault(with_equipment, row.id)
        self._words.append((with_equipment, row.id))

    def _alike(self, words: frozenset[str]) -> tuple[Candidate, ...]:
        best: dict[int, float] = {}
        for known, exercise_id in self._words:
            share = len(words & known) / len(words | known) if words else 0.0
            if share >= ALIKE and share > best.get(exercise_id, 0):
                best[exercise_id] = share
        ranked = sorted(best, key=lambda exercise_id: -best[exercise_id])
        return tuple(self._by_id[exercise_id] for exercise_id in ranked[:MOST_SUGGESTIONS])


def _joined(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _words_of(name: str) -> frozenset[str]:
    spaced = "".join(letter if letter.isalnum() else " " for letter in fold(name))
    words = " ".join(_WORDS.get(word, word) for word in spaced.split()).split()
    return frozenset(_singular(word) for word in words if word not in _FILLERS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
