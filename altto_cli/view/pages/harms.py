"""What studies report of harm, the asked one first: silence is not safety."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from altto_cli import wording
from altto_cli.model import Result, Study
from altto_cli.view import answer, notes, places, records, standing
from altto_cli.view.columns import NAMED_STUDY, PATIENTS, RATE, RATIO, Definition, N, made
from altto_cli.view.groups import has_figures, interval
from altto_cli.view.page import Hanging, Line, Page, Part, Row, Table
from altto_cli.view.rates import About
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, lettered, warned
from altto_cli.words import Typed

HARM = PATIENTS._replace(header=lambda rows: "Harm")
COLUMNS: tuple[Definition, ...] = (HARM, NAMED_STUDY, N, RATE, RATIO)


class Harmed(NamedTuple):
    """A result of an endpoint that counts a harm."""

    study: Study
    result: Result


def page(study: Study, library: Sequence[Study], question: Mapping[str, Any], typed: Typed) -> Page:
    """What the study says of harm, then every endpoint that any study declares a harm."""
    found = sorted(
        (
            Harmed(each, result)
            for each in library
            for result in each.results
            if each.endpoint(result.endpoint).harm
        ),
        key=lambda one: (one.study is not study, _comparison(one)),
    )
    studies = list({one.study.id: one.study for one in found}.values())
    answering = studies if study in studies else [study, *studies]
    tables, warnings = lettered([_table(found)] if found else [], _warnings(studies, found))
    return Page(
        schema="results",
        title=("Harm", standing.name(study)),
        label=_label(study, studies, found),
        tables=tables,
        warnings=(*warnings, *_overlaps(studies), *_sources(studies, found)),
        notes=tuple(
            f"{standing.name(each)}: {text}"
            for each in studies
            for text in notes.known(each, _results(each, found), warnings)
        ),
        evidence=tuple(standing.version(each) for each in answering),
        asked=typed.command("harms", study=study),
        onward=(typed.command("studies", study=None),),
        entries=tuple(answer.entry(one.study, one.result) for one in found),
        collections=("results",),
        query=question,
        studies=tuple(records.study(each) for each in answering),
        sources=tuple(
            source for each in studies for source in answer.sources(each, _results(each, found))
        ),
    )


def _label(study: Study, studies: Sequence[Study], found: Sequence[Harmed]) -> tuple[str, ...]:
    own = [one for one in found if one.study is study]
    said = study.harm or f"Not recorded of {standing.name(study)}. Silence is not safety"
    silent = said if not own else "Reported here, below"
    elsewhere = [each for each in studies if each is not study]
    if not elsewhere:
        return (silent,)
    randomised = all(one.study.is_randomised(one.result) for one in found)
    kind = "randomised" if randomised else "randomised and not"
    return (silent, f"below, what other studies say, {kind}")


def _results(study: Study, found: Sequence[Harmed]) -> list[Result]:
    return [one.result for one in found if one.study is study]


def _comparison(one: Harmed) -> str:
    return wording.comparison(one.study, one.result)


def _table(found: Sequence[Harmed]) -> Table:
    rows = [
        About(one.study, one.result, label=_harm(one)) for one in found if has_figures(one.result)
    ]
    columns, cells = made(COLUMNS, rows)
    remaining = iter(cells)
    lines: list[Row | Line] = []
    for comparison, group in groupby(found, _comparison):
        lines.append(Line(cell=(Part(comparison),), heading=True))
        for one in group:
            if has_figures(one.result):
                lines.append(Row(cells=next(remaining), indent=2, interval=interval(one.result)))
            else:
                lines.append(_in_words(one))
    return Table(columns=columns, lines=tuple(lines))


def _harm(one: Harmed) -> str:
    name = one.study.endpoint(one.result.endpoint).name
    return f"{name}, {one.result.window.text}" if one.result.window else name


def _in_words(one: Harmed) -> Line:
    said = (one.result.statement or wording.NOT_REPORTED).rstrip(".")
    text = f"{_harm(one)}, {standing.name(one.study)}: {wording.lower_first(said)}"
    return Line(cell=(Part(text, places.of_result(one.study, one.result)),), indent=2)


def _warnings(studies: Sequence[Study], found: Sequence[Harmed]) -> Iterator[Warned]:
    for study in studies:
        results = _results(study, found)
        marks = tuple(places.of_result(study, each) for each in results)
        for each in warned(Touching(study, results)):
            yield each._replace(places=each.places or marks, lead=standing.name(study))


def _overlaps(studies: Sequence[Study]) -> Iterator[Hanging]:
    ids = {study.id for study in studies}
    said = [each.text for study in studies for each in study.overlaps if each.study in ids]
    if said:
        yield Hanging("Overlap", " ".join(dict.fromkeys(said)))


def _sources(studies: Sequence[Study], found: Sequence[Harmed]) -> Iterator[Hanging]:
    said = []
    for study in studies:
        ids = dict.fromkeys(each.source for each in _results(study, found))
        said += [f"{standing.name(study)}, {standing.sourced(study.source(id))}" for id in ids]
    if said:
        yield Hanging("Sources", f"{'; '.join(said)}.")
