"""Arranging what a draft's session asks for: exercises, the blocks they stand in, their order.

Each change takes the revision of the draft that was seen, and returns the new one; see `drafts`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from fitness_app.kit.errors import Conflict, Invalid, NotFound, noting
from fitness_app.training.models import Exercise, PlanBlock, PlanDay, Prescription
from fitness_app.training.plans import building, drafts
from fitness_app.training.plans.building import Way
from fitness_app.training.plans.prescribing import read_ask, read_seconds
from fitness_app.training.words import BlockKind, ExerciseState, Mode

MOST_EXERCISES = 30
"""So many a session can have."""
USUAL: dict[Mode, dict[str, str]] = {
    Mode.WEIGHT_REPS: {"sets": "3", "reps": "8-12", "load_kind": "rpe", "load": "8", "rest": "120"},
    Mode.BODYWEIGHT_REPS: {"sets": "3", "reps": "8-12", "rest": "90"},
    Mode.WEIGHTED_BODYWEIGHT: {"sets": "3", "reps": "6-10", "rest": "120"},
    Mode.ASSISTED_BODYWEIGHT: {"sets": "3", "reps": "6-10", "rest": "120"},
    Mode.DURATION: {"sets": "3", "duration": "30", "rest": "60"},
    Mode.DURATION_WEIGHT: {"sets": "3", "duration": "30", "rest": "60"},
    Mode.DISTANCE_DURATION: {"sets": "1", "duration": "20:00"},
    Mode.WEIGHT_DISTANCE: {"sets": "3", "distance": "40", "rest": "90"},
}
"""What an exercise is asked for until the trainer says otherwise."""


def add_exercise(
    session: Session, *, version_id: int, revision: int, day_id: int, exercise_id: int
) -> int:
    """Add a published exercise of the club at the end of a session, asked for as is usual.

    Raises NotFound, Conflict, as all here do.
    """
    version = drafts.take(session, version_id=version_id, revision=revision)
    day = building.get_day(session, version, day_id)
    exercise = session.get(Exercise, exercise_id)
    if exercise is None or exercise.owner_id or exercise.state != ExerciseState.PUBLISHED:
        raise NotFound("That exercise isn't in the club's catalogue.")
    blocks = _blocks(session, day)
    _check_room(session, blocks)
    block = PlanBlock(day_id=day.id, position=len(blocks))
    session.add(block)
    session.flush()
    mode = Mode(exercise.mode)
    columns = read_ask(mode, USUAL[mode])
    session.add(Prescription(block_id=block.id, position=0, exercise_id=exercise.id, **columns))
    session.flush()
    return version.revision


def prescribe(
    session: Session,
    *,
    version_id: int,
    revision: int,
    prescription_id: int,
    asked: Mapping[str, str],
) -> int:
    """Say what is asked of an exercise, and how that grows; `asked` as `read_ask` takes it.

    Raises Invalid by field too.
    """
    ask, _, _ = _find(session, version_id, prescription_id)
    exercise = session.get_one(Exercise, ask.exercise_id)
    columns = read_ask(Mode(exercise.mode), asked)
    version = drafts.take(session, version_id=version_id, revision=revision)
    for column, value in columns.items():
        setattr(ask, column, value)
    session.add(ask)
    return version.revision


def copy_exercise(session: Session, *, version_id: int, revision: int, prescription_id: int) -> int:
    """Ask for an exercise once more, right after it and in its block."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    ask, block, day = _find(session, version_id, prescription_id)
    _check_room(session, _blocks(session, day))
    asks = list(_asks(session, block))
    twin = Prescription(
        **{**ask.model_dump(exclude={"id"}), "position": len(asks), "block_id": block.id}
    )
    if block.kind == BlockKind.STRAIGHT:
        twin.block_id, twin.position = _new_block_after(session, day, block).id, 0
        session.add(twin)
        session.flush()
        return version.revision
    session.add(twin)
    session.flush()
    asks.insert(asks.index(ask) + 1, twin)
    drafts.renumber(session, asks)
    return version.revision


def move_exercise(
    session: Session, *, version_id: int, revision: int, prescription_id: int, way: Way
) -> int:
    """Move an exercise within its block; at the block's edge the block moves as a whole."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    ask, block, day = _find(session, version_id, prescription_id)
    asks, blocks = list(_asks(session, block)), list(_blocks(session, day))
    at = asks.index(ask)
    if 0 <= at + (-1 if way == "up" else 1) < len(asks):
        building.swap(asks, at, way)
        drafts.renumber(session, asks)
    else:
        building.swap(blocks, blocks.index(block), way)
        drafts.renumber(session, blocks)
    return version.revision


def remove_exercise(
    session: Session, *, version_id: int, revision: int, prescription_id: int
) -> int:
    """Ask no more for an exercise; a block that is left with one becomes a straight one."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    ask, block, day = _find(session, version_id, prescription_id)
    session.delete(ask)
    session.flush()
    _tidy(session, block, day)
    return version.revision


