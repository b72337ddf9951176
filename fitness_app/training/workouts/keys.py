"""The ids that browsers make, so that saying a thing twice is saying it once."""

import uuid

from fitness_app.kit.errors import Invalid


def read_key(client_uuid: str, *, field: str = "client_uuid") -> str:
    """A client-made id in its one form. Raises Invalid under `field` for what is no UUID."""
    try:
        return str(uuid.UUID(client_uuid))
    except ValueError:
        raise Invalid(**{field: "Load the page again, then try once more."}) from None


def new_key() -> str:
    """An id for what is made here."""
    return str(uuid.uuid4())
