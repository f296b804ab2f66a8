"""What two event-free rates imply about a hazard ratio, and what a standard error about events."""

from __future__ import annotations

import math

from altto_cli.stats.printed import PrintedRatio, Span, printed_figure
from altto_cli.stats.rounding import se_range


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


def least_events(standard_error: float) -> float:
    """No Cox model with fewer than 4/SE² events gives a log hazard ratio so small a standard error.

    A binary covariate has information Σp(1 − p) ≤ D/4 about its log hazard ratio from D events of
    the model, and adjusting for other covariates only takes from it. Model-based SE only: not
    robust, weighted or penalised ones. For a factor with several levels D is the total of all
    levels.
    """
    return 4 / standard_error**2


def fewer_events_than_possible(events: int, standard_error: float) -> bool:
    """Fewer events than 4/SE² contradict a model-based standard error (see `least_events`)."""
    return events < least_events(standard_error)


def least_events_within_rounding(ratio: PrintedRatio) -> float:
    """Rounding widens an interval at most so far, which gives the least value of 4/SE².

    Reported events below it contradict every interval that rounds to the printed one. 0 when the
    lower limit is printed as 0.
    """
    return least_events(se_range(ratio).high)


def events_for_se(standard_error: float, allocation: float = 1) -> float:
    """A two-group comparison with this standard error has seen about (1 + r)²/(r SE²) events.

    Schoenfeld, Biometrika 1981;68:316; r patients to 1. Near a hazard ratio of 1; an expectation,
    where `least_events` is a bound.
    """
    return (1 + allocation) ** 2 / (allocation * standard_error**2)


def events_by_rate(patients: int, event_free: float) -> float:
    """N(1 − S) patients would have had an event if none had been censored before the time of S.

    A stand-in for a number of events that is not reported, above it under censoring; good for
    proportions between groups, not for counts.
    """
    return patients * (1 - event_free)
