"""Reading what people type about themselves; a reader raises FieldError with what to do."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from email_validator import EmailNotValidError, validate_email

from fitness_app import settings
from fitness_app.kit import clock, throttle
from fitness_app.kit.errors import Invalid

CM_PER_IN = 2.54
KG_PER_LB = 0.45359237
OLDEST_YEARS = 120
USERNAME_RULE = (
    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ "
    "characters."
)

_USERNAME = re.compile(r"[\w.@+-]+")
_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?")
_FEET = re.compile(
    r"(?P<feet>[1-9])\s*(?:ft|['′’]|-|\s)\s*"
    r"(?:(?P<inches>(?:1[01]|[0-9])(?:[.,][0-9]{1,2})?)\s*(?:in|\"|″|”|'')?)?"
)
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,200}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class FieldError(Exception):
    """What is wrong with one field, in words for the person who typed it."""


Reader = Callable[[str], object]


def read_all(entered: Mapping[str, str], readers: Mapping[str, Reader]) -> dict[str, object]:
    """Read the fields there is a reader for; raises Invalid with every field's error at once."""
    values: dict[str, object] = {}
    problems: dict[str, str] = {}
    for field in readers.keys() & entered.keys():
        try:
            values[field] = readers[field](entered[field])
        except FieldError as problem:
            problems[field] = str(problem)
    if problems:
        raise Invalid(**problems)
    return values


def text_up_to(length: int) -> Reader:
    """A reader of text that may be empty; line ends become one kind, the ends are trimmed."""

    def read(text: str) -> str:
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
        if _UNSTORABLE.search(text):
            raise FieldError("This contains characters that we can't keep.")
        return _no_longer_than(text, length)

    return read


def read_username(text: str) -> str:
    """A username in its normal form."""
    name = unicodedata.normalize("NFKC", text[:1000]).strip()
    if not name:
        raise FieldError("This field may not be blank.")
    name = _no_longer_than(name, 150)
    if not _USERNAME.fullmatch(name):
        raise FieldError(USERNAME_RULE)
    return name


def network_of(ip: str) -> str:
    """What one person can hold of the address space, of an address as it was told to us."""
    return throttle.network_of(storable(ip, 45))


def username_key(name: str) -> str:
    """What two usernames that look the same have in common; at most twice as long as they."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def read_email(text: str) -> str:
    """An e-mail address in its normal form."""
    text = text.strip()
    if not text:
        raise FieldError("This field may not be blank.")
    try:
        address = validate_email(
            text[:1000], allow_smtputf8=False, strict=True, check_deliverability=False
        )
    except EmailNotValidError:
        raise FieldError("Enter a valid email address.") from None
    return address.normalized


def email_key(address: str) -> str:
    """What two addresses of one mailbox have in common."""
    return address.lower()


def birth_date_reader(zone: tzinfo) -> Reader:
    """A reader of an ISO date that somebody old enough and still alive can be born on."""

    def read(text: str) -> date | None:
        if not (text := text.strip()):
            return None
        try:
            born_on = date.fromisoformat(text)
        except ValueError:
            raise FieldError("Enter a date such as 1990-05-31.") from None
        today = clock.now().astimezone(zone).date()
        if born_on > today:
            raise FieldError("Date of birth cannot be in the future.")
        if age_on(today, born_on) < settings.get().min_age:
            raise FieldError(
                f"Date of birth cannot be less than {settings.get().min_age} years ago."
            )
        if age_on(today, born_on) > OLDEST_YEARS:
            raise FieldError(f"Date of birth cannot be more than {OLDEST_YEARS} years ago.")
        return born_on

    return read


def age_on(day: date, born_on: date) -> int:
    """Whole years of age; who was born on 29 February ages on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def one_of(*choices: str) -> Reader:
    """A reader of one of a few codes."""
    return lambda text: _chosen(text, choices)


def one_of_or_none(*choices: str) -> Reader:
    """A reader of one of a few codes, or None for no answer."""
    return lambda text: _chosen(text, choices) if text else None


def whole_number(low: int, high: int) -> Reader:
    """A reader of an integer within bounds."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", text.strip()) or not low <= int(text) <= high:
            raise FieldError(f"Enter a whole number from {low} to {high}.")
        return int(text)

    return read


def yes_or_no(text: str) -> bool:
    """A check box: what browsers and programs send for 'checked'."""
    return text.lower() in ("on", "true", "1", "yes")


def height_reader(unit_system: str) -> Reader:
    """A reader of a height in cm, or for imperial feet and inches too; gives cm or None."""

    def read(text: str) -> float | None:
        if not (text := text.strip().lower()):
            return None
        if unit_system == "imperial" and not text.endswith("cm"):
            cm = _read_feet(text)
        else:
            cm = _number_or_wrong(text.removesuffix("cm").strip(), "Enter centimetres such as 180.")
        if not 50 <= cm <= 280:
            raise FieldError("Enter a height from 50 to 280 cm (1 ft 8 in to 9 ft 2 in).")
        return round(cm, 1)

    return read


def weight_reader(unit_system: str) -> Reader:
    """A reader of a body weight in the system's unit; gives kg or None."""
    pounds = unit_system == "imperial"

    def read(text: str) -> float | None:
        if not (text := text.strip()):
            return None
        number = _number_or_wrong(text, "Enter a number such as " + ("165." if pounds else "74.5."))
        kg = number * KG_PER_LB if pounds else number
        if not 20 <= kg <= 650:
            raise FieldError(
                f"Enter a weight from {'45 to 1,433 lb' if pounds else '20 to 650 kg'}."
            )
        return kg

    return read


def read_time_zone(text: str) -> str:
    """An IANA time zone's name."""
    if text not in _time_zones():
        raise FieldError("Choose a time zone from the list.")
    return text


def zone_or_utc(name: str) -> ZoneInfo:
    """The zone of a name that a browser told us; UTC for one we don't know."""
    return ZoneInfo(name if name in _time_zones() else "UTC")


def read_locale(text: str) -> str:
    """A language tag such as 'en-GB'."""
    if len(text) > 16 or not _LOCALE.fullmatch(text):
        raise FieldError("Choose a language from the list.")
    return text


def list_time_zones() -> list[str]:
    """Every zone one can choose, by name."""
    return sorted(_time_zones())


def is_token(text: str) -> bool:
    """Whether a text could be one of our ids or tokens at all, and is safe to look for."""
    return _TOKEN.fullmatch(text) is not None


def storable(text: str, length: int) -> str:
    """A text from outside with all that the database refuses taken out."""
    return _UNSTORABLE.sub("", text)[:length]


def _no_longer_than(text: str, length: int) -> str:
    if len(text) > length:
        raise FieldError(f"Ensure this field has no more than {length} characters.")
    return text


def _chosen(text: str, choices: Iterable[str]) -> str:
    if text not in choices:
        raise FieldError("Choose one of the answers given.")
    return text


def _read_feet(text: str) -> float:
    found = _FEET.fullmatch(text)
    if found is None:
        # A bare number could be inches as well as centimetres.
        raise FieldError("Enter feet and inches such as 5'11\", or centimetres such as 180 cm.")
    return (int(found["feet"]) * 12 + _number(found["inches"] or "0")) * CM_PER_IN


def _number_or_wrong(text: str, hint: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise FieldError(hint)
    return _number(text)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())
