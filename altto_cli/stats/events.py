"""How many events a standard error takes, and how many a rate allows.

Each bound holds for the standard error that comes with the model. Robust, weighted, bootstrap and
penalised ones can be smaller, and so can that of a risk ratio.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple, TypeAlias

from altto_cli.stats.printed import PrintedRatio, printed_figure
from altto_cli.stats.rounding import wald_se_range

#: Where a ratio and its standard error come from.
Model: TypeAlias = Literal[
    "cox",
    "poisson",
    "logistic",
    "ratio of hazard ratios, cox",
    "one-step log-rank",
    "robust",
    "weighted",
    "bootstrap",
    "risk ratio",
]
#: The models in which each group has at least 1/SE² events.
EACH_GROUP: tuple[Model, ...] = ("cox", "poisson", "logistic", "ratio of hazard ratios, cox")
#: Relative slack that keeps a whole number whole.
FLOAT_NOISE = 1e-12


class Split(NamedTuple):
    """How a total of events may lie between two groups; None where it cannot."""

    smaller_at_least: int | None
    larger_at_most: int | None


class AgainstInterval(NamedTuple):
    """The least standard error that two counts of events allow, against the printed interval's."""

    #: None where a group has no event, which leaves no finite one.
    se_least: float | None
    #: The greatest that rounds to the printed interval.
    se_greatest: float
    #: Whether the interval is narrower than these events allow.
    too_narrow: bool


def least_events(standard_error: float) -> float:
    """No Cox model with fewer than 4/SE² events gives a log hazard ratio so small a standard error.

    A binary covariate has information Σp(1 − p) ≤ D/4 about its log hazard ratio from D events of
    the model, and adjusting for other covariates only takes from it. Model-based SE only: not
    robust, weighted or penalised ones. For a factor with several levels D is the total of all
    levels. It holds for one-step log-rank and Pike ratios too, SE 1/√V.
    """
    return 4 / standard_error**2


def least_events_within_rounding(ratio: PrintedRatio) -> float | None:
    """Rounding widens an interval at most so far, which gives the least value of 4/SE².

    Reported events below it contradict every interval that rounds to the printed one. None where
    `wald_se_range` is.
    """
    span = wald_se_range(ratio)
    return least_events(span.high) if span else None


def least_events_each(ratio: PrintedRatio, model: Model) -> float | None:
    """Each of the two groups has at least 1/SE² events, whatever else its model holds.

    SE² ≥ 1/e₁ + 1/e₀: Var(c'β) ≥ (c'v)²/v'Iv for every v; with v = e₀/(e₁+e₀), −e₁/(e₁+e₀) and 0
    elsewhere v'Iv ≤ Σpₖvₖ², and at the estimate Σpₖ = eₖ. Breslow, Efron and exact ties,
    time-dependent groups, other groups, covariates and strata, Poisson and logistic models; each of
    the four groups of a ratio of ratios. Unrounded, at the greatest SE of the rounded interval.
    None by another model (one-step log-rank ratios count expected events and fail in half of all
    fits) and where `wald_se_range` is.
    """
    span = wald_se_range(ratio) if model in EACH_GROUP else None
    return 1 / span.high**2 if span else None


def whole_events(least: float) -> int:
    """The least whole number of events that is not below a bound."""
    return math.ceil(least * (1 - FLOAT_NOISE))


def split_of_total(ratio: PrintedRatio, total: int, model: Model) -> Split | None:
    """Of a total D the smaller group has at least the least k with 1/k + 1/(D − k) ≤ SE².

    As `least_events_each`, which is also when it is None.
    """
    least = least_events_each(ratio, model)
    if least is None:
        return None
    for smaller in range(whole_events(least), total // 2 + 1):
        if 1 / smaller + 1 / (total - smaller) <= 1 / least:
            return Split(smaller, total - smaller)
    return Split(None, None)


def events_against_interval(
    ratio: PrintedRatio, treatment: int, reference: int, model: Model
) -> AgainstInterval | None:
    """Two counts of events allow no standard error below √(1/e₁ + 1/e₀).

    Against the greatest SE that rounds to the printed interval; as `least_events_each`, which is
    also when it is None.
    """
    least = least_events_each(ratio, model)
    if least is None:
        return None
    greatest = math.sqrt(1 / least)
    if not (treatment and reference):
        return AgainstInterval(None, greatest, too_narrow=True)
    possible = math.sqrt(1 / treatment + 1 / reference)
    return AgainstInterval(possible, greatest, possible > greatest)


def most_events_by_time(patients: int, event_free_percent: str) -> int:
    """Of N patients at most N(1 − S) had their event by the time of a Kaplan–Meier rate S.

    Its steps are at least 1/N high (Efron 1967), so the count is at most ⌊N(1 − S)⌋ with S at the
    lower end of its rounding band. A ceiling, below which censoring takes it; unweighted curves
    only. It does not bound the events of a ratio, which go on after that time.
    """
    least_free = printed_figure(event_free_percent).lowest
    return int(patients * (100 - least_free) / 100)


def events_by_rate(patients: int, event_free: float) -> float:
    """N(1 − S) patients would have had an event if none had been censored before the time of S.

    A stand-in for a number of events that is not reported, above it under censoring; good for
    proportions between groups, not for counts.
    """
    return patients * (1 - event_free)
