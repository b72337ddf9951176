"""The shop: what the club sells, carts, orders and how they are paid."""
