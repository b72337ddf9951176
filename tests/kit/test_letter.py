"""How a letter looks as text and as HTML."""

from html.parser import HTMLParser

import pytest

from fitness_app.kit.letter import Letter, as_html, as_text

LINK = "http://localhost:3000/activate?uid=a&token=" + "t" * 90
NASTY = "<script>alert(\"x\")</script>&<b onclick='y'>"


class Tags(HTMLParser):
    """Collects which tags a page has, where its links lead and what it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_text_has_the_link_on_a_line_of_its_own_and_unbroken():
    text = as_text(Letter("Hello", ("Press it.",), button=("Confirm", LINK)))
    assert LINK in text.splitlines()


def test_the_text_keeps_lines_short_but_for_links():
    text = as_text(Letter("Hello", ("word " * 60,), code="BCDFGHJK", footer="why " * 40))
    assert max(map(len, text.splitlines())) <= 72
    assert "    BCDFGHJK\n" in text


def test_the_html_shows_what_people_typed_as_words_only():
    letter = Letter(NASTY, (NASTY,), button=(NASTY, LINK), code=NASTY, footer=NASTY)
    page = Tags(as_html(letter))
    assert not page.tags & {"script", "b"}
    assert page.words.count(NASTY) == 7  # title, preview, heading, paragraph, code, button, footer


def test_the_html_leads_where_the_button_says_and_nowhere_else():
    page = Tags(as_html(Letter("Hello", (), button=("Confirm", LINK + "&x=%22>"))))
    assert page.links == [LINK + "&x=%22>"] * 2


def test_a_letter_without_button_or_code_has_neither():
    page = Tags(as_html(Letter("Hello", ("A word.",))))
    assert page.links == []
    assert "A word." in page.words


def test_a_letter_says_why_it_came_even_if_nobody_wrote_it():
    letter = Letter("Hello", ())
    assert "because your address was used at http://localhost:3000" in as_html(letter)
    assert "Northgate sent you this" in as_text(letter)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/activate", "//evil.example"])
def test_a_button_leads_to_the_web_only(address: str):
    with pytest.raises(ValueError, match="absolute"):
        Letter("Hello", (), button=("Confirm", address))
