"""The command that prints a completion script, with which a shell completes without altto."""

from typing import Annotated

from altto_cli.cli import streams
from altto_cli.cli.command import Argument, Command
from altto_cli.cli.options import chosen

SHELLS = ("bash", "zsh", "fish")


def completion(
    shell: Annotated[str, Argument("bash|zsh|fish", "Whose script.")],
) -> None:
    """A script with which a shell completes commands, options and the words they take.

    Where to keep it stands in its first lines.
    """
    from altto_cli.cli.completion.script import script

    streams.write(script(chosen("shell", shell, SHELLS)), utf8=True)


COMMANDS = (Command("Use", "altto completion fish", completion),)
