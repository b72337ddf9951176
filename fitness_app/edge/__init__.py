"""What stands between the network and the app: who may speak, how much, and in which headers."""

from starlette.types import ASGIApp

from fitness_app import settings
from fitness_app.edge.documents import Documents
from fitness_app.edge.gate import Gate
from fitness_app.frontend import BUILT


def before(app: ASGIApp) -> ASGIApp:
    """The app behind its edge: the last of its transformers, so that nothing stands before."""
    return Gate(app, settings.get(), Documents(BUILT, settings.get()))
