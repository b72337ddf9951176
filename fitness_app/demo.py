"""The demo club: the same people and the same year every time, up to today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from fitness_app import settings
from fitness_app.accounts import demo as accounts
from fitness_app.accounts import passwords
from fitness_app.accounts.access import Role
from fitness_app.accounts.demo import Newcomer
from fitness_app.kit import clock, db
from fitness_app.kit.errors import Forbidden
from fitness_app.shop import demo as shop
from fitness_app.training import demo as training
from fitness_app.training import demo_measures, demo_programmes, demo_workouts
from fitness_app.training.demo import Aim, Habit
from fitness_app.training.demo_programmes import Athlete
from fitness_app.training.exercises import catalogue
from fitness_app.training.formulas import local_day
from fitness_app.training.plans import demo as demo_plans

SEED = 20
PASSWORDS = {
    Role.MEMBER: "plum harbour nine",
    Role.TRAINER: "copper kettle six",
    Role.ADMIN: "quiet lantern two",
}
MAIL_HOST = "northgate.example"

TBILISI, LONDON, BERLIN = "Asia/Tbilisi", "Europe/London", "Europe/Berlin"
CHICAGO, LISBON, TOKYO = "America/Chicago", "Europe/Lisbon", "Asia/Tokyo"

STAFF = (
    ("Ada", "Whitfield", LONDON, Role.ADMIN),
    ("Tess", "Okafor", LONDON, Role.TRAINER),
    ("Luka", "Beridze", TBILISI, Role.TRAINER),
)
MEMBERS = (
    ("Ann", "Marlowe", LONDON), ("Bo", "Lindqvist", CHICAGO), ("Marek", "Havel", BERLIN),
    ("Yuki", "Sato", TOKYO), ("Priya", "Raman", LONDON), ("Dara", "Osei", LONDON),
    ("Tomas", "Ferreira", LISBON), ("Elena", "Petrova", BERLIN), ("Sam", "Whitlock", CHICAGO),
    ("Nino", "Kapanadze", TBILISI), ("Giorgi", "Lomidze", TBILISI), ("Amara", "Diallo", LISBON),
    ("Henrik", "Solberg", BERLIN), ("Leila", "Haddad", LONDON), ("Mateo", "Quiroga", LISBON),
    ("Ingrid", "Aas", BERLIN), ("Kofi", "Mensah", LONDON), ("Rosa", "Delgado", CHICAGO),
    ("Jonas", "Weidmann", BERLIN), ("Mei", "Tanaka", TOKYO), ("Aisha", "Rahmani", LONDON),
    ("Pavel", "Novotny", BERLIN), ("Chidi", "Eze", LONDON), ("Freya", "Holm", BERLIN),
    ("Omar", "Siddiq", LONDON), ("Lucia", "Ferrante", LISBON), ("Dmitri", "Volkov", TBILISI),
    ("Hana", "Kim", TOKYO), ("Caleb", "Brooks", CHICAGO), ("Saoirse", "Nolan", LONDON),
    ("Tariq", "Mansour", BERLIN), ("Olga", "Zielinska", BERLIN), ("Malik", "Johnson", CHICAGO),
    ("Vera", "Antunes", LISBON), ("Zurab", "Maisuradze", TBILISI), ("Grace", "Oyelaran", LONDON),
    ("Emil", "Sorensen", BERLIN), ("Ines", "Cardoso", LISBON), ("Ravi", "Chandran", LONDON),
    ("Keti", "Gelashvili", TBILISI),
)  # fmt: skip
MEASURED = {"ann": 0.92, "bo": 0.7, "priya": 0.6, "nino": 1.05, "kofi": 0.4}
"""Who uses a tape, and the pace of their lift's goal."""
FULL_YEAR = 14
"""So many members joined a year ago; the others since."""
ON_LEAVE = {"Elena", "Jonas", "Vera"}
QUIET = {"Marek": 15, "Yuki": 40, "Chidi": 33, "Elena": 60, "Jonas": 47, "Vera": 35, "Emil": 20}
"""Who stopped entering, and how many days ago."""
WELL_KNOWN: dict[str, dict[str, Any]] = {
    "ann": {"start_kg": 76.4, "kg_per_week": -0.26, "often": 0.5, "gaps_a_year": 1},
    "bo": {"start_kg": 91.5, "kg_per_week": -0.3, "often": 0.3},
    "priya": {"kg_per_week": 0.18},
    "dara": {"kg_per_week": -0.3},
    "nino": {"kg_per_week": -0.28},
    "kofi": {"kg_per_week": 0.3},
    "giorgi": {"kg_per_week": -0.24},
}
"""Those with a goal go somewhere; ann's and bo's pages are the ones that are looked at."""
PROGRAMMES = (
    ("full body", 3), ("upper, lower", 4), ("push, pull, legs", 3), ("machines", 2),
    ("full body", 2), ("running", 3), ("push, pull, legs", 5), ("no equipment", 3),
)  # fmt: skip
"""What members train and how often a week, one after the other."""
WELL_TRAINED: dict[str, dict[str, Any]] = {
    "ann": {"faithful": 0.93, "weekdays": (0, 2, 4), "hour": 18.2, "strength": 0.74, "gain": 0.3},
    "bo": {"faithful": 0.84, "weekdays": (0, 1, 3, 4), "hour": 6.6, "strength": 1.02, "gain": 0.16},
    "priya": {"faithful": 0.55},
    "kofi": {"mood": 2.2, "gain": 0.02},
}
UNVERIFIED = {"Mei", "Caleb", "Ines", "Ravi", "Keti"}


