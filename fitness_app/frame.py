"""The shell around each page; the only part of the UI that looks into several rooms."""

from dataclasses import dataclass, replace
from functools import wraps
from typing import Literal

import reflex as rx
from reflex_components_sonner.toast import ToastProps

from fitness_app import routes, settings
from fitness_app.accounts.state import SignOutState, ViewerState
from fitness_app.ui import buttons, dialogs
from fitness_app.ui.arrival import arrived
from fitness_app.ui.badges import initials
from fitness_app.ui.brand import logo
from fitness_app.ui.icons import icon
from fitness_app.ui.links import link, outside_link
from fitness_app.ui.notices import empty, skeleton_page
from fitness_app.ui.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation; rooms that come later add theirs to the lists below."""

    label: str
    href: str
    icon: str
    open_to: Literal["member", "trainer"] = "member"
    is_live: bool = False
    """What happens now: the dock shows it in its middle, on ink."""


SIDE_BAR = (
    Place("Overview", routes.CABINET, "circle-user"),
    Place("Body", routes.CABINET_BODY, "trending-up"),
    Place("Goals", routes.CABINET_GOALS, "target"),
    Place("Trainer", routes.TRAINER, "clipboard-list", open_to="trainer"),
)
LIVE = Place("Enter weight", routes.CABINET_BODY + "#enter", "plus", is_live=True)
DOCK = (
    Place("Overview", routes.CABINET, "house"),
    Place("Body", routes.CABINET_BODY, "trending-up"),
    LIVE,
    Place("Goals", routes.CABINET_GOALS, "target"),
    Place("You", routes.CABINET_PROFILE, "circle-user"),
)
CONTENT = "mx-auto w-full max-w-[1120px] px-4 py-6 sm:px-8 lg:px-10 lg:py-9"


def wrap(page: Page) -> Page:
    """The page inside its shell."""
    shells = {"app": _app_shell, "site": _site_shell, "plain": _plain_shell}

    # Reflex puts a page's code beside its module's; the shell must not draw all pages into one.
    @wraps(page.build)
    def build() -> rx.Component:
        return rx.el.div(
            _skip_link(),
            shells[page.shell](page),
            _session_over(page),
            custom_attrs={"data-viewer": ViewerState.viewer_id},
        )

    return replace(page, build=build)


def head() -> list[rx.Component]:
    """What each page's head carries besides Reflex's own."""
    font = {"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"}
    return [
        rx.el.link(rel="preload", href="/fonts/geologica-latin.woff2", custom_attrs=font),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
        rx.el.script(src="/app.js", defer=True),
        rx.el.script(src="/parts.js", defer=True),
    ]


def toaster() -> rx.Component:
    """Where toasts appear: bottom middle, above a phone's dock."""
    return rx.toast.provider(
        position="bottom-center",
        expand=False,
        toast_options=ToastProps(duration=5000),  # pyright: ignore[reportCallIssue]  # all else is optional
        custom_attrs={"mobileOffset": {"bottom": "84px"}, "containerAriaLabel": "Messages"},
    )


def title(page: Page) -> str:
    """The words on the browser's tab."""
    return f"{page.title} · {settings.get().club_name}"


def not_found_page() -> rx.Component:
    """The answer to an address nobody knows."""
    return wrap(
        Page(route="404", title="", build=not_found, open_to="anyone", shell="site")
    ).build()


def not_found() -> rx.Component:
    """What stands where there is no page, or none for this person."""
    return rx.el.div(
        empty(
            "We couldn’t find that page",
            "It may have moved, or the address has a slip in it.",
            buttons.link_button("Go to the start page", routes.HOME, kind="primary"),
        ),
        class_name="mx-auto max-w-[520px] py-10",
    )


def _app_shell(page: Page) -> rx.Component:
    return rx.el.div(
        _side_bar(page.route),
        rx.el.div(
            _phone_bar(),
            _main(_found(rx.cond(arrived(), page.build(), skeleton_page())), CONTENT),
            class_name="min-w-0 pb-24 lg:pb-0",
        ),
        _dock(page.route),
        class_name="min-h-screen lg:grid lg:grid-cols-[228px_minmax(0,1fr)]",
    )


