"""Every setting, read from FITNESS_* variables or .env in this one place and checked at start."""

import json
import logging
import os
import re
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from babel.numbers import get_currency_precision, list_currencies
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSettings

from fitness_app import private_files

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent

_KEPT = frozenset({"pictures", "imports", "secret_key", "lost+found"})
"""What the club keeps in its data directory beside the database, and a disk by itself."""

SHOWN = ("club_name", "currency", "min_age")
"""Settings that pages say, filled in when a page is served: one build serves any club."""


def placeholder(setting: str) -> str:
    """What stands for a setting in the built pages; nobody writes such a word."""
    return f"@@{setting}@@"


class SettingsError(Exception):
    """A setting is missing or can't be used; the text says which, and what to do."""


class Settings(BaseSettings):
    """What the person who runs the club decides; each field's description is its documentation."""

    model_config = SettingsConfigDict(
        env_prefix="FITNESS_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    env: Literal["development", "production"] = Field(
        "development", description="`production` refuses to start with anything left to chance"
    )
    port: int = Field(3000, ge=1, le=65535, description="where the server listens")
    site_url: str = Field(
        default_factory=lambda earlier: f"http://localhost:{earlier.get('port', 3000)}",
        description="the address people type: scheme, host, port; links and origin checks use it; "
        "in development localhost and the port",
    )
    data_dir: Path = Field(
        ROOT / "data", description="where the database, pictures and the development secret live"
    )
    database_url: str = Field(
        "",
        description="`postgresql+psycopg://…` or `sqlite:///…`; by default SQLite in the data dir",
    )
    redis_url: str = Field("", description="needed for more than one worker")
    smtp_url: str = Field(
        "",
        description="`smtp://user:password@host:587` or `smtps://…`; without it, in development, "
        "mail lands on the page /mailbox",
    )
    mail_from: str = Field("", description="the sender; by default `club@` the site's host")
    secret_key: SecretStr = Field(
        SecretStr(""), description="at least 32 characters; made for you in development"
    )
    old_secret_keys: list[SecretStr] = Field(
        [], description="earlier keys, newest first, whose access tokens still hold (a JSON list)"
    )
    trusted_proxy_hops: int = Field(
        0,
        ge=0,
        le=5,
        description="how many proxies of yours stand in front and add X-Forwarded-For",
    )
    min_age: int = Field(13, ge=0, le=120, description="the youngest a member can be, in years")
    currency: str = Field(
        "EUR", pattern="^[A-Z]{3}$", description="ISO 4217 code of the shop's prices"
    )
    club_name: str = Field("Northgate", min_length=1, max_length=40, description="your club's name")
    events_per_minute: int = Field(
        100,
        ge=10,
        description="page events a session may send a minute, besides a burst of thrice that",
    )
    stripe_secret_key: SecretStr = Field(
        SecretStr(""), description="with the next one, members can pay orders by card, at Stripe"
    )
    stripe_webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="what Stripe signs its word with, sent to /api/v1/payments/stripe",
    )

    @field_validator("site_url")
    @classmethod
    def _is_an_origin(cls, url: str) -> str:
        origin = url.rstrip("/")
        parts = urlsplit(origin)
        is_bare = origin == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
        if not is_bare or not parts.hostname or not _has_parts(origin, "http", "https"):
            raise ValueError("must be like https://club.example, with no path")
        return origin

    @field_validator("currency")
    @classmethod
    def _has_cents(cls, code: str) -> str:
        if code not in list_currencies() or get_currency_precision(code) != 2:
            raise ValueError("must be a currency whose amounts have two decimals")
        return code

    @field_validator("club_name")
    @classmethod
    def _can_be_read(cls, name: str) -> str:
        if not name.strip() or not name.isprintable():
            raise ValueError("must be a name, on one line")
        return name.strip()

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        if url and not _has_parts(url, "postgresql+psycopg", "sqlite"):
            raise ValueError(
                "must be like postgresql+psycopg://user:password@host/club or sqlite:///club.db"
            )
        return url

    @field_validator("redis_url")
    @classmethod
    def _is_a_redis(cls, url: str) -> str:
        if url and not _has_parts(url, "redis", "rediss", "unix"):
            raise ValueError("must be like redis://:password@host:6379/0")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: str) -> str:
        if url and not (_has_parts(url, "smtp", "smtps") and urlsplit(url).hostname):
            raise ValueError("must be like smtp://user:password@mail.example:587")
        return url

    @field_validator("mail_from")
    @classmethod
    def _is_a_sender(cls, sender: str) -> str:
        if sender and not re.fullmatch(r"([^<>\r\n]+ <)?[^\s<>@]+@[^\s<>@]+>?", sender):
            raise ValueError("must be like Northgate <club@northgate.example>")
        return sender

    @model_validator(mode="after")
    def _nothing_left_to_chance(self) -> Self:
        if self.env == "production":
            missing = [
                f"FITNESS_{name.upper()}"
                for name in ("site_url", "secret_key", "smtp_url")
                if name not in self.model_fields_set or not getattr(self, name)
            ]
            if missing:
                raise ValueError(f"production needs {', '.join(missing)}")
        if bool(self.stripe_secret_key) is not bool(self.stripe_webhook_secret):
            raise ValueError(
                "FITNESS_STRIPE_SECRET_KEY and FITNESS_STRIPE_WEBHOOK_SECRET go together"
            )
        if self.secret_key.get_secret_value() and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("FITNESS_SECRET_KEY must have at least 32 characters")
        return self

    @property
    def is_development(self) -> bool:
        return self.env == "development"

    @property
    def is_https(self) -> bool:
        return self.site_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.site_url).hostname or "localhost"

    @property
    def database(self) -> str:
        """The database's address; SQLite under the data directory unless one was given."""
        return self.database_url or f"sqlite:///{self.data_dir / 'club.db'}"

    @property
    def secret(self) -> str:
        """The key everything secret is derived from; in development made once and kept."""
        return self.secret_key.get_secret_value() or _development_secret(self.data_dir)


