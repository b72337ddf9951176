"""What handlers ask the browser to do about its session."""

import pytest

from fitness_app.accounts import browser


@pytest.mark.parametrize("path", ["/", "/cabinet", "/cabinet/body?unit=kg#enter", "/%D0%B0", "/ä"])
def test_a_path_on_this_site_is_led_on_to(path: str):
    assert browser.local_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "cabinet",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " /cabinet",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\\b",
        "/a\x00",
        "/" + "a" * 500,
    ],
)
def test_an_address_elsewhere_is_not(elsewhere: str):
    assert browser.local_path(elsewhere) == "/cabinet"


def test_a_path_cannot_leave_the_script_it_stands_in():
    script = str(browser.redeem("ticket", "/a');alert('").args[0][1])
    assert "\\\"/a');alert('\\\")" in script
