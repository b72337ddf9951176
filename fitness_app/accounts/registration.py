"""Joining the club: every field checked at once, one account per name and address."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from fitness_app.accounts import activation, fields, hash_queue, names, passwords, people, profiles
from fitness_app.accounts.access import Role
from fitness_app.accounts.fields import FieldError, Reader
from fitness_app.accounts.models import Profile, User
from fitness_app.kit import db, throttle
from fitness_app.kit.errors import Invalid, noting

TRIES = 20
"""From one network: forms that were sent, and names and addresses that were looked up."""
WINDOW = timedelta(minutes=1)


_TELLING = frozenset({"username", "email"})


@dataclass(frozen=True, slots=True)
class Registration:
    """The registration form, as typed; what browsers tell by themselves comes last."""

    username: str
    email: str
    password: str
    password2: str
    first_name: str = ""
    last_name: str = ""
    date_of_birth: str = ""
    sex: str = ""
    height: str = ""
    """In cm, or for imperial in feet and inches."""
    weight: str = ""
    """In kg, or for imperial in lb."""
    fitness_goal: str = ""
    bio: str = ""
    unit_system: str = "metric"
    time_zone: str = "UTC"
    locale: str = "en-GB"


Step = Callable[[Session, int, Registration], None]
"""What another room does for a new person, `(session, user_id, form)`, in the same transaction."""

_steps: list[Step] = []


def on_joining(step: Step) -> None:
    """Have a room take part in each registration, such as to keep the first weight."""
    _steps.append(step)


async def register(
    form: Registration,
    *,
    ip: str,
    email_required: bool = True,
    unread: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Create an account, mail its activation link, and return whose it is.

    `unread` says what is wrong with fields that couldn't even be read; then nobody joins. Those
    of '' are left unchecked.
    Raises Invalid with each field's error at once, also for those who raced for a name;
    Throttled past 20 a minute from one network, Busy.
    """
    with hash_queue.place(fields.network_of(ip)):
        await db.run(_count_try, ip=ip)
        form = _with_defaults(form)
        entered = asdict(form)
        if not email_required and not form.email:
            del entered["email"]
        await db.read(_check, entered=entered, unread=unread)
        password_hash = await passwords.hash_password(form.password)
    try:
        return await db.run(_join, form=form, entered=entered, password_hash=password_hash)
    except IntegrityError as error:
        raise _taken(error) from None


async def check_left_field(*, field: str, value: str, form: Mapping[str, str], ip: str) -> str:
    """What is wrong with one field that was just left, or ''; `form` is what else was typed.

    Whether a name or an address is taken is told as often as `register` tells it, and together
    with it; raises Throttled.
    """
    if field in _TELLING:
        await db.run(_count_try, ip=ip)
    return await db.read(check_field, field=field, value=value, form=form)


def _count_try(session: Session, *, ip: str) -> None:
    network = fields.network_of(ip)
    throttle.hit(session, key=f"register:{network}", limit=TRIES, window=WINDOW)


def check_field(session: Session, *, field: str, value: str, form: Mapping[str, str]) -> str:
    """What is wrong with one field, or ''; `form` is what else was typed."""
    # Who gives their address as their name has yet to type it again below.
    entered = {"email": value, **form, field: value}
    reader = readers(session, entered).get(field)
    try:
        if reader is not None:
            reader(value)
    except FieldError as problem:
        return str(problem)
    return ""


def readers(session: Session, entered: Mapping[str, str]) -> dict[str, Reader]:
    """How each field of a registration is read, beside what else was typed."""
    unit_system = entered.get("unit_system", "metric")
    zone = fields.zone_or_utc(entered.get("time_zone", "UTC"))
    return {
        "username": lambda text: _free_username(session, text, entered.get("email", "")),
        "email": lambda text: _free_email(session, text),
        "password": lambda text: _good_password(text, entered),
        "password2": lambda text: _same_password(text, entered),
        "weight": fields.weight_reader(unit_system),
        **profiles.readers(unit_system=unit_system, zone=zone),
    }


def add_person(
    session: Session,
    *,
    username: str,
    email: str,
    password_hash: str,
    role: Role = Role.MEMBER,
    profile: Mapping[str, object] | None = None,
) -> User:
    """Add an account from values that were read already; two of a name break a database rule."""
    user = User(
        **names.name_columns(username),
        email=email or None,
        email_key=fields.email_key(email) if email else None,
        password_hash=password_hash,
        role=role,
    )
    session.add(user)
    session.flush()
    row = Profile(user_id=people.key_of(user))
    profiles.fill(row, profile or {})
    session.add(row)
    session.flush()
    return user


def _with_defaults(form: Registration) -> Registration:
    # Browsers fill these in; nobody could see an error under them, so odd ones get the default.
    return replace(
        form,
        time_zone=fields.zone_or_utc(form.time_zone).key,
        locale=_or_default(fields.read_locale, form.locale, "en-GB"),
        unit_system=_or_default(fields.one_of(*profiles.UNIT_SYSTEMS), form.unit_system, "metric"),
    )


def _or_default(reader: Reader, text: str, default: str) -> str:
    try:
        return str(reader(text))
    except FieldError:
        return default


def _check(session: Session, *, entered: Mapping[str, str], unread: Mapping[str, str]) -> None:
    problems = {field: text for field, text in unread.items() if text}
    readable = {field: text for field, text in entered.items() if field not in unread}
    with noting(problems):
        fields.read_all(readable, readers(session, entered))
    if problems:
        raise Invalid(**problems)


def _join(
    session: Session, *, form: Registration, entered: Mapping[str, str], password_hash: str
) -> int:
    values = fields.read_all(entered, readers(session, entered))
    for no_column in ("password", "password2", "weight"):
        values.pop(no_column)
    user = add_person(
        session,
        username=str(values.pop("username")),
        email=str(values.pop("email", "")),
        password_hash=password_hash,
        profile=values,
    )
    user_id = people.key_of(user)
    if user.email:
        activation.send_link(session, user_id=user_id)
    for step in _steps:
        step(session, user_id, form)
    return user_id


def _free_username(session: Session, text: str, email: str) -> str:
    username = people.read_free_username(session, text)
    people.refuse_misleading_username(session, username=username, email=_own_address(email))
    return username


def _own_address(email: str) -> str:
    try:
        return fields.read_email(email)
    except FieldError:
        return ""  # which is said below its own field


def _free_email(session: Session, text: str) -> str:
    email = fields.read_email(text)
    people.refuse_taken_email(session, email=email)
    return email


def _good_password(password: str, entered: Mapping[str, str]) -> None:
    problem = passwords.problem_with(
        password, username=entered.get("username", ""), email=entered.get("email", "")
    )
    if problem:
        raise FieldError(problem)


def _same_password(again: str, entered: Mapping[str, str]) -> None:
    if again != entered.get("password", ""):
        raise FieldError("The two password fields didn't match.")


def _taken(error: IntegrityError) -> Exception:
    rule = db.broken_rule(error)
    if "username_key" in rule:
        return Invalid(username=people.USERNAME_TAKEN)
    if "email_key" in rule:
        return Invalid(email=people.EMAIL_TAKEN)
    return error
