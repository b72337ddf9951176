"""A process that checks out and stops still on the way, to be killed there."""

import sys
import time
from typing import Any

from sqlalchemy import event

from fitness_app.kit import db
from fitness_app.shop import checkout
from fitness_app.shop.checkout import CheckoutForm

ANSWER = "the answer"


def check_out(url: str, buyer_id: int, key: str, stop_before: str) -> None:
    """Place the order; wait for the end before a statement that begins so, or before the answer."""
    engine = db.connect(url).engine

    def at_statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(stop_before):
            _wait()

    def at_commit(_connection: Any) -> None:
        if stop_before == "COMMIT":
            _wait()

    event.listen(engine, "before_cursor_execute", at_statement)
    event.listen(engine, "commit", at_commit)
    db.run_sync(checkout.place_order, buyer_id=buyer_id, form=CheckoutForm(), idempotency_key=key)
    if stop_before == ANSWER:
        _wait()


def _wait() -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    check_out(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
