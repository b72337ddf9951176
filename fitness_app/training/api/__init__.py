"""The HTTP doors of training, a router for each noun."""

from fastapi import APIRouter

from fitness_app.training import profile_weight  # noqa: F401  # it joins in by being here
from fitness_app.training.api import goals, metrics

router = APIRouter()
for noun in (metrics, goals):
    router.include_router(noun.router)
