"""Exercises, plans, workouts, what is derived from them, and imports."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_exercises()
    _make_plans()
    _make_workouts()
    _make_assignments()
    _widen_goals()


def _make_exercises() -> None:
    op.create_table(
        "exercises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.String(length=1000), nullable=False),
        sa.Column("other_names", sa.JSON(), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("force", sa.String(length=8), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("mechanic", sa.String(length=16), nullable=True),
        sa.Column("equipment", sa.String(length=16), nullable=True),
        sa.Column("per_side", sa.Boolean(), nullable=False),
        sa.Column("bodyweight_fraction", sa.Float(), nullable=False),
        sa.Column("instructions", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("source_key", sa.String(length=160), nullable=True),
        sa.Column("is_changed_here", sa.Boolean(), nullable=False),
        sa.Column("review_note", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "equipment IN ('bodyweight', 'barbell', 'dumbbell', 'kettlebell', 'cable', 'machine', 'band', 'medicine ball', 'exercise ball', 'foam roller', 'ez bar', 'cardio machine', 'other')",
            name=op.f("ck_exercises_equipment"),
        ),
        sa.CheckConstraint("force IN ('push', 'pull', 'static')", name=op.f("ck_exercises_force")),
        sa.CheckConstraint(
            "level IN ('beginner', 'intermediate', 'expert')", name=op.f("ck_exercises_level")
        ),
        sa.CheckConstraint(
            "mechanic IN ('compound', 'isolation')", name=op.f("ck_exercises_mechanic")
        ),
        sa.CheckConstraint(
            "mode IN ('weight_reps', 'bodyweight_reps', 'weighted_bodyweight', 'assisted_bodyweight', 'duration', 'duration_weight', 'distance_duration', 'weight_distance')",
            name=op.f("ck_exercises_mode"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'published', 'archived')",
            name=op.f("ck_exercises_state"),
        ),
        sa.CheckConstraint(
            "bodyweight_fraction BETWEEN 0 AND 1", name=op.f("ck_exercises_bodyweight_fraction")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["users.id"],
            name=op.f("fk_exercises_author_id_users"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_exercises_owner_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercises")),
        sa.UniqueConstraint("slug", name=op.f("uq_exercises_slug")),
        sa.UniqueConstraint("source_key", name=op.f("uq_exercises_source_key")),
    )
    op.create_index(op.f("ix_exercises_author_id"), "exercises", ["author_id"], unique=False)
    op.create_index(
        "ix_exercises_owner_state", "exercises", ["owner_id", "state", "name_key"], unique=False
    )
    op.create_table(
        "exercise_muscles",
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("muscle", sa.String(length=16), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "muscle IN ('abdominals', 'abductors', 'adductors', 'biceps', 'calves', 'chest', 'forearms', 'glutes', 'hamstrings', 'lats', 'lower back', 'middle back', 'neck', 'quadriceps', 'shoulders', 'traps', 'triceps')",
            name=op.f("ck_exercise_muscles_muscle"),
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_muscles_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("exercise_id", "muscle", name=op.f("pk_exercise_muscles")),
    )
    op.create_index("ix_exercise_muscles_muscle", "exercise_muscles", ["muscle"], unique=False)
    op.create_table(
        "exercise_substitutes",
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "exercise_id <> substitute_id", name=op.f("ck_exercise_substitutes_another")
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_substitutes_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_substitutes_substitute_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "exercise_id", "substitute_id", name=op.f("pk_exercise_substitutes")
        ),
    )
    op.create_index(
        op.f("ix_exercise_substitutes_substitute_id"),
        "exercise_substitutes",
        ["substitute_id"],
        unique=False,
    )
    op.create_table(
        "exercise_aliases",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_aliases_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_exercise_aliases_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "name_key", name=op.f("pk_exercise_aliases")),
    )
    op.create_index(
        op.f("ix_exercise_aliases_exercise_id"), "exercise_aliases", ["exercise_id"], unique=False
    )
    op.create_table(
        "exercise_days",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("working_sets", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("volume_kg", sa.Float(), nullable=True),
        sa.Column("best_e1rm_kg", sa.Float(), nullable=True),
        sa.Column("is_low_confidence", sa.Boolean(), nullable=False),
        sa.Column("heaviest_kg", sa.Float(), nullable=True),
        sa.Column("most_reps", sa.Integer(), nullable=True),
        sa.Column("longest_s", sa.Float(), nullable=True),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_exercise_days_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_exercise_days_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "member_id", "exercise_id", "local_date", name=op.f("pk_exercise_days")
        ),
    )
    op.create_index(
        op.f("ix_exercise_days_exercise_id"), "exercise_days", ["exercise_id"], unique=False
    )
    op.create_index(
        "ix_exercise_days_member_day", "exercise_days", ["member_id", "local_date"], unique=False
    )


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "level IN ('beginner', 'intermediate', 'expert')", name=op.f("ck_plans_level")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'archived')", name=op.f("ck_plans_state")
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"],
            ["users.id"],
            name=op.f("fk_plans_trainer_id_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("slug", name=op.f("uq_plans_slug")),
    )
    op.create_index("ix_plans_state", "plans", ["state", "name"], unique=False)
    op.create_index(op.f("ix_plans_trainer_id"), "plans", ["trainer_id"], unique=False)
    op.create_table(
        "plan_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("sessions_per_week", sa.Integer(), nullable=False),
        sa.Column("schedule_mode", sa.String(length=16), nullable=False),
        sa.Column("notes", sa.String(length=2000), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "schedule_mode IN ('weekday', 'sequence')", name=op.f("ck_plan_versions_schedule_mode")
        ),
        sa.CheckConstraint(
            "sessions_per_week BETWEEN 1 AND 14", name=op.f("ck_plan_versions_sessions_per_week")
        ),
        sa.CheckConstraint("weeks BETWEEN 1 AND 52", name=op.f("ck_plan_versions_weeks")),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["plans.id"],
            name=op.f("fk_plan_versions_plan_id_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_versions_plan_id_number")),
    )
    op.create_index(
        "uq_plan_versions_one_draft",
        "plan_versions",
        ["plan_id"],
        unique=True,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_table(
        "plan_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("is_deload", sa.Boolean(), nullable=False),
        sa.CheckConstraint("week BETWEEN 1 AND 52", name=op.f("ck_plan_days_week")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_plan_days_weekday")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["plan_versions.id"],
            name=op.f("fk_plan_days_version_id_plan_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_days")),
        sa.UniqueConstraint(
            "version_id", "week", "position", name=op.f("uq_plan_days_version_id_week_position")
        ),
    )
    op.create_table(
        "plan_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=True),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('straight', 'superset', 'circuit', 'emom', 'amrap')",
            name=op.f("ck_plan_blocks_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["day_id"],
            ["plan_days.id"],
            name=op.f("fk_plan_blocks_day_id_plan_days"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_blocks")),
        sa.UniqueConstraint("day_id", "position", name=op.f("uq_plan_blocks_day_id_position")),
    )
    op.create_table(
        "prescriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("reps_min", sa.Integer(), nullable=True),
        sa.Column("reps_max", sa.Integer(), nullable=True),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.Column("load_kind", sa.String(length=16), nullable=False),
        sa.Column("load_value", sa.Float(), nullable=True),
        sa.Column("rest_s", sa.Integer(), nullable=True),
        sa.Column("tempo", sa.String(length=16), nullable=False),
        sa.Column("set_type", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("progression", sa.String(length=16), nullable=False),
        sa.Column("increment_kg", sa.Float(), nullable=True),
        sa.Column("increment_percent", sa.Float(), nullable=True),
        sa.Column("reps_goal", sa.Integer(), nullable=True),
        sa.Column("fails_allowed", sa.Integer(), nullable=False),
        sa.Column("rounding_kg", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "(load_kind = 'none') = (load_value IS NULL)", name=op.f("ck_prescriptions_load_value")
        ),
        sa.CheckConstraint(
            "load_kind IN ('none', 'kg', 'percent_e1rm', 'rpe')",
            name=op.f("ck_prescriptions_load_kind"),
        ),
        sa.CheckConstraint(
            "progression IN ('none', 'linear', 'double', 'reps_sum', 'percent')",
            name=op.f("ck_prescriptions_progression"),
        ),
        sa.CheckConstraint(
            "set_type IN ('warmup', 'working', 'drop', 'failure', 'amrap', 'myo', 'partial', 'forced', 'isometric')",
            name=op.f("ck_prescriptions_set_type"),
        ),
        sa.CheckConstraint(
            "reps_max BETWEEN reps_min AND 1000", name=op.f("ck_prescriptions_reps_max")
        ),
        sa.CheckConstraint("reps_min BETWEEN 1 AND 1000", name=op.f("ck_prescriptions_reps_min")),
        sa.CheckConstraint("sets BETWEEN 1 AND 30", name=op.f("ck_prescriptions_sets")),
        sa.ForeignKeyConstraint(
            ["block_id"],
            ["plan_blocks.id"],
            name=op.f("fk_prescriptions_block_id_plan_blocks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_prescriptions_exercise_id_exercises")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescriptions")),
        sa.UniqueConstraint(
            "block_id", "position", name=op.f("uq_prescriptions_block_id_position")
        ),
    )
    op.create_index(
        op.f("ix_prescriptions_exercise_id"), "prescriptions", ["exercise_id"], unique=False
    )


def _make_workouts() -> None:
    op.create_table(
        "import_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=2), nullable=False),
        sa.Column("distance_unit", sa.String(length=2), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("workouts_added", sa.Integer(), nullable=False),
        sa.Column("sets_added", sa.Integer(), nullable=False),
        sa.Column("duplicates_skipped", sa.Integer(), nullable=False),
        sa.Column("row_errors", sa.JSON(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('previewed', 'running', 'done', 'failed', 'undone')",
            name=op.f("ck_import_jobs_state"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_import_jobs_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_jobs")),
    )
    op.create_index(
        "ix_import_jobs_member", "import_jobs", ["member_id", "created_at"], unique=False
    )
    op.create_table(
        "workouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.String(length=36), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("session_rpe", sa.Float(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(length=2000), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("effort_scale", sa.String(length=3), nullable=False),
        sa.Column("import_job_id", sa.Integer(), nullable=True),
        sa.Column("working_sets", sa.Integer(), nullable=False),
        sa.Column("volume_kg", sa.Float(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "source IN ('member', 'import', 'demo')", name=op.f("ck_workouts_source")
        ),
        sa.CheckConstraint(
            "visibility IN ('private', 'followers', 'club')", name=op.f("ck_workouts_visibility")
        ),
        sa.CheckConstraint("effort_scale IN ('rpe', 'rir')", name=op.f("ck_workouts_effort_scale")),
        sa.CheckConstraint("ended_at >= started_at", name=op.f("ck_workouts_ends_after_it_starts")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_workouts_rating")),
        sa.CheckConstraint("session_rpe BETWEEN 0 AND 10", name=op.f("ck_workouts_session_rpe")),
        sa.ForeignKeyConstraint(
            ["import_job_id"],
            ["import_jobs.id"],
            name=op.f("fk_workouts_import_job_id_import_jobs"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_workouts_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workouts")),
        sa.UniqueConstraint(
            "member_id", "client_uuid", name=op.f("uq_workouts_member_id_client_uuid")
        ),
    )
    op.create_index("ix_workouts_day_member", "workouts", ["local_date", "member_id"], unique=False)
    op.create_index(op.f("ix_workouts_import_job_id"), "workouts", ["import_job_id"], unique=False)
    op.create_index("ix_workouts_member_day", "workouts", ["member_id", "local_date"], unique=False)
    op.create_index(
        "uq_workouts_one_running",
        "workouts",
        ["member_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "workout_exercises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.String(length=36), nullable=False),
        sa.Column("workout_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("superset", sa.Integer(), nullable=True),
        sa.Column("swapped_from_id", sa.Integer(), nullable=True),
        sa.Column("prescription_id", sa.Integer(), nullable=True),
        sa.Column("rest_s", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_workout_exercises_exercise_id_exercises"),
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescriptions.id"],
            name=op.f("fk_workout_exercises_prescription_id_prescriptions"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["swapped_from_id"],
            ["exercises.id"],
            name=op.f("fk_workout_exercises_swapped_from_id_exercises"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workout_id"],
            ["workouts.id"],
            name=op.f("fk_workout_exercises_workout_id_workouts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workout_exercises")),
        sa.UniqueConstraint(
            "workout_id", "client_uuid", name=op.f("uq_workout_exercises_workout_id_client_uuid")
        ),
    )
    op.create_index(
        "ix_workout_exercises_exercise",
        "workout_exercises",
        ["exercise_id", "workout_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_workout_exercises_prescription_id"),
        "workout_exercises",
        ["prescription_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_workout_exercises_swapped_from_id"),
        "workout_exercises",
        ["swapped_from_id"],
        unique=False,
    )
    op.create_table(
        "set_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_uuid", sa.String(length=36), nullable=False),
        sa.Column("workout_exercise_id", sa.Integer(), nullable=False),
        sa.Column("workout_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("set_type", sa.String(length=16), nullable=False),
        sa.Column("load_kg", sa.Float(), nullable=True),
        sa.Column("entered_load", sa.Float(), nullable=True),
        sa.Column("entered_unit", sa.String(length=2), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=True),
        sa.Column("duration_s", sa.Float(), nullable=True),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.Column("rpe", sa.Float(), nullable=True),
        sa.Column("rest_s", sa.Integer(), nullable=True),
        sa.Column("target_load_kg", sa.Float(), nullable=True),
        sa.Column("target_reps_min", sa.Integer(), nullable=True),
        sa.Column("target_reps_max", sa.Integer(), nullable=True),
        sa.Column("target_rpe", sa.Float(), nullable=True),
        sa.Column("target_duration_s", sa.Float(), nullable=True),
        sa.Column("target_distance_m", sa.Float(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "entered_unit IN ('', 'kg', 'lb')", name=op.f("ck_set_entries_entered_unit")
        ),
        sa.CheckConstraint(
            "set_type IN ('warmup', 'working', 'drop', 'failure', 'amrap', 'myo', 'partial', 'forced', 'isometric')",
            name=op.f("ck_set_entries_set_type"),
        ),
        sa.CheckConstraint(
            "distance_m BETWEEN 0 AND 1000000", name=op.f("ck_set_entries_distance_m")
        ),
        sa.CheckConstraint(
            "duration_s BETWEEN 0 AND 604800", name=op.f("ck_set_entries_duration_s")
        ),
        sa.CheckConstraint("load_kg BETWEEN 0 AND 1400", name=op.f("ck_set_entries_load_kg")),
        sa.CheckConstraint("reps BETWEEN 0 AND 1000", name=op.f("ck_set_entries_reps")),
        sa.CheckConstraint("rpe BETWEEN 6 AND 10", name=op.f("ck_set_entries_rpe")),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_set_entries_exercise_id_exercises")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_set_entries_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workout_exercise_id"],
            ["workout_exercises.id"],
            name=op.f("fk_set_entries_workout_exercise_id_workout_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workout_id"],
            ["workouts.id"],
            name=op.f("fk_set_entries_workout_id_workouts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_entries")),
        sa.UniqueConstraint(
            "member_id", "client_uuid", name=op.f("uq_set_entries_member_id_client_uuid")
        ),
    )
    op.create_index("ix_set_entries_exercise", "set_entries", ["exercise_id"], unique=False)
    op.create_index(
        "ix_set_entries_history",
        "set_entries",
        ["member_id", "exercise_id", "local_date"],
        unique=False,
    )
    op.create_index("ix_set_entries_workout", "set_entries", ["workout_id"], unique=False)
    op.create_index(
        "ix_set_entries_workout_exercise",
        "set_entries",
        ["workout_exercise_id", "position"],
        unique=False,
    )
    op.create_table(
        "personal_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("previous_value", sa.Float(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("workout_id", sa.Integer(), nullable=False),
        sa.Column("achieved_on", sa.Date(), nullable=False),
        sa.Column("achieved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('heaviest_load', 'best_e1rm', 'rep_max', 'most_reps', 'set_volume', 'session_volume', 'longest_hold', 'distance', 'pace', 'least_help')",
            name=op.f("ck_personal_records_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            ["exercises.id"],
            name=op.f("fk_personal_records_exercise_id_exercises"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_personal_records_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["set_entries.id"],
            name=op.f("fk_personal_records_set_id_set_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workout_id"],
            ["workouts.id"],
            name=op.f("fk_personal_records_workout_id_workouts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_records")),
        sa.UniqueConstraint(
            "member_id",
            "exercise_id",
            "kind",
            "reps",
            "achieved_on",
            name=op.f("uq_personal_records_member_id_exercise_id_kind_reps_achieved_on"),
        ),
    )
    op.create_index(
        op.f("ix_personal_records_exercise_id"), "personal_records", ["exercise_id"], unique=False
    )
    op.create_index(
        "ix_personal_records_member_day",
        "personal_records",
        ["member_id", "achieved_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_personal_records_set_id"), "personal_records", ["set_id"], unique=False
    )
    op.create_index(
        op.f("ix_personal_records_workout_id"), "personal_records", ["workout_id"], unique=False
    )
    op.create_table(
        "leave_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_leave_periods_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_leave_periods_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_periods")),
    )
    op.create_index(
        "ix_leave_periods_member", "leave_periods", ["member_id", "starts_on"], unique=False
    )
    op.create_table(
        "training_preferences",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("hard_sets_low", sa.Integer(), nullable=False),
        sa.Column("hard_sets_high", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "hard_sets_high BETWEEN hard_sets_low + 1 AND 100",
            name=op.f("ck_training_preferences_hard_sets_high"),
        ),
        sa.CheckConstraint(
            "hard_sets_low BETWEEN 0 AND 99", name=op.f("ck_training_preferences_hard_sets_low")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_training_preferences_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_training_preferences")),
    )


def _make_assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'paused', 'completed', 'ended')",
            name=op.f("ck_assignments_status"),
        ),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"],
            ["users.id"],
            name=op.f("fk_assignments_assigned_by_id_users"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_assignments_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_assignments_plan_id_plans")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["plan_versions.id"],
            name=op.f("fk_assignments_version_id_plan_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(
        op.f("ix_assignments_assigned_by_id"), "assignments", ["assigned_by_id"], unique=False
    )
    op.create_index("ix_assignments_version", "assignments", ["version_id", "status"], unique=False)
    op.create_index(
        "uq_assignments_one_unfinished",
        "assignments",
        ["member_id", "plan_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('active', 'paused')"),
        postgresql_where=sa.text("status IN ('active', 'paused')"),
    )
    op.create_table(
        "scheduled_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("plan_day_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("workout_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('planned', 'done', 'partial', 'skipped', 'excused')",
            name=op.f("ck_scheduled_sessions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_scheduled_sessions_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["users.id"],
            name=op.f("fk_scheduled_sessions_member_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["plan_day_id"],
            ["plan_days.id"],
            name=op.f("fk_scheduled_sessions_plan_day_id_plan_days"),
        ),
        sa.ForeignKeyConstraint(
            ["workout_id"],
            ["workouts.id"],
            name=op.f("fk_scheduled_sessions_workout_id_workouts"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_sessions")),
        sa.UniqueConstraint(
            "assignment_id", "sequence", name=op.f("uq_scheduled_sessions_assignment_id_sequence")
        ),
        sa.UniqueConstraint("workout_id", name=op.f("uq_scheduled_sessions_workout_id")),
    )
    op.create_index(
        "ix_scheduled_sessions_member_due",
        "scheduled_sessions",
        ["member_id", "due_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scheduled_sessions_plan_day_id"),
        "scheduled_sessions",
        ["plan_day_id"],
        unique=False,
    )


def _widen_goals() -> None:
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("exercise_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("at_load_kg", sa.Float(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_goals_exercise_id_exercises"), "exercises", ["exercise_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_goals_metric_of_its_kind"), "(kind = 'metric') = (metric <> '')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_goals_exercise_of_its_kind"),
            "kind NOT IN ('exercise_e1rm', 'exercise_reps') OR exercise_id IS NOT NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("goals") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_goals_exercise_of_its_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_goals_metric_of_its_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_goals_exercise_id_exercises"), type_="foreignkey")
        batch_op.drop_column("at_load_kg")
        batch_op.drop_column("exercise_id")
    for table in (
        "scheduled_sessions",
        "assignments",
        "training_preferences",
        "leave_periods",
        "personal_records",
        "set_entries",
        "workout_exercises",
        "workouts",
        "import_jobs",
        "prescriptions",
        "plan_blocks",
        "plan_days",
        "plan_versions",
        "plans",
        "exercise_days",
        "exercise_aliases",
        "exercise_substitutes",
        "exercise_muscles",
        "exercises",
    ):
        op.drop_table(table)
