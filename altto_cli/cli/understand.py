"""The commands that say whether the evidence hangs together, and what it means for patients."""

from typing import Annotated

import typer

from altto_cli.cli import answer
from altto_cli.cli.options import Color, Evidence, Format, Menopause, StudyId, menopausal_status

Endpoint = Annotated[
    str | None, typer.Argument(help="An endpoint, such as dfs; all when none is named.")
]
#: Formats for machines carry every finding.
_COMPLETE = ("csv", "tsv", "json", "jsonl")


def register(app: typer.Typer) -> None:
    """Add the commands of understanding to the program."""
    for command in (absolute, appraise):
        app.command()(command)


def absolute(
    endpoint: Endpoint = None,
    menopause: Menopause = None,
    nnt: Annotated[
        bool, typer.Option("--nnt", help="Numbers needed to treat; randomised comparisons only.")
    ] = False,
    format: Format = None,
    study: StudyId = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """Per 1,000 patients: what was observed, and what the adjusted ratio would give."""
    from altto_cli.query import Asked
    from altto_cli.view.pages import absolute as view

    asked_of = answer.study(study, evidence)
    asked = Asked(command="absolute", menopause=menopausal_status(asked_of, menopause))
    answer.show(view.page(asked_of, asked, endpoint, nnt=nnt), format, color)


def appraise(
    endpoint: Endpoint = None,
    menopause: Menopause = None,
    all: Annotated[bool, typer.Option("--all", help="The notes too, not only counted.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on a conflict.")] = False,
    format: Format = None,
    study: StudyId = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """Does the evidence hang together: what was checked, what was found, what it may mean."""
    from altto_cli.query import Asked
    from altto_cli.view.pages import appraisal

    asked_of = answer.study(study, evidence)
    asked = Asked(command="appraise", menopause=menopausal_status(asked_of, menopause))
    complete = all or format in _COMPLETE
    page = appraisal.page(asked_of, asked, endpoint, notes_too=complete)
    answer.show(page, format, color, notes="all" if all else "key")
    if strict and "conflict" in {x.severity for x in appraisal.found(asked_of, asked, endpoint)}:
        raise typer.Exit(1)
