"""Who is trainer or admin."""

import pytest

from fitness_app.accounts import audit, roles, signing_in
from fitness_app.accounts.access import Role
from fitness_app.kit import db
from fitness_app.kit.errors import Invalid, NotFound
from tests import make
from tests.accounts.conftest import HERE, profile, viewer
from tests.make import PASSWORD, Person


async def test_the_first_admin_can_sign_in_at_once(database: db.Database):
    user_id = await roles.create_admin(username="Ada", email="ada@club.example", password=PASSWORD)
    view = await profile(user_id)
    assert (view.username, view.role, view.email_verified) == ("Ada", Role.ADMIN, True)
    assert await signing_in.check_credentials("ada", PASSWORD, client=HERE) == user_id
    (entry,) = await db.read(audit.list_entries, subject_id=user_id)
    assert (entry.action, entry.actor_id) == ("admin.created", None)


async def test_an_admin_keeps_to_the_rules_of_all(ann: Person):
    with pytest.raises(Invalid) as refusal:
        await roles.create_admin(username="ann", email="nobody", password="short")
    assert set(refusal.value.fields) == {"username", "email", "password"}


async def test_the_next_event_knows_the_new_role(ann: Person):
    new = make.session(ann)
    assert (await viewer(new.session_id)).role is Role.MEMBER
    await db.run(roles.set_role, username="ANN", role="trainer")
    assert (await viewer(new.session_id)).role is Role.TRAINER


async def test_a_change_of_role_is_audited(ann: Person, ada: Person):
    await db.run(roles.set_role, username="ann", role="trainer", actor_id=ada.id)
    (entry,) = await db.read(audit.list_entries, subject_id=ann.id)
    assert (entry.actor_id, entry.action) == (ada.id, "role.changed")
    assert entry.details == {"before": "member", "after": "trainer"}


async def test_an_unknown_role_or_name_is_refused(ann: Person):
    with pytest.raises(Invalid, match="another look"):
        await db.run(roles.set_role, username="ann", role="owner")
    with pytest.raises(NotFound, match="nobody called bo"):
        await db.run(roles.set_role, username="bo", role="trainer")
    assert (await profile(ann.id)).role is Role.MEMBER
