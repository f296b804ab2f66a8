"""The command that reads the ratios of any text and says whether they hang together."""

import sys
from pathlib import Path
from typing import Annotated

from altto_cli.cli import answer, streams
from altto_cli.cli.command import Argument, Command, Option
from altto_cli.cli.options import Evidence, chosen

_FORMATS = "table, markdown, csv, tsv, json, jsonl, text or github."


def audit(
    files: Annotated[
        list[str] | None,
        Argument("[FILE|DIR|-]...", "Texts, folders of them, - for stdin."),
    ] = None,
    strict: Annotated[
        bool, Option(("--strict",), "Exit 1 when something is inconsistent.")
    ] = False,
    format: Annotated[
        str | None,
        Option(("--format", "-f"), _FORMATS, "FORMAT", "ALTTO_FORMAT"),
    ] = None,
    evidence: Evidence = None,
) -> None:
    """Every ratio with an interval in any text: does it hang together, is it in the evidence.

    Reads texts, Markdown, LaTeX, HTML, XML, JSON, spreadsheets, Word (docx) and PDF files.
    """
    from altto_cli.audit.inputs import STDIN
    from altto_cli.audit.inputs import files as expanded
    from altto_cli.audit.matching import Evidence as Known
    from altto_cli.audit.page import FORMATS, render
    from altto_cli.audit.report import rows

    on_terminal = streams.is_terminal()
    format = chosen("format", format or ("table" if on_terminal else "markdown"), FORMATS)
    named = files or [STDIN]
    texts = expanded(named)
    if STDIN in texts:
        streams.tell_who_types("altto audit FILE")
    known = Known(answer.library(evidence))
    found = []
    for done, text in enumerate(texts):
        _progress(done, texts)
        found += rows(text, known)
    _progress(len(texts), texts)
    query = {"command": "audit", "files": named, "strict": strict}
    for_people = format in ("table", "markdown", "text")
    streams.write(render(found, texts, query, format), utf8=not for_people)
    if strict and any(row.verdict == "inconsistent" for row in found):
        sys.exit(1)


def _progress(done: int, texts: list[str]) -> None:
    """A bar on stderr while a person waits for several files there."""
    if len(texts) < 2 or sys.stderr is None or not sys.stderr.isatty():
        return
    if done == len(texts):
        sys.stderr.write("\r\033[K")
    else:
        filled = 24 * done // len(texts)
        name = Path(texts[done]).name[:40]
        bar = "█" * filled + "░" * (24 - filled)
        sys.stderr.write(f"\r\033[K{bar} {done}/{len(texts)} {name}")
    sys.stderr.flush()


COMMANDS = (Command("Use", "altto audit README.md", audit),)
