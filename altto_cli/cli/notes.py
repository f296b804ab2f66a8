"""The command that keeps the answers in a person's notes true."""

from pathlib import Path
from typing import Annotated

import typer

from altto_cli.cli.options import Evidence


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Example: altto notes --check .", rich_help_panel="Use")(notes)


def notes(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Notes, or folders of notes.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 where a block is stale.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what changes.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Give up what was changed by hand inside a block.")
    ] = False,
    evidence: Evidence = None,
) -> None:
    """Refresh the answers in notes: blocks from <!-- altto: dfs pre --> to <!-- /altto -->.

    Nothing else in a note changes. In org files the marks are # altto: dfs pre and # /altto.
    To begin with a block: altto dfs pre --block >> notes.md
    """
    from altto_cli.cli.refreshing import refresh

    refresh(paths, check=check, diff=diff, force=force, evidence=evidence or ())
