"""How Reflex compiles and serves the app."""

import reflex as rx
from reflex.constants import StateManagerMode
from reflex_base.plugins.shared_tailwind import TailwindPluginWithCallConfig

from fitness_app import settings
from fitness_app.lean_build import LeanBuild
from fitness_app.same_origin import SameOrigin

_settings = settings.get()

# Only the parts that we use: daisyUI's class names are plain words ("range", "menu"), which
# Tailwind would find all over the generated code.
_DAISYUI: TailwindPluginWithCallConfig = {
    "name": "daisyui@5.8.1",
    "import": {"name": "default as daisyui", "from": "daisyui"},
    "call": "daisyui",
    "args": {
        "logs": False,
        "themes": False,
        "include": [
            "properties",
            "badge",
            "button",
            "card",
            "checkbox",
            "input",
            "loading",
            "progress",
            "radio",
            "select",
            "skeleton",
            "table",
            "textarea",
            "toggle",
        ],
    },
}

config = rx.Config(
    app_name="fitness_app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    cors_allowed_origins=[_settings.site_url],
    trusted_proxy_hops=_settings.trusted_proxy_hops,
    redis_url=_settings.redis_url or None,
    state_manager_mode=StateManagerMode.REDIS if _settings.redis_url else StateManagerMode.MEMORY,
    frontend_compression_formats=["brotli", "gzip"],
    disable_plugins=[rx.plugins.SitemapPlugin],
    plugins=[
        SameOrigin(),
        LeanBuild(),
        rx.plugins.TailwindV4Plugin(
            {
                "plugins": [_DAISYUI],
                "content": [f"./{place}/**/*.{{js,jsx}}" for place in ("app", "app_components")],
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
