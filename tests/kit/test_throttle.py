"""Tries are counted by all processes together, and every refusal says when to come back."""

import asyncio
from datetime import timedelta

import pytest

from fitness_app.kit import clock, db, throttle
from fitness_app.kit.db import Database
from fitness_app.kit.errors import Throttled
from fitness_app.kit.models import Tally

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.usefixtures("database")


async def hit(key: str = "ann", limit: int = 3) -> None:
    await db.run(throttle.hit, key=key, limit=limit, window=MINUTE)


async def test_tries_past_the_limit_are_refused_until_the_window_ends():
    for _ in range(3):
        await hit()
    clock.move(timedelta(seconds=20))
    with pytest.raises(Throttled) as refusal:
        await hit()
    assert refusal.value.retry_after == 40
    clock.move(timedelta(seconds=40))
    await hit()


async def test_tries_that_are_counted_in_steps_are_refused_by_the_step():
    for _ in range(3):
        await db.run(throttle.hit, key="ann", limit=180, window=MINUTE, tries=60)
    with pytest.raises(Throttled):
        await db.run(throttle.hit, key="ann", limit=180, window=MINUTE, tries=60)
    clock.move(MINUTE)
    await db.run(throttle.hit, key="ann", limit=60, window=MINUTE, tries=60)


async def test_keys_are_counted_apart():
    await hit("ann", limit=1)
    await hit("bo", limit=1)
    with pytest.raises(Throttled):
        await hit("bo", limit=1)


async def test_of_forty_tries_at_once_only_the_limit_passes():
    outcomes = await asyncio.gather(*(hit(limit=5) for _ in range(40)), return_exceptions=True)
    assert outcomes.count(None) == 5
    assert all(isinstance(outcome, Throttled) for outcome in outcomes if outcome)


async def test_clearing_lets_tries_through_again():
    await hit(limit=1)
    await db.run(throttle.clear, key="ann")
    await hit(limit=1)


async def test_giving_back_frees_one_try_only():
    await hit(limit=2)
    await hit(limit=2)
    await db.run(throttle.give_back, key="ann")
    await hit(limit=2)
    with pytest.raises(Throttled):
        await hit(limit=2)


async def test_it_says_how_long_until_the_next_try():
    assert await db.read(throttle.seconds_left, key="ann", limit=1) == 0
    await hit(limit=1)
    clock.move(timedelta(seconds=15))
    assert await db.read(throttle.seconds_left, key="ann", limit=1) == 45
    clock.move(MINUTE)
    assert await db.read(throttle.seconds_left, key="ann", limit=1) == 0


async def test_the_pause_after_failures_grows_to_a_quarter_of_an_hour_and_stays_there():
    for _ in range(5):
        await db.run(throttle.delay, key="ann")
    pauses = []
    for _ in range(8):
        with pytest.raises(Throttled) as refusal:
            await db.run(throttle.delay, key="ann")
        pauses.append(refusal.value.retry_after)
        clock.move(timedelta(seconds=refusal.value.retry_after))
        await db.run(throttle.delay, key="ann")
    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900]


async def test_a_success_lifts_the_pause_but_the_next_failure_goes_on_where_it_was():
    for _ in range(7):
        clock.move(timedelta(minutes=15))
        await db.run(throttle.delay, key="ann")
    await db.run(throttle.forgive, key="ann")
    await db.run(throttle.delay, key="ann")
    with pytest.raises(Throttled) as refusal:
        await db.run(throttle.delay, key="ann")
    assert refusal.value.retry_after == 120


async def test_an_hour_without_failures_forgets_them():
    for _ in range(9):
        await db.run(throttle.delay, key="ann")
        clock.move(timedelta(minutes=15))
    clock.move(timedelta(minutes=45))
    await db.run(throttle.delay, key="ann")
    await db.run(throttle.delay, key="ann")


async def test_only_counts_that_hold_nobody_up_are_swept():
    await hit("old")
    clock.move(timedelta(minutes=2))
    await hit("new")
    for _ in range(5):
        await db.run(throttle.delay, key="slow")
    assert await db.run(throttle.sweep, limit=100) == 1
    assert await db.run(throttle.sweep, limit=100) == 0


async def test_the_table_names_nobody(database: Database):
    await hit("ann@example.org 203.0.113.7")
    with database.engine.connect() as connection:
        (row,) = connection.execute(Tally.__table__.select()).all()  # pyright: ignore[reportAttributeAccessIssue]
    assert "ann" not in str(row)


@pytest.mark.parametrize(
    ("ip", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("no address", "no address"),
        ("", ""),
    ],
)
def test_an_ipv6_address_counts_as_its_network(ip: str, network: str):
    assert throttle.network_of(ip) == network
