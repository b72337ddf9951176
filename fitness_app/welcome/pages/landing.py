"""The landing page: what the club's app does for somebody who lifts, in five screens."""

from collections.abc import Callable

import reflex as rx

from fitness_app import routes
from fitness_app.ui import club
from fitness_app.ui.brand import rect
from fitness_app.ui.buttons import link_button
from fitness_app.ui.icons import icon
from fitness_app.ui.links import text_link
from fitness_app.ui.page import Page
from fitness_app.welcome import components

_WIDE = "mx-auto max-w-[1240px] px-5 sm:px-10"
_H2 = "text-4xl font-semibold tracking-[-.03em] max-sm:text-3xl"

PROMISES = (
    "Your numbers stay yours: take them out, or delete them",
    "Kilograms or pounds, as you entered them",
    "A page that stays open never loses what you typed",
)
OPEN_TODAY = (
    "Open today: the training log, plans, body weight, goals, progress, your account, the shop and "
    "the trainers’ overview. Challenges are on their way."
)
STEPS = (
    (
        components.plan_week,
        "Pick a plan, or just start",
        "Follow one a trainer wrote, or log freely on the same screen. Miss a day and the plan "
        "moves with you.",
    ),
    (
        components.suggested_sets,
        "Tick sets off",
        "Last time, today’s target and a suggested load in one row. One tap, and the rest timer "
        "runs.",
    ),
    (
        components.hard_sets,
        "See whether it works",
        "Strength, hard sets for each muscle, weeks in a row. Every number says how it was worked "
        "out.",
    ),
)
PLANS = (
    ("Foundation", "Learn five lifts, and to enjoy them.", (45, 55, 65, 0, 65, 75, 85, 0)),
    (
        "Strength block",
        "Three waves up, then test.",
        (50, 62, 74, 0, 66, 78, 88, 0, 78, 90, 100, 0),
    ),
    (
        "Run and lift",
        "Two of each, and a 10 km at the end.",
        (50, 58, 66, 72, 0, 70, 78, 86, 95, 0),
    ),
)
MORE = (
    (
        "trophy",
        "Challenges",
        "Join one, or don’t. Leaderboards show only who chose to be shown.",
        "",
    ),
    (
        "shopping-bag",
        "The club’s shop",
        "Chalk, belts and bars of oats, picked up at the desk.",
        routes.SHOP,
    ),
    (
        "download",
        "Bring your history",
        "Files from Strong and Hevy come in, records and all.",
        "",
    ),
    (
        "lock",
        "Yours to keep",
        "Download everything, or delete it, without asking anybody.",
        "",
    ),
)


def landing() -> rx.Component:
    """The page from top to bottom."""
    return rx.fragment(_hero(), _how(), _trainers(), _plans(), _more(), _last_word())


def _hero() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h1(
                "Know what to lift next.",
                class_name="text-5xl font-semibold tracking-[-.035em] max-sm:text-4xl",
            ),
            rx.el.p(
                f"{club.NAME}’s training log remembers your last set, suggests the next one and "
                "says why. Your trainer sees the same numbers, and notices when you’ve gone quiet.",
                class_name="mt-6 max-w-[440px] text-pretty text-lg leading-7 text-muted",
            ),
            rx.el.div(
                _join(),
                rx.el.a(
                    "See how it works", href="#how", class_name="btn btn-ghost btn-lg text-base"
                ),
                class_name="mt-8 flex flex-wrap gap-3",
            ),
            rx.el.ul(*(_promise(words) for words in PROMISES), class_name="mt-10 grid gap-2.5"),
            rx.el.p(
                OPEN_TODAY,
                class_name="mt-6 max-w-[440px] border-t border-base-300 pt-5 text-pretty text-sm "
                "text-muted",
            ),
        ),
        components.hero(),
        class_name=f"{_WIDE} grid items-center gap-10 pb-20 pt-4 "
        "lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]",
    )


def _how() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(
                "The log does the remembering. You do the lifting.",
                class_name=f"{_H2} max-w-[620px]",
            ),
            rx.el.ol(
                *(_step(n, *step) for n, step in enumerate(STEPS, start=1)),
                class_name="mt-12 grid gap-10 md:grid-cols-3 md:gap-8",
            ),
            class_name=f"{_WIDE} py-20",
        ),
        class_name="border-t border-base-300",
        custom_attrs={"id": "how"},
    )


def _trainers() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2("Somebody notices.", class_name=_H2),
                rx.el.p(
                    "When you go quiet, stall or ramp up too fast, your trainer sees it the next "
                    "morning, with the reason and one thing to do about it. What they see is yours "
                    "to decide.",
                    class_name="mt-5 max-w-[440px] text-pretty text-lg leading-7 opacity-85",
                ),
            ),
            components.morning_list(),
            class_name=f"{_WIDE} grid items-center gap-12 py-20 "
            "lg:grid-cols-[minmax(0,1fr)_minmax(0,560px)]",
        ),
        class_name="plates-ink",
        custom_attrs={"id": "trainers"},
    )


