"""A screen without a browser: its State's events go as the guard lets them, its vars are read."""

import inspect
from dataclasses import dataclass, field
from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import Event

from fitness_app.accounts.access import Viewer, allows, current_viewer
from fitness_app.accounts.state import ViewerState, show
from fitness_app.guard.declarations import Rules, event_name
from fitness_app.guard.payloads import checked

SITE = "http://localhost:3000"
IP = "203.0.113.7"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

_rules = Rules()
S = TypeVar("S", bound=rx.State)


class RefusedError(Exception):
    """The guard would not let this event pass for this viewer."""


@dataclass
class Screen:
    """A tab at an address, with somebody or nobody signed in."""

    viewer: Viewer | None = None
    path: str = "/"
    visitor: str = ""
    """By what a guest's browser is known."""
    _root: rx.State = field(init=False)

    def __post_init__(self) -> None:
        self._root = rx.State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
        self.go(self.path)

    def go(self, path: str) -> None:
        """Be at another address."""
        self.path = path
        query = dict(pair.split("=", 1) for pair in path.partition("?")[2].split("&") if pair)
        place = {"pathname": path.partition("?")[0], "asPath": path, "query": query}
        headers = {"origin": SITE, "user-agent": BROWSER}
        if self.visitor:
            headers["cookie"] = f"visitor={self.visitor}"
        sender = {"ip": IP, "headers": headers}
        self._root._update_router_vars({**place, **sender}, {})

    async def state(self, state: type[S]) -> S:
        """The State's own variables as they now stand."""
        return await self._root.get_state(state)

    async def send(self, handler: Any, /, **payload: Any) -> str:
        """Run an event to its end; what the page is asked to do then, as one text to search.

        Raises RefusedError if the viewer may not send it, UnusableError if its payload is wrong.
        """
        rule = _rules.find(event_name(handler))
        if rule is None or not allows(rule.open_to, self.viewer):
            raise RefusedError
        current_viewer.set(self.viewer)
        show(await self.state(ViewerState), self.viewer)
        state = await self._root.get_state(handler.state)
        return _in_text(await _run(handler.fn, state, checked(rule, payload)))


async def _run(handler: Any, state: rx.State, arguments: dict[str, Any]) -> list[Any]:
    outcome = handler(state, **arguments)
    if inspect.isasyncgen(outcome):
        return [asked async for asked in outcome if asked is not None]
    if inspect.isawaitable(outcome):
        outcome = await outcome
    return [] if outcome is None else [outcome]


def _in_text(asked: list[Any]) -> str:
    events = [event for each in asked for event in Event.from_event_type(each)]
    return "\n".join(f"{event.name} {event.payload}" for event in events)


def ticket_in(asked: str) -> str:
    """The sign-in ticket among what a page was asked to do."""
    return asked.partition('fitness.redeem("')[2].partition('"')[0]
