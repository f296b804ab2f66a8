"""The command that prints a completion script, with which a shell completes without altto."""

from typing import Annotated

import typer

from altto_cli.cli import streams
from altto_cli.cli.options import chosen

SHELLS = ("bash", "zsh", "fish")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Example: altto completion fish", rich_help_panel="Use")(completion)


def completion(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="Whose script.")],
) -> None:
    """A script with which a shell completes commands, options and the words they take.

    Where to keep it stands in its first lines.
    """
    from altto_cli.cli.completion.script import script

    streams.write(script(chosen("shell", shell, SHELLS)), utf8=True)