@dataclass(frozen=True, slots=True)
class SignIn:
    """What to sign in to the demo club with."""

    role: Role
    username: str
    password: str


SIGN_INS = tuple(
    SignIn(role, username, PASSWORDS[role])
    for role, username in (
        (Role.MEMBER, "ann"),
        (Role.MEMBER, "bo"),
        (Role.TRAINER, "tess"),
        (Role.ADMIN, "ada"),
    )
)


def is_due() -> bool:
    """Whether the open database is empty, so that the demo club has room in it."""
    return db.read_sync(accounts.has_nobody)


def open_club() -> tuple[SignIn, ...]:
    """Fill the open database if it is empty; what to sign in with, () if others are there.

    Raises Forbidden in production.
    """
    if not settings.get().is_development:
        raise Forbidden("The demo club's passwords are public: it is for development only.")
    if is_due():
        hashes = {role: passwords.hash_now(text) for role, text in PASSWORDS.items()}
        db.run_sync(fill, password_hashes=hashes)
    return SIGN_INS if db.read_sync(is_demo) else ()


def fill(session: Session, *, password_hashes: Mapping[Role, str]) -> None:
    """Fill an empty database with the demo club; one that isn't empty is left as it is."""
    if not accounts.has_nobody(session):
        return
    random = Random(SEED)  # noqa: S311  # plausible, and secret from nobody
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    newcomers = [*_staff(random, now), *_members(random, now)]
    ids = accounts.enrol(
        session, newcomers=newcomers, mail_host=MAIL_HOST, password_hashes=password_hashes
    )
    habits = [
        _habit(person, ids[person.username], random, now)
        for person in newcomers
        if person.role is Role.MEMBER
    ]
    latest = training.weigh_in(session, habits=habits, now=now, random=random)
    training.set_goals(session, habits=habits, aims=_aims(ids), latest=latest, now=now)
    shop.open_shop(session, ids=ids, keeper="tess", now=now, random=random)
    catalogue.put_in(session)
    members = [person for person in newcomers if person.role is Role.MEMBER]
    athletes = [
        _athlete(number, person, habit, latest[habit.member_id], now)
        for number, (person, habit) in enumerate(zip(members, habits, strict=True))
    ]
    demo_workouts.train(session, athletes=athletes, now=now, seed=SEED)
    measured = [habit for habit in habits if habit.member_id in {ids[name] for name in MEASURED}]
    demo_measures.take_measures(session, habits=measured, now=now, seed=SEED)
    paces = {ids[name]: pace for name, pace in MEASURED.items()}
    demo_measures.aim_at_lifts(session, paces=paces, now=now)
    followers = [ids[person.username] for person in members[::3]]
    demo_plans.follow_plans(session, member_ids=followers, today=now.date())


def is_demo(session: Session) -> bool:
    """Whether the people here are those of the demo club."""
    return accounts.has_address(session, address=f"{SIGN_INS[0].username}@{MAIL_HOST}")


def _staff(random: Random, now: datetime) -> list[Newcomer]:
    return [_newcomer(*who, random=random, joined_at=now - timedelta(days=370)) for who in STAFF]


def _members(random: Random, now: datetime) -> list[Newcomer]:
    days = [_days_since_joining(n, random) for n in range(len(MEMBERS))]
    return [
        _newcomer(*who, Role.MEMBER, random=random, joined_at=now - timedelta(days=ago))
        for who, ago in zip(MEMBERS, days, strict=True)
    ]