@cache
def get() -> Settings:
    """The settings of this process; raises SettingsError with a text for who starts it."""
    try:
        settings = Settings()  # pyright: ignore[reportCallIssue]  # the environment fills it
    except UnreadableSettings as problem:
        field = str(problem).partition('"')[2].partition('"')[0]
        raise _unusable([f"{_variable((field,))}must be written as JSON, like []"]) from None
    except ValidationError as problem:
        raise _unusable(
            f"{_variable(error['loc'])}{error['msg'].removeprefix('Value error, ')}"
            for error in problem.errors()
            if error["type"] != "default_factory_not_called"  # follows from another one
        ) from None
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise SettingsError(
            f"FITNESS_DATA_DIR: {settings.data_dir} can't be made ({problem.strerror}). Choose a "
            "folder that the one who runs the club may write in."
        ) from None
    if not os.access(settings.data_dir, os.W_OK):
        raise SettingsError(
            f"FITNESS_DATA_DIR: {settings.data_dir} can't be written by whoever runs this."
        )
    _keep_private(settings.data_dir)
    return settings


def _keep_private(folder: Path) -> None:
    """Take the data directory from everybody but its owner, if it is the club's alone."""
    with suppress(OSError):  # then it is said below
        if not _is_shared(folder):
            for path in (folder, *(folder / name for name in _KEPT)):
                private_files.tighten(path)
    if folder.stat().st_mode & 0o077:
        log.warning(
            "FITNESS_DATA_DIR: others on this machine can look into %s. Choose a folder that is "
            "the club's alone, or have its owner run `chmod 700` on it.",
            folder,
        )


def _is_shared(folder: Path) -> bool:
    # Somebody's home, /srv or /tmp must not be shut to all others for the club's sake.
    return bool(folder.stat().st_mode & stat.S_ISVTX) or any(
        path.is_dir() and path.name not in _KEPT for path in folder.iterdir()
    )


def _unusable(reasons: Iterable[str]) -> SettingsError:
    return SettingsError("\n  ".join(["These settings can't be used:", *reasons]))


def defaults() -> dict[str, str]:
    """Every variable with its default, for a process that whatever was chosen doesn't concern."""
    return {
        f"FITNESS_{name.upper()}": _written(
            field.get_default(call_default_factory=True, validated_data={})
        )
        for name, field in Settings.model_fields.items()
    }


def _written(default: object) -> str:
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return json.dumps(default) if isinstance(default, list) else str(default)


def _has_parts(url: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and url.startswith(f"{parts.scheme}://") and parts.port != 0
    except ValueError:
        return False


def _variable(location: tuple[int | str, ...]) -> str:
    return f"FITNESS_{location[0]}: ".upper() if location else ""


@cache
def _development_secret(data_dir: Path) -> str:
    file = data_dir / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()
