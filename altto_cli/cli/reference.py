"""The commands that say what words, sources and studies are."""

from typing import Annotated

import typer

from altto_cli.cli import answer
from altto_cli.cli.options import Color, Evidence, Format, StudyId


def register(app: typer.Typer) -> None:
    """Add the commands of reference to the program."""
    for command in (explain, sources, studies):
        app.command()(command)


def explain(
    term: Annotated[list[str], typer.Argument(help="A term: DFS, OFS, aHR, E-value.")],
    format: Format = None,
    study: StudyId = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """What a term means and how it is used here."""
    from altto_cli.loader.reading import load_terms
    from altto_cli.view.pages import reference

    word = " ".join(term)
    query = {"command": "explain", "term": word}
    answer.show(reference.terms(load_terms(), word, query), format, color)


def sources(
    format: Format = None, study: StudyId = None, evidence: Evidence = None, color: Color = "auto"
) -> None:
    """Each source: what it is, peer reviewed or not, what was taken, conflicts in full."""
    from altto_cli.view.pages import reference

    page = reference.sources(answer.study(study, evidence), {"command": "sources"})
    answer.show(page, format, color)


def studies(
    format: Format = None, study: StudyId = None, evidence: Evidence = None, color: Color = "auto"
) -> None:
    """The studies at hand: design, size, follow-up, where they came from."""
    from altto_cli.view.pages import reference

    found = (answer.study(study, evidence),) if study else answer.library(evidence).studies
    answer.show(reference.studies(found, {"command": "studies"}), format, color)
