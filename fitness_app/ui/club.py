"""What the club has chosen, where a page says it: known once the page is served, not before."""

import reflex as rx

from fitness_app.settings import SHOWN, placeholder


def _key(setting: str) -> str:
    # A browser reads the names of attributes in small letters.
    return setting.replace("_", "")


def _chosen(setting: str) -> rx.Var[str]:
    # While pages are built there is no document: the placeholder is what stands in them.
    known = f'(globalThis.club?.{_key(setting)} ?? "{placeholder(setting)}")'
    return rx.Var(known, _var_type=str).to(str)


NAME = _chosen("club_name")
CURRENCY = _chosen("currency")
MIN_AGE = _chosen("min_age")


def attributes() -> dict[str, rx.Var[str]]:
    """What assets/app.js makes `globalThis.club` of; for its own script element."""
    return {f"data-{_key(setting)}": _chosen(setting) for setting in SHOWN}
