"""How Reflex compiles and serves the app."""

import reflex as rx

from fitness_app import settings

_settings = settings.get()

config = rx.Config(
    app_name="fitness_app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    cors_allowed_origins=[_settings.site_url],
    trusted_proxy_hops=_settings.trusted_proxy_hops,
    plugins=[
        rx.plugins.TailwindV4Plugin(
            {
                "plugins": ["daisyui"],
                "darkMode": "class",
                "theme": {
                    "extend": {
                        "colors": {
                            "muted": "var(--muted)",
                            "strong": "var(--line-strong)",
                            "record": "var(--record)",
                            "glow": "var(--glow)",
                        }
                    }
                },
            }
        ),
    ],
)
