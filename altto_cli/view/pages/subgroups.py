"""The factors over which a source makes a statement, and the figures that it prints for them."""

from collections.abc import Iterator, Sequence

from altto_cli import wording
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Conflict, Remark, Result, Study
from altto_cli.query import Asked
from altto_cli.view import answer, groups, places
from altto_cli.view.groups import Heading
from altto_cli.view.page import Line, Page, Part, Table


def page(study: Study, asked: Asked) -> Page:
    """Each factor, followed by the results that the source prints for it.

    Raises NoSuchRecordError where the study makes no statement over factors.
    """
    factors = [each for each in study.results if each.subgroup]
    if not factors:
        see = asked.typed.command("compare", study=study)
        raise NoSuchRecordError(f"no statement over factors in {study.id}. See: {see}")
    told = [each for each in factors if each.figures]
    silent = [each for each in factors if not each.figures]
    found = [each for factor in factors for each in (factor, *_of_factor(study, factor))]
    tables = [_table(study, factor) for factor in told] or [Table(columns=(), lines=())]
    tables[-1] = answer.with_lines(tables[-1], _silent(study, silent))
    return answer.page(
        study,
        found,
        title=("Is it the same in all patients?", _endpoints(study, factors)),
        tables=tables,
        question=asked.as_query(),
        asked="subgroups",
        typed=asked.typed,
        onward=(f"results {factors[0].endpoint}", "appraise"),
    )


def _endpoints(study: Study, factors: Sequence[Result]) -> str:
    names = dict.fromkeys(study.endpoint(each.endpoint).name for each in factors)
    return wording.several([wording.lower_first(name) for name in names])


def _of_factor(study: Study, factor: Result) -> list[Result]:
    """The results that the source prints for the factor, and the interactions between them."""
    figures = [study.result(id) for id in factor.figures]
    return [*figures, *_interactions(study, figures)]


def _interactions(study: Study, figures: Sequence[Result]) -> list[Result]:
    known = {(each.endpoint, each.population) for each in figures}
    return [
        each
        for each in study.results
        if each.versus_population
        and each not in figures
        and {(each.endpoint, each.population), (each.endpoint, each.versus_population)} <= known
    ]


def _table(study: Study, factor: Result) -> Table:
    """The figures of one factor; under them the interaction and what the source says of it."""
    figures = [study.result(id) for id in factor.figures]
    table = groups.table(study, figures, Heading(False, True, False))
    named = f"By {wording.lower_first(factor.subgroup or '')}"
    lines = (
        Line(cell=(Part(named, _of(study, [factor])),), heading=True),
        *table.lines,
        *(_interaction(study, each) for each in _interactions(study, figures)),
        *_statement(study, factor),
    )
    return table._replace(lines=lines)


def _interaction(study: Study, result: Result) -> Line:
    said = "; ".join(wording.estimates(study, result))
    who = wording.upper_first(wording.population(study, result))
    return Line(cell=(Part(f"{who}: {said}", _of(study, [result])),))


def _statement(study: Study, factor: Result) -> Iterator[Line]:
    """What the source says of the factor, unless the evidence has own words for it."""
    records: tuple[Remark | Conflict, ...] = (*study.remarks, *study.conflicts)
    told = {key for record in records for said in record.says for key in said.of}
    if factor.statement and f"results/{factor.id}" not in told:
        yield Line(cell=(Part(factor.statement),))


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
