"""A hazard ratio applied to a reference group's event-free rate gives an absolute difference.

All of it holds at the time of that rate only. The interval is that of the ratio: the reference
rate is taken as known. In the presence of competing risks a cause-specific ratio gives none of it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from altto_cli.stats.printed import Ratio

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
