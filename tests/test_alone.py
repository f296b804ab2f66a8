"""altto talks to no network, starts no other program, and writes only where it says it does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import environment
from test_layers import MODULES, PACKAGE, imports
from watched import NETWORK

#: And what one needs that starts others.
STARTING = ("multiprocessing", "pty", "subprocess")
WATCHED = Path(__file__).parent / "watched.py"


def test_no_module_imports_what_leaves_this_machine_or_starts_a_program() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if f"{name}.".startswith(tuple(f"{each}." for each in (*NETWORK, *STARTING)))
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def touched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What all commands together touch, in a folder and with a home of their own."""
    place = tmp_path_factory.mktemp("place")
    home = place / "home"
    home.mkdir()
    env = environment(HOME=str(home), PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=f"{home}/pyc")
    for name in ("ALTTO_CACHE", "XDG_CACHE_HOME"):
        env.pop(name, None)
    done = subprocess.run(
        [sys.executable, str(WATCHED)], cwd=place, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    found["written"] = {str(Path(path).relative_to(place)) for path in found["written"]}
    return found


def test_no_command_opens_a_connection_or_starts_a_program(touched: dict[str, Any]) -> None:
    assert touched["left"] == []
    assert touched["loaded"] == []
    assert touched["control"] == ["socket.__new__"]


def test_no_command_writes_but_to_the_cache_and_the_files_that_are_named(
    touched: dict[str, Any],
) -> None:
    named = ("library.json", "library.sqlite", "note.md", "own-study", "plot.svg")
    cached = {path for path in touched["written"] if path.startswith("home/.cache")}
    parts = {path for path in touched["written"] if path.endswith(".part")}
    elsewhere = touched["written"] - cached - parts - {"home"}
    assert {path.partition("/")[0] for path in elsewhere} == set(named)
    assert {str(Path(path).parent) for path in parts} == {".", "own-study"}
    assert any(path.startswith("home/.cache/altto/") for path in cached)
