"""Before each event: who sends it, whether they may, and whether it can be used."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.event.context import EventContext

from fitness_app import routes
from fitness_app.accounts import browser, sessions
from fitness_app.accounts.access import Access, Viewer, allows, current_viewer
from fitness_app.accounts.state import SIGN_IN_FIRST, WHY_OVER, ViewerState, show
from fitness_app.guard.declarations import HYDRATE, LOAD, Rules
from fitness_app.guard.payloads import UnusableError, checked
from fitness_app.kit import attention
from fitness_app.ui.notices import toast_error

_Found = Viewer | sessions.Ended | None
_LOOK_AGAIN_SECONDS = 0.1
_SESSION = "session="
_NOT_YOURS = "We couldn't find that."


class Guard(Middleware):
    """The one gate that each event passes, those that handlers and pages chain included."""

    def __init__(
        self, rules: Rules, pages: Mapping[str, Access], hidden: Iterable[str] = ()
    ) -> None:
        self._rules = rules
        self._pages = {_page_id(route): open_to for route, open_to in pages.items()}
        self._hidden = frozenset(map(_page_id, hidden))

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        found = await _sender()
        viewer = found if isinstance(found, Viewer) else None
        current_viewer.set(viewer)
        attention.until_gone.set(_until_gone(app, EventContext.get().token))
        known = await state.get_state(ViewerState)
        is_opening = event.name == HYDRATE and bool(event.payload.get("hashes"))
        if is_opening and viewer is None and known.get_value("_shown") is not None:
            state.reset()  # what the tab held is of a session that is over
        if is_opening or not isinstance(found, sessions.Ended):
            show(known, viewer)  # a page that was open when the session ended keeps what it shows

        rule = self._rules.find(event.name)
        if rule is None:
            return await _refusal(state)
        if not allows(rule.open_to, viewer):
            return await _turned_away(state, known, rule.open_to, found)
        try:
            arguments = checked(rule, event.payload)
        except UnusableError as problem:
            return await _refusal(state, toast_error(str(problem)))
        event.payload.clear()
        event.payload.update(arguments)

        if event.name == HYDRATE:
            known._is_reconnect = not is_opening
        if event.name == LOAD:
            return await self._entered(state, known, found)
        return None

    async def _entered(
        self, state: BaseState, known: ViewerState, found: _Found
    ) -> StateUpdate | None:
        """Let somebody onto a page, or lead them to where they can be; its handlers wait."""
        viewer = found if isinstance(found, Viewer) else None
        if state.router.route_id in self._hidden:
            known.page_is_found = False
            return await _refusal(state)
        open_to = self._pages.get(state.router.route_id, Access.ANYONE)
        known.page_is_found = viewer is None or open_to is Access.GUEST or allows(open_to, viewer)
        was_open = known._is_reconnect and EventContext.get().parent_txid is not None
        if allows(open_to, viewer):
            return None
        if open_to is Access.GUEST:
            return await _refusal(state, rx.redirect(browser.next_path(known), replace=True))
        state.is_hydrated = was_open or viewer is not None
        if viewer is not None:
            return await _refusal(state)
        if was_open:
            known.session_over = _why_over(found)
            return await _refusal(state)
        url = state.router.url
        here = url.path + (f"?{url.query}" if url.query else "")
        return await _refusal(state, rx.redirect(routes.sign_in_then(quote(here)), replace=True))


def _page_id(route: str) -> str:
    return "/" + (route.strip("/") or "index")


def _until_gone(app: rx.App, tab: str) -> Callable[[], Awaitable[None]] | None:
    """What waits until a tab has left; None for an event that no tab sent."""
    namespace = app.event_namespace
    open_tabs = namespace._token_manager.token_to_socket if namespace else {}

    async def until_gone() -> None:
        while tab in open_tabs:  # noqa: ASYNC110  # Reflex tells nobody
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    return until_gone if tab in open_tabs else None


async def _sender() -> _Found:
    headers: dict[str, Any] = EventContext.get().router_data.get("headers", {})
    identity = headers.get("cookie", "")
    if not identity.startswith(_SESSION):
        return None
    return await sessions.desk.viewer_of(identity.removeprefix(_SESSION))


async def _turned_away(
    state: BaseState, known: ViewerState, open_to: Access, found: _Found
) -> StateUpdate:
    if not isinstance(found, Viewer):
        known.session_over = _why_over(found)
        return await _refusal(state)
    if open_to is Access.GUEST:
        return await _refusal(state, rx.redirect(routes.CABINET))
    return await _refusal(state, toast_error(_NOT_YOURS))


def _why_over(found: _Found) -> str:
    why = found.why if isinstance(found, sessions.Ended) else ""
    return WHY_OVER.get(why, SIGN_IN_FIRST)


async def _refusal(state: BaseState, *events: rx.event.EventSpec) -> StateUpdate:
    """In place of the event: what changed on the way here, and what to do instead."""
    delta = await state._get_resolved_delta()
    state._clean()
    return StateUpdate(delta=delta, events=Event.from_event_type(list(events)))
