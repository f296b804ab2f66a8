"""A Wald interval is log-symmetric, so it holds a standard error, and with it a P value.

Log-rank, likelihood-ratio and score tests, and multiplicity-adjusted intervals, legitimately give
other values.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

from altto_cli.stats.printed import Ratio


class WaldTest(NamedTuple):
    """The test of a ratio against 1 that its confidence interval implies."""

    #: of the logarithm of the ratio
    standard_error: float
    #: negative below a ratio of 1
    z: float
    #: two-sided
    p: float


@lru_cache(maxsize=64)
def critical_value(level: float) -> float:
    """A confidence level of 95% reaches 1.96 standard errors to either side.

    z = Φ⁻¹(1 − (1 − level/100)/2), with the level in per cent. `ValueError` unless it lies between
    1 and 100, so that 0.95 is not taken for a percentage.
    """
    if not 1 < level < 100:
        raise ValueError(f"a confidence level is a percentage such as 95, not {level}")
    return -NormalDist().inv_cdf((1 - level / 100) / 2)


def two_sided_p(z: float) -> float:
    """The two-sided P value of a standard normal deviate is erfc(|z|/√2).

    Exact in the tail, where 1 − Φ(z) and the published approximations are not. It loses digits
    beyond |z| = 37 and is 0 beyond 38.5: such a P is to be shown as "<1e-300".
    """
    return math.erfc(abs(z) / math.sqrt(2))


def se_from_bounds(low: float, high: float, level: float) -> float:
    """The limits of a Wald interval lie 2z standard errors of the log ratio apart.

    SE = (ln high − ln low)/(2z). Altman & Bland, BMJ 2011;343:d2304; Parmar et al., Statist
    Med 1998, equation 7. `ValueError` unless 0 < low < high.
    """
    return se_from_half_width(low, high, level) / 2


def se_from_half_width(inner: float, outer: float, level: float) -> float:
    """The estimate and one limit of a Wald interval lie z standard errors of the log ratio apart.

    SE = (ln outer − ln inner)/z, for the upper half with the estimate inside, for the lower half
    with the estimate outside. `ValueError` unless 0 < inner < outer.
    """
    if not 0 < inner < outer:
        raise ValueError(f"no standard error between {inner} and {outer}")
    return (math.log(outer) - math.log(inner)) / critical_value(level)


def se_from_ci(ratio: Ratio) -> float:
    """The standard error of a log ratio follows from its interval, from half of it if need be.

    A lower limit of 0 has no logarithm: the upper half alone is used, and what is derived from it
    is to be marked so.
    """
    if ratio.low == 0:
        return se_from_half_width(ratio.estimate, ratio.high, ratio.level)
    return se_from_bounds(ratio.low, ratio.high, ratio.level)


def wald_test(ratio: Ratio) -> WaldTest:
    """An estimate and its interval imply z = ln(estimate)/SE and a two-sided P value.

    Centred on the estimate: Altman & Bland, BMJ 2011;343:d2304, without their approximation. An
    estimate of 1 gives z = 0 and P = 1. `ValueError` for an estimate of 0.
    """
    if ratio.estimate <= 0:
        raise ValueError(f"no logarithm of a ratio of {ratio.estimate}")
    standard_error = se_from_ci(ratio)
    z = math.log(ratio.estimate) / standard_error
    return WaldTest(standard_error, z, two_sided_p(z))


def wald_interval(estimate: float, standard_error: float, level: float) -> Ratio:
    """A Wald interval is estimate × exp(±z SE), with SE that of the log ratio."""
    factor = math.exp(critical_value(level) * standard_error)
    return Ratio(estimate, estimate / factor, estimate * factor, level)
