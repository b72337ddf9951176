"""Settings: read in one place, checked at start, said in words."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from fitness_app import settings
from fitness_app.settings import SettingsError

PRODUCTION = {
    "ENV": "production",
    "SITE_URL": "https://club.example",
    "SECRET_KEY": "k" * 32,
    "SMTP_URL": "smtp://mail.club.example",
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No settings but a data folder, and nothing remembered of earlier ones."""
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"FITNESS_{name.upper()}", raising=False)
    monkeypatch.setenv("FITNESS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setitem(settings.Settings.model_config, "env_file", None)
    forget()
    yield
    forget()


def forget() -> None:
    settings.get.cache_clear()
    settings._development_secret.cache_clear()


def read(monkeypatch: pytest.MonkeyPatch, **chosen: str) -> settings.Settings:
    for name, value in chosen.items():
        monkeypatch.setenv(f"FITNESS_{name}", value)
    return settings.get()


def refused(monkeypatch: pytest.MonkeyPatch, **chosen: str) -> str:
    with pytest.raises(SettingsError) as problem:
        read(monkeypatch, **chosen)
    return str(problem.value)


def test_in_development_nothing_has_to_be_set(tmp_path: Path):
    club = settings.get()
    assert club.is_development
    assert club.site_url == "http://localhost:3000"
    assert club.database == f"sqlite:///{tmp_path / 'data' / 'club.db'}"


def test_the_site_address_follows_the_port(monkeypatch: pytest.MonkeyPatch):
    assert read(monkeypatch, PORT="4000").site_url == "http://localhost:4000"


def test_a_site_address_that_was_set_stands(monkeypatch: pytest.MonkeyPatch):
    club = read(monkeypatch, PORT="4000", SITE_URL="https://club.example/")
    assert club.site_url == "https://club.example"
    assert club.is_https


@pytest.mark.parametrize("name", ["SITE_URL", "SECRET_KEY", "SMTP_URL"])
def test_production_leaves_nothing_to_chance(monkeypatch: pytest.MonkeyPatch, name: str):
    chosen = {key: value for key, value in PRODUCTION.items() if key != name}
    assert f"FITNESS_{name}" in refused(monkeypatch, **chosen)


def test_production_with_all_it_needs_starts(monkeypatch: pytest.MonkeyPatch):
    assert not read(monkeypatch, **PRODUCTION).is_development


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "club.example"),
        ("SITE_URL", "https://club.example/app"),
        ("SITE_URL", "https://club.example?a=b"),
        ("SITE_URL", "https://me@club.example"),
        ("SITE_URL", "https://club.example:99999999"),
        ("SITE_URL", "https://[club.example"),
        ("PORT", "0"),
        ("PORT", "many"),
        ("TRUSTED_PROXY_HOPS", "-1"),
        ("CURRENCY", "euro"),
        ("CURRENCY", "JPY"),
        ("CURRENCY", "ABC"),
        ("STRIPE_SECRET_KEY", "sk_test_alone"),
        ("CLUB_NAME", ""),
        ("CLUB_NAME", "   "),
        ("CLUB_NAME", "Iron\nWorks"),
        ("ENV", "staging"),
        ("OLD_SECRET_KEYS", "abc"),
        ("DATABASE_URL", "foo"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DATABASE_URL", "postgresql+psycopg://club@127.0.0.1:x/club"),
        ("REDIS_URL", "localhost:6379"),
        ("SMTP_URL", "mail.example:587"),
        ("SMTP_URL", "smtp://:587"),
        ("SMTP_URL", "smtp://mail.example:0"),
        ("SMTP_URL", "smtp://mail.example:many"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_value_that_cant_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    said = refused(monkeypatch, **{name: value})
    assert f"FITNESS_{name}" in said
    assert len(said.splitlines()) == 2


def test_a_secret_that_cant_be_used_is_not_repeated(monkeypatch: pytest.MonkeyPatch):
    assert "hushhush" not in refused(monkeypatch, SECRET_KEY="hushhush")


def test_the_secret_of_development_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path):
    secret = settings.get().secret
    forget()
    assert settings.get().secret == secret
    assert len(secret) >= 32
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_a_data_folder_that_cant_be_made_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "file").touch()
    said = refused(monkeypatch, DATA_DIR=str(tmp_path / "file" / "data"))
    assert said.startswith("FITNESS_DATA_DIR: ")
    assert "can't be made" in said


def test_who_takes_the_defaults_has_chosen_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    chosen_nothing = settings.get().model_dump(exclude={"data_dir"})
    forget()
    for name, value in (PRODUCTION | {"CURRENCY": "none", "PORT": "many"}).items():
        monkeypatch.setenv(f"FITNESS_{name}", value)
    for name, value in settings.defaults().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("FITNESS_DATA_DIR", str(tmp_path))
    assert settings.get().model_dump(exclude={"data_dir"}) == chosen_nothing


def test_a_setting_that_pages_say_has_a_word_of_its_own_there():
    assert set(settings.SHOWN) <= set(settings.Settings.model_fields)
    assert len({settings.placeholder(name) for name in settings.SHOWN}) == len(settings.SHOWN)


def test_every_setting_says_what_it_is_for():
    silent = [n for n, field in settings.Settings.model_fields.items() if not field.description]
    assert silent == []
