"""Where Alembic looks for how to run migrations."""

from fitness_app import migrations

migrations.run()
