"""Whether the password was given as another e-mail address was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("challenges") as challenges:
        challenges.add_column(sa.Column("proved_password_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("challenges") as challenges:
        challenges.drop_column("proved_password_version")
