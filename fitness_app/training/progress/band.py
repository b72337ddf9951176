"""The band of hard sets a muscle and week that somebody aims at: 10 to 20 unless they say."""

from sqlmodel import Session

from fitness_app.kit.errors import Invalid
from fitness_app.training.formulas import BAND
from fitness_app.training.models import TrainingPreference

MOST = 100


def get_band(session: Session, *, member_id: int) -> tuple[int, int]:
    """A member's band; the usual one if they chose none."""
    chosen = session.get(TrainingPreference, member_id)
    return (chosen.hard_sets_low, chosen.hard_sets_high) if chosen else BAND


def choose_band(session: Session, *, member_id: int, low: str, high: str) -> tuple[int, int]:
    """Choose a band, as typed in whole sets. Raises Invalid for low or high."""
    least, most = _read(low, "low"), _read(high, "high")
    if most <= least:
        raise Invalid(high="Choose more than the least.")
    row = session.get(TrainingPreference, member_id) or TrainingPreference(
        member_id=member_id, hard_sets_low=least, hard_sets_high=most
    )
    row.hard_sets_low, row.hard_sets_high = least, most
    session.add(row)
    return least, most


def _read(text: str, field: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 3 or int(text) > MOST:
        raise Invalid(**{field: f"Enter a whole number from 0 to {MOST}."})
    return int(text)
