"""Ways around the app: the side bar of a desktop, a phone's bars, the public head and foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import reflex as rx

from fitness_app.ui.brand import logo
from fitness_app.ui.buttons import classes, link_button
from fitness_app.ui.icons import icon
from fitness_app.ui.kinds import Child
from fitness_app.ui.links import link

SMALL_PRINT = "underline-offset-4 hover:underline"
_PLACE = "relative flex h-9 items-center gap-3 rounded-field px-3 text-sm "
_HERE = (
    "bg-base-300/70 font-medium before:absolute before:inset-y-1.5 before:-left-3 before:w-1 "
    "before:rounded-r-full before:bg-primary"
)
_ELSEWHERE = "text-muted hover:bg-base-300/40 hover:text-base-content"
_MENU_ROW = (
    "flex h-10 w-full cursor-pointer items-center gap-3 rounded-field px-3 text-sm "
    "hover:bg-base-200"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation: its word, its address, its icon, and who sees it."""

    label: str
    href: str
    icon: str
    open_to: Literal["anyone", "member", "trainer"] = "member"
    is_live: bool = False
    """What happens now: first in the side bar and in the middle of the dock, on ink."""
    also: tuple[str, ...] = ()
    """Addresses of pages within it that have no entry of their own."""

    def is_at(self, here: str) -> bool:
        """Whether the page being looked at belongs to this place."""
        return here == self.href or here in self.also


def side_bar(lead: Child, places: Sequence[Child], foot: Child) -> rx.Component:
    """The bar at the left of a wide window: what to do first, the places, and who one is."""
    return rx.el.aside(
        rx.el.div(logo(), colour_mode(), class_name="flex items-center justify-between pl-3"),
        lead,
        rx.el.nav(
            rx.el.ul(*places, class_name="grid gap-0.5"), class_name="grow", aria_label="Main"
        ),
        foot,
        class_name="sticky top-0 hidden h-screen flex-col gap-6 border-r border-base-300 px-3 py-5 "
        "lg:flex print:hidden",
    )


def live_button(live: Place) -> rx.Component:
    """What happens now, on ink at the head of the side bar."""
    return link_button(
        live.label,
        live.href,
        kind="neutral",
        icon=live.icon,
        class_name="w-full justify-start gap-2.5 px-3",
    )


def side_place(place: Place, here: str, end: Child = "") -> rx.Component:
    """An entry of the side bar; `here` is the address of the page being looked at."""
    is_here = place.is_at(here)
    return rx.el.li(
        link(
            icon(place.icon, 18, "text-primary" if is_here else ""),
            rx.el.span(place.label, class_name="grow"),
            end,
            href=place.href,
            class_name=_PLACE + (_HERE if is_here else _ELSEWHERE),
            custom_attrs=_current(is_here),
        )
    )


def menu(name: str, face: Sequence[Child], *rows: Child) -> rx.Component:
    """A button at the foot of the side bar and the menu that it opens above itself."""
    opener = rx.el.button(
        *face,
        icon("chevrons-up-down", 16, "text-muted"),
        type="button",
        class_name="flex w-full cursor-pointer items-center gap-3 rounded-field p-2 text-sm "
        "hover:bg-base-300/40",
        custom_attrs={"popoverTarget": name},
    )
    sheet = rx.el.div(
        *rows,
        class_name="fixed inset-auto bottom-[72px] left-3 m-0 w-[204px] rounded-box border "
        "border-base-300 bg-base-100 p-1.5 text-base-content shadow-(--lift-lg)",
        custom_attrs={"id": name, "popover": "auto"},
    )
    return rx.el.div(opener, sheet)


def menu_link(label: str, href: str, picture: str) -> rx.Component:
    """A row of a menu that leads somewhere."""
    return link(icon(picture, 18, "text-muted"), label, href=href, class_name=_MENU_ROW)


def menu_button(label: str, picture: str, on_click: rx.event.EventType[()]) -> rx.Component:
    """A row of a menu that does something."""
    return rx.el.button(
        icon(picture, 18, "text-muted"),
        label,
        type="button",
        class_name=_MENU_ROW,
        on_click=on_click,
    )


def colour_mode() -> rx.Component:
    """The switch between light and dark."""
    return rx.el.button(
        icon("moon", 18, "dark:hidden"),
        icon("sun", 18, "not-dark:hidden"),
        type="button",
        class_name=classes("ghost", "sm", "btn-square"),
        aria_label="Switch between light and dark",
        on_click=rx.toggle_color_mode,
    )


def phone_bar(*ends: Child) -> rx.Component:
    """The bar above a page on a phone."""
    return rx.el.header(
        logo(),
        rx.el.div(colour_mode(), *ends, class_name="flex items-center gap-1"),
        class_name="flex h-14 items-center justify-between border-b border-base-300 px-4 lg:hidden "
        "print:hidden",
    )


def dock(places: Sequence[Place], here: str) -> rx.Component:
    """The five places at the foot of a phone."""
    return rx.el.nav(
        rx.el.ul(
            *(_live(place) if place.is_live else _docked(place, here) for place in places),
            class_name="mx-auto grid max-w-[520px] grid-cols-5",
        ),
        class_name="fixed inset-x-0 bottom-0 z-30 border-t border-base-300 bg-base-100 "
        "pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden",
        aria_label="Dock",
    )


def site_head(places: Sequence[tuple[str, str]], *ends: Child) -> rx.Component:
    """The head of a public page."""
    return rx.el.header(
        logo(),
        rx.el.nav(
            *(
                rx.el.a(label, href=href, class_name=classes("ghost", extra="max-md:hidden"))
                for label, href in places
            ),
            colour_mode(),
            *ends,
            class_name="flex items-center gap-1 text-sm",
            aria_label="Main",
        ),
        class_name="mx-auto flex h-[72px] w-full max-w-[1240px] items-center justify-between px-5 "
        "sm:px-10",
    )


def site_foot(places: Sequence[tuple[str, str]]) -> rx.Component:
    """The foot of a public page."""
    return rx.el.footer(
        rx.el.div(
            logo(),
            rx.el.nav(
                *(link(label, href=href, class_name=SMALL_PRINT) for label, href in places),
                class_name="flex flex-wrap gap-5",
                aria_label="Footer",
            ),
            class_name="mx-auto flex max-w-[1240px] flex-wrap items-center justify-between gap-4 "
            "px-5 py-8 text-sm text-muted sm:px-10",
        ),
        class_name="border-t border-base-300",
    )


def _docked(place: Place, here: str) -> rx.Component:
    is_here = place.is_at(here)
    look = "font-medium text-primary" if is_here else "text-muted"
    return rx.el.li(
        link(
            icon(place.icon, 20),
            place.label,
            href=place.href,
            class_name=f"grid h-16 content-center justify-items-center gap-1 text-xs {look}",
            custom_attrs=_current(is_here),
        )
    )


def _live(place: Place) -> rx.Component:
    return rx.el.li(
        link(
            icon(place.icon, 20, "text-glow"),
            rx.el.span(place.label, class_name="sr-only"),
            href=place.href,
            class_name="grid size-12 place-items-center rounded-box bg-neutral",
        ),
        class_name="grid h-16 place-items-center",
    )


def _current(is_here: bool) -> dict[str, str]:
    return {"aria-current": "page"} if is_here else {}
