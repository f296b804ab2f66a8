"""Two groups of one model, each printed against a shared reference, can be set against each other.

The ratio of their hazard ratios is exact if both come from one fitted model. Its standard error
depends on their covariance, which is not printed: Var = V₁ + V₂ − 2C. Standard errors are those of
log hazard ratios.
"""

from __future__ import annotations

import math

from altto_cli.stats.intervals import critical_value, wald_interval
from altto_cli.stats.printed import Ratio, Span


def contrast(first: float, second: float, standard_error: float, level: float) -> Ratio:
    """First against second is the ratio of their hazard ratios, with a Wald interval.

    Unrounded; `standard_error` is that of the contrast, by one of the methods of this module.
    """
    return wald_interval(first / second, standard_error, level)


def se_under_zero_covariance(se1: float, se2: float) -> float:
    """Without covariance the standard error of a contrast is √(V₁ + V₂).

    The widest in a single-factor Cox model, often by half or more; not guaranteed to be the widest
    in an adjusted model of a non-randomised comparison, where the covariance can be negative.
    """
    return math.hypot(se1, se2)


def se_range_of_one_factor(se1: float, se2: float) -> Span:
    """In a Cox model of one factor a contrast has a variance from |V₁ − V₂| to V₁ + V₂.

    Stratified or not, with model-based SE: the information is a graph Laplacian, the variances of
    contrasts are resistances, and these obey the triangle inequality (Klein & Randić 1993; Rücker
    2012). Adjustment hardly moves it in a randomised comparison; in others nothing is guaranteed.
    """
    return Span(math.sqrt(abs(se1**2 - se2**2)), se_under_zero_covariance(se1, se2))


def se_range_of_any_model(se1: float, se2: float) -> Span:
    """Whatever the covariance, a contrast has a standard error from |SE₁ − SE₂| to SE₁ + SE₂.

    A correlation lies between −1 and 1; nothing else is assumed.
    """
    return Span(abs(se1 - se2), se1 + se2)


def covariance_by_events(
    se1: float, se2: float, reference: float, events1: float, events2: float
) -> float:
    """Events give two log ratios against one reference a covariance of r × SE₁ × SE₂.

    r = (1/e₀)/√((1/e₀ + 1/e₁)(1/e₀ + 1/e₂)). Greenland & Longnecker, Am J Epidemiol 1992.
    Only the proportions between the events matter. `ValueError` unless each is above 0.
    """
    if min(reference, events1, events2) <= 0:
        raise ValueError("a covariance needs events in all three groups")
    shared = 1 / reference
    spread = math.sqrt((shared + 1 / events1) * (shared + 1 / events2))
    return shared / spread * se1 * se2


def se_by_events(se1: float, se2: float, reference: float, events1: float, events2: float) -> float:
    """With events a contrast has a standard error of about √(V₁ + V₂ − 2C).

    C as in `covariance_by_events`: within a few per cent of fitted models in most of those
    examined, adjusted ones included. N(1 − S) in place of events errs to the narrow side.
    """
    covariance = covariance_by_events(se1, se2, reference, events1, events2)
    return math.sqrt(se1**2 + se2**2 - 2 * covariance)


def correlation_by_events(reference: float, events1: float, events2: float) -> float:
    """Events suggest the correlation of two log ratios against one reference.

    As in `covariance_by_events`, of which it is the part without the standard errors.
    """
    return covariance_by_events(1, 1, reference, events1, events2)


def correlation_that_excludes_one(
    se1: float, se2: float, ratio: float, level: float
) -> float | None:
    """Above this correlation the interval of a contrast leaves out 1.

    (V₁ + V₂ − (ln ratio/z)²)/(2 SE₁ SE₂), from V₁ + V₂ − 2r SE₁ SE₂ = (ln ratio/z)². None where no
    correlation up to 1 does; −1 or below where each does.
    """
    reach = math.log(ratio) / critical_value(level)
    needed = (se1**2 + se2**2 - reach**2) / (2 * se1 * se2)
    return needed if needed < 1 else None
