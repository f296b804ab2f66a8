"""Results of several studies side by side: which stand together, and what each is called."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from altto_cli import wording
from altto_cli.model import Result, Study
from altto_cli.view import places, standing
from altto_cli.view.columns import RATIO_ACROSS, STUDY, YEARS, N, made
from altto_cli.view.groups import has_figures, interval
from altto_cli.view.page import Cell, Line, Part, Row, Table
from altto_cli.view.rates import About

COLUMNS = (STUDY, N, YEARS, RATIO_ACROSS)


class Shown(NamedTuple):
    """A result of a study, with what its arms have beyond the two strategies that are asked."""

    study: Study
    result: Result
    extra: tuple[bool, bool]


def group(one: Shown) -> tuple[int, bool]:
    """HER2-positive disease, then HER2-positive beside negative or indirect, then all else."""
    population = one.study.population(one.result.population)
    randomised = one.study.is_randomised(one.result)
    statuses = {each.her2 for each in one.study.populations}
    if {"positive", "negative"} <= statuses or (
        population.her2 == "positive" and population.indirect
    ):
        return 1, not randomised
    return (0 if population.her2 == "positive" else 2), not randomised


def order(library: Sequence[Study], one: Shown) -> int:
    """Endpoints in the order in which the studies declare them, the default study's first."""
    names = [
        each.name
        for study in sorted(library, key=lambda study: not study.default)
        for each in study.endpoints
    ]
    return names.index(one.study.endpoint(one.result.endpoint).name)


_HER2 = (
    "HER2-positive",
    "HER2-positive beside negative",
    "Mostly HER2-negative, or HER2 not recorded",
)


def _group_heading(one: Shown, found: Sequence[Shown]) -> str:
    here = [each for each in found if group(each) == group(one)]
    kind, not_randomised = group(one)
    said = [_HER2[kind], "not randomised for the question" if not_randomised else "randomised"]
    reasons = dict.fromkeys(each.study.population(each.result.population).indirect for each in here)
    said += ["indirect"] if any(reasons) and kind == 2 else []
    said += ["; ".join(filter(None, reasons))] if any(reasons) and kind == 1 else []
    return " · ".join(said)


def table(found: Sequence[Shown]) -> Table:
    rows = [
        About(one.study, one.result, label=_label(one, found))
        for one in found
        if has_figures(one.result)
    ]
    columns, cells = made(COLUMNS, rows)
    by_row = iter(cells)
    lines: list[Row | Line] = []
    for _, found_here in groupby(found, group):
        together = list(found_here)
        heading = _group_heading(together[0], found)
        lines.append(Line(cell=(Part(heading),), heading=True))
        for said, some in groupby(together, lambda one: _question_heading(one, found)):
            lines.append(Line(cell=(Part(said),), indent=1))
            for one in some:
                lines.append(_row(one, found, by_row))
    return Table(columns=columns, lines=tuple(lines))


def _row(one: Shown, found: Sequence[Shown], cells: Iterator[tuple[Cell, ...]]) -> Row | Line:
    if has_figures(one.result):
        return Row(
            cells=next(cells),
            indent=2,
            interval=interval(one.result),
            derived=one.result.status == "derived",
        )
    shows = places.of_result(one.study, one.result)
    said = (one.result.statement or wording.NOT_REPORTED).rstrip(".")
    if one.result.significance:
        said = f"no figures; called {one.result.significance}"
    return Line(cell=(Part(f"{_label(one, found)}: {said}", shows),), indent=2)


def _question_heading(one: Shown, found: Sequence[Shown]) -> str:
    """The endpoint and who is compared, with what else differs between the groups."""
    study, result = one.study, one.result
    same = [x for x in found if _question_key(x) == _question_key(one)]
    first = same[0]
    said = [study.endpoint(result.endpoint).name, wording.comparison(first.study, first.result)]
    if result.effect and result.effect.measure != "hazard ratio":
        said.append(_PLURAL.get(result.effect.measure, f"{result.effect.measure}s"))
    heading = " · ".join(said)
    return f"{heading}: {_CHANGES[one.extra]}" if any(one.extra) else heading


def _question_key(one: Shown) -> object:
    measure = one.result.effect.measure if one.result.effect else None
    return group(one), one.study.endpoint(one.result.endpoint).name, one.extra, measure


_PLURAL = {"ratio of hazard ratios": "ratio of the HRs"}
_CHANGES = {
    (True, True): "only one drug differs",
    (True, False): "two changes at once",
    (False, True): "two changes at once",
}


def _label(one: Shown, found: Sequence[Shown]) -> str:
    """The study, with the patients, window, source and model as far as they tell rows apart."""
    study, result = one.study, one.result
    said = [standing.name(study)]
    population = study.population(result.population)
    if population.menopause != "overall" and not population.label.casefold().startswith("all"):
        said.append(wording.population(study, result))
    if result.window:
        said.append(result.window.text)
    alike = [
        other.result
        for other in found
        if other.study is study
        and other.result.question == result.question
        and other.extra == one.extra
    ]
    if len({other.source for other in alike}) > 1:
        said.append(study.source(result.source).short)
    if (
        len(
            {
                other.effect and other.effect.adjusted
                for other in alike
                if other.source == result.source
            }
        )
        > 1
    ):
        adjusted = result.effect and result.effect.adjusted is True
        said.append("adjusted" if adjusted else "")
    return ", ".join(filter(None, said))
