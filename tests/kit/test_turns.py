"""Heavy work in turns: so much at once, the others wait, and who waits too long is told."""

import asyncio
from threading import Event

import pytest

from fitness_app.kit.errors import Busy
from fitness_app.kit.turns import Turns, on_thread


async def test_no_more_are_at_it_than_may_be_and_all_have_their_turn():
    turns, at_it, most = Turns(2), 0, 0

    async def work() -> None:
        nonlocal at_it, most
        async with turns.one():
            at_it += 1
            most = max(most, at_it)
            await asyncio.sleep(0.01)
            at_it -= 1

    await asyncio.gather(*(work() for _ in range(7)))
    assert (at_it, most) == (0, 2)


async def test_whose_patience_ends_is_told_when_to_return_and_the_turn_is_not_lost():
    turns = Turns(1, patience_seconds=0.05)
    async with turns.one():
        with pytest.raises(Busy, match="Try again in 1 second") as refused:
            async with turns.one():
                pass
    assert refused.value.retry_after == 1
    async with turns.one():
        pass


async def test_a_queue_that_is_long_enough_takes_nobody_else():
    turns, goes_on = Turns(1, most_waiting=1), asyncio.Event()

    async def work() -> None:
        async with turns.one():
            await goes_on.wait()

    tasks = [asyncio.create_task(work()) for _ in range(3)]
    await asyncio.sleep(0)
    goes_on.set()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(end) for end in ends] == [type(None), type(None), Busy]


async def test_a_turn_lasts_as_long_as_its_work_even_if_nobody_waits_for_it():
    turns, may_end = Turns(1, patience_seconds=0.1), Event()

    async def work() -> None:
        async with turns.one():
            await on_thread(may_end.wait)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(Busy):
        async with turns.one():
            pass
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with turns.one():
        pass
