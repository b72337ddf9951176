"""The door of the event socket: what is no event of ours, or one too many, goes no further."""

import logging
import re
from itertools import chain
from typing import Any

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import StateUpdate
from reflex_base.event import Event

from fitness_app import settings
from fitness_app.guard.abandoned_tabs import AbandonedTabs
from fitness_app.guard.declarations import HYDRATE, LOAD, Rules
from fitness_app.guard.payloads import UnusableError, look_through
from fitness_app.kit import throttle
from fitness_app.kit.buckets import Buckets
from fitness_app.kit.errors import in_words
from fitness_app.ui.notices import toast_error

log = logging.getLogger(__name__)

_FROM_PAGES = frozenset({"event", "ping", "client_error"})
_NAME = re.compile(r"[\w.]{1,200}")
GUESTS_OF_AN_ADDRESS = 5
"""How many guests' events are let in from one address."""
_LONGEST_ADDRESS = 2_000
_MOST_QUERIED = 50


class Door:
    """What the event socket calls in place of Reflex's own handlers, which trust what they get."""

    def __init__(self, app: rx.App, rules: Rules) -> None:
        self._app = app
        self._rules = rules
        self._buckets = Buckets(settings.get().events_per_minute)
        self._guests = Buckets(settings.get().events_per_minute * GUESTS_OF_AN_ADDRESS)
        namespace = app.event_namespace
        if namespace is None:
            raise RuntimeError("This app has no event socket.")
        self._namespace = namespace
        self._deliver = namespace.on_event
        self._trigger = namespace.trigger_event
        self._abandoned = self._abandoned_tabs()

    def close(self) -> None:
        """Put the door in: from now on nothing gets past it."""
        # The handshake carries an event too, which goes to `on_event` without a `trigger_event`.
        vars(self._namespace).update(trigger_event=self.trigger, on_event=self.admit)

    async def trigger(self, kind: str, *arguments: Any) -> Any:
        """Pass a socket's message on if its kind is one that pages send, or the socket's own."""
        if kind == "event":
            return await self.admit(*arguments[:2])
        if kind == "disconnect":
            return await self._leave(*arguments)
        if kind in _FROM_PAGES or self._is_handshake(kind, arguments):
            return await self._trigger(kind, *arguments)
        sid = arguments[0] if arguments else ""
        if not self._wait(sid, self._environ(sid).get("HTTP_COOKIE", sid), is_page_load=False):
            log.warning("A message of a kind that no page sends was refused.")
        return None

    def _abandoned_tabs(self) -> AbandonedTabs | None:
        states = self._app.state_manager
        if isinstance(states, StateManagerMemory):
            return AbandonedTabs(
                states, self._namespace._token_manager.token_to_socket.__contains__
            )
        return None  # Redis has them, and this process for seconds only

    async def _leave(self, sid: str, *reason: Any) -> Any:
        token = self._namespace.sid_to_token.get(sid)
        holder, is_guest = self._holder(sid)
        if cleaning := await self._trigger("disconnect", sid, *reason):
            await cleaning
        if token is not None and self._abandoned is not None:
            self._abandoned.leave(token, holder=holder, is_guest=is_guest)

    def _holder(self, sid: str) -> tuple[str, bool]:
        """Whose socket it is, a session's or an address's, and whether that is a guest's."""
        identity = self._environ(sid).get("HTTP_COOKIE", sid)
        if identity.startswith("session="):
            return identity, False
        return self._network(sid), True

    def _network(self, sid: str) -> str:
        client = self._environ(sid).get("asgi.scope", {}).get("client") or ("", 0)
        return throttle.network_of(client[0])

    def _is_handshake(self, kind: str, arguments: tuple[Any, ...]) -> bool:
        """Whether this is the socket's own 'connect', not a message that brings forged headers."""
        if kind != "connect" or len(arguments) < 2:
            return False
        return arguments[1] is self._environ(arguments[0])

    async def admit(self, sid: str, data: Any = None) -> None:
        """Deliver an event that a page of ours could have sent, unless they come too fast."""
        event = _shaped(data)
        name = event["name"] if event else ""
        identity = self._environ(sid).get("HTTP_COOKIE", sid)
        wait = self._wait(sid, identity, is_page_load=name in (HYDRATE, LOAD))
        if wait:
            await self._slow_down(sid, identity, wait)
        elif event is None or self._rules.find(name) is None:
            shown = name if _NAME.fullmatch(name) else "(not a name)"
            log.warning("An event that no page sends was refused: %s", shown)
        elif problem := _unusable(event["payload"]):
            await self._say(sid, problem)
        else:
            await self._deliver(sid, event)

    def _wait(self, sid: str, identity: str, *, is_page_load: bool) -> int:
        """In how many seconds this event is let in; a guest's has to pass two buckets."""
        wait = self._buckets.take(identity, is_page_load=is_page_load)
        if wait or identity.startswith("session="):
            return wait
        # Guests get a cookie for the asking, and so would get a bucket.
        return self._guests.take(self._network(sid), is_page_load=is_page_load)

    def _environ(self, sid: str) -> dict[str, Any]:
        sio = self._app.sio
        return (sio.get_environ(sid, self._namespace.namespace) if sio else None) or {}

    async def _slow_down(self, sid: str, identity: str, seconds: int) -> None:
        if self._buckets.may_say_so(identity):
            await self._say(sid, f"That was too fast for us. Try again in {in_words(seconds)}.")

    async def _say(self, sid: str, words: str) -> None:
        token = self._namespace.sid_to_token.get(sid)
        if token is not None:
            said = StateUpdate(events=Event.from_event_type(toast_error(words)))
            await self._namespace.emit_update(said, token)


def _unusable(payload: dict[str, Any]) -> str:
    """What is wrong with a payload that would only fill the queue; '' for most."""
    try:
        look_through(payload)
    except UnusableError as problem:
        return str(problem)
    return ""


def _shaped(data: Any) -> dict[str, Any] | None:
    """The parts of an event that Reflex reads, or None if it isn't one."""
    if not isinstance(data, dict):
        return None
    name, payload = data.get("name"), data.get("payload", {})
    place = _place(data.get("router_data", {}))
    if not isinstance(name, str) or not isinstance(payload, dict) or place is None:
        return None
    return {"name": name, "payload": payload, "router_data": place}


def _place(sent: Any) -> dict[str, Any] | None:
    """Where in the site the event was sent from; Reflex keeps it with the state."""
    if not isinstance(sent, dict):
        return None
    query = sent.get("query", {})
    if not isinstance(query, dict) or len(query) > _MOST_QUERIED:
        return None
    addresses = {key: sent[key] for key in ("pathname", "asPath") if key in sent}
    values = [one if isinstance(one, list) else [one] for one in query.values()]
    said = [*addresses.values(), *query.keys(), *chain.from_iterable(values)]
    if len(said) > 4 * _MOST_QUERIED:
        return None
    if all(isinstance(text, str) and len(text) <= _LONGEST_ADDRESS for text in said):
        return {**addresses, "query": query}
    return None
