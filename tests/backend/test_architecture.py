"""The rooms and who may import whom: Python by its syntax tree, JavaScript by its import statements."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chainrule.program import home
from chainrule.program.authoring import AUTHORING
from chainrule.program.collecting import COLLECTING
from chainrule.program.copying import COPYING
from chainrule.program.models import MODELS

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend" / "chainrule"
SOURCE = ROOT / "frontend" / "src"

# -- Python: room -> rooms of ours, foreign libraries

BOTTOM = {"errors", "limits"}
TRACE = {"program", "dialects", "ops", "formula", "language", *BOTTOM}
EXPLAIN = {"trace", *TRACE}
WIRE = {"explain", "code", *EXPLAIN}

ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "errors": (set(), set()),
    "limits": ({"errors"}, set()),
    "conventions": (set(), set()),
    "language": (BOTTOM, {"ast"}),
    "dialects": ({"errors"}, set()),
    "formula": ({"errors"}, {"numpy"}),
    "ops": ({"formula", *BOTTOM}, {"numpy"}),
    "program": ({"language", "dialects", "ops", *BOTTOM}, {"networkx"}),
    "trace": (TRACE, {"numpy"}),
    "explain": ({"conventions", *EXPLAIN}, {"numpy", "networkx"}),
    "code": ({"trace", *TRACE}, {"numpy", "ast"}),
    "wire": (WIRE, {"pydantic", "pydantic_core", "typing_extensions", "numpy", "json"}),
    "exports": ({"wire", "errors"}, set()),
    "gallery": ({"errors"}, {"tomllib"}),
    "service": ({"chainrule", "wire", "exports", "gallery", "conventions", *BOTTOM}, {"fastapi", "starlette", "uvicorn"}),
    "cli": ({"chainrule", "wire", "exports", "gallery", "service", *BOTTOM}, {"typer"}),
    "__init__": ({"wire", "exports", *WIRE}, set()),
    "__main__": ({"cli"}, set()),
}

GUARDED = {"ast", "json", "tomllib"}
"""Modules of the standard library that belong to one room each, like a foreign library."""


def room_of(path: Path) -> str:
    return path.relative_to(BACKEND).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            assert node.module is not None
            submodules = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from submodules if node.module == "chainrule" else (node.module,)


def ours(module: str) -> str:
    """The room a module of ours is in; the facade is `chainrule`."""
    part = module.split(".")[1] if "." in module else ""
    return part if part and ((BACKEND / part).is_dir() or (BACKEND / f"{part}.py").is_file()) else "chainrule"


PYTHON = sorted(BACKEND.rglob("*.py"))


def test_every_room_is_in_the_table() -> None:
    assert {room_of(path) for path in PYTHON} <= set(ROOMS)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(BACKEND).as_posix())
def test_a_python_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    rooms, foreign = ROOMS[room]
    for module in imports(path):
        top = module.split(".")[0]
        if top == "chainrule":
            assert ours(module) in {room, *rooms}, f"{room} may not import {module}"
        elif top in GUARDED or top not in sys.stdlib_module_names:
            assert top in foreign, f"{room} may not import {top}"


OWN_WORDS = {BACKEND / "formula" / "evaluate.py", BACKEND / "wire" / "typescript.py"}
"""They compile formulas and annotations that stand in our own files."""


@pytest.mark.parametrize("word", ["eval", "exec", "compile", "__import__"])
def test_nothing_typed_is_ever_executed(word: str) -> None:
    for path in set(PYTHON) - OWN_WORDS:
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == word], path


# -- JavaScript: room -> rooms

STORE = {"store", "wire"}
MODULES: dict[str, set[str]] = {
    "wire": set(),
    "source": {"wire"},
    "store": {"wire", "local"},
    "commands": {"store"},
    "local": {"wire"},
    "layout": set(),
    "motion": {"store", "layout"},
    "draw": set(),
    "words": set(),
    "views": {"wire", "store", "commands", "local", "layout", "motion", "draw"},
}
COMPOSE = {"app", "embed", "stage"}
"""What puts the rooms together and may import them all."""

IMPORT = re.compile(
    r"""(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]"""
    r"""|(?:^|\n)\s*import\s*['"]([^'"]+)['"]"""
    r"""|\bimport\(\s*['"]([^'"]+)['"]\s*\)"""
)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)

JAVASCRIPT = sorted(SOURCE.rglob("*.js"))


def code(path: Path) -> str:
    """A file without its comments, which name types by import."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".js")


def test_every_javascript_room_is_in_the_table() -> None:
    assert {module_of(path) for path in JAVASCRIPT} <= set(MODULES) | COMPOSE


@pytest.mark.parametrize("path", JAVASCRIPT, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_javascript_room_imports_only_what_it_may(path: Path) -> None:
    room = module_of(path)
    for groups in IMPORT.findall(code(path)):
        name = next(filter(None, groups))
        assert name.startswith("."), f"{name}: imports are relative"
        target = (path.parent / name).resolve()
        assert target.is_file(), f"{name} does not exist"
        if room not in COMPOSE:
            assert module_of(target) in {room, *MODULES[room]}, f"{room} may not import {name}"


VIEW = re.compile(r"export const view\b")


def test_no_view_imports_a_view() -> None:
    views = {path.resolve() for path in JAVASCRIPT if module_of(path) == "views" and VIEW.search(code(path))}
    assert views
    for path in views:
        imported = {(path.parent / next(filter(None, groups))).resolve() for groups in IMPORT.findall(code(path))}
        assert not imported & views, path


@pytest.mark.parametrize(
    ("sign", "homes"),
    [
        (r"\brequestAnimationFrame\b", {"motion/clock.js"}),
        (r"\bfetch\(", {"source.js"}),
        (r"\bcreateElementNS\b", {"draw"}),
        (r"\beval\(|\bnew Function\b|\.innerHTML\b|\.outerHTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b", set()),
    ],
)
def test_what_has_one_home_is_nowhere_else(sign: str, homes: set[str]) -> None:
    for path in JAVASCRIPT:
        place = path.relative_to(SOURCE).as_posix()
        if place not in homes and place.split("/")[0] not in homes:
            assert not re.search(sign, code(path)), place


# -- both

FILES = [*PYTHON, *JAVASCRIPT, *sorted((ROOT / "frontend" / "style").glob("*.css"))]


CONTRACT = BACKEND / "wire" / "models.py"
"""One file on purpose: whoever replays a trace reads it from top to bottom."""


@pytest.mark.parametrize("path", [path for path in FILES if path != CONTRACT], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_nothing_is_left_for_later() -> None:
    for path in FILES:
        assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", path.read_text(encoding="utf-8")), path


def test_the_top_level_has_no_other_folders() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders <= {"backend", "frontend", "tests"}


def test_no_helper_stands_in_the_place_of_another() -> None:
    """Tables that are put together say nothing of a name that stands in two of them."""
    tables = (COPYING, AUTHORING, MODELS, COLLECTING)
    assert len({name for table in tables for name in table}) == sum(map(len, tables))
    text = inspect.getsource(home)
    assert [name for table in tables for name in table if f'    "{name}": ' in text] == []
