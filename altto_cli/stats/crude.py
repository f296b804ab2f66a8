"""The difference of two event-free rates has an interval, of which sizes and rates give the least.

Per 1,000 patients, event-free with treatment less event-free with reference: benefit above 0.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from altto_cli.stats.intervals import critical_value
from altto_cli.stats.printed import PrintedFigure, Span, printed_figure

#: Half-units of two printed rates, per 1,000, above which the interval is given over rounding.
COARSE = Decimal(1)


class Rate(NamedTuple):
    """A group's event-free percentage as printed, and its patients."""

    event_free_percent: str
    patients: int


class CrudeDifference(NamedTuple):
    """A difference per 1,000 with the shortest interval that it can have."""

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
    first, second = bands
    difference = float(10 * (first.value - second.value))
    factor = 1000 * critical_value(level)
    sizes = [group.patients for group in groups]
    least, printed, greatest = (
        factor * math.sqrt(sum(v / n for v, n in zip(variances, sizes, strict=True)))
        for variances in zip(*map(_variances, bands), strict=True)
    )
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
