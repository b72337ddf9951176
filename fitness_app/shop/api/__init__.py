"""The HTTP doors of the shop, a router for each noun."""

from fastapi import APIRouter

from fitness_app.shop.api import cart, orders, payments, products, variants

router = APIRouter()
for noun in (cart, products, variants, orders, payments):
    router.include_router(noun.router)
