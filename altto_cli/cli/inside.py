"""altto asked by itself: what a command answers, without a shell or another process."""

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from typing import Any

from altto_cli.cli import commands
from altto_cli.cli.reading import read
from altto_cli.errors import AlttoError, UnknownWordError


def answered(words: Sequence[str]) -> str:
    """What `altto words` prints in a pipe; what it says beside the answer is dropped.

    Raises AlttoError where it does not answer.
    """
    from altto_cli.cli.run import run

    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        try:
            code = run(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
    if code:
        raise UnknownWordError(f"altto {' '.join(words)} ended with {code}")
    return out.getvalue()


def answers(words: Sequence[str]) -> bool:
    """Whether a look-up answers the words; what would write a file is not tried."""
    from altto_cli.cli.asking import Question

    found = read(words)
    if not found or not isinstance(found.command, Question) or found.given.get("output"):
        return False
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            found.command.tried(tuple(words), found.given)
    except AlttoError:
        return False
    return True


def takes(name: str, option: str) -> bool | None:
    """Whether the command has this option; None where there is no such command."""
    command = commands.named(name)
    return any(each.name == option for each in command.parameters) if command else None


def context(command: Any) -> Any:
    """What the command's help is asked with."""
    within = None if command is program() else context(program())
    return command.context_class(command, within, command.name, **command.context_settings)


@cache
def program() -> Any:
    """All the commands, as Typer has them."""
    from altto_cli.cli import program

    return program.program(commands.commands())
