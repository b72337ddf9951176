"""What stands between the network and the app: who may speak, how much, and in which headers."""

from collections.abc import Iterable

from starlette.types import ASGIApp

from fitness_app import settings
from fitness_app.edge.documents import Documents
from fitness_app.edge.gate import Gate
from fitness_app.edge.pages import Pages
from fitness_app.frontend import BUILT


class Edge:
    """The innermost and the outermost of the app's transformers; both know the built pages."""

    def __init__(self, hidden: Iterable[str]) -> None:
        self._documents = Documents(BUILT, settings.get(), hidden)

    def pages(self, app: ASGIApp) -> ASGIApp:
        """The app with its pages filled in; right around it, so that the API isn't asked."""
        return Pages(app, self._documents)

    def gate(self, app: ASGIApp) -> ASGIApp:
        """The app behind its gate: the last transformer, so that nothing stands before it."""
        return Gate(app, settings.get(), self._documents)
