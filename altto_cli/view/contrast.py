"""The page of two groups that share a reference: not compared in the source, with what follows."""

from collections.abc import Iterator
from dataclasses import replace

from altto_cli import wording, words
from altto_cli.appraise.contrast import Contrast, contrasts
from altto_cli.model import Study
from altto_cli.query import Asked, pairs
from altto_cli.view import foot, notes, records, results
from altto_cli.view.page import Column, Page, Row, Section, Table
from altto_cli.view.shown import Shown, with_warnings

HEADING = "Not compared in the source"


def page(study: Study, first: str, second: str, asked: Asked) -> Page:
    """The first strategy against the second through the reference that both were compared with.

    Raises what `pairs.never_compared` makes where they share none.
    """
    a, b = words.strategy(study, first), words.strategy(study, second)
    found = [each for each in contrasts(study, a.id, b.id) if _is_asked(study, each, asked)]
    if not found:
        raise pairs.never_compared(study, first, second, asked)
    shown = [one for each in found for one in with_warnings(study, each.results)]
    rows = {id(each): tuple(_rows(study, each)) for each in found}
    names = [row.name for each in found for row in rows[id(each)]]
    return Page(
        schema="results",
        title=f"{a.label} against {b.label}",
        aside=study.title,
        tables=(
            Table(
                columns=_columns(shown),
                sections=tuple(
                    Section(heading=_heading(study, each), rows=rows[id(each)]) for each in found
                ),
                collection="results",
            ),
        ),
        notes=notes.of_rows(
            (name, one.remarks, one.conflicts) for name, one in zip(names, shown, strict=True)
        ),
        foot=foot.lines(shown),
        query=asked.as_query(first=first, second=second),
        studies=(records.study(study),),
        sources=foot.sources(shown),
    )


def _is_asked(study: Study, each: Contrast, asked: Asked) -> bool:
    """Whether the contrast belongs to the population that is asked for."""
    population = study.population(each.origins[0].population)
    wanted = (asked.population or population.id).casefold()
    named = wanted in (population.id, population.label.casefold())
    return named and asked.menopause in (None, population.menopause)


def _columns(shown: list[Shown]) -> tuple[Column, ...]:
    columns = results.table(shown).columns
    ratio = Column(f"{columns[3].header}, derived", "strong")
    return (*columns[:3], Column("Assumes of the covariance"), ratio)


def _heading(study: Study, each: Contrast) -> str:
    first = each.results[0]
    said = [HEADING, study.endpoint(first.endpoint).name]
    said.append(wording.upper_first(wording.population(study, first)))
    return " · ".join([*said, first.window.text] if first.window else said)


def _rows(study: Study, each: Contrast) -> Iterator[Row]:
    """A row for each way to the interval, told apart by the covariance that it takes."""
    for one, spread in zip(with_warnings(study, each.results), each.spreads, strict=True):
        row = results.row(one)
        ratio = wording.effect(one.result.effect) if one.result.effect else ""
        cells = (*row.cells[:3], (spread.covariance,), (ratio,))
        yield replace(row, name=f"{row.name}, covariance {spread.covariance}", cells=cells)
