"""What a session list calls a device."""

import pytest

from fitness_app.accounts import devices

APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0",
            "Firefox on Linux",
        ),
        (f"Mozilla/5.0 (Windows NT 10.0) {APPLE} Chrome/140.0 Safari/537.36", "Chrome on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {APPLE} Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        (
            f"Mozilla/5.0 (iPhone; CPU like Mac OS X) {APPLE} Safari/604",
            "Safari on iPhone",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15) {APPLE} Chrome/140 Safari/537",
            "Chrome on Android",
        ),
        ("curl/8.1.2", "curl"),
        ("", "Unknown device"),
        ("x" * 400, "x" * 40),
    ],
)
def test_a_device_is_named_in_a_few_words(user_agent: str, device: str):
    assert devices.describe(user_agent) == device
