"""What was measured: as a table for people, and as JSON for programs."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

from fitness_app.settings import ROOT

FILE = ROOT / "build" / "bench.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, the most or the least it may be, and what else is worth knowing beside it."""

    part: str
    what: str
    figure: float
    unit: str = ""
    at_most: float | None = None
    beside: Mapping[str, float] = field(default_factory=dict)
    """More figures, each by a name that ends in its unit."""
    at_least: float | None = None

    @property
    def is_missed(self) -> bool:
        is_more = self.at_most is not None and self.figure > self.at_most
        return is_more or (self.at_least is not None and self.figure < self.at_least)

    @property
    def verdict(self) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        return "MISSED" if self.is_missed else "met"


def p50(figures: Sequence[float]) -> float:
    """The median."""
    return median(figures)


def p95(figures: Sequence[float]) -> float:
    """What 95 of 100 stay below."""
    return quantiles(figures, n=20, method="inclusive")[-1]


def table(rows: Sequence[Row]) -> str:
    """The rows under the names of their parts, in columns."""
    cells = [(row.part, _cells(row)) for row in rows]
    widths = [max(len(line[column]) for _, line in cells) for column in range(4)]
    lines: list[str] = []
    part = ""
    for row_part, line in cells:
        if row_part != part:
            part = row_part
            lines += ["", part]
        lines.append(_line(line, widths))
    return "\n".join(lines)


def save(rows: Sequence[Row], *, seconds: float, file: Path = FILE) -> None:
    """Write the rows, with what they were measured on."""
    measured = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "took_seconds": round(seconds, 1),
        "machine": {
            "system": platform.platform(),
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "reflex": version("reflex"),
            "uvicorn": version("uvicorn"),
        },
        "rows": [{**asdict(row), "verdict": row.verdict.lower()} for row in rows],
    }
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(measured, indent=1) + "\n")


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    bounds = (("≤", row.at_most), ("≥", row.at_least))
    target = " ".join(
        f"{sign} {_number(bound)} {row.unit}".rstrip()
        for sign, bound in bounds
        if bound is not None
    )
    beside = " · ".join(f"{name} {_number(figure)}" for name, figure in row.beside.items())
    figure = f"{_number(row.figure)} {row.unit}".rstrip()
    return row.what, figure, target, row.verdict, beside


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    what, figure, target, verdict, beside = cells
    told = f"  {what:<{widths[0]}}  {figure:>{widths[1]}}  {target:<{widths[2]}}"
    return f"{told}  {verdict:<{widths[3]}}  {beside}".rstrip()


def _number(figure: float) -> str:
    if figure == int(figure) or abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.2f}" if abs(figure) < 10 else f"{figure:.1f}"
