"""What the club keeps about people, in plain words; it must say what the code does."""

import reflex as rx

from fitness_app import routes, settings
from fitness_app.ui.page import Page
from fitness_app.welcome.components import document, points

_CLUB = settings.get().club_name

KEPT = points(
    (
        "Your account",
        "Username, e-mail address, role, and your password only as a hash, which can be checked "
        "but not read back.",
    ),
    (
        "Your profile, as far as you fill it in",
        "Name, date of birth, sex for formulas, height, goal, a few words about you, a picture "
        "(made smaller, and without the place and time that cameras write into it), unit, time "
        "zone.",
    ),
    (
        "Your measurements and goals",
        "Each body weight you enter, with its day, in the unit you used; each goal and how you "
        "changed it. These are records of your health.",
    ),
    (
        "Where you’re signed in",
        "For each device: when it signed in, when it was last seen, its network address and "
        "the name of its browser. You see the list in your cabinet and can end each one.",
    ),
    (
        "A log of what happened to the account",
        "A password or an address changed, a role given, a trainer who looked at a member’s "
        "records: what it was, when, and who did it.",
    ),
    (
        "Mail that waits",
        "A message to you is kept encrypted until it is sent; a month later, the line that says it "
        "was sent goes too.",
    ),
)
COOKIES = points(
    (
        "session",
        "Says that this browser is signed in. It goes when you sign out, or with the window unless "
        "you asked to stay signed in.",
    ),
    (
        "visitor",
        "A random number that tells your browser from another before you sign in, so that nobody "
        "else can take over a half-finished password recovery.",
    ),
    (
        "In the browser’s own storage",
        "Light or dark, the number of the open tab, and what you have typed into a form but not "
        "saved yet. The last two go with the tab.",
    ),
)


def privacy() -> rx.Component:
    """The page from top to bottom."""
    return document(
        "Privacy",
        f"What {_CLUB} keeps about you in this app, who can see it, and how you get rid of it.",
        ("What is kept", [KEPT]),
        (
            "Who can see it",
            [
                "You see all of it. Your measurements, goals and date of birth are private: other "
                "members don’t see them.",
                "Trainers see figures about the club as a whole, and that a member has entered "
                "something: who, what kind of thing and when, but not the number. Your trainer "
                "sees the numbers themselves only once you have accepted them as your trainer.",
                "The people who run the club’s server can reach its database. Nothing is sold, "
                "nothing is given to advertisers, and no page loads anything from other companies.",
            ],
        ),
        ("Cookies", ["Two cookies, both needed for the app to work. None follows you.", COOKIES]),
        (
            "How long it is kept",
            [
                "As long as you have the account. Ended sign-ins go after 30 days, used or expired "
                "codes after a day.",
                "To keep strangers from guessing passwords, failed tries are counted for a short "
                "while, under a code that doesn’t tell your name or address.",
            ],
        ),
        (
            "Take it with you, or delete it",
            [
                "Your cabinet has a page called “Your data”. There you can download everything as "
                "a file (JSON) at any time.",
                "There you can also delete your account. It waits 14 days in case you change your "
                "mind; then your account, profile, picture, measurements and goals are removed. "
                "What stays is the log: that something was done to an account of that number, and "
                "when, without your name or address.",
            ],
        ),
        ("Questions", ["Ask at the club’s desk, or answer any mail that this app sent you."]),
    )


PAGE = Page(
    route=routes.PRIVACY,
    title="Privacy",
    description=f"What {_CLUB} keeps about you, who can see it, and how to delete it.",
    build=privacy,
    open_to="anyone",
    shell="site",
)
