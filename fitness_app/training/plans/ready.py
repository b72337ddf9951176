"""The plans that come with the app: read from their files, and put in once.

A file has sessions by a key, a pattern that says which of them each week has, and the weekdays.
A value of an exercise that is a list has one entry for each week. In a deload week, what isn't
said week by week is eased: half the sets, an RPE two lower, a fifth less of the load.
"""

import tomllib
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from fitness_app.kit import clock
from fitness_app.training.models import Plan, PlanVersion
from fitness_app.training.plans import documents
from fitness_app.training.words import PlanState

FOLDER = Path(__file__).parent / "ready_made"
LEAST_RPE = 6


def put_in(session: Session) -> int:
    """Put in each plan that isn't there yet, published; how many. Needs the exercises first."""
    known = set(session.exec(select(Plan.slug)).all())
    files = [file for file in sorted(FOLDER.glob("*.toml")) if file.stem not in known]
    for file in files:
        _put_in(session, file.stem, read(file))
    return len(files)


def read(file: Path) -> dict[str, Any]:
    """A file's plan: what is said of it, and its `weeks` as `documents.write_weeks` takes them."""
    with file.open("rb") as opened:
        said = tomllib.load(opened)
    pattern, deloads = said["pattern"], said.get("deloads", [])
    said["weeks"] = [
        [
            _day(said, key, weekday, week, week + 1 in deloads)
            for key, weekday in zip(pattern[week % len(pattern)], said["weekdays"], strict=True)
        ]
        for week in range(said["weeks"])
    ]
    return said


def _put_in(session: Session, slug: str, said: Mapping[str, Any]) -> None:
    plan = Plan(slug=slug, name=said["name"], summary=said["summary"], level=said["level"])
    session.add(plan)
    session.flush()
    version = PlanVersion(
        plan_id=plan.id,
        number=1,
        weeks=1,
        sessions_per_week=1,
        schedule_mode=said["schedule_mode"],
        notes=said["notes"].strip(),
    )
    session.add(version)
    session.flush()
    documents.write_weeks(session, version_id=version.id, revision=0, weeks=said["weeks"])
    session.refresh(version)
    version.published_at, plan.state = clock.now(), PlanState.PUBLISHED
    session.add(version)
    session.add(session.get_one(Plan, plan.id))


def _day(
    said: Mapping[str, Any], key: str, weekday: int, week: int, is_deload: bool
) -> dict[str, Any]:
    session = said["sessions"][key]
    return {
        "name": session["name"],
        "weekday": weekday,
        "is_deload": is_deload,
        "blocks": [_block(block, week, is_deload) for block in session["blocks"]],
    }


def _block(block: Mapping[str, Any], week: int, is_deload: bool) -> dict[str, Any]:
    settled = {key: _of_week(value, week) for key, value in block.items() if key != "asks"}
    asks = [_ask(ask, week, is_deload) for ask in block["asks"]]
    return settled | {"asks": asks}


def _ask(ask: Mapping[str, Any], week: int, is_deload: bool) -> dict[str, Any]:
    eased = _eased(ask) if is_deload else ask
    asked = {key: _of_week(value, week) for key, value in eased.items()}
    for kind, code in (("percent", "percent_e1rm"), ("rpe", "rpe"), ("kg", "kg")):
        if kind in asked:
            asked |= {"load_kind": code, "load": asked.pop(kind)}
    return asked


def _eased(ask: Mapping[str, Any]) -> dict[str, Any]:
    said = {key: value for key, value in ask.items() if not isinstance(value, list)}
    eased: dict[str, Any] = {}
    if "sets" in said:
        eased["sets"] = ceil(said["sets"] / 2)
    if "rpe" in said:
        eased["rpe"] = max(said["rpe"] - 2, LEAST_RPE)
    for kind in {"percent", "kg"} & said.keys():
        eased[kind] = round(said[kind] * 0.8)
    return {**ask, **eased}


def _of_week(value: Any, week: int) -> Any:
    return value[week] if isinstance(value, list) else value
