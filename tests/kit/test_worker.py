"""Work beside the app: when it is done, and how it ends."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from fitness_app.kit import worker
from fitness_app.kit.errors import Unavailable
from fitness_app.kit.worker import Worker
from tests.eventually import eventually


class Rounds:
    """Counts its rounds; `troubles` are what the next ones raise."""

    def __init__(self, *troubles: Exception) -> None:
        self.count = 0
        self.troubles = list(troubles)

    async def __call__(self, goes_on: Callable[[], bool]) -> None:
        self.count += 1
        if self.troubles:
            raise self.troubles.pop(0)


async def test_it_works_at_once_and_every_so_often():
    rounds = Rounds()
    async with Worker("test", rounds, seconds=0.01).at_work():
        await eventually(lambda: rounds.count >= 3)


async def test_it_works_when_rung_from_another_thread():
    rounds = Rounds()
    bell = Worker("test", rounds, seconds=600)
    async with bell.at_work():
        await eventually(lambda: rounds.count == 1)
        await asyncio.to_thread(bell.ring)
        await eventually(lambda: rounds.count == 2)


async def test_it_goes_on_after_the_records_were_away_and_after_a_mistake(
    caplog: pytest.LogCaptureFixture,
):
    rounds = Rounds(Unavailable(), ZeroDivisionError())
    with caplog.at_level(logging.WARNING):
        async with Worker("test", rounds, seconds=0.01).at_work():
            await eventually(lambda: rounds.count >= 3)
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]


async def test_at_the_end_work_in_hand_is_finished():
    finished: list[str] = []

    async def piecework(goes_on: Callable[[], bool]) -> None:
        while goes_on():
            await asyncio.sleep(0.01)
            finished.append("piece")
        finished.append("end")

    async with Worker("test", piecework, seconds=600).at_work():
        await eventually(lambda: finished)
    assert finished[-1] == "end"


async def test_at_the_end_work_that_takes_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "GRACE_SECONDS", 0.05)
    was_cut_off: list[bool] = []

    async def endless(goes_on: Callable[[], bool]) -> None:
        try:
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            was_cut_off.append(True)
            raise

    async with asyncio.timeout(2), Worker("test", endless, seconds=600).at_work():
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert was_cut_off


def test_ringing_after_the_loop_has_closed_is_no_error():
    async def make() -> Worker:
        return Worker("test", Rounds(), seconds=600)

    asyncio.run(make()).ring()
