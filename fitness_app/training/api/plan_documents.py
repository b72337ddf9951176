"""What programs write into a plan: weeks of days of blocks of what is asked for."""

from typing import Any

from fitness_app.accounts.api import entries
from fitness_app.accounts.api.entries import Entry
from fitness_app.accounts.fields import FieldError
from fitness_app.training.plans import arranging, building
from fitness_app.training.plans.checking import MOST_DAYS
from fitness_app.training.plans.prescribing import FIELDS
from fitness_app.training.words import BlockKind, LoadKind, Progression, SetType

WEEK_EXAMPLE = [
    {
        "name": "Squat and press",
        "weekday": 0,
        "is_deload": False,
        "blocks": [
            {
                "kind": "straight",
                "asks": [
                    {
                        "exercise": "back-squat",
                        "sets": 5,
                        "reps": "5",
                        "load_kind": "percent_e1rm",
                        "load": 75,
                        "rest": 180,
                        "progression": "linear",
                        "increment": 2.5,
                    }
                ],
            }
        ],
    }
]
_MOST_TEXT = 2_000
_SECONDS = "Seconds, or minutes and seconds as `1:30`"
_CODES = {"load_kind": LoadKind, "set_type": SetType, "progression": Progression}
_MEANINGS = {
    "sets": "1 if left out",
    "reps": "`5`, or a range such as `8-12`",
    "duration": _SECONDS,
    "distance": "Metres",
    "load": "By `load_kind`: in `unit`, percent of the one-rep max, or RPE",
    "unit": "Of load, increment and rounding: `kg` or `lb`",
    "rest": _SECONDS,
    "tempo": "Four counts: down, pause, up, pause, such as `3-1-1-0`",
    "note": "For who does it",
    "increment": "By which the load grows, in `unit`",
    "increment_percent": "By which the load grows where `progression` is `percent`",
    "reps_goal": "Reps of all sets together at which the load grows",
    "fails_allowed": "So many sessions short of what is asked, then a deload",
    "rounding": "The step that loads are rounded to, in `unit`",
}


def weeks() -> Entry:
    """Weeks of days of blocks; what they say is checked by the service, place by place."""

    def read(raw: Any) -> Any:
        if not isinstance(raw, list):
            raise FieldError("A list of weeks, each a list of days.")
        _refuse_unreadable(raw)
        return raw

    week = _list_of(_day(), 0, MOST_DAYS)
    return Entry(_list_of(week, 1, building.MOST_WEEKS, "Weeks, each a list of its days"), read)


def _day() -> dict[str, Any]:
    return _object(
        name=entries.text(longest=building.NAME_LENGTH, may_be_number=False).schema,
        weekday={
            "type": ["integer", "null"],
            "minimum": 0,
            "maximum": 6,
            "description": "0: Monday",
        },
        is_deload={"type": "boolean"},
        blocks=_list_of(_block(), 0, arranging.MOST_EXERCISES),
    )


def _block() -> dict[str, Any]:
    return _object(
        kind={"type": "string", "enum": list(BlockKind)},
        rounds=_said("Of a superset or circuit"),
        duration=_said(_SECONDS),
        asks=_list_of(_ask(), 1, arranging.MOST_EXERCISES),
    )


def _ask() -> dict[str, Any]:
    coded = {name: {"type": "string", "enum": list(codes)} for name, codes in _CODES.items()}
    said = {name: _said(_MEANINGS[name]) for name in FIELDS if name not in coded}
    slug = {"type": "string", "pattern": "^[a-z0-9-]+$", "description": "The exercise's slug"}
    return _object(exercise=slug, **coded, **said)


def _said(description: str) -> dict[str, Any]:
    return entries.text(description, may_be_blank=True, nullable=True, longest=_MOST_TEXT).schema


def _object(**properties: Any) -> dict[str, Any]:
    required = [name for name in ("name", "asks", "exercise") if name in properties]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _list_of(items: dict[str, Any], least: int, most: int, description: str = "") -> dict[str, Any]:
    about = {"description": description} if description else {}
    return {"type": "array", "items": items, "minItems": least, "maxItems": most, **about}


def _refuse_unreadable(part: Any) -> None:
    if isinstance(part, str):
        entries.text(may_be_blank=True, longest=_MOST_TEXT).read(part)
    elif isinstance(part, dict):
        for key, value in part.items():
            _refuse_unreadable(key)
            _refuse_unreadable(value)
    elif isinstance(part, list):
        for inner in part:
            _refuse_unreadable(inner)
