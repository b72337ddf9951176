"""The pictures of the landing page: the app at work, drawn from its own parts.

All of it is made up and hidden from screen readers; the words around it say the same.
"""

from collections.abc import Sequence

import reflex as rx

from fitness_app.ui.badges import initials
from fitness_app.ui.brand import plates, plates_backdrop, rect
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child

_FLOATING = (
    "rounded-box border border-base-300 bg-base-100 text-base-content shadow-(--lift-lg) "
    "max-lg:hidden lg:absolute "
)
_STRENGTH = (
    (6, 107), (20, 111), (35, 98), (64, 103), (78, 92), (93, 83), (107, 89), (121, 75), (136, 75),
    (150, 82), (165, 67), (179, 73), (194, 61), (222, 69), (237, 61), (251, 42), (266, 50),
    (280, 29),
)  # fmt: skip
_RECORDS = (2, 4, 5, 7, 10, 12, 15, 17)


def hero() -> rx.Component:
    """A phone in the middle of a workout, with the strength chart behind it on a wide screen."""
    return rx.el.div(
        plates_backdrop("absolute inset-0 size-full max-lg:hidden"),
        _strength(),
        _week(),
        _phone(),
        class_name="plates-ink-lg lg:relative lg:-mr-32 lg:h-[640px] lg:overflow-hidden "
        "lg:rounded-[1.75rem] 2xl:mr-0",
        custom_attrs={"aria-hidden": True, "inert": True},
    )


def plan_week() -> rx.Component:
    """A week of a plan, with today's session on ink."""
    days = (("Mon", "Lower A", "check"), ("Tue", "Upper A", "check"), ("Thu", "Upper B", "Today"))
    return _pane(
        rx.el.div(
            _small("Strength block"),
            rx.el.p("Week 6 of 12", class_name="font-medium"),
            rx.el.ul(
                *(_day(*day) for day in (*days, ("Sat", "Lower B", ""))),
                class_name="mt-4 grid gap-2",
            ),
            class_name="p-5",
        )
    )


def suggested_sets() -> rx.Component:
    """A suggestion and the sets that follow it."""
    return _pane(
        rx.el.div(
            rx.el.span(
                icon("arrow-up", 16),
                class_name="grid size-7 place-items-center rounded-full bg-primary "
                "text-primary-content",
            ),
            _suggestion(),
            class_name="m-5 mb-4 flex items-center gap-3 rounded-field bg-base-200 p-3",
        ),
        rx.el.div(*_sets("last 60 × 8"), class_name="px-1"),
    )


def hard_sets() -> rx.Component:
    """Hard sets a week for a few muscles, with the band they should fall in."""
    muscles = (("Chest", "14", 56), ("Lats", "12.5", 50), ("Quadriceps", "18", 72))
    return _pane(
        rx.el.div(
            _small("Hard sets this week"),
            rx.el.ul(
                *(_muscle(*muscle) for muscle in (*muscles, ("Hamstrings", "8.5", 34))),
                class_name="mt-4 grid gap-4",
            ),
            class_name="p-5",
        )
    )


def morning_list() -> rx.Component:
    """What a trainer finds in the morning: who, why, and one thing to do."""
    entries = (
        ("Ann", "moon", "text-error", "No session for 15 days", "Write to Ann"),
        ("Bo", "equal", "text-warning", "Bench press hasn’t moved in 4 sessions", "Review plan"),
        ("Kim", "calendar-x-2", "text-warning", "Plan runs out on Saturday", "Assign the next"),
    )
    return rx.el.ul(
        *(_entry(*entry) for entry in entries),
        class_name="divide-y divide-base-300 rounded-box bg-base-100 text-base-content",
        aria_label="Example of a trainer’s morning list",
    )


def plan_shape(loads: Sequence[int]) -> rx.Component:
    """A plan's weeks as bars by planned load in percent; 0 is a deload, drawn hollow."""
    step = 300 / len(loads)
    return rx.el.svg(
        *(_bar(n * step + 3, step - 6, load) for n, load in enumerate(loads)),
        view_box="0 0 300 84",
        class_name="w-full",
        custom_attrs={"aria-hidden": True},
    )


def _pane(*children: Child) -> rx.Component:
    return rx.el.div(
        *children,
        class_name="h-[268px] overflow-hidden rounded-box border border-base-300 bg-base-100",
        custom_attrs={"aria-hidden": True, "inert": True},
    )


