"""What the shop does when somebody signs in, or leaves for good."""

from fitness_app.accounts.account_data import on_deletion
from fitness_app.accounts.sessions import on_signing_in
from fitness_app.shop.carts import merge
from fitness_app.shop.orders import forget_buyer

on_signing_in(merge)
on_deletion(forget_buyer)