def _site_shell(page: Page) -> rx.Component:
    return rx.el.div(_site_head(), _main(_found(page.build()), "overflow-x-clip"), _site_foot())


def _plain_shell(page: Page) -> rx.Component:
    return _main(_found(page.build()), "")


def _found(content: rx.Component) -> rx.Component:
    return rx.cond(ViewerState.page_is_found, content, not_found())


def _main(content: rx.Component, class_name: str) -> rx.Component:
    return rx.el.main(
        content,
        class_name=class_name,
        custom_attrs={
            "id": "main",
            "tabIndex": -1,
            "data-hydrated": rx.cond(rx.State.is_hydrated, "true", "false"),
        },
    )


def _skip_link() -> rx.Component:
    return rx.el.a(
        "Skip to content",
        href="#main",
        class_name="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-50 "
        "focus:rounded-field focus:bg-base-100 focus:px-4 focus:py-2 focus:shadow-(--lift)",
    )


# --- the side bar of a desktop


def _side_bar(route: str) -> rx.Component:
    return rx.el.aside(
        rx.el.div(logo(), _colour_mode(), class_name="flex items-center justify-between pl-3"),
        buttons.link_button(
            LIVE.label,
            LIVE.href,
            kind="neutral",
            icon=LIVE.icon,
            class_name="w-full justify-start gap-2.5 px-3",
        ),
        rx.el.nav(
            rx.el.ul(*(_place(place, route) for place in SIDE_BAR), class_name="grid gap-0.5"),
            class_name="grow",
            aria_label="Main",
        ),
        _viewer_chip(),
        class_name="sticky top-0 hidden h-screen flex-col gap-6 border-r border-base-300 px-3 "
        "py-5 lg:flex",
    )


def _place(place: Place, route: str) -> rx.Component:
    is_here = place.href == route
    look = "relative flex h-9 items-center gap-3 rounded-field px-3 text-sm "
    here = look + "bg-base-300/70 font-medium before:absolute before:inset-y-1.5 before:-left-3 "
    here += "before:w-1 before:rounded-r-full before:bg-primary"
    away = look + "text-muted hover:bg-base-300/40 hover:text-base-content"
    item = rx.el.li(
        link(
            icon(place.icon, 18, "text-primary" if is_here else ""),
            rx.el.span(place.label, class_name="grow"),
            href=place.href,
            class_name=here if is_here else away,
            custom_attrs={"aria-current": "page"} if is_here else {},
        )
    )
    return (
        rx.cond(ViewerState.is_trainer, item, rx.fragment()) if place.open_to == "trainer" else item
    )


def _viewer_chip() -> rx.Component:
    chip = rx.el.button(
        initials(ViewerState.initials, "size-8 text-xs", picture_url=ViewerState.picture_url),
        rx.el.span(
            rx.el.span(ViewerState.display_name, class_name="block truncate font-medium"),
            rx.el.span(ViewerState.role, class_name="block text-xs capitalize text-muted"),
            class_name="min-w-0 grow text-left leading-tight",
        ),
        icon("chevrons-up-down", 16, "text-muted"),
        type="button",
        class_name="flex w-full cursor-pointer items-center gap-3 rounded-field p-2 text-sm "
        "hover:bg-base-300/40",
        custom_attrs={"popoverTarget": "viewer-menu"},
    )
    menu = rx.el.div(
        _menu_link("Your cabinet", routes.CABINET, "circle-user"),
        _menu_link("Sign-in and security", routes.CABINET_SECURITY, "shield"),
        _menu_button(),
        class_name="fixed bottom-20 left-3 m-0 w-[204px] rounded-box border border-base-300 "
        "bg-base-100 p-1.5 text-base-content shadow-(--lift-lg)",
        custom_attrs={"id": "viewer-menu", "popover": "auto"},
    )
    return rx.el.div(chip, menu)


_MENU_ROW = (
    "flex h-10 w-full cursor-pointer items-center gap-3 rounded-field px-3 text-sm "
    "hover:bg-base-200"
)


def _menu_link(label: str, href: str, picture: str) -> rx.Component:
    return link(icon(picture, 18, "text-muted"), label, href=href, class_name=_MENU_ROW)


def _menu_button() -> rx.Component:
    return rx.el.button(
        icon("log-out", 18, "text-muted"),
        "Sign out",
        type="button",
        class_name=_MENU_ROW,
        on_click=SignOutState.sign_out,
    )


