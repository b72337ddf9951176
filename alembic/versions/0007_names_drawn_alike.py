"""What usernames that are drawn alike have in common."""

import sqlalchemy as sa
from alembic import op

from fitness_app.accounts import names

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_USERS = sa.table("users", sa.column("id"), sa.column("username"), sa.column("username_skeleton"))


def upgrade() -> None:
    # Not by a batch, which on SQLite makes the table anew and forgets which ids were given out.
    skeleton = sa.Column("username_skeleton", sa.String(300), server_default="", nullable=False)
    op.add_column("users", skeleton)
    op.create_index("ix_users_username_skeleton", "users", ["username_skeleton"])
    people = op.get_bind().execute(sa.select(_USERS.c.id, _USERS.c.username)).all()
    for user_id, username in people:
        op.execute(
            sa.update(_USERS)
            .where(_USERS.c.id == user_id)
            .values(username_skeleton=names.skeleton(username))
        )


def downgrade() -> None:
    op.drop_index("ix_users_username_skeleton", "users")
    op.drop_column("users", "username_skeleton")
