"""A command line carried out."""

from collections.abc import Sequence

from altto_cli.cli import streams
from altto_cli.cli.line import in_one_line, switched
from altto_cli.cli.options import HELP
from altto_cli.cli.reading import read


def run(words: Sequence[str]) -> int:
    """Do what the words ask, and return the exit code.

    Raises AlttoError where they cannot be done, SystemExit where a command ends with its own code.
    """
    typed = switched(words)
    if len(typed) == 1 and typed[0] in HELP:
        from altto_cli.cli import overview

        streams.write(overview.help())
        return 0
    found = read(typed)
    if found is None:
        # Typer takes as long to import as an answer takes.
        from altto_cli.cli import program

        return program.run(typed)
    with in_one_line(typed):
        found.command.run(tuple(typed), found.given)
    return 0
