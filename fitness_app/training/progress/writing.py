"""Figures of training in somebody's unit and locale."""

from fitness_app.kit.locales import write_change, write_number
from fitness_app.training.progress.records import RecordView
from fitness_app.training.units import M_PER_MI
from fitness_app.training.weight_rows import Reader
from fitness_app.training.words import RecordKind

KINDS = {
    RecordKind.HEAVIEST_LOAD: "Heaviest load",
    RecordKind.BEST_E1RM: "Estimated one-rep maximum",
    RecordKind.REP_MAX: "Most weight for the reps",
    RecordKind.MOST_REPS: "Most reps in a set",
    RecordKind.SET_VOLUME: "Most volume in a set",
    RecordKind.SESSION_VOLUME: "Most volume in a session",
    RecordKind.LONGEST_HOLD: "Longest hold",
    RecordKind.DISTANCE: "Longest distance",
    RecordKind.PACE: "Fastest pace",
    RecordKind.LEAST_HELP: "Least help",
}
_VOLUMES = (RecordKind.SET_VOLUME, RecordKind.SESSION_VOLUME)


def write_value(kind: RecordKind, value: float, reader: Reader) -> str:
    """A record's figure with its unit."""
    if kind is RecordKind.MOST_REPS:
        return f"{value:.0f} reps"
    if kind is RecordKind.LONGEST_HOLD:
        return write_duration(value)
    if kind is RecordKind.DISTANCE:
        return write_distance(value, reader)
    if kind is RecordKind.PACE:
        return write_pace(value, reader)
    return write_volume(value, reader) if kind in _VOLUMES else reader.amount(value)


def write_record(record: RecordView, reader: Reader) -> str:
    """What was reached, in a few words: '83.3 kg e1RM · 62.5 × 8'."""
    value = write_value(record.kind, record.value, reader)
    of_set = _of_set(record, reader)
    said = {
        RecordKind.BEST_E1RM: f"{value} e1RM{of_set}",
        RecordKind.REP_MAX: f"{value} × {record.reps}",
        RecordKind.HEAVIEST_LOAD: f"{value}, the heaviest load",
        RecordKind.SET_VOLUME: f"{value} in a set{of_set}",
        RecordKind.SESSION_VOLUME: f"{value} in a session",
        RecordKind.LEAST_HELP: f"{value} of help",
    }
    return said.get(record.kind, value)


def write_volume(kilograms: float, reader: Reader) -> str:
    """A volume load, without decimals."""
    number = write_number(reader.unit.from_stored(kilograms), reader.locale, decimals=0)
    return f"{number} {reader.unit.code}"


def write_change_of(kilograms: float, reader: Reader) -> str:
    """A difference of weight with its sign and unit."""
    change = write_change(reader.unit.from_stored(kilograms), reader.locale)
    return f"{change} {reader.unit.code}"


def write_duration(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any: '1:05', '1:02:30'."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def write_distance(metres: float, reader: Reader) -> str:
    """Kilometres or miles, and metres below one kilometre."""
    if reader.unit.code == "lb":
        return f"{write_number(metres / M_PER_MI, reader.locale, decimals=2)} mi"
    if metres < 1000:
        return f"{write_number(metres, reader.locale, decimals=0)} m"
    return f"{write_number(metres / 1000, reader.locale, decimals=2)} km"


def write_pace(seconds_per_km: float, reader: Reader) -> str:
    """Minutes a kilometre or a mile."""
    if reader.unit.code == "lb":
        return f"{write_duration(seconds_per_km * M_PER_MI / 1000)} a mile"
    return f"{write_duration(seconds_per_km)} a km"


def _of_set(record: RecordView, reader: Reader) -> str:
    if record.set_load_kg is None or not record.set_reps:
        return ""
    return f" · {reader.number(record.set_load_kg)} × {record.set_reps}"
