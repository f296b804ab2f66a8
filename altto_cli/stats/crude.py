"""The difference of two event-free rates: its interval, or of that the least it can be.

Per 1,000 patients, event-free with treatment less event-free with reference: benefit above 0. The
interval follows from those that are printed of both rates; sizes and rates alone give the shortest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from altto_cli.stats.intervals import critical_value
from altto_cli.stats.kaplan_meier import StandardError
from altto_cli.stats.printed import PrintedFigure, Span, printed_figure

#: Half-units of two printed rates, per 1,000, above which the interval is given over rounding.
COARSE = Decimal(1)


class Rate(NamedTuple):
    """A group's event-free percentage as printed, and its patients."""

    event_free_percent: str
    patients: int


class CrudeDifference(NamedTuple):
    """A difference per 1,000 with its interval, or the shortest that it can have."""

    difference: float
    #: at the printed rates
    low: float
    high: float
    #: over the rounding of both rates: the difference's range and the greatest half-width
    outer: Span
    #: the least half-width over rounding
    half_width_least: float
    #: what is to be shown: the outer interval where the rates are printed coarsely
    shown: Span


def crude_difference(
    treatment: Rate, reference: Rate, level: float, *, weighted: bool = False
) -> CrudeDifference | None:
    """d ± z√(S₁(1 − S₁)/n₁ + S₀(1 − S₀)/n₀) is the shortest interval of a difference of rates.

    Greenwood 1926: his variance is never below S(1 − S)/n, and equals it where nobody was censored
    before. Plain Wald intervals of disjoint groups without delayed entry, from unweighted
    Kaplan–Meier curves at one time. The true interval is no shorter, so one that includes 0
    here includes it; one that does not may. Never the intersection over rounding, which would
    exclude too much. None for weighted or standardised curves and for a rate of 0 or 100%.
    """
    groups = (treatment, reference)
    bands = [printed_figure(group.event_free_percent) for group in groups]
    if weighted or any(band.value <= 0 or band.value >= 100 for band in bands):
        return None
    sizes = [group.patients for group in groups]
    least, printed, greatest = (
        [math.sqrt(variance / n) for variance, n in zip(variances, sizes, strict=True)]
        for variances in zip(*map(_variances, bands), strict=True)
    )
    return _with_errors(bands, (least, printed, greatest), level)


def difference_by_intervals(
    event_free_percents: tuple[str, str], errors: tuple[StandardError, StandardError], level: float
) -> CrudeDifference:
    """d ± z√(SE₁² + SE₀²), with the standard errors that the intervals of both rates hold.

    Altman & Andersen, BMJ 1999;319:1492. Independent groups, whatever their curves were estimated
    by. Treatment stands first.
    """
    bands = [printed_figure(percent) for percent in event_free_percents]
    spans = [error.over_rounding for error in errors]
    least, greatest = [span.low for span in spans], [span.high for span in spans]
    return _with_errors(bands, (least, [error.widest for error in errors], greatest), level)


def half_width(errors: Sequence[float], level: float) -> float:
    """The interval of a difference of independent rates reaches z√(SE₁² + SE₀²) to either side."""
    return critical_value(level) * math.hypot(*errors)


def _with_errors(
    bands: Sequence[PrintedFigure], errors: Sequence[Sequence[float]], level: float
) -> CrudeDifference:
    """`errors` are those of both rates: the least over rounding, at the print, the greatest."""
    first, second = bands
    difference = float(10 * (first.value - second.value))
    least, printed, greatest = (1000 * half_width(each, level) for each in errors)
    apart = Span(
        float(10 * (first.lowest - second.highest)), float(10 * (first.highest - second.lowest))
    )
    outer = Span(apart.low - greatest, apart.high + greatest)
    low, high = difference - printed, difference + printed
    half_units = sum(10 * (band.highest - band.value) for band in bands)
    shown = outer if half_units > COARSE else Span(low, high)
    return CrudeDifference(difference, low, high, outer, least, shown)


def _variances(percent: PrintedFigure) -> tuple[float, float, float]:
    """S(1 − S): the least over the rounding of S, at its printed value, and the greatest."""
    low, at, high = (float(value / 100) for value in percent)
    ends = [rate * (1 - rate) for rate in (low, min(high, 1.0))]
    greatest = 0.25 if low <= 0.5 <= high else max(ends)
    return min(ends), at * (1 - at), greatest
