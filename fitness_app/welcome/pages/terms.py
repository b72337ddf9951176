"""The terms of using the app, in plain words."""

import reflex as rx

from fitness_app import routes
from fitness_app.ui import club
from fitness_app.ui.links import text_link
from fitness_app.ui.page import Page
from fitness_app.welcome.components import document


def terms() -> rx.Component:
    """The page from top to bottom."""
    return document(
        "Terms",
        f"What you can expect of {club.NAME}’s app, and what it expects of you.",
        (
            "Your account",
            [
                f"You must be at least {club.MIN_AGE}. One person, one account; keep the password "
                "to yourself. If you think somebody else knows it, change it: that signs out every "
                "other device.",
                "Choose a name and a picture that you would show at the desk.",
            ],
        ),
        (
            "Training is yours to judge",
            [
                "The app counts and suggests. It doesn’t know how you feel today, and it is no "
                "medical advice. If something hurts, stop; if you are ill, pregnant or unsure, ask "
                "a doctor first.",
                "Every suggestion says how it was worked out, so that you can disagree with it.",
            ],
        ),
        (
            "What you enter belongs to you",
            [
                rx.el.p(
                    "You can take all of it out and delete it whenever you like. What is kept, and "
                    "who sees it, stands under ",
                    text_link("Privacy", routes.PRIVACY, underlined=True),
                    ".",
                ),
            ],
        ),
        (
            "When something goes wrong",
            [
                "We take care that nothing you saved is lost, and say so when something couldn’t "
                "be saved. The app may be away for a while when it is being looked after.",
                "When these terms change, you are told before they apply to you.",
            ],
        ),
    )


PAGE = Page(
    route=routes.TERMS,
    title="Terms",
    description=f"What you can expect of {club.NAME}’s app, and what it expects of you.",
    build=terms,
    open_to="anyone",
    shell="site",
)
