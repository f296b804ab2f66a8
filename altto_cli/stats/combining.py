"""Ratios of disjoint patients can be set against each other, or put together.

Logarithms add; standard errors come from the printed intervals, which may have different levels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from altto_cli.stats.intervals import se_from_ci, two_sided_p, wald_interval
from altto_cli.stats.printed import PrintedRatio, Ratio, Span
from altto_cli.stats.rounding import p_range, quotient, wald_se_range


class Interaction(NamedTuple):
    """The ratio of two ratios with its Wald test."""

    ratio: Ratio
    standard_error: float
    z: float
    #: at the printed numbers, and over their rounding
    p: float
    p_range: Span
    standard_error_range: Span


class Combined(NamedTuple):
    """Ratios of parts put together by their information."""

    ratio: Ratio
    standard_error: float
    #: ΣVₖ⁻¹
    information: float
    #: over the rounding of all printed numbers
    ratio_range: Span
    information_range: Span


class AgainstWhole(NamedTuple):
    """Parts put together, against what is printed for the whole."""

    #: log ratio of the parts less that of the whole, in standard errors of the whole
    gap: float
    #: whether rounding lets them be equal
    ratio_meets: bool
    information_meets: bool
    #: whether the parts hold more information than the whole under any rounding
    information_exceeds: bool


def interaction(
    first: PrintedRatio,
    second: PrintedRatio,
    level: float,
    *,
    same_contrast: bool = True,
    disjoint: bool = True,
) -> Interaction | None:
    """z = (ln θ₁ − ln θ₂)/√(V₁ + V₂) tests whether two ratios of disjoint patients differ.

    Altman & Bland, BMJ 2003;326:219. The interval has the level asked for, the two printed ones may
    have others. P over rounding: the greatest and least |ln θ₁/θ₂| over the greatest and least SE,
    1 where it straddles 0. None for different strategies or endpoints, for patients in both or a
    shared control, and where `wald_se_range` has no standard error.
    """
    spans = [wald_se_range(each) for each in (first, second)]
    if not same_contrast or not disjoint or spans[0] is None or spans[1] is None:
        return None
    errors = [se_from_ci(each.values) for each in (first, second)]
    standard_error = math.hypot(*errors)
    ratio = first.values.estimate / second.values.estimate
    z = math.log(ratio) / standard_error
    least = math.log(first.lowest.estimate) - math.log(second.highest.estimate)
    greatest = math.log(first.highest.estimate) - math.log(second.lowest.estimate)
    narrow, wide = math.hypot(spans[0].low, spans[1].low), math.hypot(spans[0].high, spans[1].high)
    corners = [quotient(log, se) for log in (least, greatest) for se in (narrow, wide)]
    over_rounding = p_range(Span(min(corners), max(corners)))
    interval = wald_interval(ratio, standard_error, level)
    widths = Span(narrow, wide)
    return Interaction(interval, standard_error, z, two_sided_p(z), over_rounding, widths)


def combined(
    parts: Sequence[PrintedRatio], level: float, *, disjoint: bool = True
) -> Combined | None:
    """ln θ = ΣVₖ⁻¹ ln θₖ/ΣVₖ⁻¹ puts the ratios of parts together, with information ΣVₖ⁻¹.

    Yusuf et al., Prog Cardiovasc Dis 1985;27:335. Exact for ratios exp((O − E)/V) with SE 1/√V over
    windows and causes, where O − E and V add. For Cox ratios approximate: in randomised groups up
    to 0.35 SE from the unstratified whole, 0.8 with a strong prognostic factor; in others by
    several. Range: estimates at their band ends, each weight between 1/s₊² and 1/s₋². None for
    parts that overlap, for one part, and where a part has no `wald_se_range` or one from 0, whose
    weight has no upper end.
    """
    spans = [span for span in map(wald_se_range, parts) if span]
    if not disjoint or len(parts) < 2 or len(spans) < len(parts):
        return None
    if not all(span.low for span in spans):
        return None
    weights = [1 / se_from_ci(part.values) ** 2 for part in parts]
    information = math.fsum(weights)
    logs = [math.log(part.values.estimate) for part in parts]
    mean = math.fsum(w * log for w, log in zip(weights, logs, strict=True)) / information
    standard_error = 1 / math.sqrt(information)
    ranges = [(1 / span.high**2, 1 / span.low**2) for span in spans]
    lowest = [math.log(part.lowest.estimate) for part in parts]
    highest = [-math.log(part.highest.estimate) for part in parts]
    return Combined(
        wald_interval(math.exp(mean), standard_error, level),
        standard_error,
        information,
        Span(math.exp(_least_mean(lowest, ranges)), math.exp(-_least_mean(highest, ranges))),
        Span(math.fsum(low for low, _ in ranges), math.fsum(high for _, high in ranges)),
    )


def against_whole(parts: Combined, whole: PrintedRatio) -> AgainstWhole | None:
    """Parts put together are held to the printed whole, in its standard errors and over rounding.

    None where the whole has no `wald_se_range`.
    """
    span = wald_se_range(whole)
    if span is None:
        return None
    gap = math.log(parts.ratio.estimate) - math.log(whole.values.estimate)
    low, high = whole.lowest.estimate, whole.highest.estimate
    exceeds = parts.information_range.low > (1 / span.low**2 if span.low else math.inf)
    return AgainstWhole(
        gap / se_from_ci(whole.values),
        parts.ratio_range.low <= high and low <= parts.ratio_range.high,
        not exceeds and 1 / span.high**2 <= parts.information_range.high,
        exceeds,
    )


def _least_mean(values: Sequence[float], weights: Sequence[tuple[float, float]]) -> float:
    """The least weighted mean: full weight to the smallest values, as little as may be to the rest.

    Of all ways to choose the weights in their ranges, the extreme is one of the k + 1 cuts.
    """
    ordered = sorted(zip(values, weights, strict=True))
    means = []
    for cut in range(len(ordered) + 1):
        chosen = [
            (value, high if place < cut else low)
            for place, (value, (low, high)) in enumerate(ordered)
        ]
        total = math.fsum(weight for _, weight in chosen)
        means.append(math.fsum(value * weight for value, weight in chosen) / total)
    return min(means)
