"""The plate calculator, for programs."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts.api import SignedIn
from fitness_app.accounts.api.polled import Polled, polled
from fitness_app.accounts.api.problems import refused_with
from fitness_app.training.formulas import plates

router = APIRouter(prefix=routes.V1, tags=["v1: training"], route_class=Polled)

MOST = 5000


class Plates(BaseModel):
    """What goes on each side of a bar, all in one unit."""

    load: float
    unit: Literal["kg", "lb"]
    bar: float
    each_side: tuple[float, ...]
    """From the sleeve's collar outwards, heaviest first."""
    total: float
    missing: float
    """How much short of the load; below 0 where the bar alone is heavier."""


_PLATES = {
    "load": 62.5,
    "unit": "kg",
    "bar": 20.0,
    "each_side": [20.0, 1.25],
    "total": 62.5,
    "missing": 0.0,
}


@router.get(
    "/plates",
    response_model=Plates,
    responses=polled(_PLATES, "The plates of one side.")
    | refused_with(400, fields={"load": "Input should be greater than or equal to 0"}),
)
async def load_bar(
    viewer: SignedIn,
    load: Annotated[float, Query(description="What is to be lifted, bar and all", ge=0, le=MOST)],
    unit: Annotated[Literal["kg", "lb"], Query(description="Of the load, bar and plates")] = "kg",
    bar: Annotated[
        float | None,
        Query(description="What the bar weighs; 20 kg or 45 lb if not said", ge=0, le=MOST),
    ] = None,
) -> Plates:
    """Work out which plates to put on each side of a bar."""
    usual, sizes = {
        "kg": (plates.BAR_KG, plates.PLATES_KG),
        "lb": (plates.BAR_LB, plates.PLATES_LB),
    }[unit]
    empty = usual if bar is None else bar
    found = plates.plates_per_side(load, bar=empty, plates=sizes)
    return Plates(
        load=load,
        unit=unit,
        bar=empty,
        each_side=found.each_side,
        total=found.total,
        missing=found.missing,
    )
