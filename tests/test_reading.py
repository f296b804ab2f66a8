"""A command line is read without Typer as Typer reads it, or left to Typer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st
from running import environment

from altto_cli.cli import program
from altto_cli.cli.command import Command, Option
from altto_cli.cli.commands import commands
from altto_cli.cli.reading import read
from altto_cli.errors import AlttoError

COMMANDS = list(commands())
WORDS = ["pre", "dfs", "vs", "study", "0.44", "60", "a=b", "é", "", "-"]
ODD = ["--", "-x", "-fjson", "--strict=yes", "--nothing", "--format"]


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with words and options of its own, some twice, and seldom something odd."""
    command = draw(st.sampled_from(COMMANDS))
    parts = [[word] for word in draw(st.lists(st.sampled_from(WORDS), max_size=2))]
    options = [each for each in command.parameters if isinstance(each.described, Option)]
    for each in draw(st.lists(st.sampled_from(options), max_size=3)) if options else []:
        flag = draw(st.sampled_from(each.described.flags))
        for value in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)):
            apart = [flag] if each.kind is bool else [flag, value]
            parts.append(draw(st.sampled_from([apart, apart, [f"{flag}={value}"]])))
    parts += [[word] for word in draw(st.lists(st.sampled_from(ODD), max_size=1))]
    return [command.name, *(word for part in draw(st.permutations(parts)) for word in part)]


@contextmanager
def recorded() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """The commands that would be run meanwhile, with what they are given."""
    runs: list[tuple[str, dict[str, Any]]] = []

    def run(command: Command, line: tuple[str, ...], given: dict[str, Any]) -> None:
        runs.append((command.name, dict(given)))

    with pytest.MonkeyPatch.context() as patch:
        for kind in {Command, *map(type, COMMANDS)}:
            patch.setattr(kind, "run", run)
        yield runs


def by_typer(words: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The command and what it is given as Typer reads the words, or None where it refuses them."""
    with recorded() as runs:
        try:
            program.run(words)
        except (AlttoError, SystemExit):
            return None
    return runs[0] if runs else None


@example(["dfs", "-f=json"], "", "")
@given(lines(), st.sampled_from(["", "json"]), st.sampled_from(["", "one", f"one{os.pathsep}two"]))
def test_a_line_is_read_as_typer_reads_it(words: list[str], format: str, evidence: str) -> None:
    with patch.dict(os.environ, {"ALTTO_FORMAT": format, "ALTTO_EVIDENCE": evidence}):
        found = read(words)
        event("read" if found else "left to Typer")
        if found:
            assert (found.command.name, found.given) == by_typer(words)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_the_example_of_each_command_is_read_without_typer(command: Command) -> None:
    words = command.example.partition(">")[0].split()[1:]
    found = read(words)
    assert found is not None
    assert (found.command.name, found.given) == by_typer(words)


def test_a_value_for_each_kind_of_parameter() -> None:
    found = read(
        [
            "forest",
            "dfs",
            "pre",
            "--study",
            "hoboe",
            "--study",
            "soft",
            "--width",
            "60",
            "-o",
            "a.svg",
            "--studies",
        ]
    )
    assert found is not None
    shown = {name: value for name, value in found.given.items() if value not in (None, False)}
    assert shown == {
        "endpoint": ["dfs", "pre"],
        "study": ["hoboe", "soft"],
        "studies": True,
        "output": Path("a.svg"),
        "width": 60,
        "notes": "key",
        "color": "auto",
    }


@pytest.mark.parametrize(
    "words",
    ["dfss", "dfs --nothing", "dfs -fjson", "dfs -f", "forest --width wide", "new study", "dfs -h"],
)
def test_what_is_faulty_or_rare_is_left_to_typer(words: str) -> None:
    assert read(words.split()) is None


@pytest.mark.parametrize(
    "words",
    ["", "-h", "--version", "dfs pre", "pre dfs -f json", "find 0.44", "check --explain alias"],
)
def test_what_is_plain_is_answered_without_typer(words: str) -> None:
    code = "import sys; from altto_cli.__main__ import main; sys.modules['typer'] = None; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words.split()],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout
