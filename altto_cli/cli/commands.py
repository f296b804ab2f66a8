"""All commands, in the order of their help."""

from collections.abc import Iterator
from importlib import import_module

from altto_cli.cli.command import Command

#: Where they are, those that are asked most first: what is not needed is not imported.
_MODULES = (
    "lookup", "understand", "use", "audit", "cite", "export", "notes", "completion", "curate",
    "doctor",
)  # fmt: skip


def commands() -> Iterator[Command]:
    """Every command."""
    for module in _MODULES:
        yield from import_module(f"altto_cli.cli.{module}").COMMANDS


def named(name: str) -> Command | None:
    """The command of this name, or None where there is none."""
    return next((each for each in commands() if each.name == name), None)
