"""What imports of exercises have in common: one at a time, and a word on what came of it."""

from dataclasses import dataclass, field

from sqlalchemy import text
from sqlmodel import Session

_LOCK = 4218


@dataclass(slots=True)
class PutIn:
    """What an import did, by slug or name."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Left as somebody of the club has edited them."""
    known: list[str] = field(default_factory=list)
    """Left out, as the club has an exercise of that name already."""

    @property
    def has_changed(self) -> bool:
        """Whether anything was added or updated."""
        return bool(self.added or self.updated)

    @property
    def in_words(self) -> str:
        """What was done, as the command line says it; '' if it was nothing."""
        parts = [
            f"{len(self.added)} added" if self.added else "",
            f"{len(self.updated)} updated" if self.updated else "",
            f"{len(self.kept)} left as they were edited here" if self.kept else "",
            f"{len(self.known)} left out, as the club has them already" if self.known else "",
        ]
        return ", ".join(filter(None, parts))


def take_turns(session: Session) -> None:
    """Have those who import at once do it one after the other; SQLite sees to that by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
