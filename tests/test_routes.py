"""Every URL and who may open it."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

import pytest

from fitness_app import routes
from fitness_app.accounts.access import Access, Role, Viewer, allows
from fitness_app.accounts.state import ViewerState
from fitness_app.api import api
from fitness_app.fitness_app import PAGES as BUILT
from fitness_app.kit import db
from tests import make
from tests.sockets import SITE, Club, Tab, running

PAGES = {
    "/": "anyone",
    "/privacy": "anyone",
    "/terms": "anyone",
    "/login": "guest",
    "/register": "guest",
    "/recover": "guest",
    "/activate": "anyone",
    "/confirm-email": "anyone",
    "/undo-email": "anyone",
    "/reset-password": "anyone",
    "/cabinet": "member",
    "/cabinet/body": "member",
    "/cabinet/goals": "member",
    "/cabinet/plan": "member",
    "/cabinet/profile": "member",
    "/cabinet/security": "member",
    "/cabinet/tokens": "member",
    "/cabinet/data": "member",
    "/today": "member",
    "/workout": "member",
    "/workouts": "member",
    "/workouts/[this_workout]": "member",
    "/progress": "member",
    "/progress/exercise": "member",
    "/progress/records": "member",
    "/progress/calendar": "member",
    "/progress/leave": "member",
    "/exercises": "member",
    "/exercises/[this_exercise]": "member",
    "/exercises/own/[this_exercise]": "member",
    "/shop": "anyone",
    "/shop/[this_product]": "anyone",
    "/cart": "anyone",
    "/checkout": "member",
    "/cabinet/orders": "member",
    "/cabinet/orders/[this_order]": "member",
    "/cabinet/import": "member",
    "/trainer": "trainer",
    "/trainer/exercises": "trainer",
    "/trainer/exercises/[this_exercise]": "trainer",
    "/plans": "member",
    "/plans/[this_plan]": "member",
    "/trainer/plans": "trainer",
    "/trainer/plans/[this_plan]": "trainer",
    "/trainer/orders": "trainer",
    "/trainer/products": "trainer",
    "/trainer/products/[this_product]": "trainer",
    "/trainer/orders/[this_order]": "trainer",
    # In development only:
    "/mailbox": "anyone",
    "/styleguide": "anyone",
}
DOORS = {
    "GET /healthz": "anyone",
    "GET /readyz": "anyone",
    "POST /session": "anyone",
    "DELETE /session": "anyone",
    "GET /pictures/{name}": "member",
    "POST /me/picture": "member",
    "DELETE /me/picture": "member",
    "GET /me/data.json": "member",
    "POST /register": "guest",
    "POST /login": "guest",
    "POST /password-reset": "anyone",
    "PUT /change-password": "member",
    "POST /change-password": "member",
    "GET /profile": "member",
    "PUT /profile": "member",
    "PATCH /profile": "member",
    "POST /api/auth/register": "anyone",
    "POST /api/auth/login": "anyone",
    "GET /api/auth/profile": "member",
    "PUT /api/auth/profile": "member",
    "PATCH /api/auth/profile": "member",
    "GET /api/users": "admin",
    "POST /api/users/register": "anyone",
    "POST /api/users/login": "anyone",
    "POST /api/users/token/refresh": "anyone",
    "POST /api/users/logout": "member",
    "POST /auth/users": "anyone",
    "GET /auth/users/me": "member",
    "PUT /auth/users/me": "member",
    "PATCH /auth/users/me": "member",
    "DELETE /auth/users/me": "member",
    "POST /auth/users/set_password": "member",
    "POST /auth/users/activation": "anyone",
    "POST /auth/users/resend_activation": "anyone",
    "POST /auth/users/reset_password": "anyone",
    "POST /auth/users/reset_password_confirm": "anyone",
    "POST /auth/token/login": "anyone",
    "POST /auth/token/logout": "member",
    "POST /auth/jwt/create": "anyone",
    "POST /auth/jwt/refresh": "anyone",
    "POST /auth/jwt/verify": "anyone",
    "POST /auth/jwt/blacklist": "anyone",
    "POST /api/auth/recovery/start": "anyone",
    "POST /api/auth/recovery/verify": "anyone",
    "POST /api/auth/recovery/finish": "anyone",
    "GET /api/auth/me": "member",
    "GET /api/v1/me": "member",
    "GET /api/v1/profile": "member",
    "PATCH /api/v1/profile": "member",
    "GET /api/v1/sessions": "member",
    "DELETE /api/v1/sessions": "member",
    "DELETE /api/v1/sessions/{session_id}": "member",
    "GET /api/v1/tokens": "member",
    "POST /api/v1/tokens": "member",
    "DELETE /api/v1/tokens/{token_id}": "member",
    "GET /api/v1/metrics": "member",
    "GET /api/v1/metric-entries": "member",
    "POST /api/v1/metric-entries": "member",
    "GET /api/v1/metric-entries/{entry_id}": "member",
    "PATCH /api/v1/metric-entries/{entry_id}": "member",
    "DELETE /api/v1/metric-entries/{entry_id}": "member",
    "GET /api/v1/goals": "member",
    "POST /api/v1/goals": "member",
    "GET /api/v1/goals/{goal_id}": "member",
    "GET /api/v1/goals/{goal_id}/adjustments": "member",
    "POST /api/v1/goals/{goal_id}/adjustments": "member",
    "PUT /api/v1/goals/{goal_id}/status": "member",
    "GET /api/v1/workouts": "member",
    "POST /api/v1/workouts": "member",
    "POST /api/v1/past-workouts": "member",
    "GET /api/v1/running-workout": "member",
    "GET /api/v1/workouts/{workout_id}": "member",
    "PATCH /api/v1/workouts/{workout_id}": "member",
    "PUT /api/v1/workouts/{workout_id}/status": "member",
    "DELETE /api/v1/workouts/{workout_id}": "member",
    "POST /api/v1/workouts/{workout_id}/exercises": "member",
    "PATCH /api/v1/workouts/{workout_id}/exercises/{key}": "member",
    "DELETE /api/v1/workouts/{workout_id}/exercises/{key}": "member",
    "PUT /api/v1/workouts/{workout_id}/order": "member",
    "GET /api/v1/workouts/{workout_id}/sets/{key}": "member",
    "PUT /api/v1/workouts/{workout_id}/sets/{key}": "member",
    "DELETE /api/v1/workouts/{workout_id}/sets/{key}": "member",
    "GET /api/v1/progress": "member",
    "PUT /api/v1/progress/band": "member",
    "GET /api/v1/progress/calendar": "member",
    "GET /api/v1/progress/exercises": "member",
    "GET /api/v1/progress/exercises/{slug}": "member",
    "GET /api/v1/records": "member",
    "GET /api/v1/records/held": "member",
    "PUT /api/v1/records/held/{set_id}/confirmation": "member",
    "GET /api/v1/leave-periods": "member",
    "POST /api/v1/leave-periods": "member",
    "GET /api/v1/leave-periods/{leave_id}": "member",
    "PUT /api/v1/leave-periods/{leave_id}/end": "member",
    "DELETE /api/v1/leave-periods/{leave_id}": "member",
    "GET /api/v1/imports": "member",
    "POST /api/v1/imports": "member",
    "GET /api/v1/imports/{import_id}": "member",
    "PATCH /api/v1/imports/{import_id}": "member",
    "DELETE /api/v1/imports/{import_id}": "member",
    "PUT /api/v1/imports/{import_id}/state": "member",
    "GET /api/v1/exports/sets.csv": "member",
    "GET /api/v1/exports/measurements.csv": "member",
    "GET /api/v1/exports/training.json": "member",
    "GET /api/v1/exports/training.zip": "member",
    "GET /api/v1/exercises": "member",
    "POST /api/v1/exercises": "member",
    "GET /api/v1/exercises/{exercise_id}": "member",
    "PATCH /api/v1/exercises/{exercise_id}": "member",
    "PUT /api/v1/exercises/{exercise_id}/state": "member",
    "DELETE /api/v1/exercises/{exercise_id}": "member",
    "GET /api/v1/trainer/exercises": "trainer",
    "POST /api/v1/trainer/exercises": "trainer",
    "GET /api/v1/trainer/exercises/{exercise_id}": "trainer",
    "PATCH /api/v1/trainer/exercises/{exercise_id}": "trainer",
    "PUT /api/v1/trainer/exercises/{exercise_id}/state": "trainer",
    "DELETE /api/v1/trainer/exercises/{exercise_id}": "trainer",
    "GET /api/v1/plans": "member",
    "POST /api/v1/plans": "trainer",
    "GET /api/v1/plans/{plan_id}/versions": "member",
    "POST /api/v1/plans/{plan_id}/versions": "trainer",
    "GET /api/v1/plans/{plan_id}/versions/{number}": "member",
    "PUT /api/v1/plans/{plan_id}/versions/{number}/weeks": "trainer",
    "PUT /api/v1/plans/{plan_id}/versions/{number}/words": "trainer",
    "PUT /api/v1/plans/{plan_id}/versions/{number}/status": "trainer",
    "GET /api/v1/assignments": "member",
    "POST /api/v1/assignments": "member",
    "GET /api/v1/assignments/{assignment_id}": "member",
    "PUT /api/v1/assignments/{assignment_id}/status": "member",
    "PUT /api/v1/assignments/{assignment_id}/version": "member",
    "GET /api/v1/due-sessions": "member",
    "GET /api/v1/plates": "member",
    "GET /api/v1/scheduled-sessions": "member",
    "GET /api/v1/scheduled-sessions/{scheduled_id}": "member",
    "PUT /api/v1/scheduled-sessions/{scheduled_id}/due-on": "member",
    "PUT /api/v1/scheduled-sessions/{scheduled_id}/status": "member",
    "GET /api/v1/trainer/overview": "trainer",
    "GET /api/openapi.json": "anyone",
    "GET /api/docs": "anyone",
    "GET /api/docs/{name}": "anyone",
    "GET /api/cart": "anyone",
    "POST /api/cart/items": "anyone",
    "PATCH /api/cart/items/{item_id}": "anyone",
    "DELETE /api/cart/items/{item_id}": "anyone",
    "POST /api/cart/confirmation": "anyone",
    "POST /api/cart/checkout": "member",
    "GET /api/v1/products": "anyone",
    "GET /api/v1/products/{slug}": "anyone",
    "POST /api/v1/products": "trainer",
    "PATCH /api/v1/products/{slug}": "trainer",
    "POST /api/v1/products/{slug}/variants": "trainer",
    "GET /api/v1/products/{slug}/movements": "trainer",
    "PATCH /api/v1/variants/{variant_id}": "trainer",
    "POST /api/v1/variants/{variant_id}/movements": "trainer",
    "GET /api/v1/orders": "member",
    "POST /api/v1/orders": "member",
    "GET /api/v1/trainer/orders": "trainer",
    "GET /api/v1/orders/{order_id}": "member",
    "PUT /api/v1/orders/{order_id}/status": "member",
    "POST /api/v1/orders/{order_id}/payments": "member",
    "POST /api/v1/payments/stripe": "anyone",
}
REFLEX_OWN = {"/ping": 200, "/_health": 200, "/_event": 403, "/_upload": 404, "/_upload/x": 404}

GUEST = "guest"
ROLES = (GUEST, *Role)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[db.Database]:
    """A fresh database; who may open what doesn't depend on the engine."""
    yield db.connect(sqlite_url)
    db.disconnect()


