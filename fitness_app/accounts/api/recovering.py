"""Recovery in three steps, and who the caller is."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from fitness_app.accounts import passwords, recovery
from fitness_app.accounts.access import Role
from fitness_app.accounts.api import entries
from fitness_app.accounts.api.answers import done, refusals, renamed, shows
from fitness_app.accounts.api.bodies import Body, Sent
from fitness_app.accounts.api.caller import From, SignedIn
from fitness_app.kit.errors import Invalid

router = APIRouter(prefix="/api/auth", tags=["Recovery, and who is signed in"])

EMAIL = Body({"email": "ann@example.com"}, email=entries.email())
CODE = Body(
    {"challenge_id": "kPz4mVnqkY0x2w", "code": "BCDFGHJK"},
    challenge_id=entries.text("From the first step"),
    code=entries.text("From the mail"),
)
FINISH = Body(
    {
        "grant": "kPz4mVnqkY0x2w.bR8…",
        "new_password": "another long walk inland",
        "new_password2": "another long walk inland",
    },
    grant=entries.text("From the second step"),
    new_password=entries.secret("10 to 256 characters"),
    new_password2=entries.secret("The same again"),
)


class Challenge(BaseModel):
    """A recovery that goes on to its second step."""

    challenge_id: str


class Grant(BaseModel):
    """A right to set a new password, once and within 10 minutes."""

    grant: str


class Me(BaseModel):
    """Who is signed in."""

    username: str
    email: str
    email_verified: bool
    is_authenticated: bool
    role: Role


@router.post(
    "/recovery/start",
    response_model=Challenge,
    openapi_extra=EMAIL.documented,
    responses=shows(200, {"challenge_id": "kPz4mVnqkY0x2w"}, "Whether the address is known or not.")
    | refusals(fields={"email": "Enter a valid email address."}, throttled=True),
)
async def start_recovery(sent: Annotated[Sent, Depends(EMAIL)], client: From) -> Challenge:
    """Ask for a code by mail."""
    started = await recovery.start(sent.checked()["email"], client=client)
    return Challenge(challenge_id=started.challenge_id)


@router.post(
    "/recovery/verify",
    response_model=Grant,
    openapi_extra=CODE.documented,
    responses=shows(200, {"grant": "kPz4mVnqkY0x2w.bR8…"}, "The code was right.")
    | refusals(fields={"code": recovery.WRONG_CODE}),
)
async def verify_recovery(sent: Annotated[Sent, Depends(CODE)]) -> Grant:
    """Exchange the code for a grant; five tries."""
    sent.checked()
    return Grant(grant=await recovery.verify(sent["challenge_id"], sent["code"]))


@router.post(
    "/recovery/finish",
    status_code=204,
    openapi_extra=FINISH.documented,
    responses=done("Set; every sign-in has ended.")
    | refusals(fields={"grant": recovery.WRONG_GRANT}),
)
async def finish_recovery(sent: Annotated[Sent, Depends(FINISH)], client: From) -> None:
    """Set the new password, once."""
    _check_readable(sent)
    try:
        await recovery.finish(
            sent["grant"], sent["new_password"], sent["new_password2"], client=client
        )
    except Invalid as problem:
        raise renamed(problem, {"password": "new_password", "password2": "new_password2"}) from None


@router.get(
    "/me",
    response_model=Me,
    responses=shows(
        200,
        {
            "username": "ann",
            "email": "ann@example.com",
            "email_verified": True,
            "is_authenticated": True,
            "role": "member",
        },
        "The caller.",
    )
    | refusals(signed_in=True),
)
async def read_who_is_signed_in(viewer: SignedIn) -> Me:
    """Read who is signed in, by header or cookie."""
    return Me(
        username=viewer.username,
        email=viewer.email,
        email_verified=viewer.email_verified,
        is_authenticated=True,
        role=viewer.role,
    )


def _check_readable(sent: Sent) -> None:
    """Where a field can't be read, say what is wrong with the readable ones at the same time."""
    if not sent.problems:
        return
    problems = dict(sent.problems)
    wrong = passwords.problem_with(sent["new_password"]) if "new_password" in sent else ""
    raise Invalid(**problems, **({"new_password": wrong} if wrong else {}))
