"""The factors over which a source says something, and the figures that it prints for them."""

from collections.abc import Iterator, Sequence

from altto_cli import wording
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Conflict, Remark, Result, Study
from altto_cli.query import Asked
from altto_cli.view import answer, groups, places
from altto_cli.view.groups import Heading
from altto_cli.view.page import Line, Page, Part, Table


def page(study: Study, asked: Asked) -> Page:
    """Each factor, followed by the results that the source prints for it, and other subgroups.

    Raises NoSuchRecordError where the study has neither.
    """
    factors = [each for each in study.results if each.subgroup]
    parts = _parts(study, factors)
    if not factors and not parts:
        see = asked.typed.command("compare", study=study)
        raise NoSuchRecordError(f"no statement over factors in {study.id}. See: {see}")
    told = [each for each in factors if each.figures]
    silent = [each for each in factors if not each.figures]
    found = [each for factor in factors for each in (factor, *_of_factor(study, factor))]
    found += [*parts, *_interactions(study, parts)]
    tables = [_table(study, factor) for factor in told]
    tables += [_of_parts(study, parts)] if parts else []
    tables = tables or [Table(columns=(), lines=())]
    tables[-1] = answer.with_lines(tables[-1], _silent(study, silent))
    return answer.page(
        study,
        found,
        title=("Is it the same in all patients?", _endpoints(study, factors or parts)),
        tables=tables,
        question=asked.as_query(),
        asked="subgroups",
        typed=asked.typed,
        onward=(f"results {found[0].endpoint}", "appraise"),
    )


def _parts(study: Study, factors: Sequence[Result]) -> list[Result]:
    """Figures of part of the patients that no factor names, beside those of all of them."""
    named = {id for factor in factors for id in factor.figures}
    return [
        each
        for each in study.results
        if each.id not in named
        and each.estimates
        and not (each.subgroup or each.versus_population)
        and _is_part(study, each)
    ]


def _is_part(study: Study, result: Result) -> bool:
    """Whether other results of its endpoint are of all patients, and this is not."""
    whole = {
        each.id for each in study.populations if each.id == "all" or (each.n and each.n == study.n)
    }
    beside = {each.population for each in study.results if each.endpoint == result.endpoint}
    return result.population not in whole and bool(whole & beside)


def _of_parts(study: Study, parts: Sequence[Result]) -> Table:
    table = groups.table(study, parts, groups.heading(parts)._replace(populations=True))
    said = (_interaction(study, each) for each in _interactions(study, parts))
    return table._replace(lines=(*table.lines, *said))


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
        by_statement.setdefault(_in_words(study, each), []).append(each)
    lines = []
    for statement, found in by_statement.items():
        factors = wording.several([wording.lower_first(each.subgroup or "") for each in found])
        lines.append(Line(cell=(Part(f"By {factors}", _of(study, found)),), heading=True))
        lines.append(Line(cell=(Part(statement),), indent=2))
    return lines


def _in_words(study: Study, factor: Result) -> str:
    """What the source says of a factor, and the P of its interaction."""
    printed = wording.estimates(study, factor) if factor.estimates or factor.p_value else ()
    return "; ".join(filter(None, (factor.statement, *printed))) or wording.NOT_REPORTED


def _of(study: Study, found: Sequence[Result]) -> tuple[str, ...]:
    return tuple(place for each in found for place in places.of_result(study, each))
