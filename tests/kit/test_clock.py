"""The clock that tests can move."""

from datetime import UTC, datetime, timedelta

from fitness_app.kit import clock


def test_the_clock_says_the_present_in_utc():
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=1)
    assert clock.now().tzinfo is UTC


def test_moving_it_moves_both_the_instant_and_the_spans():
    now, seconds = clock.now(), clock.monotonic()
    clock.move(timedelta(hours=13))
    clock.move(timedelta(minutes=6))
    assert clock.now() - now >= timedelta(hours=13, minutes=6)
    assert clock.monotonic() - seconds >= 13 * 3600 + 360
    clock.reset()
    assert clock.now() - now < timedelta(minutes=1)
