"""When a screen's data has arrived: the moment a skeleton gives way, once and for all."""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

# `is_hydrated` falls back to false on each reconnect and each change of the query, and holds the
# page before's answer while a new page mounts. Following it would throw away what is being typed
# and flash defaults; so a page waits for its own first answer, and then stays.
_HOOK = """
const [hasMounted, setHasMounted] = useState(false);
const hasArrived = useRef(false);
useEffect(() => setHasMounted(true), []);
if (hasMounted && {is_hydrated}) hasArrived.current = true;
"""


def arrived() -> rx.Var[bool]:
    """Whether this page's handlers have filled it since it was opened."""
    is_hydrated = rx.Var.create(rx.State.is_hydrated)
    hook = _HOOK.replace("{is_hydrated}", str(is_hydrated))
    latch = VarData(
        imports={"react": [ImportVar(tag=name) for name in ("useEffect", "useRef", "useState")]},
        hooks={hook: None},
    )
    both = VarData.merge(is_hydrated._get_all_var_data(), latch)
    return rx.Var("hasArrived.current", _var_type=bool, _var_data=both).to(bool)
