"""Sets that jump too far, derivations that are owed, and goals of a time over a distance."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_sets",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("workout_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("e1rm_kg", sa.Float(), nullable=False),
        sa.Column("best_kg", sa.Float(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        _cascade("held_sets", "set_id", "set_entries"),
        _cascade("held_sets", "member_id", "users"),
        _cascade("held_sets", "exercise_id", "exercises"),
        _cascade("held_sets", "workout_id", "workouts"),
        sa.PrimaryKeyConstraint("set_id", name=op.f("pk_held_sets")),
    )
    op.create_index("ix_held_sets_member", "held_sets", ["member_id", "exercise_id", "local_date"])
    for column in ("exercise_id", "workout_id"):
        op.create_index(f"ix_held_sets_{column}", "held_sets", [column])
    op.create_table(
        "owed_derivations",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        _cascade("owed_derivations", "member_id", "users"),
        _cascade("owed_derivations", "exercise_id", "exercises"),
        sa.PrimaryKeyConstraint("member_id", "exercise_id", name=op.f("pk_owed_derivations")),
    )
    op.create_index("ix_owed_derivations_exercise_id", "owed_derivations", ["exercise_id"])
    with op.batch_alter_table("goals") as goals:
        goals.add_column(sa.Column("at_distance_m", sa.Float(), nullable=True))
        goals.create_check_constraint(
            goals.f("ck_goals_distance_of_its_kind"), "at_distance_m IS NULL OR kind = 'duration'"
        )


def downgrade() -> None:
    with op.batch_alter_table("goals") as goals:
        goals.drop_constraint(goals.f("ck_goals_distance_of_its_kind"), type_="check")
        goals.drop_column("at_distance_m")
    op.drop_table("owed_derivations")
    op.drop_table("held_sets")


def _cascade(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")
