"""A hazard ratio applied to a reference group's event-free rate gives an absolute difference.

All of it holds at the time of that rate only. The interval is that of the ratio: the reference
rate is taken as known. In the presence of competing risks a cause-specific ratio gives none of it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from altto_cli.stats.printed import PrintedRatio, Ratio, Span, printed_figure

#: relative slack that keeps 1/(0.9 − 0.8) at 10 when it is rounded up
FLOAT_NOISE = 1e-12


class EventFreeDifference(NamedTuple):
    """Event-free with treatment less event-free with reference, a proportion; benefit above 0."""

    estimate: float
    #: at the upper limit of the ratio: the least benefit
    low: float
    #: at the lower limit of the ratio: the greatest benefit
    high: float


def event_free_under_ratio(hazard_ratio: float, reference: float) -> float:
    """A hazard ratio h turns an event-free rate S into S^h.

    Altman & Andersen, BMJ 1999;319:1492. The ratio is that of the event, the rate that of being
    free of it, as a proportion; a risk of the event entered for the rate gives a wrong answer
    silently. `ValueError` for a rate of 0 or 1, on which a ratio has no effect to measure.
    """
    if not 0 < reference < 1:
        raise ValueError(f"no absolute effect on an event-free rate of {reference}")
    return math.pow(reference, hazard_ratio)


def event_free_difference(ratio: Ratio, reference: float) -> EventFreeDifference:
    """A hazard ratio gives the absolute difference S^h − S; its limits give the interval.

    Altman & Andersen, BMJ 1999;319:1492. The printed limits are used as they stand: re-centring
    them on the estimate moves the interval. Errors as `event_free_under_ratio`.
    """
    return EventFreeDifference(
        *(
            event_free_under_ratio(hazard_ratio, reference) - reference
            for hazard_ratio in (ratio.estimate, ratio.high, ratio.low)
        )
    )


class ByRatio(NamedTuple):
    """What a ratio makes of a reference rate, per 1,000, with what rounding leaves of it."""

    estimate: float
    estimate_range: Span
    #: at the lower and at the upper limit of the ratio
    at_lower: float
    at_lower_range: Span
    at_upper: float
    at_upper_range: Span


def per_thousand_by_ratio(ratio: PrintedRatio, reference_percent: str) -> ByRatio | None:
    """A printed hazard ratio gives 1,000 (S^h − S) more event-free patients of 1,000.

    Ranges lie over the rounding bands of h and of S: S^h − S falls with h, and in S has its extreme
    at the ends of the band or at S = h^(1/(1 − h)) inside it. A limit printed as 0.00 stays 0 at
    its own. None for a reference rate of 0 or 100%.
    """
    reference = printed_figure(reference_percent)
    if not 0 < reference.value < 100:
        return None
    band = Span(float(reference.lowest / 100), min(float(reference.highest / 100), 1.0))
    at = float(reference.value / 100)
    each = []
    for figure in ratio.figures:
        least = min(_differences(float(figure.highest), band))
        greatest = max(_differences(float(figure.lowest), band))
        each += [1000 * _difference(float(figure.value), at), Span(1000 * least, 1000 * greatest)]
    return ByRatio(*each)  # type: ignore[arg-type]


def _differences(hazard_ratio: float, band: Span) -> list[float]:
    """S^h − S at the ends of a band of S, and at its extreme if that lies inside."""
    rates = [band.low, band.high]
    if hazard_ratio not in (0, 1):
        extreme = math.pow(hazard_ratio, 1 / (1 - hazard_ratio))
        rates += [extreme] if band.low < extreme < band.high else []
    return [_difference(hazard_ratio, rate) for rate in rates]


def _difference(hazard_ratio: float, reference: float) -> float:
    return math.pow(reference, hazard_ratio) - reference


class RoundedNumber(NamedTuple):
    """A number needed to treat, and what rounding leaves of it."""

    number: int
    least: int
    #: None where rounding lets it be infinite
    greatest: int | None
    #: NNTB for benefit, NNTH for harm
    side: str
    #: whether its far limit passes infinity, to the other side; None where rounding decides
    passes_infinity: bool | None


def nnt_within_rounding(ratio: PrintedRatio, reference_percent: str) -> RoundedNumber | None:
    """A number needed to treat is 1/(S^h − S), rounded up, with its range over rounding.

    The far limit, the upper one for benefit, may lie on the other side of 1, and through infinity
    on the other side; printed as 1.00 it may be 1.005. For randomised contrasts alone, which the
    caller knows. None for no difference and where `per_thousand_by_ratio` is.
    """
    given = per_thousand_by_ratio(ratio, reference_percent)
    if given is None or not given.estimate:
        return None
    benefit = given.estimate > 0
    sizes = sorted(abs(each) for each in given.estimate_range)
    same_side = given.estimate_range.low * given.estimate_range.high > 0
    far = ratio.figures[2 if benefit else 1]
    passes: bool | None = None
    if far.lowest > 1 or far.highest < 1:
        passes = (far.value > 1) is benefit
    return RoundedNumber(
        rounded_up(1000 / given.estimate),
        rounded_up(1000 / sizes[1]),
        rounded_up(1000 / sizes[0]) if same_side else None,
        "NNTB" if benefit else "NNTH",
        passes,
    )


def per_thousand(proportion: float) -> int:
    """A proportion or a difference of proportions, as a whole number of 1,000 patients."""
    return round(1000 * proportion)


def number_needed_to_treat(difference: float) -> float:
    """One patient more is event-free for every 1/difference patients treated.

    Altman & Andersen, BMJ 1999;319:1492. Unrounded; negative for harm, infinite for no difference.
    """
    return 1 / difference if difference else math.inf


def rounded_up(number_needed: float) -> int:
    """Numbers needed to treat are rounded up to whole patients, for benefit and harm alike.

    Cochrane Handbook 5.1, section 12.5.4. The size only, from the unrounded number; its sign is
    said in words. `OverflowError` for infinity.
    """
    return math.ceil(abs(number_needed) * (1 - FLOAT_NOISE))


def nnt_notation(difference: EventFreeDifference, level: str = "") -> str:
    """Numbers needed to benefit and to harm meet at infinity: "NNTB 21 (NNTB 11 to ∞ to NNTH 164)".

    Altman, BMJ 1998. The interval starts on the estimate's side; all on one side it is "NNTB 13 (8
    to 46)", and up to no difference at all "NNTB 8 (4 to ∞)". `level` stands before it: "95% CI ".
    """
    harm = difference.estimate < 0
    near, far = (difference.low, difference.high) if harm else (difference.high, difference.low)
    shared_side = near * difference.estimate > 0 and far * difference.estimate >= 0
    said = _patients if shared_side else _needed
    through_infinity = " to ∞ to " if near * far < 0 else " to "
    estimate = _needed(difference.estimate) if difference.estimate else "NNT ∞"
    return f"{estimate} ({level}{said(near)}{through_infinity}{said(far)})"


def _needed(difference: float) -> str:
    side = "NNTB " if difference > 0 else "NNTH " if difference < 0 else ""
    return side + _patients(difference)


def _patients(difference: float) -> str:
    return str(rounded_up(number_needed_to_treat(difference))) if difference else "∞"