def _plans() -> rx.Component:
    return rx.el.section(
        rx.el.h2("See every week before the first one.", class_name=f"{_H2} max-w-[560px]"),
        rx.el.p(
            "Plans are written by the club’s trainers. These three show how one is laid out.",
            class_name="mt-4 max-w-[560px] text-pretty text-lg text-muted",
        ),
        rx.el.ul(*(_plan(*plan) for plan in PLANS), class_name="mt-12 grid gap-6 md:grid-cols-3"),
        rx.el.p(
            _key("bg-primary", "planned load, week by week"),
            _key("border-[1.5px] border-strong", "deload"),
            class_name="mt-5 flex flex-wrap items-center gap-x-6 gap-y-1 text-xs text-muted",
        ),
        class_name=f"{_WIDE} py-20",
        custom_attrs={"id": "plans"},
    )


def _more() -> rx.Component:
    return rx.el.section(
        rx.el.h2("The rest of the club.", class_name=_H2),
        rx.el.ul(
            *(_extra(*extra) for extra in MORE),
            class_name="mt-10 grid gap-x-6 gap-y-8 sm:grid-cols-2 lg:grid-cols-4",
        ),
        class_name=f"{_WIDE} pb-20",
    )


def _last_word() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            _shadow(),
            rx.el.div(
                rx.el.h2("Bring your next session.", class_name=_H2),
                rx.el.p(
                    "Coming from Strong or Hevy? Your history comes too.", class_name="mt-3 text-lg"
                ),
                class_name="relative",
            ),
            _join(),
            class_name="relative flex flex-wrap items-center justify-between gap-8 overflow-hidden "
            "rounded-[1.75rem] bg-secondary px-8 py-12 text-secondary-content sm:px-14 sm:py-16",
        ),
        class_name=f"{_WIDE} pb-20",
    )


def _join() -> rx.Component:
    return link_button(
        "Create your account", routes.REGISTER, kind="primary", size="lg", class_name="relative"
    )


def _promise(words: str) -> rx.Component:
    return rx.el.li(
        icon("check", 16, "text-primary"),
        words,
        class_name="flex items-center gap-2.5 text-sm text-muted",
    )


def _step(n: int, picture: Callable[[], rx.Component], title: str, text: str) -> rx.Component:
    return rx.el.li(
        picture(),
        rx.el.h3(
            rx.el.span(str(n), class_name="text-primary tabular"),
            title,
            class_name="mt-5 flex items-baseline gap-3 text-xl font-semibold tracking-tight",
        ),
        rx.el.p(text, class_name="mt-2 text-pretty text-muted"),
        class_name="min-w-0",
    )


def _plan(name: str, sentence: str, loads: tuple[int, ...]) -> rx.Component:
    return rx.el.li(
        rx.el.h3(name, class_name="text-xl font-semibold tracking-tight"),
        rx.el.p(sentence, class_name="mb-6 mt-1 text-muted"),
        components.plan_shape(loads),
        rx.el.p(
            f"{len(loads)} weeks, {loads.count(0)} of them light",
            class_name="mt-5 border-t border-base-300 pt-4 text-sm text-muted",
        ),
        class_name="card border border-base-300 bg-base-100 p-6",
    )


def _extra(picture: str, title: str, text: str, href: str) -> rx.Component:
    heading = text_link(title, href, underlined=True) if href else title
    return rx.el.li(
        icon(picture, 20, "text-primary"),
        rx.el.h3(heading, class_name="mt-3 font-medium"),
        rx.el.p(text, class_name="mt-1 text-pretty text-sm text-muted"),
    )


def _key(look: str, words: str) -> rx.Component:
    square = rx.el.span(class_name=f"size-2.5 rounded-sm {look}")
    return rx.el.span(square, words, class_name="inline-flex items-center gap-2")


def _shadow() -> rx.Component:
    discs = ((30, -30, 70, 300, 18), (112, 10, 64, 220, 17), (188, 45, 58, 150, 15))
    return rx.el.svg(
        rect(0, 115, 420, 10, 0),
        *(rect(*disc) for disc in (*discs, (258, 75, 48, 90, 13))),
        view_box="0 0 420 240",
        class_name="absolute inset-y-0 right-[205px] h-full fill-primary/8 max-lg:hidden",
        custom_attrs={"aria-hidden": True},
    )


PAGE = Page(
    route=routes.HOME,
    title="Know what to lift next",
    description=f"{club.NAME}’s training log remembers your last set and suggests the next, "
    "with why.",
    build=landing,
    open_to="anyone",
    shell="site",
)
