"""Lets the process of the tests read the evidence once, not at every question.

That is the evidence that is shipped and the invented study of `tests/good`; a copy of either is
read anew each time, and a process that is started reads its own.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from altto_cli import loader
from altto_cli.loader import reader, reading
from altto_cli.loader.folders import shipped
from altto_cli.loader.reader import Complete, Read
from altto_cli.model import Problem, Study

_READ_ONCE = (shipped(), Path(__file__).parent / "good")


def read_once() -> None:
    """Read each study of these folders once from now on, as written and as compiled."""
    read, compiled = reading.read_study, reader.from_compiled

    @cache
    def read_here(folder: Path, here: str | None) -> tuple[Study | None, list[Problem]]:
        return read(folder)

    @cache
    def compiled_here(folder: Path, complete: Complete, here: str | None) -> Read:
        # The first time may compile it, and would then make its records at every question.
        compiled(folder, complete)
        return compiled(folder, complete)

    def read_study(folder: Path) -> tuple[Study | None, list[Problem]]:
        if not _is_read_once(folder):
            return read(folder)
        study, problems = read_here(folder, _above(folder))
        return study, list(problems)

    def from_compiled(folder: Path, complete: Complete) -> Read:
        if not _is_read_once(folder):
            return compiled(folder, complete)
        study, problems = compiled_here(folder, complete, _above(folder))
        return study, list(problems)

    reading.read_study = read_study
    reader.from_compiled = loader.from_compiled = from_compiled


def _is_read_once(folder: Path) -> bool:
    return any(folder.is_relative_to(each) for each in _READ_ONCE)


def _above(folder: Path) -> str | None:
    """Where the process stands, if the folder is below: then its places are named from there."""
    here = os.getcwd()
    return here if folder.is_relative_to(here) else None
