"""Logs that may be kept."""

import logging
from collections.abc import Iterator

import pytest

from fitness_app.kit import logs

SECRET = "swordfish"


@pytest.fixture(autouse=True)
def withheld() -> Iterator[None]:
    """Logs as the app has them, for the length of a test."""
    make_record = logging.getLogRecordFactory()
    logs.withhold_payloads()
    yield
    logging.setLogRecordFactory(make_record)


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        (
            "reflex.app",
            f"Received event. Event data: {{'password': '{SECRET}'}}",
            "Received event.",
        ),
        (
            "reflex_base.event.processor.event_processor",
            f"Error processing event queue entry for Event(payload={{'a': '{SECRET}'}}) [txid=1]:",
            "Error processing event",
        ),
        (
            "reflex_base.event.processor.base_state_processor",
            f"Error transforming event argument 'form' with value '{SECRET}' and type hint 'int'",
            "argument 'form'",
        ),
        (
            "asyncio",
            f'Task exception was never retrieved\nexception=EventError("{SECRET}")',
            "never retrieved",
        ),
    ],
)
def test_a_payload_is_withheld_and_the_rest_is_kept(
    name: str, said: str, kept: str, caplog: pytest.LogCaptureFixture
):
    logging.getLogger(name).error(said)
    assert SECRET not in caplog.text
    assert kept in caplog.text


def test_a_traceback_keeps_its_places_and_loses_its_words(caplog: pytest.LogCaptureFixture):
    try:
        try:
            int(SECRET)
        except ValueError as problem:
            raise KeyError(SECRET) from problem
    except KeyError:
        logging.getLogger("reflex.state").exception("It failed")
    assert SECRET not in caplog.text
    assert "test_logs.py" in caplog.text
    assert "builtins.ValueError" in caplog.text
    assert "builtins.KeyError" in caplog.text


def test_our_own_words_stand_as_they_are(caplog: pytest.LogCaptureFixture):
    logging.getLogger("fitness_app.kit").warning("Event data: %s", "harmless")
    assert "Event data: harmless" in caplog.text


def test_a_line_knows_its_request(caplog: pytest.LogCaptureFixture):
    token = logs.request_id.set("req-1")
    logging.getLogger("fitness_app").warning("hello")
    logs.request_id.reset(token)
    assert caplog.records[-1].__dict__["request_id"] == "req-1"


def test_what_a_browser_says_fits_in_one_short_line():
    said = logs.in_one_line("a\nb\x1b[31m\u202e" + "c" * 1_000)
    assert said.startswith("a b [31m c")
    assert len(said) == 300
