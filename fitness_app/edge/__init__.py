"""What stands between the network and the app: who may speak, how much, and in which headers."""

from starlette.types import ASGIApp

from fitness_app import settings
from fitness_app.edge.documents import Documents
from fitness_app.edge.gate import Gate

BUILT_PAGES = settings.ROOT / ".web" / "build" / "client"


def before(app: ASGIApp) -> ASGIApp:
    """The app behind its edge: the last of its transformers, so that nothing stands before."""
    return Gate(app, settings.get(), Documents(BUILT_PAGES, settings.get()))
