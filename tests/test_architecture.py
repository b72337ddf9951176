"""The house rules, as one table and checked from the syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = "fitness_app"

ROOMS = {
    "accounts": set(),
    "training": {"accounts"},
    "shop": {"accounts"},
    "community": {"accounts", "training"},
    "coaching": {"accounts", "training", "community", "shop"},
    "cabinet": {"accounts", "training", "community", "shop", "coaching"},
    "welcome": {"accounts"},
    "development": {"accounts"},
}
"""Which other rooms a room may import: their services, states, components, api; never more."""

COMMON = {"kit", "ui", "settings", "routes", "private_files"}
"""What every room may import beside its own."""

FOUNDATIONS = {
    "routes": set(),
    "private_files": set(),
    "settings": {"private_files"},
    "kit": {"kit", "settings", "private_files"},
    "ui": {"ui", "kit", "settings", "routes"},
    "npm": set(),
    "same_origin": set(),
    "lean_build": set(),
    "tables": {"kit", *(f"{room}.models" for room in ROOMS)},
}
"""What the parts below the rooms may import; what stands above them may import anything."""

LAYERS = {
    "pages": {"components", "state", "service", "words"},
    "components": {"components", "state", "service", "words"},
    "state": {"state", "service", "words"},
    "api": {"api", "service", "words"},
    "service": {"service", "models", "words"},
    "models": {"models", "words"},
    "words": {"words"},
}
"""Which kinds of its own room's modules a kind may import. What is no other kind is a service."""

KINDS = {"state": "state", "browser": "state", "access": "words"}
"""Modules named otherwise than their kind."""

PACKAGES = {
    "reflex": {
        "*.state", "*.state.*", "*.browser", "*.pages.*", "*.components", "*.components.*",
        "ui.*", "frame", "guard.*", "same_origin", "lean_build", "fitness_app",
    },
    "fastapi": {"api", "api_docs", "health", "*.api", "*.api.*"},
    "sqlmodel": {
        "*.models", "*.models.*", "*.<service>", "tables", "migrations", "schema_version", "demo",
        "kit.db", "kit.mail", "kit.throttle", "kit.jobs",
    },
    "stripe": {"shop.stripe_checkout"},
    "uvicorn": {"serving", "connections"},
    "typer": {"commands"},
    "alembic": {"migrations"},
}  # fmt: skip
"""The only modules that may import a package; sqlmodel stands for SQLAlchemy too."""

FILE_LINES = 400
FUNCTION_LINES = 50


@dataclass(frozen=True)
class Import:
    """One module that another one imports, and the line it says so."""

    target: str
    line: int


@dataclass(frozen=True)
class Module:
    """A file of the app, by its dotted name without `fitness_app.`."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text())

    @cached_property
    def imports(self) -> list[Import]:
        return list(_imports(self.tree))

    @property
    def ours(self) -> list[Import]:
        """What it imports of the app, without the app's name."""
        prefix = f"{APP}."
        return [
            Import(found.target.removeprefix(prefix), found.line)
            for found in self.imports
            if found.target.startswith(prefix)
        ]

    @property
    def part(self) -> str:
        """The room or part of the house it belongs to."""
        return self.name.partition(".")[0]

    @property
    def kind(self) -> str:
        return kind_of(self.name)

    def at(self, line: int, fault: str) -> str:
        return f"{self.path.relative_to(ROOT)}:{line} {fault}"


def kind_of(name: str) -> str:
    inside = name.split(".")[1:]
    if not inside:
        return "room"
    kind = KINDS.get(inside[0], inside[0])
    return kind if kind in LAYERS else "service"


def _imports(tree: ast.AST) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = _is_module(whole) or node.module is None
                yield Import(whole if is_module else str(node.module), node.lineno)


