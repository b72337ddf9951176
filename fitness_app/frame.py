"""The shell around each page; the only part of the UI that looks into several rooms."""

import hashlib
from dataclasses import replace
from functools import wraps

import reflex as rx
from reflex_components_sonner.toast import ToastProps

from fitness_app import routes, settings
from fitness_app.accounts.state import SignOutState, ViewerState
from fitness_app.shop.components import cart
from fitness_app.shop.state.cart import CartState
from fitness_app.ui import buttons, club, dialogs, navigation, trouble
from fitness_app.ui.arrival import arrived
from fitness_app.ui.badges import initials
from fitness_app.ui.kinds import Child, Text
from fitness_app.ui.links import link, outside_link
from fitness_app.ui.navigation import Place
from fitness_app.ui.notices import skeleton_page
from fitness_app.ui.page import Page
from fitness_app.ui.tabs import tabs

START = Place("Start workout", routes.WORKOUT, "plus", is_live=True)
TODAY = Place("Today", routes.TODAY, "house", also=(routes.WORKOUTS, routes.ONE_WORKOUT))
SIDE_BAR = (
    TODAY,
    Place("Overview", routes.CABINET, "circle-user"),
    Place("Plans", routes.PLANS, "calendar-days", also=(routes.ONE_PLAN,)),
    Place("Body", routes.CABINET_BODY, "trending-up"),
    Place("Goals", routes.CABINET_GOALS, "target"),
    Place(
        "Progress",
        routes.PROGRESS,
        "chart-line",
        also=(
            routes.PROGRESS_EXERCISE,
            routes.PROGRESS_RECORDS,
            routes.PROGRESS_CALENDAR,
            routes.PROGRESS_LEAVE,
        ),
    ),
    Place(
        "Exercises",
        routes.EXERCISES,
        "dumbbell",
        also=(routes.EXERCISE, routes.OWN_EXERCISE),
    ),
    Place(
        "Shop",
        routes.SHOP,
        "shopping-bag",
        open_to="anyone",
        also=(routes.ONE_PRODUCT, routes.CART, routes.CHECKOUT),
    ),
    Place("Trainer", routes.TRAINER, "clipboard-list", open_to="trainer"),
    Place(
        "Club exercises",
        routes.TRAINER_EXERCISES,
        "book-open",
        open_to="trainer",
        also=(routes.TRAINER_EXERCISE,),
    ),
    Place(
        "Write plans",
        routes.TRAINER_PLANS,
        "pencil",
        open_to="trainer",
        also=(routes.ONE_TRAINER_PLAN,),
    ),
    Place(
        "Orders",
        routes.STAFF_ORDERS,
        "package",
        open_to="trainer",
        also=(routes.ONE_STAFF_ORDER,),
    ),
    Place(
        "Products",
        routes.STAFF_PRODUCTS,
        "tag",
        open_to="trainer",
        also=(routes.ONE_STAFF_PRODUCT,),
    ),
)
DOCK = (
    TODAY,
    Place(
        "Progress",
        routes.PROGRESS,
        "chart-line",
        also=(
            routes.PROGRESS_EXERCISE,
            routes.PROGRESS_RECORDS,
            routes.PROGRESS_CALENDAR,
            routes.PROGRESS_LEAVE,
        ),
    ),
    START,
    Place(
        "Club",
        routes.SHOP,
        "shopping-bag",
        open_to="anyone",
        also=(routes.ONE_PRODUCT, routes.CART, routes.CHECKOUT, routes.PLANS, routes.ONE_PLAN),
    ),
    Place(
        "You",
        routes.CABINET,
        "circle-user",
        also=(
            routes.CABINET_BODY,
            routes.CABINET_GOALS,
            routes.CABINET_PROFILE,
            routes.CABINET_SECURITY,
            routes.CABINET_TOKENS,
            routes.CABINET_DATA,
            routes.ORDERS,
            routes.ONE_ORDER,
            routes.CABINET_IMPORT,
        ),
    ),
)
TRAINER_DOCK = (
    *DOCK[:3],
    Place(
        "Trainer",
        routes.TRAINER,
        "clipboard-list",
        also=(
            routes.TRAINER_EXERCISES,
            routes.TRAINER_EXERCISE,
            routes.STAFF_ORDERS,
            routes.ONE_STAFF_ORDER,
            routes.STAFF_PRODUCTS,
            routes.ONE_STAFF_PRODUCT,
            routes.TRAINER_PLANS,
            routes.ONE_TRAINER_PLAN,
        ),
    ),
    DOCK[4],
)
CABINET_TABS = (
    ("Overview", routes.CABINET),
    ("Plan", routes.CABINET_PLAN),
    ("Body", routes.CABINET_BODY),
    ("Goals", routes.CABINET_GOALS),
    ("Orders", routes.ORDERS),
    ("Profile", routes.CABINET_PROFILE),
    ("Security", routes.CABINET_SECURITY),
    ("Your data", routes.CABINET_DATA),
)
TRAINER_TABS = (
    ("Overview", routes.TRAINER),
    ("Exercises", routes.TRAINER_EXERCISES),
    ("Plans", routes.TRAINER_PLANS),
    ("Orders", routes.STAFF_ORDERS),
    ("Products", routes.STAFF_PRODUCTS),
)
"""On a phone, whose dock has no room for each; the side bar of a wide window has."""
_WITHIN = {
    routes.TRAINER_EXERCISE: routes.TRAINER_EXERCISES,
    routes.ONE_TRAINER_PLAN: routes.TRAINER_PLANS,
    routes.ONE_STAFF_ORDER: routes.STAFF_ORDERS,
    routes.ONE_STAFF_PRODUCT: routes.STAFF_PRODUCTS,
}
SITE_HEAD = (
    ("Shop", routes.SHOP),
    ("How it works", f"{routes.HOME}#how"),
    ("Plans", f"{routes.HOME}#plans"),
    ("Trainers", f"{routes.HOME}#trainers"),
)
SITE_FOOT = (("Privacy", routes.PRIVACY), ("Terms", routes.TERMS))


