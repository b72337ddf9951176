"""What the club keeps about people, in plain words; it must say what the code does."""

import reflex as rx

from fitness_app import routes
from fitness_app.ui import club
from fitness_app.ui.page import Page
from fitness_app.welcome.components import document, points

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
        "Each measure you enter, such as your weight, with its day and in the unit you used; each "
        "goal and how you changed it. These are records of your health.",
    ),
    (
        "Your training",
        "Each workout with its sets, how hard it was, your ratings and notes; the plans you "
        "follow, weeks off, exercises of your own, and what names in files you brought stand for. "
        "Such a file itself goes once it is brought in, else after a day.",
    ),
    (
        "What you buy",
        "Your cart; each order with your name, e-mail and, if it is sent, address, what was in it "
        "and what happened to it. A guest’s cart goes after 30 days without a change.",
    ),
    (
        "Where you’re signed in",
        "For each device: when it signed in, when it was last seen, its network address and "
        "the name of its browser. You see the list in your cabinet and can end each one.",
    ),
    (
        "A log of what happened to the account",
        "A password or an address changed, a role given, an access token made: what it was, "
        "when, and who did it.",
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
        "A random number that tells your browser from another before you sign in: it holds your "
        "cart together, and nobody else can take over a half-finished password recovery. It lasts "
        "a year.",
    ),
    (
        "device",
        "A random number that tells us that you have signed in on this device before, so that "
        "strangers who try your password can’t keep you out here. It stays when you sign out, "
        "and lasts a year.",
    ),
    (
        "In the browser’s own storage",
        "Light or dark. The number of the open tab, and what you have typed into a form but not "
        "saved yet: both go with the tab. The rest timer, and sets of a workout until the club "
        "has them: both go when you sign out.",
    ),
)


def privacy() -> rx.Component:
    """The page from top to bottom."""
    return document(
        "Privacy",
        f"What {club.NAME} keeps about you in this app, who can see it, and how you get rid of it.",
        ("What is kept", [KEPT]),
        (
            "Who can see it",
            [
                "You see all of it. Your measurements, goals, training and date of birth are "
                "private: other members don’t see them.",
                "Trainers see figures about the club as a whole, and that a member has entered "
                "something: who, what kind of thing and when, but not the number. They see orders "
                "too, with name and address, to hand them over or send them.",
                "The people who run the club’s server can reach its database. Nothing is sold, "
                "nothing is given to advertisers, and no page loads anything from other companies.",
                "If you pay by card online, you do so on a page of Stripe’s, which gets your "
                "e-mail and what is in the order. The club never sees your card.",
            ],
        ),
        ("Cookies", ["Three cookies, all needed for the app to work. None follows you.", COOKIES]),
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
                "mind; then your account, profile, picture, measurements, goals, training and cart "
                "are removed.",
                "What stays is the log: that something was done to an account of that number, and "
                "when, without your name or address. And the club’s books: orders with what was "
                "in them and what it cost, without your name, e-mail, address and note; one that "
                "isn’t paid yet is cancelled.",
            ],
        ),
        ("Questions", ["Ask at the club’s desk, or answer any mail that this app sent you."]),
    )


PAGE = Page(
    route=routes.PRIVACY,
    title="Privacy",
    description=f"What {club.NAME} keeps about you, who can see it, and how to delete it.",
    build=privacy,
    open_to="anyone",
    shell="site",
)
