"""What States must declare, and how fast events may come."""

from datetime import timedelta

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

from fitness_app.accounts.access import Access, open_to
from fitness_app.guard.declarations import Rules, UndeclaredError
from fitness_app.kit import clock
from fitness_app.kit.buckets import MOST, Buckets


@pytest.fixture(autouse=True)
def register_of_its_own() -> object:
    """States that are defined here are gone after the test."""
    kept = RegistrationContext.get()
    fork = kept.fork()
    token = RegistrationContext.set(fork)
    yield
    RegistrationContext.reset(token)


def test_a_state_that_does_not_say_who_may_use_it_stops_the_app():
    class Undeclared(rx.State):
        pass

    with pytest.raises(UndeclaredError, match=r"Undeclared doesn't say who may use it"):
        Rules().check_declarations()


def test_a_declaration_is_not_inherited():
    @open_to(Access.ANYONE)
    class Declared(rx.State):
        pass

    class Heir(Declared):
        pass

    with pytest.raises(UndeclaredError, match="Heir"):
        Rules().check_declarations()


def test_a_handler_must_say_what_it_takes():
    @open_to(Access.ANYONE)
    class Vague(rx.State):
        @rx.event
        def write(self, form: dict):
            pass

    with pytest.raises(UndeclaredError, match=r"Vague\.write doesn't say what 'form' is"):
        Rules().check_declarations()


def test_a_handler_takes_no_open_ended_arguments():
    @open_to(Access.ANYONE)
    class Greedy(rx.State):
        @rx.event
        def write(self, **fields: str):
            pass

    with pytest.raises(UndeclaredError, match="'fields'"):
        Rules().check_declarations()


def test_a_state_keeps_nothing_in_the_browser():
    @open_to(Access.ANYONE)
    class Forgeable(rx.State):
        theme: str = rx.LocalStorage("light")

    with pytest.raises(UndeclaredError, match=r"Forgeable\.theme"):
        Rules().check_declarations()


def test_names_that_do_not_exist_are_not_remembered():
    rules = Rules()
    for number in range(100):
        assert rules.find(f"no.such_event_{number}") is None
    assert rules._rules == {}


def test_a_burst_is_let_through_and_then_a_steady_stream():
    buckets = Buckets(per_minute=60)
    assert [buckets.take("ann") for _ in range(180)] == [0] * 180
    assert buckets.take("ann") == 1
    clock.move(timedelta(seconds=1))
    assert (buckets.take("ann"), buckets.take("ann")) == (0, 1)


def test_one_persons_haste_does_not_hold_up_another():
    buckets = Buckets(per_minute=10)
    while not buckets.take("ann"):
        pass
    assert buckets.take("bo") == 0


def test_who_was_too_fast_can_still_open_a_page_now_and_then():
    buckets = Buckets(per_minute=60)
    while not buckets.take("ann"):
        pass
    assert [buckets.take("ann", is_page_load=True) for _ in range(30)] == [0] * 30
    assert buckets.take("ann", is_page_load=True) > 0


def test_strangers_cannot_fill_the_memory():
    buckets = Buckets(per_minute=60)
    for number in range(MOST + 50):
        buckets.take(str(number))
    assert len(buckets._buckets) == MOST
