"""The command that exports the library, and the files that it writes."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from altto_cli.cli import answer, files, streams
from altto_cli.cli.command import Command, Option
from altto_cli.cli.options import Evidence, chosen
from altto_cli.errors import OutputError
from altto_cli.model import Study

KINDS = ("json", "jsonl", "csv", "sqlite", "datapackage")
_ONLY_RESULTS = ("jsonl", "csv")


def export(
    to: Annotated[
        str,
        Option(("--to",), "json, jsonl, csv, sqlite or datapackage.", "KIND"),
    ],
    output: Annotated[
        Path,
        Option(("--output", "-o"), "A file; a folder for datapackage.", "PATH"),
    ],
    force: Annotated[bool, Option(("--force",), "Replace what stands there.")] = False,
    evidence: Evidence = None,
) -> None:
    """The whole library as a file: every study, result, group, source, conflict and remark.

    Figures keep their printed digits, in text columns beside the numbers.
    """
    kind = chosen("kind of file", to, KINDS)
    studies = answer.library(evidence).studies
    if kind == "datapackage":
        from altto_cli.export.package import package

        _refuse_folder(output, force)
        _write_folder(output, package(studies))
    else:
        files.refuse_to_overwrite(output, force)
        files.write(output, _writer(kind)(studies), force=force)
    results = sum(len(study.results) for study in studies)
    streams.write(f"{output}: {len(studies)} studies, {results} results\n")
    streams.tell(_left_out(kind))


def _writer(kind: str) -> Callable[[Sequence[Study]], bytes]:
    if kind == "sqlite":
        from altto_cli.export.sqlite import sqlite

        return sqlite
    from altto_cli.export import text

    return {"json": text.json, "jsonl": text.jsonl, "csv": text.csv}[kind]


def _left_out(kind: str) -> str:
    """What the format cannot hold, and where it is."""
    glossary = "the glossary (altto explain -f json)"
    if kind in _ONLY_RESULTS:
        held = "sizes of groups, facts and the rest of sources, conflicts and remarks"
        return f"not in it: {held} (--to json, sqlite or datapackage), {glossary}"
    return f"not in it: {glossary}"


def _refuse_folder(path: Path, force: bool) -> None:
    """Raise OutputError unless nothing stands there, or an earlier package that may go."""
    from altto_cli.export.package import DESCRIPTOR

    if not os.path.lexists(path):
        return
    if not force:
        raise OutputError(f"{path} exists already; --force replaces it, another name keeps it")
    if path.is_symlink() or not (path / DESCRIPTOR).is_file() or _holds_more(path):
        said = "is not a Data Package alone and is left as it is; name another folder"
        raise OutputError(f"{path} {said}")


def _holds_more(folder: Path) -> bool:
    return any(path.is_dir() or path.suffix not in (".csv", ".json") for path in folder.iterdir())


def _write_folder(path: Path, content: Mapping[str, bytes]) -> None:
    """Write the files into a new folder, which takes the place of an earlier one at the end."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    try:
        try:
            part.mkdir()
            for name, data in content.items():
                (part / name).write_bytes(data)
            if path.exists():
                path.rename(old)
            part.rename(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)
            if old.exists() and path.exists():
                shutil.rmtree(old, ignore_errors=True)
            elif old.exists():
                old.rename(path)
    except OSError as error:
        raise OutputError(f"{path} could not be written: {error.strerror or error}") from error


COMMANDS = (Command("Use", "altto export --to sqlite -o altto.sqlite", export),)
