"""Every table of the app, so that migrations and tests see them all."""

from sqlalchemy import MetaData

import fitness_app.accounts.models
import fitness_app.kit.models
import fitness_app.shop.models
import fitness_app.training.models  # noqa: F401  # importing declares the tables
from fitness_app.kit import db

metadata: MetaData = db.metadata
