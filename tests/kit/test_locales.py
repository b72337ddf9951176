"""Days and numbers read as the member's locale writes them."""

from datetime import date, timedelta

import pytest
from babel import localedata

from fitness_app.kit import locales

SPRING = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("locale", "day", "full"),
    [
        ("en-GB", "1 Mar", "1 March 2026"),
        ("en-US", "Mar 1", "March 1, 2026"),
        ("de", "1. März", "1. März 2026"),
        ("ka", "1 მარ", "1 მარტი, 2026"),
    ],
)
def test_a_day_is_written_in_the_order_of_the_locale(locale: str, day: str, full: str):
    assert locales.write_day(SPRING, locale) == day
    assert locales.write_day(SPRING, locale, style="long_year") == full


def test_a_day_of_another_year_says_so():
    assert locales.write_day_near(SPRING, date(2026, 12, 31), "en-GB") == "1 Mar"
    assert locales.write_day_near(SPRING, date(2027, 1, 1), "en-GB") == "1 Mar 2026"


@pytest.mark.parametrize("locale", ["", "xx", "../../etc", "en_GB"])
def test_an_unknown_locale_reads_as_english(locale: str):
    assert locales.write_day(SPRING, locale) == "1 Mar"


@pytest.mark.parametrize("code", localedata.locale_identifiers()[::20])
def test_every_locale_can_write_every_style(code: str):
    locale = code.replace("_", "-")
    for style in ("day", "day_year", "long", "long_year"):
        assert locales.write_day(SPRING, locale, style=style)
    assert "2026" in locales.write_month(SPRING, "en-GB", with_year=True)
    assert locales.write_month(SPRING, "en-GB", with_year=False) == "March"


def test_numbers_follow_the_locale_and_have_a_true_minus():
    assert locales.write_number(-1234.56, "en-GB") == "−1,234.6"
    assert locales.write_number(1234.56, "de") == "1.234,6"
    assert locales.write_number(135.0, "en-GB") == "135"
    assert locales.write_number(135.0, "en-GB", fixed=True) == "135.0"
    assert locales.write_number(2.5, "en-GB", decimals=0) == "2"


def test_a_change_carries_its_sign_unless_it_is_none():
    assert locales.write_change(2.14, "en-GB") == "+2.1"
    assert locales.write_change(-2.14, "en-GB") == "−2.1"
    assert locales.write_change(-0.04, "en-GB") == "0.0"


def test_just_now_is_in_the_past():
    assert locales.write_ago(timedelta(0), "en-GB") == "1 second ago"
    assert locales.write_ago(timedelta(hours=2), "en-GB") == "2 hours ago"
