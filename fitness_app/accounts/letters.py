"""The mails of accounts: what they say, and where their links lead."""

from datetime import date
from urllib.parse import urlencode

from fitness_app import routes, settings
from fitness_app.kit.mail import Letter

IF_NOT_YOU = "If this wasn't you, you need do nothing."


def activation(*, username: str, uid: str, token: str) -> Letter:
    """Welcome, and the link that proves the address."""
    return Letter(
        subject=f"Confirm your e-mail for {_club()}",
        paragraphs=(
            f"Welcome to {_club()}, {username}.",
            "Confirm that this address is yours, so that you can recover your account if you ever "
            "lose your password. The link works once, for 48 hours.",
        ),
        button=("Confirm my e-mail", _link(routes.ACTIVATE, uid, token)),
    )


def recovery_code(*, username: str, code: str) -> Letter:
    """The code that leads to a new password."""
    return Letter(
        subject=f"Your {_club()} recovery code",
        paragraphs=(
            f"Somebody, hopefully you, wants a new password for {username}. Enter this code on the "
            "page you asked from. It works for 10 minutes.",
            f"{IF_NOT_YOU} Your password stays as it is; never tell this code to anybody.",
        ),
        code=code,
    )


def reset_link(*, username: str, uid: str, token: str) -> Letter:
    """The link that leads to a new password, for who asked from an app."""
    return Letter(
        subject=f"A new password for {_club()}",
        paragraphs=(
            f"Somebody, hopefully you, wants a new password for {username}. The link works once, "
            "for an hour.",
            f"{IF_NOT_YOU} Your password stays as it is.",
        ),
        button=("Choose a new password", _link(routes.RESET_PASSWORD, uid, token)),
    )


def password_changed(*, username: str) -> Letter:
    """Word to the owner that the password is another one now."""
    return Letter(
        subject=f"Your {_club()} password was changed",
        paragraphs=(
            f"The password of {username} was just changed, and every other device was signed out.",
            "If this wasn't you, set a new one now by 'Forgot your password?'.",
        ),
        button=("Recover my account", settings.get().site_url + routes.RECOVER),
    )


def email_change(*, username: str, uid: str, token: str) -> Letter:
    """The link, to the new address, that makes it take effect."""
    return Letter(
        subject=f"Confirm your new e-mail for {_club()}",
        paragraphs=(
            f"{username} wants to be reached at this address from now on. Until you confirm it, "
            "nothing changes. The link works once, for 48 hours.",
            IF_NOT_YOU,
        ),
        button=("Use this address", _link(routes.CONFIRM_EMAIL, uid, token)),
    )


def email_changed(*, username: str, uid: str, token: str) -> Letter:
    """Word to the old address, with the link that takes the change back."""
    return Letter(
        subject=f"Your {_club()} e-mail was changed",
        paragraphs=(
            f"{username} is now reached at another address, and no longer at this one.",
            "If this wasn't you, take the change back within 72 hours: this address is restored "
            "and everybody is signed out. Then set a new password.",
        ),
        button=("Take it back", _link(routes.UNDO_EMAIL, uid, token)),
    )


def username_changed(*, old: str, new: str) -> Letter:
    """Word to the owner that they sign in by another name now."""
    return Letter(
        subject=f"Your {_club()} username was changed",
        paragraphs=(
            f"{old} is called {new} from now on, and signs in by that name or by this address.",
            "If this wasn't you, sign in, sign out everywhere else, and set a new password.",
        ),
        button=("Look at my sessions", settings.get().site_url + routes.CABINET_SECURITY),
    )


def token_replayed(*, username: str) -> Letter:
    """Word to the owner that a used key was tried again, and what was done about it."""
    return Letter(
        subject=f"We signed out a device of your {_club()} account",
        paragraphs=(
            f"An app signed in as {username} used a key that had been used before. A copy of it "
            "may be in somebody else's hands, so we ended that sign-in.",
            "Sign in again where you need it. If you don't know that app, change your password.",
        ),
        button=("Look at my sessions", settings.get().site_url + routes.CABINET_SECURITY),
    )


def deletion_requested(*, username: str, due_on: date) -> Letter:
    """Word that the account will go, and until when that can be undone."""
    return Letter(
        subject=f"Your {_club()} account will be deleted",
        paragraphs=(
            f"You asked us to delete {username} with all its records. It will be gone on "
            f"{due_on.isoformat()}, and can't be brought back then.",
            "Sign in before that day if you want to keep it.",
        ),
        button=("Keep my account", settings.get().site_url + routes.CABINET_DATA),
    )


def deleted(*, username: str) -> Letter:
    """A last word: the account is gone."""
    return Letter(
        subject=f"Your {_club()} account is deleted",
        paragraphs=(
            f"{username} and all its records are deleted, as you asked.",
            "We keep this address no longer than this mail needs. You are welcome back any time.",
        ),
    )


def _club() -> str:
    return settings.get().club_name


def _link(path: str, uid: str, token: str) -> str:
    return f"{settings.get().site_url}{path}#{urlencode({'uid': uid, 'token': token})}"
