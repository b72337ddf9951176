"""What journeys have in common: open a page, fill a form, wait for what comes."""

import re
from contextlib import suppress

from playwright.sync_api import ConsoleMessage, Page, expect
from playwright.sync_api import TimeoutError as TimedOut

from fitness_app.kit import db, mail
from tests.accounts.conftest import Post
from tests.make import Person

TIMEOUT_MS = 15_000
TRIES, TRY_MS = 3, 5_000
expect.set_options(timeout=TIMEOUT_MS)


class Complaints(list[str]):
    """Errors that browsers wrote to their consoles."""

    def note(self, text: str) -> None:
        """Keep one."""
        self.append(text)

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep what a console says if it is a warning or an error."""
        if message.type in ("error", "warning"):
            self.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


def open_page(page: Page, path: str) -> None:
    """Load an address, and wait until the page can be used."""
    page.goto(path)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page can be used."""
    page.locator('main[data-hydrated="true"]').wait_for()


def fill(page: Page, **fields: str) -> None:
    """Type into fields by their names."""
    for name, text in fields.items():
        page.locator(f'[name="{name}"]').fill(text)


def press(page: Page, name: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def sign_in(page: Page, person: Person, *, password: str = "", identifier: str = "") -> None:
    """Fill the sign-in form that is open, and send it."""
    fill(page, identifier=identifier or person.username, password=password or person.password)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    """Sign out by the menu at the foot of the side bar."""
    page.get_by_role("complementary").get_by_role("button").last.click()
    page.locator("#viewer-menu").get_by_role("button", name="Sign out").click()


def at(page: Page, path: str) -> None:
    """Wait until the browser is at an address, and the page can be used."""
    page.wait_for_url(lambda url: url.partition("//")[2].partition("/")[2] == path.lstrip("/"))
    settle(page)


def follow_newest_mail(page: Page, act: str) -> None:
    """Open the mailbox, follow the newest mail's link, and press what it leads to."""
    open_page(page, "/mailbox")
    link = page.frame_locator('iframe[title="The mail"]').get_by_role("link", name=act)
    for _ in range(TRIES):
        link.click()
        # Chromium loses a click into a frame of another process that has only just come up.
        with suppress(TimedOut):
            page.wait_for_url(
                lambda url: not url.endswith("/mailbox"), wait_until="commit", timeout=TRY_MS
            )
            break
    press(page, act)


def expect_error(page: Page, field: str, text: str) -> None:
    """Expect a message that belongs to a field."""
    control = page.locator(f'[name="{field}"]')
    expect(control).to_have_accessible_description(re.compile(re.escape(text)))
    expect(control).to_have_attribute("aria-invalid", "true")


def newest_code() -> str:
    """The code in the newest mail."""
    (newest,) = db.read_sync(mail.list_mail, limit=1)
    assert newest.content
    return Post(newest.recipient, newest.kind, newest.content.subject, newest.content.text).code