def _colour_mode() -> rx.Component:
    return rx.el.button(
        icon("moon", 18, "dark:hidden"),
        icon("sun", 18, "hidden dark:block"),
        type="button",
        class_name=buttons.classes("ghost", "sm", "btn-square"),
        aria_label="Switch between light and dark",
        on_click=rx.toggle_color_mode,
    )


# --- a phone's bars


def _phone_bar() -> rx.Component:
    return rx.el.header(
        logo(),
        _colour_mode(),
        class_name="flex h-14 items-center justify-between border-b border-base-300 px-4 lg:hidden",
    )


def _dock(route: str) -> rx.Component:
    return rx.el.nav(
        rx.el.ul(
            *(_dock_place(place, place.href == route) for place in DOCK),
            class_name="mx-auto grid max-w-[520px] grid-cols-5",
        ),
        class_name="fixed inset-x-0 bottom-0 z-30 border-t border-base-300 bg-base-100 "
        "pb-[env(safe-area-inset-bottom)] lg:hidden",
        aria_label="Dock",
    )


def _dock_place(place: Place, is_here: bool) -> rx.Component:
    if place.is_live:
        return rx.el.li(
            link(
                icon(place.icon, 20, "text-glow"),
                rx.el.span(place.label, class_name="sr-only"),
                href=place.href,
                class_name="grid size-12 place-items-center rounded-box bg-neutral",
            ),
            class_name="grid h-16 place-items-center",
        )
    look = "font-medium text-primary" if is_here else "text-muted"
    return rx.el.li(
        link(
            icon(place.icon, 20),
            place.label,
            href=place.href,
            class_name=f"grid h-16 content-center justify-items-center gap-1 text-xs {look}",
            custom_attrs={"aria-current": "page"} if is_here else {},
        )
    )


# --- the public head and foot


def _site_head() -> rx.Component:
    guest = rx.fragment(
        link("Sign in", href=routes.LOGIN, class_name=buttons.classes("ghost")),
        link(
            "Create account",
            href=routes.REGISTER,
            class_name=buttons.classes("primary", extra="ml-1 max-sm:hidden"),
        ),
    )
    member = link("Your cabinet", href=routes.CABINET, class_name=buttons.classes("primary"))
    return rx.el.header(
        logo(),
        rx.el.nav(
            rx.el.a("How it works", href=routes.HOME + "#how", class_name=_SITE_LINK),
            rx.el.a("Plans", href=routes.HOME + "#plans", class_name=_SITE_LINK),
            rx.el.a("Trainers", href=routes.HOME + "#trainers", class_name=_SITE_LINK),
            _colour_mode(),
            rx.cond(ViewerState.is_signed_in, member, guest),
            class_name="flex items-center gap-1 text-sm",
            aria_label="Main",
        ),
        class_name="mx-auto flex h-[72px] max-w-[1240px] items-center justify-between px-5 "
        "sm:px-10",
    )


_SITE_LINK = buttons.classes("ghost", extra="max-md:hidden")


def _site_foot() -> rx.Component:
    return rx.el.footer(
        rx.el.div(
            logo(),
            rx.el.nav(
                link(
                    "Privacy", href=routes.PRIVACY, class_name="underline-offset-4 hover:underline"
                ),
                link("Terms", href=routes.TERMS, class_name="underline-offset-4 hover:underline"),
                class_name="flex flex-wrap gap-5",
                aria_label="Footer",
            ),
            class_name="mx-auto flex max-w-[1240px] flex-wrap items-center justify-between gap-4 "
            "px-5 py-8 text-sm text-muted sm:px-10",
        ),
        class_name="border-t border-base-300",
    )


# --- when a session ends while a page is open


def _session_over(page: Page) -> rx.Component:
    return dialogs.dialog(
        "You have been signed out",
        text=rx.fragment(ViewerState.session_over, " What you typed stays on this page."),
        actions=(
            buttons.ghost("Stay here", on_click=ViewerState.stay_here),
            outside_link(
                "Sign in again",
                href=routes.sign_in_then(page.route),
                class_name=buttons.classes("primary"),
            ),
        ),
        open=ViewerState.session_over != "",
    )
