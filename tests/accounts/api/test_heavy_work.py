"""Pictures and whole exports that are asked for at once: made one after the other."""

import asyncio
from io import BytesIO
from time import sleep
from typing import Any

import pytest
from PIL import Image

from fitness_app import routes
from fitness_app.accounts import account_data, pictures
from fitness_app.kit.turns import Turns
from fitness_app.training import export as its_part
from fitness_app.training.exports import whole
from tests.accounts.api.conftest import Program, cookie_of, pair_of
from tests.make import Person

joined_in = its_part
"""It takes part by being imported, as in the app."""


class Watched:
    """A service that takes a moment; how many were at it at once, at most."""

    def __init__(self, work: Any) -> None:
        self._work = work
        self.now = self.most = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.now += 1
        self.most = max(self.most, self.now)
        sleep(0.05)
        try:
            return self._work(*args, **kwargs)
        finally:
            self.now -= 1


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    return drawn.getvalue()


async def test_pictures_are_drawn_one_after_the_other(
    program: Program, ann: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
):
    drawing = Watched(pictures.clean)
    monkeypatch.setattr(pictures, "clean", drawing)
    by_page = [
        program.ask("POST", routes.MY_PICTURE, headers=cookie_of(person), files=sent)
        for person in (ann, bo)
        for sent in [{"picture": ("me.png", picture(), "image/png")}] * 2
    ]
    token = pair_of(ann).access
    by_program = program.ask(
        "PATCH",
        routes.V1 + "/profile",
        token=token,
        files={"profile_picture": ("me.png", picture(), "image/png")},
    )
    answers = await asyncio.gather(*by_page, by_program)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert drawing.most == 1


async def test_whole_exports_are_made_one_after_the_other(
    program: Program, ann: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
):
    building = Watched(whole.build)
    monkeypatch.setattr(whole, "build", building)
    asked = [
        program.ask("GET", f"/api/v1/exports/training.{kind}", token=pair_of(person).access)
        for person in (ann, bo)
        for kind in ("zip", "json")
    ]
    asked.append(program.ask("GET", routes.MY_DATA, headers=cookie_of(ann)))
    answers = await asyncio.gather(*asked)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert {"training", "account"} <= answers[-1].json().keys()
    assert building.most == 1


async def test_who_waits_too_long_for_an_export_is_told_when_to_return(
    program: Program, ann: Person, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(account_data, "_GATHERING", Turns(1, most_waiting=0))
    path, token = "/api/v1/exports/training.zip", pair_of(ann).access
    answer = await program.ask("GET", path, token=token)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "20")