def _phone() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.p("Upper B", class_name="font-semibold leading-5"),
                rx.el.p("Strength block · 34:12", class_name="text-xs text-muted tabular"),
                class_name="grow",
            ),
            rx.el.span(
                "Finish",
                class_name="rounded-field bg-primary px-3 py-1.5 text-sm font-medium "
                "text-primary-content",
            ),
            class_name="flex items-center gap-2 px-4 pb-2 pt-4",
        ),
        rx.el.div(
            rx.el.div(class_name="h-full w-5/12 rounded-full bg-primary"),
            class_name="mx-4 mb-3 h-1 rounded-full bg-base-300",
        ),
        rx.el.div(
            rx.el.p("Bench press", class_name="px-4 text-lg font-semibold tracking-tight"),
            rx.el.p("Barbell · chest", class_name="px-4 pb-2 text-xs text-muted"),
            rx.el.div(
                _suggestion(),
                _load(),
                class_name="mx-4 mb-3 flex items-center gap-3 rounded-field bg-base-200 p-3",
            ),
            *_sets("60 × 8", with_record=True),
            class_name="bg-base-100 pb-2 pt-4",
        ),
        _rest_timer(),
        class_name="mx-auto w-[300px] overflow-hidden rounded-[2.4rem] border-[9px] "
        "border-[oklch(14%_.012_170)] bg-base-200 text-base-content shadow-(--lift-lg) "
        "lg:absolute lg:left-9 lg:top-10",
    )


def _rest_timer() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(
                "1:04", class_name="text-3xl font-semibold leading-none tracking-tight tabular"
            ),
            rx.el.span(
                "Skip",
                class_name="rounded-field bg-glow px-3.5 py-2 text-sm font-medium "
                "text-[oklch(22%_.045_168)]",
            ),
            class_name="flex items-center justify-between",
        ),
        rx.el.div(
            rx.el.div(class_name="h-full w-[71%] rounded-full bg-glow"),
            class_name="mt-3 h-1 rounded-full bg-neutral-content/15",
        ),
        class_name="mt-3 rounded-t-[1.1rem] bg-neutral px-4 pb-10 pt-4 text-neutral-content",
    )


def _suggestion() -> rx.Component:
    return rx.el.div(
        rx.el.p("Use 62.5 kg, up from 60", class_name="text-sm font-medium tabular"),
        rx.el.p("All eights at RPE 8 last time.", class_name="text-xs text-muted"),
        class_name="grow",
    )


def _load() -> rx.Component:
    return rx.el.svg(
        rect(0, 14.9, 36, 2.2, 1.1, class_name="fill-base-content/35"),
        rect(6.4, 10.2, 2.9, 11.5, 1, class_name="fill-strong"),
        rect(11.5, 0, 7, 32, 2.1, class_name="fill-primary"),
        rect(20.5, 10.6, 3.8, 10.9, 1.2, class_name="fill-primary"),
        view_box="0 0 36 32",
        class_name="h-8 w-9 shrink-0",
    )


def _sets(last: str, *, with_record: bool = False) -> list[rx.Component]:
    record = rx.el.div(
        rx.el.span(
            icon("medal", 14),
            "Best e1RM yet: 83.3 kg",
            class_name="inline-flex items-center gap-1.5 rounded-selector bg-accent px-2 py-1 "
            "text-xs font-medium text-accent-content",
        ),
        class_name="bg-success/8 px-4 pb-2",
    )
    return [
        *([_set("W", "40 × 8", "40", is_done=True)] if with_record else []),
        _set("1", last, "62.5", is_done=True),
        *([record] if with_record else []),
        _set("2", last, "62.5", is_done=True),
        _set("3", last, "62.5", is_done=False),
    ]


def _set(marker: str, last: str, load: str, *, is_done: bool) -> rx.Component:
    badge = "border border-strong text-muted" if marker == "W" else "bg-base-300"
    figure = "text-center font-medium" + (
        "" if is_done else " rounded-field border border-strong py-1"
    )
    tick = "bg-success text-success-content" if is_done else "border-2 border-primary text-primary"
    return rx.el.div(
        rx.el.span(
            marker, class_name=f"grid size-6 place-items-center rounded-selector text-xs {badge}"
        ),
        rx.el.span(last, class_name="text-xs text-muted"),
        rx.el.span(load, class_name=figure),
        rx.el.span("8", class_name=figure),
        rx.el.span(
            icon("check", 18),
            class_name=f"grid size-9 place-items-center justify-self-end rounded-field {tick}",
        ),
        class_name="grid h-11 grid-cols-[28px_1fr_50px_36px_40px] items-center gap-1.5 px-4 "
        f"text-sm tabular {'bg-success/8' if is_done else ''}".rstrip(),
    )


