"""Rules over one printed ratio or difference: what it says of itself, and its E-value."""

import math
from collections.abc import Iterator

from altto_cli import wording
from altto_cli.appraise.effects import observations
from altto_cli.appraise.figures import band, printed_ratio, rounded, signed_band
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.intervals import is_outside
from altto_cli.appraise.observation import Value
from altto_cli.model import Effect, Result, Study
from altto_cli.stats.evalue import EValues, evalue, evalues, hazard_ratio_as_risk_ratio
from altto_cli.stats.evalue import risk_ratio_of_common_outcome as common
from altto_cli.stats.printed import PrintedRatio
from altto_cli.stats.rounding import excludes_one

#: An outcome in fewer than 15% is rare enough for a hazard ratio to stand for a risk ratio.
_RARE_ABOVE = 85


def of_effect(study: Study, result: Result) -> Iterator[Finding]:
    """What the printed ratio says of itself, with its interval, its P and the source's word."""
    if not result.effect:
        return
    for each in observations(result.effect, result.significance):
        yield about(
            study,
            [result],
            each.rule,
            each.severity,
            text=each.text,
            values=each.values,
            compared=each.compared,
            is_open=each.is_open,
        )


def difference_outside(study: Study, result: Result) -> Iterator[Finding]:
    """No rounding can put a difference outside the interval that is printed around it."""
    said = result.difference
    if not said or said.ci_low is None or said.ci_high is None:
        return
    estimate, low, high = map(signed_band, (said.estimate, said.ci_low, said.ci_high))
    if estimate.highest >= low.lowest and estimate.lowest <= high.highest:
        return
    figures = [wording.signed(each) for each in (said.estimate, said.ci_low, said.ci_high)]
    limits = f"{figures[1]} to {figures[2]}"
    yield about(
        study,
        [result],
        "estimate-outside-interval",
        "conflict",
        text=f"The difference {figures[0]} lies outside its interval, {limits}, however the "
        "numbers were rounded.",
        values=dict(zip(("estimate", "ci_low", "ci_high"), figures, strict=True)),
    )


def e_value(study: Study, result: Result) -> Iterator[Finding]:
    """Confounding as strong as the E-value could explain a non-randomised hazard ratio away.

    Never for a randomised contrast, and never a grade: it is a function of the ratio alone. Where
    it is not known whether the outcome is common, both values are given. Not where the interval
    holds 1, as nothing is to be explained away.
    """
    effect = result.effect
    if not effect or effect.measure != "hazard ratio" or study.is_randomised(result):
        return
    ratio = printed_ratio(effect)
    if ratio and (is_outside(ratio) or not excludes_one(ratio)):
        return
    scales = _outcome(result)
    each = [_e_values(float(effect.estimate), ratio, rare=scale == "rare") for scale in scales]
    point = " or ".join(dict.fromkeys(f"{one.estimate:.2f}" for one in each))
    limit = " or ".join(dict.fromkeys(f"{one.limit:.2f}" for one in each))
    outcome = " or ".join(scales)
    nearer = f", {limit} for the limit nearer 1" if ratio else ""
    values: dict[str, Value] = {}
    for scale, one in zip(scales, each, strict=True):
        values[f"e_value_{scale}_outcome"] = rounded(one.estimate)
        if ratio:
            values[f"e_value_limit_{scale}_outcome"] = rounded(one.limit)
    yield about(
        study,
        [result],
        "e-value",
        "note",
        text=f"E-value {point} for the ratio{nearer} ({outcome} outcome), {_beyond(effect)}; it "
        "has no threshold.",
        values=values,
    )


def _beyond(effect: Effect) -> str:
    if effect.adjusted is False:
        return "with nothing adjusted for"
    which = "the" if effect.adjusted is True else "any"
    return f"beyond {which} covariates adjusted for"


def _outcome(result: Result) -> list[str]:
    """Whether the outcome is common or rare, as far as the rates tell."""
    rates = [arm.event_free for arm in result.arms]
    known = [band(rate) for rate in rates if rate is not None]
    if known and min(each.highest for each in known) <= _RARE_ABOVE:
        return ["common"]
    if len(known) == len(rates) and min(each.lowest for each in known) > _RARE_ABOVE:
        return ["rare"]
    return ["common", "rare"]


def _e_values(estimate: float, ratio: PrintedRatio | None, *, rare: bool) -> EValues:
    if ratio:
        # Rounding can put an estimate on the outer side of a limit that it equals.
        low, high = min(ratio.values[:2]), max(ratio.values[0], ratio.values[2])
        within = ratio.values._replace(low=low, high=high)
        return evalues(hazard_ratio_as_risk_ratio(within, rare=rare))
    return EValues(evalue(estimate if rare else common(estimate)), math.nan)
