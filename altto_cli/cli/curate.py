"""The commands for those who keep evidence: check it, describe it, begin a study."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, get_args

from altto_cli.cli import answer, streams
from altto_cli.cli.asking import Asking, Question
from altto_cli.cli.command import Argument, Command, Option
from altto_cli.cli.options import Evidence, chosen
from altto_cli.errors import OutputError, UnknownWordError
from altto_cli.model import Id
from altto_cli.view.page import Page

_GROUP = "Curate"
FORMATS = ("text", "json")
KINDS = ("study",)


def studies(asking: Asking) -> Page:
    """The studies at hand: design, size, follow-up, where they came from."""
    from altto_cli.view.pages import reference

    whole = answer.library(asking.evidence).studies
    found = (asking.chosen_study(),) if asking.study else whole
    return reference.studies(found, {"command": "studies"}, asking.typed)


def check(
    paths: Annotated[
        list[str] | None,
        Argument("PATH", "A folder of studies, a study, a file, or - (stdin)."),
    ] = None,
    explain: Annotated[
        str | None, Option(("--explain",), "What a rule asks and why.", "RULE")
    ] = None,
    format: Annotated[str | None, Option(("--format", "-f"), "text or json.", "FORMAT")] = None,
    evidence: Evidence = None,
) -> None:
    """Every fault of evidence files, with its place; without PATH, of all that is at hand.

    A file beside a study.yaml is checked with its whole folder. Ends with 1 where there is a fault;
    a warning is none. Nothing is written.
    """
    from altto_cli.check import MOST, STDIN
    from altto_cli.check import check as found_in
    from altto_cli.loader.folders import shipped
    from altto_cli.render import render
    from altto_cli.view import curation

    format = chosen("format", format or _format_of_environment(), FORMATS)
    if explain is not None:
        page = curation.rule(explain, {"command": "check", "explain": explain})
        said = render(page, "json") if format == "json" else curation.text(page)
        streams.write(said, utf8=format == "json")
        return
    named = paths or [str(path) for path in (shipped(), *(evidence or ()))]
    if STDIN in named:
        streams.tell_who_types("altto check FILE")
    checked = found_in(named, streams.input_bytes(MOST) if STDIN in named else b"")
    page = curation.problems(checked, {"command": "check", "paths": paths or []})
    said = curation.text(page)
    if format == "json":
        said = render(page, "json")
    elif not checked.faults:
        said += f"{curation.tally(checked)}\n"
    streams.write(said, utf8=format == "json")
    if checked.faults:
        more = "mend the lines named. What a rule asks: altto check --explain RULE"
        streams.tell(f"{curation.tally(checked)}; {more}")
        sys.exit(1)


def _format_of_environment() -> str:
    """ALTTO_FORMAT where it is a format of `check`; answers have more."""
    wanted = os.environ.get("ALTTO_FORMAT", "")
    return wanted if wanted in FORMATS else "text"


def schema() -> None:
    """The JSON Schema of evidence files, for editors."""
    streams.write(_schema(), utf8=True)


def _schema() -> str:
    import json

    from altto_cli.check.schema import schema as derived

    return json.dumps(derived(), ensure_ascii=False, indent=1) + "\n"


def new(
    kind: Annotated[str, Argument("study", "What to begin: study.")],
    folder: Annotated[Path, Argument("DIR", "A folder named like its id.")],
) -> None:
    """Begin a study of your own: a commented template to be filled in from its paper."""
    from altto_cli.check import template
    from altto_cli.cli import files

    chosen("template", kind, KINDS)
    id = _id(folder)
    contents = {"study.yaml": template.study(id, str(folder)), "schema.json": _schema()}
    for name in contents:
        if os.path.lexists(folder / name):
            raise OutputError(
                f"{folder / name} exists already, and nothing was written; name another folder, "
                f"or see what it lacks: altto check {folder}"
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} could not be made: {error.strerror}") from error
    for name, content in contents.items():
        files.write(folder / name, content.encode(), force=False)
    streams.write(
        f"{folder / 'study.yaml'} is to be filled in; what to write stands in it.\n"
        f"Then: altto check {folder}\n"
    )


def _id(folder: Path) -> str:
    """The study's id, which is the folder's name."""
    from altto_cli.loader import ids

    id, form = folder.resolve().name, get_args(Id)[1]
    if not re.fullmatch(form.pattern, id):
        raise UnknownWordError(f"{id!r} is no id; write {form.words}: altto new study my-study")
    if id in ids():
        raise UnknownWordError(f"the program brings a study {id}; name yours otherwise")
    return id


COMMANDS = (
    Question(_GROUP, "altto studies", studies),
    Command(_GROUP, "altto check --explain ratio-range", check),
    Command(_GROUP, "altto schema > schema.json", schema),
    Command(_GROUP, "altto new study my-study", new),
)
