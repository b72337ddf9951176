"""The accounts family with a confirmed password, its profile, and the admin's list of people."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from fitness_app import routes
from fitness_app.accounts import directory
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import Detail, refusals, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import Admin, From
from fitness_app.accounts.api.fitness import Pair
from fitness_app.accounts.api.joining import (
    CREDENTIALS,
    MISMATCH,
    NO_ACCOUNT,
    NOT_GIVEN,
    PAIR,
    USERNAME_TAKEN,
    register,
    sign_in,
)
from fitness_app.accounts.api.paging import Paged, address_of
from fitness_app.accounts.api.profile import add_profile
from fitness_app.accounts.directory import AccountView
from fitness_app.kit import db

router = APIRouter(tags=["Accounts family with a confirmed password"])

REGISTRATION = Body(
    {
        "username": "ann",
        "email": "ann@example.com",
        "password": "correct horse battery",
        "password2": "correct horse battery",
    },
    takes_forms=True,
    username=entries.username(),
    email=entries.email(),
    password=entries.secret("10 to 256 characters"),
    password2=entries.secret("The same again"),
)


@router.post(
    "/api/auth/register",
    status_code=201,
    response_model=Detail,
    openapi_extra=REGISTRATION.documented,
    responses=shows(201, {"detail": "User registered successfully."}, "Registered.")
    | refusals(fields={**USERNAME_TAKEN, "password2": MISMATCH}, throttled=True),
)
async def register_confirmed(sent: Annotated[Sent, Depends(REGISTRATION)], client: From) -> Detail:
    """Register with the password given twice."""
    await register(sent, client, again="password2")
    return Detail(detail="User registered successfully.")


@router.post(
    "/api/auth/login",
    response_model=Pair,
    openapi_extra=CREDENTIALS.documented,
    responses=shows(200, PAIR, "Signed in.")
    | refusals(fields=NOT_GIVEN, unauthenticated={"detail": NO_ACCOUNT}, throttled=True),
)
async def login_confirmed(sent: Annotated[Sent, Depends(CREDENTIALS)], client: From) -> Pair:
    """Sign in."""
    pair = await sign_in(sent, client)
    return Pair(access=pair.access, refresh=pair.refresh)


add_profile(router, routes.CONFIRMED_PROFILE, "confirmed_profile")


class Accounts(BaseModel):
    """One page of all accounts."""

    count: int
    next: str | None
    previous: str | None
    results: list[AccountView]


_ACCOUNT = {
    "id": 7,
    "username": "ann",
    "email": "ann@example.com",
    "email_verified": True,
    "first_name": "Ann",
    "last_name": "Archer",
    "role": "member",
    "is_active": True,
    "joined_at": "2026-01-31T08:30:00Z",
}


@router.get(
    "/api/users",
    response_model=Accounts,
    responses=shows(
        200,
        {"count": 1, "next": None, "previous": None, "results": [_ACCOUNT]},
        "One page of the accounts that match.",
    )
    | refusals(query={"page": "A valid number is required."}, signed_in=True, not_found=True),
)
async def list_accounts(
    _admin: Admin, request: Request, paged: Paged, search: str = ""
) -> Accounts:
    """List all accounts, for admins; `search` looks in names and addresses."""
    count, views = await db.read(
        directory.list_accounts, search=search, page=paged.page, page_size=paged.page_size
    )
    return Accounts(
        count=count,
        next=address_of(request, paged.page + 1) if paged.has_next(count) else None,
        previous=address_of(request, paged.page - 1) if paged.page > 1 else None,
        results=views,
    )
