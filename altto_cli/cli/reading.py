"""A command line read without Typer, as Typer would read it, or not at all.

What is faulty, asks for help or is written in a rarer way (`-fjson`, `--`) is left to Typer.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from altto_cli.cli.command import REQUIRED, Command, Option, Parameter
from altto_cli.cli.commands import named
from altto_cli.cli.line import arranged


class Read(NamedTuple):
    """A command, and a value for each of its parameters."""

    command: Command
    given: dict[str, Any]


class _Faulty(Exception):  # noqa: N818
    """This line is for Typer to read."""


def read(typed: Sequence[str]) -> Read | None:
    """What the words ask, or None where Typer is to read them."""
    words = arranged(typed)
    names_one = bool(words) and not words[0].startswith("-")
    command = named(words.pop(0)) if names_one else _program()
    if command is None:
        return None
    try:
        return Read(command, _given(command.parameters, words))
    except _Faulty:
        return None


def _program() -> Command:
    from altto_cli.cli.overview import PROGRAM

    return PROGRAM


def _given(parameters: Sequence[Parameter], words: Sequence[str]) -> dict[str, Any]:
    options, bare = _divided(parameters, words)
    given: dict[str, Any] = {}
    for each in parameters:
        if isinstance(each.described, Option):
            found = options.get(each.name) or _of_environment(each, each.described)
        else:
            found, bare = (bare, []) if each.is_several else (bare[:1], bare[1:])
        given[each.name] = _value(each, found)
    if bare:
        raise _Faulty
    return given


def _divided(
    parameters: Sequence[Parameter], words: Sequence[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """The values of each option as typed, and the bare words."""
    flags = {
        flag: each
        for each in parameters
        if isinstance(each.described, Option)
        for flag in each.described.flags
    }
    options: dict[str, list[str]] = {}
    bare: list[str] = []
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            bare.append(word)
            continue
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        option = flags.get(name)
        taken = value if equals else next(rest, None) if option and option.kind is not bool else ""
        if option is None or taken is None or (equals and option.kind is bool):
            raise _Faulty
        options.setdefault(option.name, []).append(taken)
    return options, bare


def _of_environment(parameter: Parameter, option: Option) -> list[str]:
    said = os.environ.get(option.variable or "")
    if not said:
        return []
    return said.split(os.pathsep) if parameter.is_several else [said]


def _value(parameter: Parameter, found: Sequence[str]) -> Any:
    """The value that the words give, of which the last counts where it takes one."""
    if not found:
        if parameter.default is REQUIRED:
            raise _Faulty
        return parameter.default
    values = [_one(parameter.kind, word) for word in found]
    return values if parameter.is_several else values[-1]


def _one(kind: Any, word: str) -> Any:
    if kind is bool:
        return True
    try:
        return {int: int, str: str, Path: Path}[kind](word)
    except ValueError:
        raise _Faulty from None
