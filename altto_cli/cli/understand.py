"""The commands that say whether the evidence hangs together, what it means, and what words mean."""

import sys
from collections.abc import Callable
from typing import Annotated

from altto_cli import words
from altto_cli.cli import answer
from altto_cli.cli.asking import Asking, Question
from altto_cli.cli.command import Argument, Option
from altto_cli.cli.options import EndpointAndStatus, Menopause
from altto_cli.errors import UnknownWordError
from altto_cli.view.page import Page

_GROUP = "Understand"
#: Formats for machines carry every finding.
_COMPLETE = ("csv", "tsv", "json", "jsonl")


def absolute(
    asking: Asking,
    endpoint: EndpointAndStatus = None,
    menopause: Menopause = None,
    nnt: Annotated[
        bool, Option(("--nnt",), "Numbers needed to treat; randomised comparisons only.")
    ] = False,
) -> Page:
    """Per 1,000 patients: what was observed, and what the adjusted ratio would give."""
    from altto_cli.view.pages import absolute as view

    status, named = words.statuses(endpoint or [])
    study = asking.chosen_study()
    asked = asking.asked(study, "absolute", status, menopause)
    return view.page(study, asked, " ".join(named) or None, nnt=nnt)


def appraise(
    asking: Asking,
    endpoint: EndpointAndStatus = None,
    menopause: Menopause = None,
    all: Annotated[bool, Option(("--all",), "The notes too, E-values among them.")] = False,
    strict: Annotated[bool, Option(("--strict",), "Exit 1 on a conflict.")] = False,
) -> Callable[[], None]:
    """Does the evidence hang together: what was checked, what was found, what it may mean."""
    from altto_cli.view.pages import appraisal

    status, named = words.statuses(endpoint or [])
    word = " ".join(named) or None
    study = asking.chosen_study()
    asked = asking.asked(study, "appraise", status, menopause)
    complete = all or (asking.format or "").casefold() in _COMPLETE
    page = appraisal.page(study, asked, word, notes_too=complete)

    def show() -> None:
        (asking._replace(notes="all") if all else asking).show(page)
        if strict and "conflict" in {x.severity for x in appraisal.found(study, asked, word)}:
            sys.exit(1)

    return show


def explain(
    asking: Asking,
    term: Annotated[
        list[str] | None,
        Argument("[TERM]", "A term: DFS, OFS, aHR, E-value; all without one."),
    ] = None,
) -> Page:
    """What a term means and how it is used here; without one, all terms."""
    from altto_cli.loader.reader import load_terms
    from altto_cli.view.pages import reference

    word = " ".join(term) if term else None
    query = {"command": "explain", **({"term": word} if term else {})}
    try:
        return reference.terms(load_terms(), word, query)
    except UnknownWordError:
        from altto_cli.cli.first import summaries

        ids = answer.study_ids(asking.evidence)
        if word and (named := words.studies_named(word, ids)):
            raise UnknownWordError(f"{word} is no term: {summaries(named, asking.typed)}") from None
        raise


def sources(asking: Asking) -> Page:
    """Each source: what it is, peer reviewed or not, what was taken, conflicts in full."""
    from altto_cli.view.pages import reference

    return reference.sources(asking.chosen_study(), {"command": "sources"}, asking.typed)


COMMANDS = (
    Question(_GROUP, "altto absolute dfs pre", absolute),
    Question(_GROUP, "altto appraise dfs", appraise),
    Question(_GROUP, "altto explain ahr", explain),
    Question(_GROUP, "altto sources", sources),
)