def _strength() -> rx.Component:
    line = " ".join(f"{x},{y}" for x, y in _STRENGTH)
    return rx.el.div(
        _small("Bench press, estimated one-rep max"),
        rx.el.p(
            rx.el.span("83.3", class_name="text-3xl font-semibold tracking-tight tabular"),
            rx.el.span("kg", class_name="ml-1.5 text-sm text-muted"),
            rx.el.span("+7.9 this year", class_name="ml-3 text-sm font-medium text-success"),
        ),
        rx.el.svg(
            rx.el.svg.path(d="M6 160H280M6 110.5H280M6 61H280", class_name="stroke-base-300"),
            rx.el.svg.polygon(points=f"{line} 280,160 6,160", class_name="fill-primary/10"),
            rx.el.svg.polyline(
                points=line,
                class_name="fill-none stroke-primary",
                custom_attrs={"strokeWidth": 2.25, "strokeLinejoin": "round"},
            ),
            rx.el.svg.path(
                d="".join(f"M{x} {y - 5}l5 5-5 5-5-5z" for x, y in _records()),
                class_name="fill-record stroke-base-content",
                custom_attrs={"strokeWidth": 1.25},
            ),
            view_box="0 0 290 168",
            class_name="mt-3 w-[290px] overflow-visible",
        ),
        class_name=_FLOATING + "left-[306px] top-[72px] w-[366px] py-5 pl-[54px] pr-5",
    )


def _records() -> list[tuple[int, int]]:
    return [_STRENGTH[n] for n in _RECORDS]


def _week() -> rx.Component:
    return rx.el.div(
        plates(3, 4, "3 of 4 sessions", height=48),
        rx.el.div(
            rx.el.p("3 of 4 this week", class_name="text-xl font-semibold tracking-tight tabular"),
            _small("after nine weeks in a row"),
        ),
        class_name=_FLOATING + "left-[354px] top-[424px] flex w-[318px] items-center gap-4 p-5",
    )


def _day(day: str, session: str, end: str) -> rx.Component:
    is_today = end == "Today"
    look = "bg-neutral text-neutral-content" if is_today else "bg-base-200"
    done = icon("check", 16, "text-success")
    return rx.el.li(
        rx.el.span(day, class_name="w-8" if is_today else "w-8 text-muted"),
        rx.el.span(session, class_name="grow font-medium"),
        done if end == "check" else rx.el.span(end, class_name="text-xs"),
        class_name=f"flex h-9 items-center gap-3 rounded-field px-3 text-sm {look}",
    )


def _muscle(name: str, sets: str, percent: int) -> rx.Component:
    fill = "bg-primary" if percent >= 40 else "bg-strong"
    return rx.el.li(
        rx.el.div(
            rx.el.span(name),
            rx.el.span(sets, class_name="font-medium tabular"),
            class_name="flex justify-between text-sm",
        ),
        rx.el.div(
            rx.el.span(class_name="absolute inset-y-0 left-[40%] w-[40%] rounded-sm bg-primary/18"),
            rx.el.span(
                class_name=f"absolute inset-y-0.5 left-0 rounded-full {fill}",
                style={"width": f"{percent}%"},
            ),
            class_name="relative mt-1 h-2 rounded-full bg-base-200",
        ),
    )


def _entry(name: str, picture: str, tone: str, reason: str, act: str) -> rx.Component:
    return rx.el.li(
        initials(name[0]),
        rx.el.div(
            rx.el.p(name, class_name="text-sm font-medium"),
            rx.el.p(
                icon(picture, 16),
                reason,
                class_name=f"mt-0.5 flex items-center gap-1.5 text-sm {tone}",
            ),
            class_name="min-w-0 grow",
        ),
        rx.el.span(act, class_name="btn btn-secondary btn-sm pointer-events-none max-sm:hidden"),
        class_name="flex items-center gap-4 px-5 py-4",
    )


def _bar(x: float, width: float, load: int) -> rx.Component:
    if not load:
        return rect(x, 46, width, 36, 4, class_name="fill-base-100 stroke-strong", strokeWidth=1.5)
    height = round(load * 0.76, 1)
    shade = round(0.4 + load / 167, 2)
    return rect(x, 82 - height, width, height, 4, class_name="fill-primary", opacity=shade)


def _small(words: str) -> rx.Component:
    return rx.el.p(words, class_name="text-sm text-muted")


def document(title: str, lead: str, *sections: tuple[str, Sequence[Child]]) -> rx.Component:
    """A page of plain words: a title, what it is about, and headed sections."""
    return rx.el.article(
        rx.el.h1(title, class_name="text-4xl font-semibold tracking-[-.03em] max-sm:text-3xl"),
        rx.el.p(lead, class_name="mt-4 text-pretty text-lg text-muted"),
        *(_section(heading, body) for heading, body in sections),
        class_name="mx-auto max-w-[720px] px-5 pb-20 pt-8 sm:px-10",
    )


def points(*items: tuple[str, str]) -> rx.Component:
    """A list of things by name, each with a sentence."""
    return rx.el.dl(
        *(
            rx.el.div(
                rx.el.dt(name, class_name="font-medium"),
                rx.el.dd(sentence, class_name="text-pretty text-muted"),
            )
            for name, sentence in items
        ),
        class_name="grid gap-4",
    )


def _section(heading: str, body: Sequence[Child]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(heading, class_name="text-xl font-semibold tracking-tight"),
        *(
            rx.el.p(part, class_name="text-pretty") if isinstance(part, str) else part
            for part in body
        ),
        class_name="mt-10 grid gap-4",
    )
