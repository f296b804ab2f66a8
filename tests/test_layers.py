"""The street has one direction: a module imports only what stands to its left."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "altto_cli"
STREET = [
    "version",
    "signs",
    "errors",
    "model",
    "medicine",
    "words",
    "styles",
    "wording",
    "outcomes",
    "stats",
    "loader",
    "appraise",
    "check",
    "query",
    "view",
    "render",
    "cli",
]
#: Rooms that stand beside another: they see what it sees, and it does not see them.
BESIDE = {"audit": "view", "cite": "view", "notes": "view", "export": "render"}
#: What stands at the door: the package's own modules, which hand over to the street.
DOORS = {"__init__", "__main__"}
HOMES = {
    "yaml": {"loader"},
    "rich": {"render"},
    "typer": {"cli"},
    "resvg_py": {"render"},
    "docx": {"audit"},
    "pypdfium2": {"audit"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if room(path) not in DOORS]


def test_every_room_is_known() -> None:
    assert {room(path) for path in MODULES} <= {*STREET, *BESIDE}
    assert len(MODULES) > 25


def test_a_module_imports_only_what_stands_to_its_left() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if name.startswith("altto_cli.") and not _is_left(room(path), name.split(".")[1])
    ]
    assert wrong == []


def _is_left(here: str, there: str) -> bool:
    if here == there or there.startswith("__"):
        return True
    if there in BESIDE:
        return here == "cli"
    return there in STREET and _place(there) <= _place(here)


def _place(room: str) -> int:
    """How far down the street a room stands, by itself or beside another."""
    return STREET.index(BESIDE.get(room, room))


def test_render_sees_only_the_types_of_view() -> None:
    seen = {
        name
        for path in MODULES
        if room(path) == "render"
        for name in imports(path)
        if name.startswith("altto_cli.")
        and not name.startswith(("altto_cli.render", "altto_cli.__"))
    }
    allowed = ("altto_cli.view.page", "altto_cli.errors", "altto_cli.signs")
    assert {name for name in seen if not name.startswith(allowed)} == set()


def test_every_library_has_one_home() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in imports(path)
        if room(path) not in HOMES.get(name.split(".")[0], {room(path)})
    ]
    assert wrong == []


def test_query_stats_and_wording_do_no_input_or_output() -> None:
    for path in MODULES:
        if room(path) in ("query", "stats", "wording", "outcomes"):
            names = {
                node.id
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Name)
            }
            assert not names & {"print", "open", "input"}, path


def test_modules_stay_short() -> None:
    long = {path.name: n for path in MODULES if (n := len(path.read_text().splitlines())) > 300}
    assert long == {}
