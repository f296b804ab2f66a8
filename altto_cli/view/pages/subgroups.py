"""The factors over which a source makes a statement, and the figures that it prints for them."""

from collections.abc import Sequence
from dataclasses import replace

from altto_cli import wording
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import answer, groups, places
from altto_cli.view.groups import Heading
from altto_cli.view.page import Line, Page, Part


def page(study: Study, asked: Asked) -> Page:
    """Each factor, followed by the results that the source prints for it.

    Raises NoSuchRecordError where the study makes no statement over factors.
    """
    factors = [each for each in study.results if each.subgroup]
    if not factors:
        see = asked.typed.command("compare", study=study)
        raise NoSuchRecordError(f"no statement over factors in {study.id}. See: {see}")
    figures = [study.result(id) for factor in factors for id in factor.figures]
    table = groups.table(study, figures, Heading(False, True, False))
    found = [each for factor in factors for each in (factor, *map(study.result, factor.figures))]
    silent = [each for each in factors if not each.figures]
    return answer.page(
        study,
        found,
        title=("Is it the same in all patients?", _endpoints(study, factors)),
        tables=(
            replace(
                table, lines=(*_with_figures(study, factors), *table.lines, *_silent(study, silent))
            ),
        ),
        question=asked.as_query(),
        asked="subgroups",
        typed=asked.typed,
        onward=(f"results {factors[0].endpoint}", "appraise"),
    )


def _endpoints(study: Study, factors: Sequence[Result]) -> str:
    names = dict.fromkeys(study.endpoint(each.endpoint).name for each in factors)
    return wording.several([wording.lower_first(name) for name in names])


def _with_figures(study: Study, factors: Sequence[Result]) -> list[Line]:
    return [
        Line(
            cell=(Part(f"By {wording.lower_first(each.subgroup or '')}", _of(study, [each])),),
            heading=True,
        )
        for each in factors
        if each.figures
    ]


def _silent(study: Study, silent: Sequence[Result]) -> list[Line]:
    """The factors without figures, those of one statement together."""
    by_statement: dict[str, list[Result]] = {}
    for each in silent:
        by_statement.setdefault(each.statement or wording.NOT_REPORTED, []).append(each)
    lines = []
    for statement, found in by_statement.items():
        factors = wording.several([wording.lower_first(each.subgroup or "") for each in found])
        lines.append(Line(cell=(Part(f"By {factors}", _of(study, found)),), heading=True))
        lines.append(Line(cell=(Part(statement),), indent=2))
    return lines


def _of(study: Study, found: Sequence[Result]) -> tuple[str, ...]:
    return tuple(place for each in found for place in places.of_result(study, each))