@pytest.fixture
async def club(database: db.Database) -> AsyncIterator[Club]:
    """The app, listening."""
    async with running() as club:
        yield club


def cookie_of(role: str) -> str:
    if role == GUEST:
        return "visitor=somebody"
    return f"session={make.session(make.user('somebody', role=Role(role))).cookie}"


def may(role: str, open_to: str) -> bool:
    viewer = None
    if role != GUEST:
        viewer = Viewer(1, "", "", "", Role(role), "", True, "", "UTC", "en-GB", "metric")
    return allows(Access(open_to), viewer)


def redirects(tab: Tab) -> list[str]:
    return [event["payload"]["path"] for event in tab.events if event["name"] == "_redirect"]


async def answer(club: Club, method: str, path: str) -> int:
    return await asyncio.to_thread(_answer, club, method, path)


def _answer(club: Club, method: str, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", club.port, timeout=5)
    with closing(connection):
        connection.request(method, path, headers={"Origin": SITE})
        with connection.getresponse() as response:
            return response.status


def doors(among: Iterable[Any]) -> Iterator[str]:
    for route in among:
        if router := getattr(route, "original_router", None):
            yield from doors(router.routes)
        else:
            yield from (f"{method} {route.path}" for method in route.methods - {"HEAD"})


def test_every_page_is_listed():
    assert {page.route: page.open_to for page in BUILT} == PAGES


def test_a_page_of_one_of_many_says_on_its_tab_which_one():
    of_many = [page for page in BUILT if "[" in page.route]
    assert [page.route for page in of_many if isinstance(page.name, str)] == []


def test_every_door_is_listed():
    assert set(doors(api.routes)) == set(DOORS)


@pytest.mark.parametrize("role", ROLES)
async def test_each_page_opens_to_those_it_is_for_and_leads_others_where_they_can_be(
    club: Club, role: str
):
    cookie = cookie_of(role)
    for page, open_to in PAGES.items():
        path = re.sub(r"\[\w+\]", "0", page)
        async with club.tab(cookie=cookie, path=path) as tab:
            if may(role, open_to):
                # There is nothing of that name yet.
                expected: tuple[list[str], bool] = ([], path == page)
            elif open_to == GUEST:
                expected = ([routes.CABINET], True)
            elif role == GUEST:
                expected = ([routes.sign_in_then(quote(path))], True)
            else:
                expected = ([], False)
            assert (redirects(tab), tab.var(ViewerState, "page_is_found")) == expected, page


async def test_doors_of_members_are_shut_to_guests_and_no_other_door_is(club: Club):
    for door, open_to in DOORS.items():
        method, path = re.sub(r"{\w+}", "1", door).split()
        is_shut = await answer(club, method, path) == 401
        assert is_shut is (open_to in {"member", "trainer", "admin"}), door


@pytest.mark.parametrize(("path", "status"), REFLEX_OWN.items())
async def test_what_reflex_opens_by_itself_is_open_or_shut_on_purpose(
    club: Club, path: str, status: int
):
    assert await answer(club, "GET", path) == status