def wrap(page: Page) -> Page:
    """The page inside its shell."""
    shells = {"app": _app_shell, "site": _site_shell, "plain": _plain_shell}

    # Reflex keeps a page's code beside its module's, so the shell passes for that module.
    @wraps(page.build)
    def build() -> rx.Component:
        return rx.el.div(
            _skip_link(),
            shells[page.shell](page),
            _session_over(page),
            *([] if page.shell == "plain" else [cart.rereader()]),
            *(rx.el.script(src=_as_it_is_now(name), async_=True) for name in page.scripts),
            custom_attrs={"data-viewer": ViewerState.viewer_id},
        )

    if page.shell == "plain":
        return replace(page, build=build)
    return replace(page, build=build, on_load=(*page.on_load, CartState.load))


def not_found_page() -> rx.Component:
    """The answer to an address nobody knows."""
    page = Page(
        route=routes.HOME, title="", build=trouble.not_found, open_to="anyone", shell="site"
    )
    return wrap(page).build()


def title(page: Page) -> Text:
    """The words on the browser's tab."""
    shown = (
        page.title
        if isinstance(page.name, str)
        else rx.cond(page.name.bool(), page.name, page.title).to(str)
    )
    return rx.Var.create(f"{shown} · {club.NAME}")


def head() -> list[rx.Component]:
    """What each page's head carries besides Reflex's own."""
    font = {"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"}
    return [
        rx.el.link(rel="preload", href="/fonts/geologica-latin.woff2", custom_attrs=font),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
        # Not deferred: it takes a link's token out of the address.
        rx.el.script(
            src=_as_it_is_now("app.js"),
            custom_attrs={"data-sender": _as_it_is_now("workout.js"), **club.attributes()},
        ),
        rx.el.script(src=_as_it_is_now("parts.js"), defer=True),
    ]


def _as_it_is_now(asset: str) -> str:
    """An asset's address, another one when it changes: browsers keep it for ever and are right."""
    content = (settings.ROOT / "assets" / asset).read_bytes()
    return f"/{asset}?v={hashlib.sha256(content).hexdigest()[:12]}"


def toaster() -> rx.Component:
    """Where toasts appear: bottom middle, above a phone's dock."""
    return rx.toast.provider(
        position="bottom-center",
        expand=False,
        toast_options=ToastProps(duration=5000),  # pyright: ignore[reportCallIssue]  # all else is optional
        custom_attrs={"mobileOffset": {"bottom": "84px"}, "containerAriaLabel": "Messages"},
    )


def _app_shell(page: Page) -> rx.Component:
    filled = rx.fragment(_tabs(page.route), rx.cond(arrived(), page.build(), skeleton_page()))
    look = "mx-auto w-full max-w-[1120px] px-4 py-6 sm:px-8 lg:px-10 lg:py-9"
    dock = rx.cond(
        ViewerState.is_trainer,
        navigation.dock(TRAINER_DOCK, page.route),
        navigation.dock(DOCK, page.route),
    )
    sign_in = link("Sign in", href=routes.LOGIN, class_name=buttons.classes("secondary"))
    join = link("Create account", href=routes.REGISTER, class_name=buttons.classes("ghost"))
    foot = rx.cond(arrived(), rx.el.div(sign_in, join, class_name="grid gap-2"))
    return rx.el.div(
        navigation.side_bar(
            _for_members(page, navigation.live_button(START)),
            [_side_place(place, page) for place in SIDE_BAR],
            _for_members(page, _viewer_menu(), foot),
        ),
        rx.el.div(
            navigation.phone_bar(cart.cart_button(), _for_members(page, rx.fragment(), sign_in)),
            _main(filled, look),
            class_name="min-w-0 pb-24 lg:pb-0",
        ),
        _for_members(page, dock),
        class_name="min-h-screen lg:grid lg:grid-cols-[228px_minmax(0,1fr)] print:block",
    )


