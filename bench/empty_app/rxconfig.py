"""How Reflex serves the empty app: as it comes, but for the state manager, which is the club's."""

import reflex as rx
from reflex.constants import StateManagerMode

config = rx.Config(
    app_name="empty_app",
    telemetry_enabled=False,
    state_manager_mode=StateManagerMode.MEMORY,
)
