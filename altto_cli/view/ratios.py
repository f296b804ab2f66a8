"""What the columns of a plot say: patients, comparison, n, rates, ratio, P."""

from collections.abc import Sequence
from typing import NamedTuple

from altto_cli import wording
from altto_cli.view import results
from altto_cli.view.page import Cell, Column
from altto_cli.view.shown import Shown
from altto_cli.wording import DASH, NOT_REPORTED


class _Rates(NamedTuple):
    """What percentages a row prints: with the event or without, and at what time."""

    with_event: bool
    at_years: str | None


def columns(drawn: Sequence[Shown], title: str, several: bool) -> tuple[Column, ...]:
    """The columns that these rows need; what the title says of all of them has none."""
    rates = _rates_of(drawn)
    columns = [Column("Study")] if several else []
    if _shows_patients(drawn, title):
        columns.append(Column("Patients"))
    columns += [Column("Comparison", "pair"), Column("n", "decimal")]
    columns.append(Column(_rate_header(rates), "decimal" if len(rates) == 1 else "prose"))
    columns.append(Column(_effect_header(drawn), "strong"))
    return (*columns, Column("P")) if _shows_p(drawn) else tuple(columns)


def cells(
    one: Shown,
    labels: Cell,
    sizes: Cell,
    told_apart: str,
    drawn: Sequence[Shown],
    title: str,
    several: bool,
) -> tuple[Cell, ...]:
    """What the result has in each of `columns`; `told_apart` sets it off from one like it."""
    cells: list[Cell] = [(one.study.id,)] if several else []
    if _shows_patients(drawn, title):
        cells.append((", ".join(filter(None, (_patients(one), told_apart))),))
    else:
        labels = (*labels[:-1], ", ".join(filter(None, (labels[-1], told_apart))))
    cells += [labels, (DASH,) if set(sizes) == {DASH} else sizes]
    cells += [_rates_cell(one, _rates_of(drawn)), (_effect_cell(one, drawn),)]
    return (*cells, (_p_cell(one),)) if _shows_p(drawn) else tuple(cells)


def _shows_patients(drawn: Sequence[Shown], title: str) -> bool:
    """Whether the rows differ in their patients, or the title does not name them."""
    said = {_patients(one).casefold() for one in drawn}
    return len(said) > 1 or not title.casefold().endswith(f" · {said.pop()}")


def _patients(one: Shown) -> str:
    said = [wording.upper_first(wording.population(one.study, one.result))]
    if one.result.window:
        said.append(one.result.window.text)
    return ", ".join(said)


def _rates_of(drawn: Sequence[Shown]) -> set[_Rates]:
    return {kind for one in drawn if (kind := _kind_of_rates(one))}


def _kind_of_rates(one: Shown) -> _Rates | None:
    arm = wording.rated(one.result)
    if arm is None:
        return None
    at = None if arm.at_years is None else wording.figure(arm.at_years)
    return _Rates(arm.event_percent is not None, at)


def _rate_header(rates: set[_Rates]) -> str:
    if len(rates) != 1:
        return "Rates"
    with_event, at = next(iter(rates))
    kind = "with event" if with_event else "event-free"
    return f"{at}-year {kind}, %" if at else f"{wording.upper_first(kind)}, %"


def _rates_cell(one: Shown, rates: set[_Rates]) -> Cell:
    kind = _kind_of_rates(one)
    if kind is None:
        return (DASH,)
    if rates != {kind}:
        return (rates_in_words(one),)
    said = (wording.rate(arm) for arm in one.result.arms)
    return tuple(DASH if rate is None else wording.figure(rate) for rate in said)


def rates_in_words(one: Shown) -> str:
    """The percentages with what they are: 90.0% v 77.6% (10-year DFS)."""
    name = results.rate_name(one)
    if name is None:
        return f"rates {NOT_REPORTED}"
    rates = (wording.rate(arm) for arm in one.result.arms)
    said = (NOT_REPORTED if rate is None else wording.percent(rate) for rate in rates)
    return f"{' v '.join(said)} ({name})"


def _effect_header(drawn: Sequence[Shown]) -> str:
    measures, levels = _measures(drawn), _levels(drawn)
    name = wording.upper_first(measures.pop()) if len(measures) == 1 else "Ratio"
    level = levels.pop() if len(levels) == 1 else None
    return f"{name} ({level}% CI)" if level else name


def _effect_cell(one: Shown, drawn: Sequence[Shown]) -> str:
    effect = one.result.effect
    if effect is None:
        return DASH
    said = wording.effect(effect)
    levels = _levels(drawn)
    if len(levels) == 1 and None not in levels:
        said = said.replace(f"({levels.pop()}% CI ", "(")
    if len(_measures(drawn)) > 1:
        said += f", {wording.measure(effect)}"
    return f"{said}, derived" if one.result.status == "derived" else said


def _measures(drawn: Sequence[Shown]) -> set[str]:
    return {wording.measure(one.result.effect) for one in drawn if one.result.effect}


def _levels(drawn: Sequence[Shown]) -> set[str | None]:
    effects = [one.result.effect for one in drawn]
    return {
        wording.figure(each.ci_level) if each.ci_level else None
        for each in effects
        if each and each.ci_low is not None
    }


def _shows_p(drawn: Sequence[Shown]) -> bool:
    return any(_p_cell(one) != DASH for one in drawn)


def _p_cell(one: Shown) -> str:
    return wording.p_cell(one.result.effect) if one.result.effect else DASH