def _for_members(page: Page, shown: rx.Component, instead: Child | None = None) -> Child:
    """A part of the shell that guests don't see, on pages that they may open."""
    if page.open_to != "anyone":
        return shown
    return rx.cond(ViewerState.is_signed_in, shown, instead or rx.fragment())


def _tabs(route: str) -> rx.Component:
    if route in (place for _, place in CABINET_TABS):
        return rx.el.div(tabs("Cabinet", CABINET_TABS, route), class_name="print:hidden")
    at = _WITHIN.get(route, route)
    if at in (place for _, place in TRAINER_TABS):
        return rx.el.div(tabs("Trainer", TRAINER_TABS, at), class_name="lg:hidden")
    return rx.fragment()


def _site_shell(page: Page) -> rx.Component:
    return rx.el.div(
        navigation.site_head(SITE_HEAD, _way_in()),
        _main(page.build(), "grow overflow-x-clip"),
        navigation.site_foot(SITE_FOOT),
        class_name="flex min-h-screen flex-col",
    )


def _plain_shell(page: Page) -> rx.Component:
    return _main(page.build(), "")


def _main(content: rx.Component, class_name: str) -> rx.Component:
    return rx.el.main(
        rx.cond(ViewerState.page_is_found, content, trouble.not_found()),
        class_name=class_name,
        custom_attrs={
            "id": "main",
            "tabIndex": -1,
            "data-hydrated": rx.cond(rx.State.is_hydrated, "true", "false"),
        },
    )


def _skip_link() -> rx.Component:
    return outside_link(
        "Skip to content",
        href="#main",
        class_name="sr-only focus:not-sr-only focus:fixed focus:left-3 focus:top-3 focus:z-50 "
        "focus:rounded-field focus:bg-base-100 focus:px-4 focus:py-2 focus:shadow-(--lift)",
    )


def _side_place(place: Place, page: Page) -> Child:
    end = cart.badge_count() if place.href == routes.SHOP else ""
    entry = navigation.side_place(place, page.route, end)
    if place.open_to == "trainer":
        return rx.cond(ViewerState.is_trainer, entry, rx.fragment())
    return _for_members(page, entry) if place.open_to == "member" else entry


def _viewer_menu() -> rx.Component:
    face = [
        initials(ViewerState.initials, "size-8 text-xs", picture_url=ViewerState.picture_url),
        rx.el.span(
            rx.el.span(ViewerState.display_name, class_name="block truncate font-medium"),
            rx.el.span(ViewerState.role, class_name="block text-xs text-muted capitalize"),
            class_name="min-w-0 grow text-left leading-tight",
        ),
    ]
    return navigation.menu(
        "viewer-menu",
        face,
        navigation.menu_link("Your profile", routes.CABINET_PROFILE, "circle-user"),
        navigation.menu_link("Sign-in and security", routes.CABINET_SECURITY, "shield"),
        navigation.menu_button("Sign out", "log-out", SignOutState.sign_out),
    )


def _way_in() -> rx.Component:
    join = buttons.classes("primary", extra="ml-1 max-sm:hidden")
    return rx.fragment(
        cart.cart_button(),
        rx.cond(
            ViewerState.is_signed_in,
            buttons.link_button("Your cabinet", routes.CABINET, kind="primary"),
            rx.fragment(
                link("Sign in", href=routes.LOGIN, class_name=buttons.classes("ghost")),
                link("Create account", href=routes.REGISTER, class_name=join),
            ),
        ),
    )


def _session_over(page: Page) -> rx.Component:
    is_one_of_many = "[" in page.route
    here = f"{rx.State.router.url.path}" if is_one_of_many else page.route
    again = outside_link(
        "Sign in again",
        href=routes.sign_in_then(here),
        class_name=buttons.classes("primary"),
    )
    return dialogs.dialog(
        "You have been signed out",
        text=rx.fragment(ViewerState.session_over, " What you typed stays on this page."),
        actions=[buttons.ghost("Stay here", on_click=ViewerState.stay_here), again],
        open=ViewerState.session_over != "",
        on_close=ViewerState.stay_here,
    )
