"""The command line: `python -m fitness_app --help`."""

import asyncio
import errno
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from fitness_app import demo as demo_club
from fitness_app import frontend, housekeeping, migrations, serving, settings
from fitness_app.accounts import account_data, people, roles
from fitness_app.accounts.access import Role
from fitness_app.frontend import BuildError
from fitness_app.kit import db
from fitness_app.kit.errors import DomainError, Invalid, NotFound
from fitness_app.serving import NotReady
from fitness_app.settings import ROOT, SettingsError
from fitness_app.training.exercises import catalogue, free_exercise_db
from fitness_app.training.plans import ready
from fitness_app.training.progress import owed

app = typer.Typer(
    help="A fitness club's own web app.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Port = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Where to listen; FITNESS_PORT, else 3000.")
]


@app.command()
def serve(
    port: Port = None,
    host: Annotated[
        str, typer.Option(help="Whom to listen to; in development this machine only, else all.")
    ] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes; several need Redis.")] = 1,
    build: Annotated[bool, typer.Option("--build", help="Build the front end if need be.")] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Migrate, and fill an empty database with a demo club.")
    ] = False,
) -> None:
    """Open the club: the app and its built front end, on one port."""
    _listen_at(port)
    host = host or ("127.0.0.1" if settings.get().is_development else "0.0.0.0")  # noqa: S104  # asked for
    if build:
        frontend.build()
    if demo:
        _prepare_demo()
    serving.check(host=host, workers=workers)
    if not demo:
        _put_catalogue_in()
    serving.serve(host=host, workers=workers)


@app.command()
def dev(port: Port = None) -> None:
    """Open the club for work on it: pages and server are made anew when a file changes."""
    _listen_at(port)
    _prepare_demo()
    at = str(settings.get().port)
    command = ["reflex", "run", "--env", "preview", "--backend-host", "127.0.0.1"]
    command += ["--frontend-port", at, "--backend-port", at]
    os.chdir(ROOT)
    # Not the data dir, in which the club itself writes.
    watched = os.pathsep.join(str(ROOT / name) for name in ("fitness_app", "assets", "rxconfig.py"))
    environment = {**frontend.environment(), "REFLEX_HOT_RELOAD_OVERRIDE_PATHS": watched}
    os.execve(sys.executable, [sys.executable, "-m", *command], environment)  # noqa: S606


@app.command()
def build(
    update_lock: Annotated[
        bool, typer.Option("--update-lock", help="Pin what it needs now in reflex.lock.")
    ] = False,
) -> None:
    """Build the front end, if anything it is made from has changed."""
    if update_lock:
        frontend.update_lock()
    elif not frontend.build():
        typer.echo("The front end is up to date.")


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    migrations.upgrade(settings.get().database)
    _put_catalogue_in()
    typer.echo("The database is up to date.")


@app.command()
def demo() -> None:
    """Fill an empty database with a demo club, and say who can sign in."""
    _prepare_demo()


@app.command()
def create_admin(
    username: Annotated[str, typer.Option(prompt=True)],
    email: Annotated[str, typer.Option(prompt="E-mail")],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="FITNESS_ADMIN_PASSWORD",
            help="Asked for if it isn't given, and then not shown.",
        ),
    ],
) -> None:
    """Create an admin."""
    with _database():
        asyncio.run(roles.create_admin(username=username, email=email, password=password))
    typer.echo(f"{username} is an admin and can sign in.")


@app.command()
def set_role(username: str, role: Role) -> None:
    """Make somebody a member, a trainer or an admin."""
    with _database():
        db.run_sync(roles.set_role, username=username, role=role)
    typer.echo(f"{username} is now {'an' if role is Role.ADMIN else 'a'} {role}.")


@app.command()
def import_exercises(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="exercises.json")],
) -> None:
    """Add the exercises of a free-exercise-db file to the club's; again, only what has changed."""
    content = file.read_bytes()
    with _database():
        done = db.run_sync(free_exercise_db.import_file, content=content)
        owed.settle_all()
    typer.echo(f"{done.in_words or 'Nothing new'}.".capitalize())


@app.command("housekeeping")
def keep_house() -> None:
    """Throw away now what is thrown away hourly: dead codes, tokens, sessions, mail."""
    with _database():
        for run in asyncio.run(housekeeping.clean_up()):
            typer.echo(f"{run.name}: {run.error or run.count}")


@app.command()
def export(
    username: str,
    output: Annotated[Path | None, typer.Option(help="A file to write instead.")] = None,
) -> None:
    """Print all that the club keeps about somebody, as JSON."""
    with _database():
        user = db.read_sync(people.find_by_username, username=username)
        if user is None:
            raise NotFound(f"There is nobody called {username}.")
        everything = db.read_sync(account_data.export, user_id=people.key_of(user))
    text = json.dumps(everything, indent=2, ensure_ascii=False)
    if output is None:
        typer.echo(text)
    else:
        output.touch(mode=0o600)
        output.write_text(text)


def main() -> None:
    """Run a command; what stands in its way is said in a sentence, not in a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        app()
    except SettingsError as problem:
        _give_up(str(problem), code=2)
    except Invalid as problem:
        _give_up("\n".join(problem.fields.values()))
    except (BuildError, NotReady, DomainError) as problem:
        _give_up(str(problem))
    except OSError as problem:
        place = problem.filename or ROOT
        said = _UNWRITABLE.get(problem.errno or 0, f"{{place}}: {problem.strerror}.")
        _give_up(said.format(place=place))


_UNWRITABLE = {
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        "{place} can't be written by whoever runs this. Run it as the owner of that place.",
    ),
    errno.EROFS: "{place} can't be written: its file system is read-only.",
    **dict.fromkeys(
        (errno.ENOSPC, errno.EDQUOT), "The disk is full: {place}. Make room, then try again."
    ),
}
"""What is said of a place that can't be written, by the system's word for it."""


def _give_up(reason: str, code: int = 1) -> None:
    typer.echo(reason, err=True)
    sys.exit(code)


def _listen_at(port: int | None) -> None:
    # The setting carries it on to the processes that are started from here.
    if port:
        os.environ["FITNESS_PORT"] = str(port)


def _prepare_demo() -> None:
    migrations.upgrade(settings.get().database)
    _put_catalogue_in()
    if settings.get().is_development:
        with _database():
            if demo_club.is_due():
                typer.echo("Filling a demo club with a year of history")
            sign_ins = demo_club.open_club()
        if sign_ins:
            typer.echo("\n  Sign in to the demo club as")
        for one in sign_ins:
            typer.echo(f"    {one.username:<5} {one.role:<8} password: {one.password}")


def _put_catalogue_in() -> None:
    with _database():
        done = db.run_sync(catalogue.put_in)
        plans = db.run_sync(ready.put_in)
        owed.settle_all()
    if done.has_changed:
        typer.echo(f"Exercises of the catalogue: {done.in_words}.")
    if plans:
        typer.echo(f"Ready plans: {plans} added.")


@contextmanager
def _database() -> Iterator[None]:
    serving.check_database()
    db.connect(settings.get().database, threads=1)
    try:
        yield
    finally:
        db.disconnect()
