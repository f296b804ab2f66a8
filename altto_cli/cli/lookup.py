"""The commands that look up figures."""

from collections.abc import Callable
from typing import Annotated

import typer

from altto_cli.cli import answer
from altto_cli.cli.options import (
    Color,
    Evidence,
    Format,
    Menopause,
    Population,
    Reference,
    StudyId,
    Treatment,
    menopausal_status,
)

_ENDPOINTS = {
    "dfs": "Disease-free survival: every result.",
    "drfs": "Distant recurrence-free survival, and time to distant recurrence.",
    "ttdr": "Time to distant recurrence: the same as drfs.",
    "os": "Overall survival: every result.",
    "recurrence": "Local and distant recurrence: every result.",
}
_GROUPS = ("premenopausal", "postmenopausal")


def register(app: typer.Typer) -> None:
    """Add the look-ups to the program."""
    app.command()(summary)
    for name, help in _ENDPOINTS.items():
        app.command(name, help=help)(_endpoint(name, name))
    for name in _GROUPS:
        app.command(name, help=f"Everything known in {name} patients.")(_group(name))
    for command in (subgroups, harms, compare, results, find):
        app.command()(command)


def summary(
    format: Format = None, study: StudyId = None, evidence: Evidence = None, color: Color = "auto"
) -> None:
    """The analysis at a glance, with what to beware of and what is not reported."""
    from altto_cli.view.pages import summary as view

    asked_of = answer.study(study, evidence)

    answer.show(view.page(asked_of, {"command": "summary"}), format, color)


def _endpoint(word: str, typed: str) -> Callable[..., None]:
    """The command that answers with the endpoint `word`; `typed` is what people type for it."""

    def command(
        menopause: Menopause = None,
        population: Population = None,
        treatment: Treatment = None,
        reference: Reference = None,
        format: Format = None,
        study: StudyId = None,
        evidence: Evidence = None,
        color: Color = "auto",
    ) -> None:
        from altto_cli.query import Asked
        from altto_cli.view.pages import lookups

        asked_of = answer.study(study, evidence)
        asked = Asked(
            command=typed,
            menopause=menopausal_status(asked_of, menopause),
            population=population,
            treatment=treatment,
            reference=reference,
        )
        answer.show(lookups.endpoint(asked_of, word, asked), format, color)

    return command


def _group(name: str) -> Callable[..., None]:
    def command(
        treatment: Treatment = None,
        reference: Reference = None,
        format: Format = None,
        study: StudyId = None,
        evidence: Evidence = None,
        color: Color = "auto",
    ) -> None:
        from altto_cli.query import Asked
        from altto_cli.view.pages import lookups

        asked = Asked(command=name, menopause=name, treatment=treatment, reference=reference)
        answer.show(lookups.group(answer.study(study, evidence), asked), format, color)

    return command


def subgroups(
    format: Format = None, study: StudyId = None, evidence: Evidence = None, color: Color = "auto"
) -> None:
    """The factors over which the source calls the result consistent, and the figures it prints."""
    from altto_cli.query import Asked
    from altto_cli.view.pages import subgroups as view

    asked = Asked(command="subgroups")
    answer.show(view.page(answer.study(study, evidence), asked), format, color)


def harms(
    format: Format = None, study: StudyId = None, evidence: Evidence = None, color: Color = "auto"
) -> None:
    """What is reported of harm, here and in other studies; silence is not safety."""
    from altto_cli.view.pages import harms as view

    asked_of = answer.study(study, evidence)
    library = answer.library(evidence).studies
    answer.show(view.page(asked_of, library, {"command": "harms"}), format, color)


def compare(
    first: Annotated[str | None, typer.Argument(metavar="A", help="A strategy: ai.")] = None,
    second: Annotated[str | None, typer.Argument(metavar="B", help="Another: serm.")] = None,
    menopause: Menopause = None,
    population: Population = None,
    studies: Annotated[
        bool, typer.Option("--studies", help="The same question across all studies.")
    ] = False,
    format: Format = None,
    study: StudyId = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """A against B over every endpoint and population; without names, all results."""
    from altto_cli.query import Asked
    from altto_cli.view.pages import lookups

    if first and not second:
        raise typer.BadParameter(f"name a second strategy: altto compare {first} B")
    if studies:
        from altto_cli.view.pages import side_by_side

        if study:
            raise typer.BadParameter("--studies asks all of them; leave --study out")
        all_studies = answer.library(evidence).studies
        status = menopausal_status(next(x for x in all_studies if x.default), menopause)
        asked = Asked(command="compare", menopause=status, population=population)
        answer.show(side_by_side.page(all_studies, first, second, asked), format, color)
        return
    asked_of = answer.study(study, evidence)
    status = menopausal_status(asked_of, menopause)
    asked = Asked(command="compare", menopause=status, population=population)
    if first and second:
        answer.show(lookups.comparison(asked_of, first, second, asked), format, color)
    else:
        answer.show(lookups.everything(asked_of, asked), format, color)


def results(
    endpoint: Annotated[str, typer.Argument(help="An endpoint that the study declares.")],
    menopause: Menopause = None,
    population: Population = None,
    treatment: Treatment = None,
    reference: Reference = None,
    format: Format = None,
    study: StudyId = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """Any endpoint of any study: every result."""
    narrowed = (menopause, population, treatment, reference)
    _endpoint(endpoint, f"results {endpoint}")(*narrowed, format, study, evidence, color)


def find(
    words: Annotated[list[str], typer.Argument(help="Words or figures, as printed: 0.44.")],
    format: Format = None,
    study: StudyId = None,
    evidence: Evidence = None,
    color: Color = "auto",
) -> None:
    """Every result, term, fact, conflict and source that holds all the words."""
    from altto_cli.loader.reading import load_terms
    from altto_cli.view.pages import find as view

    studies = (answer.study(study, evidence),) if study else answer.library(evidence).studies
    asked = {"command": "find", "words": words}
    answer.show(view.page(studies, load_terms(), words, asked), format, color)
