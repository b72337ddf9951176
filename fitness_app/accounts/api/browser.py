"""What our own pages ask for by HTTP: the session's cookie, pictures, one's data as a file."""

from fastapi import APIRouter, Request, Response, UploadFile
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, Field

from fitness_app import routes
from fitness_app.accounts import account_data, cookies, device_cookie, pictures, profiles, sessions
from fitness_app.accounts.access import Viewer
from fitness_app.accounts.api.caller import From, InPerson, SignedIn, session_id_of
from fitness_app.kit import clock, db
from fitness_app.kit.errors import NotFound

router = APIRouter(include_in_schema=False)  # our pages and nobody else call these


class Ticket(BaseModel):
    """A sign-in ticket, as a page got it from its handler."""

    ticket: str = Field(max_length=200)


@router.post(routes.SESSION, status_code=204)
async def begin_session(request: Request, body: Ticket, client: From) -> Response:
    """Turn a sign-in ticket into the session's cookie, in place of the one there was."""
    sent = cookies.sent(request.headers)
    visitor = cookies.find_visitor(sent)
    new = await db.run(
        sessions.redeem_ticket,
        ticket=body.ticket,
        client=client,
        visitor=visitor,
        instead_of=await session_id_of(request),
    )
    age = int((new.expires_at - clock.now()).total_seconds()) if new.remembered else None
    response = Response(status_code=204)
    session_line = cookies.line(cookies.session_name(), new.cookie, max_age=age)
    response.headers.append("set-cookie", session_line)
    device_line = device_cookie.renew(client.device, user_id=new.user_id)
    response.headers.append("set-cookie", device_line)
    return response


@router.delete(routes.SESSION, status_code=204)
async def end_session(request: Request) -> Response:
    """End the session and take its cookie back."""
    session_id = await session_id_of(request)
    found = await sessions.desk.viewer_of(session_id) if session_id else None
    if isinstance(found, Viewer):
        await db.run(sessions.end, user_id=found.id, session_id=found.session_id, why="signed_out")
    line = cookies.line(cookies.session_name(), "", max_age=0)
    return Response(status_code=204, headers={"set-cookie": line})


@router.get(routes.PICTURES + "/{name}")
async def get_picture(name: str, _viewer: SignedIn) -> FileResponse:
    """A profile picture, for people of the club."""
    file = pictures.find(name)
    if file is None:
        raise NotFound
    return FileResponse(
        file,
        media_type="image/webp",
        headers={"cache-control": "private, max-age=86400", "vary": "Cookie"},
    )


@router.post(routes.MY_PICTURE)
async def set_picture(picture: UploadFile, viewer: SignedIn) -> dict[str, str]:
    """Take somebody's new profile picture: JPEG, PNG or WEBP of at most 5 MB."""
    cleaned = await pictures.clean_in_turn(await picture.read())
    name = await db.run(profiles.set_picture, user_id=viewer.id, picture=cleaned)
    return {"picture": routes.picture(name)}


@router.delete(routes.MY_PICTURE, status_code=204)
async def remove_picture(viewer: SignedIn) -> None:
    """Remove one's profile picture."""
    await db.run(profiles.remove_picture, user_id=viewer.id)


@router.get(routes.MY_DATA)
async def get_my_data(viewer: InPerson) -> JSONResponse:
    """Everything the club keeps of the caller, as a file."""
    kept = await account_data.gather(account_data.export, user_id=viewer.id)
    headers = {"content-disposition": 'attachment; filename="my-data.json"'}
    return JSONResponse(kept, headers=headers)
