"""Sign-ins: begun by a ticket, renewed without anybody noticing, listed, ended."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from fitness_app.accounts import desk, jwts, people, presence, sessions
from fitness_app.accounts.access import Client, Role, Viewer
from fitness_app.accounts.desk import Desk, Ended, Presence
from fitness_app.accounts.models import AuthSession, RefreshToken
from fitness_app.accounts.sessions import Renewed
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound, Unauthenticated
from tests import make
from tests.accounts.conftest import HERE, viewer
from tests.make import Person


def generations(session: Session, *, session_id: str) -> list[RefreshToken]:
    rows = select(RefreshToken).where(RefreshToken.session_id == session_id)
    return list(session.exec(rows.order_by(RefreshToken.generation)))  # pyright: ignore[reportArgumentType]


def row(session: Session, *, session_id: str) -> AuthSession:
    found = session.get(AuthSession, session_id)
    assert found is not None
    return found


def switch_off(session: Session, *, user_id: int) -> None:
    people.get_user(session, user_id=user_id).is_active = False


async def end(person: Person, session_id: str, why: str = "signed_out") -> None:
    await db.run(sessions.end, user_id=person.id, session_id=session_id, why=why)


async def renew(session_id: str) -> Renewed:
    renewed = await db.run(sessions.renew, session_id=session_id)
    assert isinstance(renewed, Renewed), renewed
    return renewed


async def test_a_ticket_becomes_a_session_whose_viewer_is_known(ann: Person):
    new = make.session(ann, client=HERE)
    found = await viewer(new.session_id)
    assert found == Viewer(
        id=ann.id,
        session_id=new.session_id,
        username="ann",
        display_name="ann",
        role=Role.MEMBER,
        email=ann.email,
        email_verified=True,
        picture="",
        time_zone="UTC",
        locale="en-GB",
        unit_system="metric",
    )


async def test_the_cookie_finds_its_session_and_is_not_in_the_database(ann: Person):
    new = make.session(ann)
    assert await db.read(sessions.find_id_by_cookie, cookie=new.cookie) == new.session_id
    kept = await db.read(row, session_id=new.session_id)
    assert new.cookie not in str(kept.model_dump())


@pytest.mark.parametrize("cookie", ["", "invented", "x" * 5000, "a\0b", "\udcff"])
async def test_an_invented_cookie_finds_nothing(database: db.Database, cookie: str):
    assert await db.read(sessions.find_id_by_cookie, cookie=cookie) is None


async def test_a_ticket_is_good_once_even_if_many_redeem_it_together(ann: Person):
    ticket = await db.run(sessions.issue_ticket, user_id=ann.id)
    tries = (db.run(sessions.redeem_ticket, ticket=ticket, client=HERE) for _ in range(8))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, sessions.NewSession) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Unauthenticated) for outcome in outcomes) == 7


async def test_a_ticket_is_good_for_half_a_minute(ann: Person):
    ticket = await db.run(sessions.issue_ticket, user_id=ann.id)
    clock.move(timedelta(seconds=31))
    with pytest.raises(Unauthenticated):
        await db.run(sessions.redeem_ticket, ticket=ticket, client=HERE)


@pytest.mark.parametrize("ticket", ["", "invented", "a\0b", "\ud800", "x" * 5000])
async def test_an_invented_ticket_opens_nothing(database: db.Database, ticket: str):
    with pytest.raises(Unauthenticated):
        await db.run(sessions.redeem_ticket, ticket=ticket, client=HERE)


async def test_somebody_switched_off_gets_no_session(ann: Person):
    ticket = await db.run(sessions.issue_ticket, user_id=ann.id)
    await db.run(switch_off, user_id=ann.id)
    with pytest.raises(Unauthenticated):
        await db.run(sessions.redeem_ticket, ticket=ticket, client=HERE)


async def test_a_session_that_replaces_another_ends_it_and_is_remembered_like_it(ann: Person):
    old = make.session(ann, remembered=True)
    ticket = await db.run(sessions.issue_ticket, user_id=ann.id, replaces_session_id=old.session_id)
    new = await db.run(sessions.redeem_ticket, ticket=ticket, client=HERE)
    assert new.remembered
    assert await presence.desk.viewer_of(old.session_id) == Ended("password_changed")
    assert await viewer(new.session_id)


async def test_odd_clients_are_kept_as_far_as_they_fit(ann: Person):
    client = Client(ip="x" * 100, user_agent="a\0\ud800" + "b" * 5000)
    new = make.session(ann, client=client)
    kept = await db.read(row, session_id=new.session_id)
    assert (len(kept.ip), len(kept.user_agent)) == (45, 400)


# How a session lives on


async def test_after_minutes_the_session_renews_itself_and_goes_on(ann: Person):
    new = make.session(ann)
    assert await viewer(new.session_id)
    clock.move(timedelta(minutes=6))
    assert await viewer(new.session_id)
    (first, second) = await db.read(generations, session_id=new.session_id)
    assert (first.generation, second.generation) == (1, 2)
    assert first.used_at is not None
    kept = await db.read(row, session_id=new.session_id)
    assert kept.last_seen_at - kept.created_at > timedelta(minutes=5)


async def test_an_access_token_is_renewed_within_the_last_minute_of_its_life(ann: Person):
    new = make.session(ann)
    clock.move(timedelta(minutes=3, seconds=55))
    await viewer(new.session_id)
    assert len(await db.read(generations, session_id=new.session_id)) == 1
    clock.move(timedelta(seconds=6))
    await viewer(new.session_id)
    assert len(await db.read(generations, session_id=new.session_id)) == 2


@pytest.mark.parametrize(
    ("remembered", "away", "goes_on"),
    [
        (False, timedelta(hours=11, minutes=59), True),
        (False, timedelta(hours=13), False),
        (True, timedelta(hours=13), True),
        (True, timedelta(days=29), True),
        (True, timedelta(days=31), False),
    ],
)
async def test_an_idle_session_ends(ann: Person, remembered: bool, away: timedelta, goes_on: bool):
    new = make.session(ann, remembered=remembered)
    clock.move(away)
    found = await presence.desk.viewer_of(new.session_id)
    assert isinstance(found, Viewer) if goes_on else found == Ended("expired")


async def test_a_session_in_use_lives_on_but_not_past_ninety_days(ann: Person):
    new = make.session(ann, remembered=True)
    for _ in range(4):
        clock.move(timedelta(days=20))
        assert await viewer(new.session_id)
    clock.move(timedelta(days=11))
    assert await presence.desk.viewer_of(new.session_id) == Ended("expired")


async def test_forty_renewals_at_once_make_one_generation(ann: Person):
    new = make.session(ann)
    clock.move(timedelta(minutes=6))
    renewed = await asyncio.gather(*(renew(new.session_id) for _ in range(40)))
    kept = await db.read(generations, session_id=new.session_id)
    assert [generation.generation for generation in kept] == [1, 2]
    assert len({outcome.access_expires_at for outcome in renewed}) == 1


async def test_a_renewed_session_gives_a_readable_access_token(ann: Person):
    new = make.session(ann)
    clock.move(timedelta(minutes=6))
    renewed = await renew(new.session_id)
    claims = jwts.read(renewed.access_token, "access")
    assert (claims.user_id, claims.session_id) == (ann.id, new.session_id)


async def test_a_long_day_leaves_two_generations_and_no_more(ann: Person):
    new = make.session(ann)
    for _ in range(20):
        clock.move(timedelta(minutes=5))
        await viewer(new.session_id)
    kept = await db.read(generations, session_id=new.session_id)
    assert [generation.generation for generation in kept] == [20, 21]


async def test_a_renewal_sees_the_person_as_they_are_now(ann: Person):
    new = make.session(ann)
    clock.move(timedelta(minutes=6))
    await db.run(switch_off, user_id=ann.id)
    assert await db.run(sessions.renew, session_id=new.session_id) == Ended("deactivated")


async def test_an_unknown_session_is_nobody(database: db.Database):
    assert await presence.desk.viewer_of("invented") is None
    assert await db.run(sessions.renew, session_id="invented") is None


# How a session ends


async def test_ending_a_session_is_noticed_at_once(ann: Person):
    new = make.session(ann)
    assert await viewer(new.session_id)
    await end(ann, new.session_id)
    assert await presence.desk.viewer_of(new.session_id) == Ended("signed_out")


async def test_ending_a_session_closes_its_refresh_tokens(ann: Person):
    new = make.session(ann)
    await end(ann, new.session_id)
    (token,) = await db.read(generations, session_id=new.session_id)
    assert token.blacklisted_at is not None


async def test_a_session_that_ended_keeps_its_first_reason(ann: Person):
    new = make.session(ann)
    await end(ann, new.session_id)
    await end(ann, new.session_id, why="ended_elsewhere")
    assert await presence.desk.viewer_of(new.session_id) == Ended("signed_out")


async def test_bo_cannot_end_anns_session(ann: Person, bo: Person):
    new = make.session(ann)
    with pytest.raises(NotFound):
        await end(bo, new.session_id)
    assert await viewer(new.session_id)


@pytest.mark.parametrize("session_id", ["", "invented", "a\0b", "\ud800", "x" * 5000])
async def test_an_invented_session_cannot_be_ended(ann: Person, session_id: str):
    with pytest.raises(NotFound):
        await end(ann, session_id)


async def test_an_undone_ending_ends_nothing(ann: Person):
    new = make.session(ann)

    def end_and_fail(session: Session) -> None:
        sessions.end(session, user_id=ann.id, session_id=new.session_id, why="signed_out")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await db.run(end_and_fail)
    assert await viewer(new.session_id)


async def test_ending_all_others_leaves_this_one_and_other_people(ann: Person, bo: Person):
    here, there, elsewhere = (make.session(ann) for _ in range(3))
    bos = make.session(bo)
    ended = await db.run(
        sessions.end_others, user_id=ann.id, keep_id=here.session_id, why="ended_elsewhere"
    )
    assert ended == 2
    assert await viewer(here.session_id)
    assert await viewer(bos.session_id)
    for gone in (there, elsewhere):
        assert await presence.desk.viewer_of(gone.session_id) == Ended("ended_elsewhere")


async def test_the_list_shows_this_device_first_and_no_ended_one(ann: Person, bo: Person):
    gone, here = make.session(ann), make.session(ann, client=HERE)
    make.session(bo)
    clock.move(timedelta(minutes=1))
    there = make.session(ann, client=Client(ip="192.0.2.1", user_agent="curl/8.1"))
    await end(ann, gone.session_id)
    first, second = await db.read(
        sessions.list_sessions, user_id=ann.id, current_id=here.session_id
    )
    assert (first.id, first.is_current, first.device) == (here.session_id, True, "Firefox on Linux")
    assert (second.id, second.is_current, second.device) == (there.session_id, False, "curl")
    assert (first.is_browser, first.ip) == (True, HERE.ip)


# The desk


async def test_the_desk_answers_from_memory_in_microseconds(ann: Person):
    new = make.session(ann)
    await viewer(new.session_id)
    began = time.thread_time()
    for _ in range(1000):
        await presence.desk.viewer_of(new.session_id)
    assert time.thread_time() - began < 0.05


async def test_the_desk_looks_again_after_five_seconds(ann: Person):
    new = make.session(ann)
    await viewer(new.session_id)
    await db.run(switch_off, user_id=ann.id)
    clock.move(timedelta(seconds=4))
    assert await viewer(new.session_id)
    clock.move(timedelta(seconds=2))
    assert await presence.desk.viewer_of(new.session_id) == Ended("deactivated")


async def test_the_desk_forgets_all_sessions_of_a_person(ann: Person, bo: Person):
    mine, other, bos = make.session(ann), make.session(ann), make.session(bo)
    for new in (mine, other, bos):
        await viewer(new.session_id)
    await db.run(switch_off, user_id=ann.id)
    presence.desk.forget_user(ann.id)
    for new in (mine, other):
        assert await presence.desk.viewer_of(new.session_id) == Ended("deactivated")
    assert await viewer(bos.session_id)


async def test_what_was_read_before_a_revocation_is_not_remembered(ann: Person):
    new = make.session(ann)
    counter: list[str] = []

    def look_up_slowly(session: Session, *, session_id: str) -> Presence | Ended | None:
        counter.append(session_id)
        found = sessions.look_up(session, session_id=session_id)
        slow.forget("some other session")
        return found

    slow = Desk(look_up_slowly, sessions.renew)
    await slow.viewer_of(new.session_id)
    await slow.viewer_of(new.session_id)
    assert len(counter) == 2


async def test_the_desk_does_not_remember_more_than_it_can(
    ann: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(desk, "MOST", 3)
    small = Desk(sessions.look_up, sessions.renew)
    for _ in range(3):
        await small.viewer_of(make.session(ann).session_id)
    clock.move(timedelta(seconds=6))
    await small.viewer_of(make.session(ann).session_id)
    assert len(small._seen) == 1


# What is swept


async def test_ended_sessions_are_swept_after_thirty_days_with_their_tokens(ann: Person):
    gone, expired, alive = (make.session(ann) for _ in range(3))
    await end(ann, gone.session_id)
    clock.move(timedelta(days=29))
    assert await db.run(sessions.sweep, limit=10) == 0
    clock.move(timedelta(days=2))
    new = make.session(ann)
    assert await db.run(sessions.sweep, limit=10) == 3
    assert await db.run(sessions.sweep, limit=10) == 0
    assert await viewer(new.session_id)
    assert await presence.desk.viewer_of(expired.session_id) is None
    assert await db.read(generations, session_id=alive.session_id) == []


async def test_tickets_nobody_redeemed_are_swept(ann: Person):
    await db.run(sessions.issue_ticket, user_id=ann.id)
    assert await db.run(sessions.sweep_tickets, limit=10) == 0
    clock.move(timedelta(minutes=1))
    assert await db.run(sessions.sweep_tickets, limit=10) == 1
