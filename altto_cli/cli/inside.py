"""altto asked by itself: what a command answers, without a shell or another process."""

from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from typing import Any

from altto_cli.errors import UnknownWordError

#: Commands that ask others, and so need all of them.
ASKING = frozenset({"cite", "completion", "notes"})


def answered(words: Sequence[str]) -> str:
    """What `altto words` prints in a pipe; what it says beside the answer is dropped.

    Raises AlttoError where it does not answer.
    """
    from typer._click.exceptions import ClickException

    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        try:
            code = program().main(list(words), prog_name="altto", standalone_mode=False)
        except ClickException as error:
            raise UnknownWordError(error.format_message()) from error
    if code:
        raise UnknownWordError(f"altto {' '.join(words)} ended with {code}")
    return out.getvalue()


def takes(name: str, option: str) -> bool | None:
    """Whether the command has this option; None where there is no such command."""
    command = program().commands.get(name)
    return command and any(each.name == option for each in command.params)


def context(command: Any) -> Any:
    """What the command's help is asked with."""
    within = None if command is program() else context(program())
    return command.context_class(command, within, command.name, **command.context_settings)


@cache
def program() -> Any:
    """All the commands."""
    from typer.main import get_command

    from altto_cli.cli import app

    return get_command(app)
