"""Today: what is due, one tap away; or whatever one likes to train."""

import reflex as rx

from fitness_app import routes
from fitness_app.training.components.starting import (
    due_list,
    freestyle,
    past_card,
    running_card,
)
from fitness_app.training.state.workout import StartState
from fitness_app.ui.page import Page, columns, page_head


def today() -> rx.Component:
    """The running workout, or what can be begun; what was done stands beside it."""
    return rx.fragment(
        page_head("Today", StartState.today),
        columns(
            [rx.cond(StartState.running.id != 0, running_card(), due_list())],
            [
                rx.cond((StartState.running.id == 0) & (StartState.has_due), freestyle()),
                past_card(),
            ],
        ),
    )


PAGE = Page(
    route=routes.TODAY,
    title="Today",
    build=today,
    open_to="member",
    on_load=(StartState.load,),
)
