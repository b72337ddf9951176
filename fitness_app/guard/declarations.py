"""What each handler declares: who may send its events, and what they must carry."""

import inspect
from dataclasses import dataclass
from typing import Any, get_type_hints

import reflex as rx
from pydantic import TypeAdapter
from reflex.state import OnLoadInternalState, State
from reflex_base.event import EventHandler
from reflex_base.registry import RegisteredEventHandler, RegistrationContext
from reflex_base.utils.format import format_event_handler

from fitness_app.accounts.access import Access, declared

_UNSAID = (Any, dict, list, tuple, set, inspect.Parameter.empty)
_SETTER = "setvar"


class UndeclaredError(Exception):
    """A State says too little of who may use it or what it takes; the text says where."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may send one event, and the shape of each argument."""

    open_to: Access
    takes: dict[str, TypeAdapter[Any]]
    hints: dict[str, Any]
    needs: frozenset[str]


def event_name(handler: Any) -> str:
    """The name under which a handler's events travel."""
    return format_event_handler(handler)


HYDRATE = event_name(State.event_handlers["hydrate_and_load"])
LOAD = event_name(OnLoadInternalState.event_handlers["on_load_internal"])
# Those of Reflex's own events that pages send, with what they may carry; its others are refused.
_INTERNAL: dict[str, dict[str, Any]] = {
    HYDRATE: {"hashes": list[str] | None},
    LOAD: {},
    event_name(State.event_handlers["hydrate"]): {},
    event_name(State.event_handlers["set_is_hydrated"]): {"value": bool},
    event_name(OnLoadInternalState.event_handlers["set_is_hydrated"]): {"value": bool},
    event_name(rx.state.FrontendEventExceptionState.event_handlers["handle_frontend_exception"]): {
        "info": str,
        "component_stack": str,
    },
}


class Rules:
    """The rule of each event, by its name."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule | None] = {}

    def find(self, name: str) -> Rule | None:
        """The rule of an event, or None if nobody may send it."""
        try:
            return self._rules[name]
        except KeyError:
            registered = RegistrationContext.get().event_handlers.get(name)
            if registered is None:
                return None  # not remembered: there is no end to names that don't exist
            rule = self._rules[name] = _rule(name, registered)
            return rule

    def check_declarations(self) -> None:
        """Look at every State; raises UndeclaredError at the first that says too little."""
        context = RegistrationContext.get()
        for state in context.base_states.values():
            if not _is_reflex_own(state):
                _check_state(state)
        for name in context.event_handlers:
            self.find(name)


def _rule(name: str, registered: RegisteredEventHandler) -> Rule | None:
    state, handler = registered.states[0], registered.handler
    if name in _INTERNAL:
        return _made(Access.ANYONE, _INTERNAL[name], _needed(handler) - {"hashes"})
    open_to = declared(state)
    if open_to is None or handler.fn.__name__ == _SETTER:
        return None
    hints = get_type_hints(handler.fn, include_extras=True)
    for parameter in _parameters(handler):
        _check_parameter(state, handler, parameter, hints.get(parameter.name, Any))
    named = {parameter.name: hints[parameter.name] for parameter in _parameters(handler)}
    return _made(open_to, named, _needed(handler))


def _made(open_to: Access, hints: dict[str, Any], needs: frozenset[str]) -> Rule:
    return Rule(open_to, {name: TypeAdapter(hint) for name, hint in hints.items()}, hints, needs)


def _needed(handler: EventHandler) -> frozenset[str]:
    return frozenset(
        parameter.name
        for parameter in _parameters(handler)
        if parameter.default is inspect.Parameter.empty
    )


def _parameters(handler: EventHandler) -> list[inspect.Parameter]:
    return list(inspect.signature(handler.fn).parameters.values())[1:]


def _is_reflex_own(state: type) -> bool:
    # Reflex gives States that are made inside functions a module of its own: they are ours.
    is_made = state.__module__ == "reflex.istate.dynamic"
    return state.__module__.partition(".")[0] in ("reflex", "reflex_base") and not is_made


def _check_state(state: type[rx.state.BaseState]) -> None:
    where = f"{state.__module__}.{state.__qualname__}"
    if declared(state) is None:
        raise UndeclaredError(f"{where} doesn't say who may use it: put @open_to(…) above it.")
    for field in state.get_fields():
        if state._is_client_storage(field):
            raise UndeclaredError(f"{where}.{field} would live in the browser, to be forged.")


def _check_parameter(
    state: type, handler: EventHandler, parameter: inspect.Parameter, hint: Any
) -> None:
    is_open_ended = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    if is_open_ended or hint in _UNSAID:
        raise UndeclaredError(
            f"{state.__module__}.{handler.fn.__qualname__} doesn't say what {parameter.name!r} is: "
            "give it a type that can be checked, such as str or a TypedDict."
        )
