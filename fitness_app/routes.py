"""Every address of the app."""

HOME = "/"
LOGIN = "/login"
REGISTER = "/register"
RECOVER = "/recover"
ACTIVATE = "/activate"
CONFIRM_EMAIL = "/confirm-email"
UNDO_EMAIL = "/undo-email"
RESET_PASSWORD = "/reset-password"  # noqa: S105  # an address, no password

CABINET = "/cabinet"
CABINET_BODY = "/cabinet/body"
CABINET_GOALS = "/cabinet/goals"
CABINET_PLAN = "/cabinet/plan"
CABINET_PROFILE = "/cabinet/profile"
CABINET_SECURITY = "/cabinet/security"
CABINET_TOKENS = "/cabinet/tokens"
CABINET_DATA = "/cabinet/data"
CABINET_IMPORT = "/cabinet/import"

# In brackets: which of many a page is of. Reflex makes a var of every State of it, so each has a
# name that no State uses.
SHOP = "/shop"
ONE_PRODUCT = "/shop/[this_product]"
CART = "/cart"
CHECKOUT = "/checkout"
ORDERS = "/cabinet/orders"
ONE_ORDER = "/cabinet/orders/[this_order]"

TODAY = "/today"
WORKOUT = "/workout"
WORKOUTS = "/workouts"
ONE_WORKOUT = "/workouts/[this_workout]"
PROGRESS = "/progress"
PROGRESS_EXERCISE = "/progress/exercise"
PROGRESS_RECORDS = "/progress/records"
PROGRESS_CALENDAR = "/progress/calendar"
PROGRESS_LEAVE = "/progress/leave"
EXERCISES = "/exercises"
EXERCISE = "/exercises/[this_exercise]"
OWN_EXERCISE = "/exercises/own/[this_exercise]"

PLANS = "/plans"
ONE_PLAN = "/plans/[this_plan]"

TRAINER = "/trainer"
TRAINER_EXERCISES = "/trainer/exercises"
TRAINER_EXERCISE = "/trainer/exercises/[this_exercise]"
TRAINER_PLANS = "/trainer/plans"
ONE_TRAINER_PLAN = "/trainer/plans/[this_plan]"
STAFF_ORDERS = "/trainer/orders"
ONE_STAFF_ORDER = "/trainer/orders/[this_order]"
STAFF_PRODUCTS = "/trainer/products"
ONE_STAFF_PRODUCT = "/trainer/products/[this_product]"

PRIVACY = "/privacy"
TERMS = "/terms"
STYLEGUIDE = "/styleguide"
MAILBOX = "/mailbox"

SESSION = "/session"
"""Where the page redeems a sign-in ticket for the cookie (POST) and gives it up (DELETE)."""
MY_PICTURE = "/me/picture"
MY_DATA = "/me/data.json"
PICTURES = "/pictures"

ALIVE = "/healthz"
READY = "/readyz"

PROFILE = "/profile"
"""The profile as programs read and change it; people do at CABINET_PROFILE."""
CONFIRMED_PROFILE = "/api/auth/profile"

API_CART = "/api/cart"

API = ("/api", "/auth")
"""Where every answer is JSON, also that there is nothing."""
V1 = "/api/v1"
API_IMPORTS = "/api/v1/imports"
API_EXPORTS = "/api/v1/exports"
API_DOCS = "/api/docs"
OPENAPI = "/api/openapi.json"


NEW = "new"
"""In place of a slug: something that doesn't exist yet."""


def exercise(slug: str) -> str:
    """The page of an exercise."""
    return f"{EXERCISES}/{slug}"


def exercises_for(muscle: str) -> str:
    """The search for exercises of a muscle."""
    return f"{EXERCISES}?muscle={muscle.replace(' ', '%20')}"


def own_exercise(slug: str = NEW) -> str:
    """Where one writes an exercise of one's own."""
    return f"{EXERCISES}/own/{slug}"


def trainer_exercise(slug: str = NEW) -> str:
    """Where a trainer writes and reviews an exercise of the club."""
    return f"{TRAINER_EXERCISES}/{slug}"


def picture(name: str) -> str:
    """The address of a profile picture by its file name."""
    return f"{PICTURES}/{name}"


def product(slug: str) -> str:
    """The page of a product."""
    return f"{SHOP}/{slug}"


def product_picture(name: str) -> str:
    """The address of a product's drawing by its file name."""
    return f"{SHOP}/{name}"


def order(order_id: int) -> str:
    """The page of one's own order."""
    return f"{ORDERS}/{order_id}"


def staff_order(order_id: int) -> str:
    """The page of anybody's order, for those who prepare it."""
    return f"{STAFF_ORDERS}/{order_id}"


def staff_product(slug: str) -> str:
    """The page on which a product is looked after."""
    return f"{STAFF_PRODUCTS}/{slug}"


def workout(workout_id: object) -> str:
    """The page of a workout that is over."""
    return f"{WORKOUTS}/{workout_id}"


def plan(slug: str) -> str:
    """The page of a training plan."""
    return f"{PLANS}/{slug}"


def trainer_plan(plan_id: int) -> str:
    """Where trainers write a plan."""
    return f"{TRAINER_PLANS}/{plan_id}"


def sign_in_then(path: str) -> str:
    """The sign-in page that leads on to a local path."""
    return f"{LOGIN}?next={path}"


def join_then(path: str) -> str:
    """The registration page that leads on to a local path."""
    return f"{REGISTER}?next={path}"