def _days_since_joining(n: int, random: Random) -> int:
    if n < FULL_YEAR:
        return 364 - n
    return 340 - round((n - FULL_YEAR) * 13.4) + random.randint(-4, 4)


def _newcomer(
    first: str, last: str, time_zone: str, role: Role, *, random: Random, joined_at: datetime
) -> Newcomer:
    american = time_zone == CHICAGO
    return Newcomer(
        username=first.lower(),
        first_name=first,
        last_name=last,
        role=role,
        joined_at=joined_at - timedelta(minutes=random.randint(0, 600)),
        has_verified_email=first not in UNVERIFIED,
        is_on_leave=first in ON_LEAVE,
        time_zone=time_zone,
        locale="en-US" if american else "en-GB",
        unit_system="imperial" if american else "metric",
        height_cm=round(min(max(random.gauss(172, 9), 152), 198)),
        date_of_birth=date(joined_at.year - random.randint(19, 66), random.randint(1, 12), 14),
    )


def _habit(person: Newcomer, member_id: int, random: Random, now: datetime) -> Habit:
    today = local_day(now, person.time_zone)
    joined_on = local_day(person.joined_at, person.time_zone)
    body_mass_index = random.uniform(20.5, 30)
    habit = Habit(
        member_id=member_id,
        unit_system=person.unit_system,
        time_zone=person.time_zone,
        first_day=joined_on + timedelta(days=1),
        last_day=today - timedelta(days=QUIET.get(person.first_name, 0)),
        start_kg=body_mass_index * (person.height_cm / 100) ** 2,
        kg_per_week=random.choice((-0.32, -0.25, -0.2, -0.15, -0.05, 0.06, 0.14)),
        often=random.uniform(0.2, 0.65),
        phase=random.uniform(0, 6),
    )
    return replace(habit, **WELL_KNOWN.get(person.username, {}))


def _athlete(number: int, person: Newcomer, habit: Habit, body_kg: float, now: datetime) -> Athlete:
    random = Random(f"{SEED}:{person.username}")  # noqa: S311  # plausible, secret from nobody
    programme, sessions = PROGRAMMES[number % len(PROGRAMMES)]
    athlete = Athlete(
        member_id=habit.member_id,
        unit_system=person.unit_system,
        time_zone=person.time_zone,
        first_day=habit.first_day,
        last_day=habit.last_day,
        body_kg=body_kg,
        programme=programme,
        weekdays=demo_programmes.pick_weekdays(sessions, random),
        hour=random.choice((6.7, 7.3, 12.2, 17.6, 18.4, 19.3)),
        strength=random.uniform(0.55, 1.12),
        gain=random.uniform(0.06, 0.4),
        faithful=random.uniform(0.6, 0.93),
        notes_effort=random.random() < 0.6,
        mood=random.uniform(3.3, 4.6),
        visibility=random.choice(("private", "followers", "followers", "club")),
        away=demo_programmes.days_off(habit.first_day, habit.last_day, random),
    )
    athlete = replace(athlete, **WELL_TRAINED.get(person.username, {}))
    return demo_workouts.with_leave(athlete, _leave(person, habit, random, now))


def _leave(
    person: Newcomer, habit: Habit, random: Random, now: datetime
) -> list[tuple[date, date, str]]:
    """What leave somebody announced: the one they are on, and for some one last season."""
    today = local_day(now, person.time_zone)
    leave: list[tuple[date, date, str]] = []
    start = habit.first_day + timedelta(days=random.randint(60, 150))
    if random.random() < 0.35 and start + timedelta(days=40) < habit.last_day:
        leave.append((start, start + timedelta(days=random.randint(6, 13)), "Holiday"))
    if person.is_on_leave:
        leave.append((habit.last_day + timedelta(days=1), today + timedelta(days=10), ""))
    return leave


def _aims(ids: Mapping[str, int]) -> list[Aim]:
    return [
        Aim(ids["ann"], 180, 45, pace=1.04, is_adjusted=True),
        Aim(ids["bo"], 120, 60, pace=0.71),
        Aim(ids["priya"], 90, 60, pace=0.35),
        Aim(ids["dara"], 75, 75, pace=0.9),
        Aim(ids["nino"], 150, 30, pace=0.62),
        Aim(ids["kofi"], 60, 90, pace=1.2),
        Aim(ids["giorgi"], 200, -10, pace=1.0, ending="reached"),
        Aim(ids["amara"], 160, 40, pace=0.3, ending="dropped"),
    ]
