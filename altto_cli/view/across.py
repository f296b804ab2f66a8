"""The same question across studies: side by side, kept apart by design, never pooled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from altto_cli import query, wording
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Study
from altto_cli.view import results
from altto_cli.view.page import Column, Note, Page, Row, Section, Table
from altto_cli.view.results import Shown

NOT_POOLED = "Side by side, not pooled: designs, patients, measures, levels and windows differ."


def page(
    studies: Sequence[Study], first: str | None, second: str | None, asked: Mapping[str, Any]
) -> Page:
    """Two strategies in every study; without names, those of the default study's first result.

    Raises NoSuchRecordError where no study compares them.
    """
    if first is None or second is None:
        first, second = _question(studies)
    each = [
        one
        for study in studies
        for one in results.shown(study, query.same_question(study, first, second))
    ]
    if not each:
        raise NoSuchRecordError(f"no study compares {first} and {second}. See: altto studies")
    endpoints = list(dict.fromkeys(_endpoint(one) for one in each))
    each.sort(key=lambda one: (endpoints.index(_endpoint(one)), _standing(one)))
    whole = results.page(f"{first} against {second} across studies", each, asked)
    return replace(
        whole,
        aside="",
        tables=(_table(each, whole.tables[0]),),
        notes=(*whole.notes, Note(NOT_POOLED)),
    )


def _question(studies: Sequence[Study]) -> tuple[str, str]:
    pairs = (
        (each.treatment.strategy, each.reference.strategy)
        for study in studies
        if study.default
        for each in study.results
        if each.treatment and each.reference
    )
    return next(pairs)


def _endpoint(one: Shown) -> str:
    return one.study.endpoint(one.result.endpoint).name


def _standing(one: Shown) -> tuple[bool, bool]:
    """Randomised before not randomised, and in each what bears directly before the rest."""
    indirect = one.study.population(one.result.population).indirect is not None
    return not one.study.is_randomised(one.result), indirect


def _heading(one: Shown) -> str:
    not_randomised, indirect = _standing(one)
    kind = "non-randomised" if not_randomised else "randomised"
    bearing = "bears indirectly on the question" if indirect else "bears directly on the question"
    return f"{_endpoint(one)} · {kind} · {bearing}"


def _table(each: Sequence[Shown], whole: Table) -> Table:
    rows = [_row(one, row) for one, row in zip(each, whole.rows(), strict=True)]
    headed = zip(map(_heading, each), rows, strict=True)
    sections = [
        Section(heading=heading, rows=tuple(row for _, row in group))
        for heading, group in groupby(headed, itemgetter(0))
    ]
    columns = (Column("Study"), *whole.columns[:3], Column("Ratio", "strong"), whole.columns[4])
    return replace(whole, columns=columns, sections=tuple(sections))


def _row(one: Shown, row: Row) -> Row:
    """The row of a look-up, with its study, population, window, kind of rate and measure said."""
    window = one.result.window.text if one.result.window else None
    where = wording.upper_first(wording.population(one.study, one.result))
    study = tuple(filter(None, (one.study.id, where, window, results.rate_name(one))))
    comparison, sizes, rates, ratio, p = results.row(one).cells
    if one.result.effect:
        ratio = (*ratio, wording.measure(one.result.effect))
    fields = (("Study", one.study.title), *row.fields)
    return replace(row, cells=(study, comparison, sizes, rates, ratio, p), fields=fields)