def _is_module(dotted: str) -> bool:
    place = ROOT.joinpath(*dotted.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def modules() -> list[Module]:
    found = []
    for path in sorted((ROOT / APP).rglob("*.py")):
        parts = path.relative_to(ROOT / APP).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found.append(Module(name, path))
    return found


MODULES = modules()
IN_ROOMS = [module for module in MODULES if module.part in ROOMS]


def test_every_part_of_the_house_is_known():
    folders = {path.name for path in (ROOT / APP).iterdir() if (path / "__init__.py").exists()}
    assert folders <= {*ROOMS, "kit", "ui", "edge", "guard", "lean_build"}


def test_a_room_imports_only_what_the_table_allows():
    faults = [
        module.at(found.line, f"imports {found.target}")
        for module in IN_ROOMS
        for found in module.ours
        if found.target.partition(".")[0] not in {module.part, *ROOMS[module.part], *COMMON}
    ]
    assert faults == []


def test_a_room_sees_no_other_rooms_models_pages_or_private_names():
    faults = [
        module.at(found.line, f"reaches into {found.target}")
        for module in IN_ROOMS
        for found in module.ours
        if found.target.partition(".")[0] in ROOMS.keys() - {module.part}
        if kind_of(found.target) in {"models", "pages"} or "._" in found.target
    ]
    assert faults == []


def test_inside_a_room_imports_go_down_the_layers():
    faults = [
        module.at(found.line, f"({module.kind}) imports {found.target}")
        for module in IN_ROOMS
        for found in module.ours
        if module.kind != "room" and not module.name.endswith(".pages")
        if found.target.partition(".")[0] == module.part
        if kind_of(found.target) not in LAYERS[module.kind]
    ]
    assert faults == []


def test_what_the_rooms_stand_on_imports_no_room():
    faults = [
        module.at(found.line, f"imports {found.target}")
        for module in MODULES
        if (allowed := FOUNDATIONS.get(module.part)) is not None
        for found in module.ours
        if found.target not in allowed and found.target.partition(".")[0] not in allowed
    ]
    assert faults == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_used_only_where_it_belongs(package: str):
    names = {package, "sqlalchemy"} if package == "sqlmodel" else {package}
    faults = [
        module.at(found.line, f"imports {found.target}")
        for module in MODULES
        for found in module.imports
        if found.target.partition(".")[0] in names and not _may_use(module, package)
    ]
    assert faults == []


def _may_use(module: Module, package: str) -> bool:
    name = Path(module.name.replace(".", "/"))
    patterns = PACKAGES[package] - {"*.<service>"}
    is_service = module.part in ROOMS and module.kind == "service"
    return (is_service and "*.<service>" in PACKAGES[package]) or any(
        name.match(pattern.replace(".", "/")) or module.name == pattern.removesuffix(".*")
        for pattern in patterns
    )


def test_only_the_corridor_commits():
    faults = [
        module.at(node.lineno, "commits")
        for module in MODULES
        if module.name != "kit.db"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node).endswith((".commit", "session.rollback"))
    ]
    assert faults == []


def test_imports_stand_at_the_top_of_the_file():
    faults = [
        module.at(inner.lineno, f"imports inside {node.name}")
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert faults == []


def test_no_modules_import_each_other_in_a_circle():
    names = {module.name for module in MODULES}
    graph = {
        module.name: {found.target for found in module.ours if found.target in names}
        for module in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        pytest.fail(" → ".join(problem.args[1]))


def test_files_and_functions_stay_small():
    faults = []
    for module in MODULES:
        lines = len(module.path.read_text().splitlines())
        if lines > FILE_LINES:
            faults.append(module.at(1, f"has {lines} lines"))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > FUNCTION_LINES:
                    faults.append(module.at(node.lineno, f"{node.name} has {size} lines"))
    assert faults == []


def test_every_page_module_is_listed_by_its_room():
    faults = []
    for init in sorted((ROOT / APP).glob("*/pages/__init__.py")):
        listed = {
            node.value.id
            for node in ast.walk(ast.parse(init.read_text()))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        }
        written = {path.stem for path in init.parent.glob("*.py")} - {"__init__"}
        faults += [f"{init.parent.relative_to(ROOT)}: {name}" for name in written - listed]
    assert faults == []


def test_modules_and_public_functions_say_what_they_are():
    faults = []
    for module in MODULES:
        if ast.get_docstring(module.tree) is None:
            faults.append(module.at(1, "says nothing of itself"))
        faults += [
            module.at(node.lineno, f"{node.name} says nothing of itself")
            for node in module.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if not node.name.startswith("_") and ast.get_docstring(node) is None
        ]
    assert faults == []
