"""The command that keeps the answers in a person's notes true."""

from pathlib import Path
from typing import Annotated

from altto_cli.cli.command import Argument, Command, Option
from altto_cli.cli.options import Evidence


def notes(
    paths: Annotated[list[Path], Argument("PATH...", "Notes, or folders of notes.")],
    check: Annotated[
        bool, Option(("--check",), "Write nothing; end with 1 where a block is stale.")
    ] = False,
    diff: Annotated[bool, Option(("--diff",), "Write nothing; show what changes.")] = False,
    force: Annotated[
        bool, Option(("--force",), "Give up what was changed by hand inside a block.")
    ] = False,
    evidence: Evidence = None,
) -> None:
    """Refresh the answers in notes: blocks from <!-- altto: dfs pre --> to <!-- /altto -->.

    Nothing else in a note changes. In org files the marks are # altto: dfs pre and # /altto.
    To begin with a block: altto dfs pre --block >> notes.md
    """
    from altto_cli.cli.refreshing import refresh

    refresh(paths, check=check, diff=diff, force=force, evidence=evidence or ())


COMMANDS = (Command("Use", "altto notes --check .", notes),)