def join_above(session: Session, *, version_id: int, revision: int, prescription_id: int) -> int:
    """Let an exercise's block take turns with the one above it: a superset, if it was none."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    _, block, day = _find(session, version_id, prescription_id)
    blocks = list(_blocks(session, day))
    at = blocks.index(block)
    if at == 0:
        raise Conflict("There is no exercise above it to take turns with.")
    above = blocks[at - 1]
    asks = [*_asks(session, above), *_asks(session, block)]
    for place, ask in enumerate(asks):
        ask.block_id, ask.position = above.id, 1000 + place
    session.flush()
    drafts.renumber(session, asks)
    if above.kind == BlockKind.STRAIGHT:
        above.kind = BlockKind.SUPERSET
    _tidy(session, block, day)
    return version.revision


def part(session: Session, *, version_id: int, revision: int, prescription_id: int) -> int:
    """Take an exercise out of its block, into a straight one of its own right after."""
    version = drafts.take(session, version_id=version_id, revision=revision)
    ask, block, day = _find(session, version_id, prescription_id)
    own = _new_block_after(session, day, block)
    ask.block_id, ask.position = own.id, 0
    session.flush()
    _tidy(session, block, day)
    return version.revision


def set_block(
    session: Session,
    *,
    version_id: int,
    revision: int,
    block_id: int,
    kind: str,
    rounds: str,
    duration: str,
) -> int:
    """Say how a block's exercises take turns: its kind, rounds and time. Raises Invalid too."""
    columns = read_block(kind, rounds, duration)
    version = drafts.take(session, version_id=version_id, revision=revision)
    block = session.get(PlanBlock, block_id)
    if block is None:
        raise NotFound
    building.get_day(session, version, block.day_id)
    for column, value in columns.items():
        setattr(block, column, value)
    session.add(block)
    return version.revision


def read_block(kind: str, rounds: str, duration: str) -> dict[str, Any]:
    """A block's columns from what was typed; rounds and time only where its kind has them."""
    if kind not in list(BlockKind):
        raise Invalid(kind="Choose one of the list.")
    problems: dict[str, str] = {}
    columns: dict[str, Any] = {"kind": kind, "rounds": None, "duration_s": None}
    if kind in (BlockKind.CIRCUIT, BlockKind.EMOM):
        is_number = rounds.strip().isascii() and rounds.strip().isdigit()
        columns["rounds"] = int(rounds) if is_number and len(rounds) < 5 else 0
        if not 1 <= columns["rounds"] <= 60:
            problems["rounds"] = "From 1 to 60 rounds."
    with noting(problems):
        if kind in (BlockKind.EMOM, BlockKind.AMRAP):
            columns["duration_s"] = read_seconds(duration, "duration")
    if problems:
        raise Invalid(**problems)
    return columns


def _find(
    session: Session, version_id: int, prescription_id: int
) -> tuple[Prescription, PlanBlock, PlanDay]:
    ask = session.get(Prescription, prescription_id)
    if ask is None:
        raise NotFound
    block = session.get_one(PlanBlock, ask.block_id)
    day = session.get_one(PlanDay, block.day_id)
    if day.version_id != version_id:
        raise NotFound
    return ask, block, day


def _blocks(session: Session, day: PlanDay) -> Sequence[PlanBlock]:
    return session.exec(
        select(PlanBlock).where(PlanBlock.day_id == day.id).order_by(col(PlanBlock.position))
    ).all()


def _asks(session: Session, block: PlanBlock) -> Sequence[Prescription]:
    return session.exec(
        select(Prescription)
        .where(Prescription.block_id == block.id)
        .order_by(col(Prescription.position))
    ).all()


def _check_room(session: Session, blocks: Sequence[PlanBlock]) -> None:
    if sum(len(_asks(session, block)) for block in blocks) >= MOST_EXERCISES:
        raise Conflict(f"A session has at most {MOST_EXERCISES} exercises.")


def _new_block_after(session: Session, day: PlanDay, block: PlanBlock) -> PlanBlock:
    blocks = list(_blocks(session, day))
    own = PlanBlock(day_id=day.id, position=len(blocks))
    session.add(own)
    session.flush()
    blocks.insert(blocks.index(block) + 1, own)
    drafts.renumber(session, blocks)
    return own


def _tidy(session: Session, block: PlanBlock, day: PlanDay) -> None:
    """Close what a change left open: an empty block goes, one exercise alone takes no turns."""
    asks = _asks(session, block)
    if not asks:
        session.delete(block)
        session.flush()
        drafts.renumber(session, _blocks(session, day))
        return
    drafts.renumber(session, asks)
    if len(asks) == 1 and block.kind in (BlockKind.SUPERSET, BlockKind.CIRCUIT):
        block.kind, block.rounds, block.duration_s = BlockKind.STRAIGHT, None, None
