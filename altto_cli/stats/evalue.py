"""The E-value says how strong unmeasured confounding would have to be to explain a ratio away.

For non-randomised contrasts only. It is a monotone function of the estimate and has no threshold
(Ioannidis et al., Ann Intern Med 2019;170:108): never a grade of robustness.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from altto_cli.stats.printed import Ratio


class EValues(NamedTuple):
    """E-values of an estimate and of the limit of its interval that lies nearer 1."""

    estimate: float
    limit: float


def risk_ratio_of_common_outcome(hazard_ratio: float) -> float:
    """A hazard ratio h of a common outcome is about a risk ratio of (1 − ½^√h)/(1 − ½^√(1/h)).

    VanderWeele, Biometrics 2020. For an outcome in 15% or more at the end of follow-up;
    below that the hazard ratio itself serves. A hazard ratio of 1 gives 1. `ValueError` at 0.
    """
    if hazard_ratio <= 0:
        raise ValueError(f"no risk ratio from a hazard ratio of {hazard_ratio}")
    root = math.sqrt(hazard_ratio)
    return (1 - math.pow(0.5, root)) / (1 - math.pow(0.5, 1 / root))


def evalue(risk_ratio: float, target: float = 1) -> float:
    """A confounder needs risk ratios of at least E with treatment and outcome to explain a ratio.

    E = r + √(r(r − 1)), with r = risk_ratio/target, inverted below 1, to move the ratio as far as
    the target. VanderWeele & Ding, Ann Intern Med 2017;167:268. 1 when nothing is to be moved.
    `ValueError` unless both ratios are above 0.
    """
    if risk_ratio <= 0 or target <= 0:
        raise ValueError(f"no E-value of a ratio of {risk_ratio} against {target}")
    ratio = max(risk_ratio / target, target / risk_ratio)
    return ratio + math.sqrt(ratio * (ratio - 1))


def evalues(risk_ratio: Ratio) -> EValues:
    """Only the limit nearer 1 has an E-value, which is 1 when the interval includes 1.

    VanderWeele & Ding, Ann Intern Med 2017;167:268. A limit of exactly 1 is included. `ValueError`
    for an estimate outside its interval.
    """
    if not risk_ratio.low <= risk_ratio.estimate <= risk_ratio.high:
        raise ValueError(f"estimate {risk_ratio.estimate} lies outside its interval")
    if risk_ratio.low <= 1 <= risk_ratio.high:
        return EValues(evalue(risk_ratio.estimate), 1.0)
    nearer = risk_ratio.high if risk_ratio.high < 1 else risk_ratio.low
    return EValues(evalue(risk_ratio.estimate), evalue(nearer))


def hazard_ratio_as_risk_ratio(ratio: Ratio, *, rare: bool) -> Ratio:
    """A hazard ratio and its limits, on the scale on which E-values are defined.

    As they stand for a rare outcome (below 15% in both groups at the end of follow-up), otherwise
    each converted by `risk_ratio_of_common_outcome`, whose E-values are the smaller ones. A lower
    limit of 0 stays 0.
    """
    if rare:
        return ratio
    estimate, low, high = (
        risk_ratio_of_common_outcome(value) if value else 0.0 for value in ratio[:3]
    )
    return Ratio(estimate, low, high, ratio.level)
