"""Finding people, and whether a name or address is still free."""

from sqlmodel import Session, col, select

from fitness_app.accounts import fields, names
from fitness_app.accounts.models import Profile, User
from fitness_app.kit.errors import NotFound

USERNAME_TAKEN = "A user with that username already exists."
EMAIL_TAKEN = "A user with that email already exists."


def get_user(session: Session, *, user_id: int) -> User:
    """Somebody's account; raises NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def get_locked(session: Session, *, user_id: int) -> User:
    """Somebody's account, kept from changing until this transaction ends; raises NotFound."""
    # The weaker lock: others may go on adding rows that refer to them.
    row = select(User).where(col(User.id) == user_id).with_for_update(key_share=True)
    user = session.exec(row, execution_options={"populate_existing": True}).first()
    if user is None:
        raise NotFound
    return user


def get_profile(session: Session, *, user_id: int) -> Profile:
    """Somebody's profile row; raises NotFound."""
    profile = session.get(Profile, user_id)
    if profile is None:
        raise NotFound
    return profile


def find_by_identifier(session: Session, *, identifier: str) -> User | None:
    """Who signs in by this username or e-mail address."""
    return find_by_username(session, username=identifier) or find_by_email(
        session, email=identifier
    )


def find_by_username(session: Session, *, username: str) -> User | None:
    """Who has this username, in whatever case."""
    key = fields.username_key(fields.storable(username, 150).strip())
    return session.exec(select(User).where(col(User.username_key) == key)).first()


def find_by_email(session: Session, *, email: str) -> User | None:
    """Who has this address, in whatever case."""
    key = fields.email_key(fields.storable(email, 254).strip())
    return session.exec(select(User).where(col(User.email_key) == key)).first()


def refuse_taken_username(session: Session, *, username: str, user_id: int | None = None) -> None:
    """Raise FieldError for a name that is, or signs in as, somebody other than `user_id`."""
    holder = find_by_identifier(session, identifier=username)
    if holder is not None and holder.id != user_id:
        raise fields.FieldError(USERNAME_TAKEN)


def refuse_taken_email(session: Session, *, email: str, user_id: int | None = None) -> None:
    """Raise FieldError for an address that is, or signs in as, somebody other than `user_id`."""
    holder = find_by_email(session, email=email) or find_by_username(session, username=email)
    if holder is not None and holder.id != user_id:
        raise fields.FieldError(EMAIL_TAKEN)


def take_from_unproved(session: Session, *, email: str, user_id: int) -> None:
    """Free an address that somebody other than `user_id` has and never confirmed."""
    holder = find_by_email(session, email=email)
    if holder is not None and holder.id != user_id and not holder.has_verified_email:
        holder.email = holder.email_key = None
        session.flush()


def refuse_misleading_username(
    session: Session, *, username: str, email: str, user_id: int | None = None
) -> None:
    """Raise FieldError for a name that passes for an address, for staff or for somebody else.

    `email` is the address of who wants it, '' without one.
    """
    names.refuse_misleading(username, email=email)
    rows = select(User.id).where(col(User.username_skeleton) == names.skeleton(username))
    if set(session.exec(rows).all()) - {user_id}:
        raise fields.FieldError(USERNAME_TAKEN)


def read_free_username(session: Session, text: str) -> str:
    """A username in its normal form that nobody has yet; raises FieldError."""
    username = fields.read_username(text)
    refuse_taken_username(session, username=username)
    return username


def give_name(user: User, username: str) -> None:
    """Call somebody by a name in its normal form from now on."""
    for column, text in names.name_columns(username).items():
        setattr(user, column, text)


def display_name(user: User, profile: Profile | None) -> str:
    """How somebody is called: their full name if they gave one, else the username."""
    full = f"{profile.first_name} {profile.last_name}".strip() if profile else ""
    return full or user.username


def key_of(row: User) -> int:
    """The id of a person who is in the database."""
    if row.id is None:
        raise ValueError("This person was not saved yet.")
    return row.id
