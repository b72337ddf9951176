"""The HTTP doors of accounts: a thin router for each family, over the same services."""

from fastapi import APIRouter

from fitness_app.accounts.api import (
    browser,
    confirmed,
    djoser,
    djoser_tokens,
    fitness,
    recovering,
    users,
    v1,
)
from fitness_app.accounts.api.caller import Admin, InPerson, SignedIn, SomebodyOrGuest, Trainer

__all__ = ["Admin", "InPerson", "SignedIn", "SomebodyOrGuest", "Trainer", "router"]

router = APIRouter()
# Doors are looked through in this order: those that programs knock at most come first.
for family in (djoser, djoser_tokens, v1, fitness, confirmed, users, recovering, browser):
    router.include_router(family.router)
