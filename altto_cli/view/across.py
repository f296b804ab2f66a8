"""The same question across studies: side by side, kept apart by design, never pooled."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from altto_cli import query, wording, words
from altto_cli.errors import NoSuchRecordError
from altto_cli.model import Study
from altto_cli.query import Asked, pairs
from altto_cli.view import results
from altto_cli.view.page import Column, Note, Page, Row, Section, Table
from altto_cli.view.shown import Shown, with_warnings

WIDER = (
    "Strategies that include one of the two are shown as well, under their own names: a second "
    "difference between the groups, such as a drug in one of them only, is part of the ratio."
)
NOT_POOLED = "Side by side, not pooled: designs, patients, measures, levels and windows differ."


def page(
    studies: Sequence[Study],
    first: str | None,
    second: str | None,
    asked: Asked,
    endpoint: str | None = None,
) -> Page:
    """Two strategies in every study; without names, those of the default study's first result.

    Raises NoSuchRecordError where no study compares them as asked.
    """
    if first is None or second is None:
        first, second = _question(studies, asked, endpoint)
    found = {
        study.id: pairs.same_question(study, first, second, asked, endpoint) for study in studies
    }
    each = [one for study in studies for one in with_warnings(study, found[study.id])]
    if not each:
        where = asked.population or asked.menopause
        said = f"no study compares {first} and {second}" + (
            f" in {where} patients" if where else ""
        )
        raise NoSuchRecordError(f"{said}. See: {asked.typed.command('studies')}")
    endpoints = list(dict.fromkeys(_endpoint(one) for one in each))
    each.sort(key=lambda one: (endpoints.index(_endpoint(one)), _standing(one)))
    named = asked.as_query(first=first, second=second, endpoint=endpoint, studies=True)
    whole = results.page(f"{first} against {second} across studies", each, named)
    without = [id for id, results_of in found.items() if not results_of]
    left_out = [f"without such a comparison: {', '.join(without)}"] if without else []
    return replace(
        whole,
        aside="",
        tables=(_table(each, whole.tables[0]),),
        notes=(*whole.notes, Note(WIDER), Note(NOT_POOLED)),
        asides=tuple(left_out),
    )


def _question(studies: Sequence[Study], asked: Asked, endpoint: str | None) -> tuple[str, str]:
    """The two strategies of the first result with which the default study answers."""
    study = next(study for study in studies if study.default)
    endpoints = words.endpoints(study, endpoint) if endpoint else None
    found = query.results(study, replace(asked, population=None), endpoints)
    arms = [(result.treatment, result.reference) for result in found]
    pairs = [(a.strategy, b.strategy) for a, b in arms if a and b]
    if not pairs:
        see = asked.typed.command("compare", "--studies")
        raise NoSuchRecordError(f"no comparison of two groups in {study.id}. See: {see}")
    return pairs[0]


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
    columns = (
        Column("Study", "prose"),
        *whole.columns[:3],
        Column("Ratio", "strong"),
        whole.columns[4],
    )
    return replace(whole, columns=columns, sections=tuple(sections))


def _row(one: Shown, row: Row) -> Row:
    """The row of a look-up, with its study, population, window, kind of rate and measure said."""
    effect = one.result.effect
    study = ", ".join(filter(None, (one.study.id, *_whose(one), results.rate_name(one))))
    comparison, sizes, rates, _, p = results.row(one).cells
    ratio: tuple[str, ...] = (wording.DASH,)
    if effect:
        derived = ", derived" if row.derived else ""
        ratio = (wording.effect(effect), f"{wording.measure(effect)}{derived}")
    fields = (("Study", one.study.title), *row.fields)
    return replace(row, cells=((study,), comparison, sizes, rates, ratio, p), fields=fields)


def _whose(one: Shown) -> Sequence[str | None]:
    """The population, its menopausal status where its label does not tell it, and the window."""
    population = one.study.population(one.result.population)
    where = wording.population(one.study, one.result)
    status = population.menopause
    told = status in (None, "overall", where)
    window = one.result.window.text if one.result.window else None
    return (where, None if told else status, window)
