"""The pages of the look-ups: one endpoint, one menopausal group, a comparison, the factors."""

from collections.abc import Iterator
from dataclasses import replace

from altto_cli import query, wording, words
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Result, Study
from altto_cli.query import Asked, pairs
from altto_cli.view import results
from altto_cli.view.page import Note, Page
from altto_cli.view.shown import with_warnings


def endpoint(study: Study, word: str, asked: Asked) -> Page:
    """Every result of one endpoint, and of those that are asked as it."""
    endpoints = words.endpoints(study, word)
    found = query.results(study, asked, endpoints)
    shown = [each for each in endpoints if any(each.id == one.endpoint for one in found)]
    first, *others = [each.name for each in shown]
    title = _titled(wording.several([first, *map(wording.lower_first, others)]), asked)
    page = results.page(title, with_warnings(study, found), asked.as_query())
    return replace(page, notes=(*page.notes, *_grouped(study, asked)))


def group(study: Study, asked: Asked) -> Page:
    """Everything known in one menopausal group, statements included."""
    found = query.results(study, asked)
    title = wording.upper_first(asked.menopause or study.title)
    return results.page(f"{title} patients", with_warnings(study, found), asked.as_query())


def comparison(study: Study, first: str | None, second: str | None, asked: Asked) -> Page:
    """One strategy against another over every endpoint and population, or all results."""
    if first is None or second is None:
        found, asides = query.results(study, asked), list[str]()
        title = "All results"
    else:
        found, asides = pairs.compare(study, first, second, asked)
        if not found:
            from altto_cli.view import contrast

            return contrast.page(study, first, second, asked)
        a, b = words.strategy(study, first), words.strategy(study, second)
        title = f"{a.label} against {b.label}"
    names = {"first": first, "second": second}
    return results.page(title, with_warnings(study, found), asked.as_query(**names), asides)


def subgroups(study: Study, asked: Asked) -> Page:
    """The factors over which the source makes a statement, and the figures it prints for them."""
    factors = [each for each in study.results if each.subgroup]
    if not factors:
        see = asked.typed.command("compare", study=study)
        raise NoSuchRecordError(f"no statement over factors in {study.id}. See: {see}")
    return results.factors(with_warnings(study, _with_figures(study, factors)), asked.as_query())


def _with_figures(study: Study, factors: list[Result]) -> list[Result]:
    """Each factor, followed by the results that the source prints for it."""
    return [
        each
        for factor in factors
        for each in (factor, *(study.result(id) for id in factor.figures))
    ]


def _grouped(study: Study, asked: Asked) -> Iterator[Note]:
    """That a word was asked which the source does not tell from others of its group."""
    for word in filter(None, (asked.treatment, asked.reference)):
        named = words.strategy(study, word)
        if word.casefold() not in (named.id, named.label.casefold()):
            yield Note(f"Asked for {word}: answered with {named.label}, as the source groups it.")


def _titled(title: str, asked: Asked) -> str:
    label = asked.population or asked.menopause
    return f"{title} · {label}" if label else title
