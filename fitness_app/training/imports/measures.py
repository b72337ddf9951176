"""Units as files name them."""

from fitness_app.training.imports.contents import RowRefusedError, quoted

KM, MI = "km", "mi"
M_PER_FT = 0.3048
M_PER_YD = 0.9144

_LOADS = {
    **dict.fromkeys(("kg", "kgs", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
}
_DISTANCES = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("ft", "foot", "feet"), "ft"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "yd"),
}
_SHORT = {"ft": M_PER_FT, "yd": M_PER_YD}


def load_unit_of(said: str) -> str:
    """'kg' or 'lb' for what a cell says."""
    unit = _LOADS.get(said.casefold())
    if unit is None:
        raise RowRefusedError(f"the weight unit {quoted(said)} is none we know")
    return unit


def distance_unit_of(said: str) -> str:
    """'m', 'km', 'mi', 'ft' or 'yd' for what a cell says."""
    unit = _DISTANCES.get(said.casefold())
    if unit is None:
        raise RowRefusedError(f"the distance unit {quoted(said)} is none we know")
    return unit


def in_metres(distance: float | None, unit: str) -> tuple[float | None, str]:
    """A distance in feet or yards as metres; any other as it is."""
    if distance is not None and unit in _SHORT:
        return distance * _SHORT[unit], "m"
    return distance, unit
