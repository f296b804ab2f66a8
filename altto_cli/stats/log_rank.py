"""Events and the P value of a log-rank test imply a ratio: ln HR = (O − E)/V.

V is the information about the log ratio, the variance of O − E. One-step estimates, near those of a
Cox model of the same patients without covariates.
"""

from __future__ import annotations

import math


def log_ratio(observed_less_expected: float, information: float) -> float:
    """The log hazard ratio of a log-rank test is (O − E)/V, with a standard error of 1/√V.

    Peto; Parmar et al., Statist Med 1998, equations 4 and 6.
    """
    return observed_less_expected / information


def observed_less_expected(z: float, information: float) -> float:
    """A log-rank test with deviate z has O − E = z√V.

    Tierney et al., Trials 2007;8:16; z is the quantile of the two-sided P at p/2.
    """
    return z * math.sqrt(information)


def information_of_groups(treatment: int, reference: int) -> float:
    """Events of both groups give V = e₁e₀/(e₁ + e₀), so that SE² = 1/e₁ + 1/e₀."""
    return treatment * reference / (treatment + reference)


def information_of_total(events: int, treatment: int, reference: int) -> float:
    """D events among n₁ and n₀ patients give V = D n₁n₀/(n₁ + n₀)²: D/4 with groups of one size.

    Parmar et al., Statist Med 1998, equations 8 and 11. Of ratios near 1; others move it.
    """
    return events * treatment * reference / (treatment + reference) ** 2
