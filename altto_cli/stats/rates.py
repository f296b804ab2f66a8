"""What two event-free rates imply about a hazard ratio."""

from __future__ import annotations

import math

from altto_cli.stats.printed import Span, printed_figure


def implied_hazard_ratio(treatment: float, reference: float) -> float:
    """Two event-free rates at one time imply a hazard ratio of ln(treatment)/ln(reference).

    Parmar et al., Statist Med 1998; under proportional hazards up to that time. Crude, and several
    per cent from a Cox estimate of the same data as a matter of course. Rates are proportions;
    `ValueError` at 0 and 1, where it is undefined.
    """
    if not (0 < treatment < 1 and 0 < reference < 1):
        raise ValueError(f"no hazard ratio from event-free rates of {treatment} and {reference}")
    return math.log(treatment) / math.log(reference)


def implied_hazard_ratio_range(treatment_percent: str, reference_percent: str) -> Span:
    """The hazard ratio implied by two printed percentages has a range, as both are rounded.

    `implied_hazard_ratio` falls with the treatment's rate and rises with the reference's, so its
    extremes lie at opposite ends of their rounding bands. Rates near 100% give a very wide range;
    `ValueError` where the percentage or an end of its band is 0 or 100.
    """
    treatment, reference = printed_figure(treatment_percent), printed_figure(reference_percent)
    return Span(
        implied_hazard_ratio(float(treatment.highest / 100), float(reference.lowest / 100)),
        implied_hazard_ratio(float(treatment.lowest / 100), float(reference.highest / 100)),
    )
