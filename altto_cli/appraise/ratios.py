"""Rules over one printed ratio: its interval, its P value, its events."""

import math
from collections.abc import Iterator

from altto_cli import wording
from altto_cli.appraise.figures import (
    band,
    event_free,
    has_width,
    p_band,
    p_text,
    p_with_range,
    printed_ratio,
    rounded,
)
from altto_cli.appraise.finding import Finding, Value, about
from altto_cli.model import Effect, Result, Severity, Study
from altto_cli.stats.evalue import EValues, evalue, evalues, hazard_ratio_as_risk_ratio
from altto_cli.stats.evalue import risk_ratio_of_common_outcome as common
from altto_cli.stats.intervals import se_from_ci, wald_test
from altto_cli.stats.printed import PrintedRatio, Span
from altto_cli.stats.rates import events_by_rate, least_events, least_events_within_rounding
from altto_cli.stats.rounding import Verdict, log_symmetry, p_range_joint

#: An outcome in fewer than 15% is rare enough for a hazard ratio to stand for a risk ratio.
_RARE_ABOVE = 85


def p_from_interval(study: Study, result: Result) -> Iterator[Finding]:
    """A superiority P must lie in the range that the Wald intervals of the printed numbers have.

    The interaction P of a ratio of ratios is such a P. Any other kind tests something else than
    the interval shows: it is set beside the interval's P or left alone, and that is said.
    """
    effect, ratio = result.effect, printed_ratio(result.effect)
    if not effect or not effect.p or not ratio or not has_width(ratio):
        return
    attainable, printed = p_range_joint(ratio), p_band(effect.p)
    if attainable is None or printed is None:
        return
    p = wald_test(ratio.values).p
    severity, verdict = _p_verdict(effect, p, attainable, printed)
    said = p_with_range(p, attainable)
    yield about(
        study,
        [result],
        "p-from-interval",
        severity,
        text=f"P from the interval: {_over_rounding(p, attainable)}. Printed: {verdict}.",
        computed=said,
        printed=wording.p_value(effect),
        values={**_p_values(p, attainable), "printed_p": effect.p},
    )


def _over_rounding(p: float, attainable: Span) -> str:
    """P with its range; an estimate that is off centre has a P that no rounding attains."""
    off = "" if attainable.low <= p <= attainable.high else "; the printed estimate is off centre"
    return f"{p_with_range(p, attainable)} over rounding{off}"


def _p_verdict(effect: Effect, p: float, attainable: Span, printed: Span) -> tuple[Severity, str]:
    said = wording.p_value(effect)
    if effect.p_kind == "non-inferiority":
        margin = f" against a margin of {wording.figure(effect.margin)}" if effect.margin else ""
        return "note", f"{said}{margin}, another question; not compared"
    if effect.p_test not in (None, "Wald"):
        return "note", f"{said}, another test, which may rightly differ; not judged"
    if effect.p_kind == "interaction" and effect.measure != "ratio of hazard ratios":
        return "note", f"{said}, not a test of this ratio; not compared"
    if effect.p_kind is None:
        return "note", f"{said}, its test not stated; not judged"
    if printed.low <= p <= printed.high:
        return "note", f"{said}, consistent"
    if printed.low <= attainable.high and attainable.low <= printed.high:
        return "note", f"{said}, consistent only through rounding"
    if 2 * printed.low <= attainable.high and attainable.low <= 2 * printed.high:
        return "check", f"{said}, outside that range; half of it, a one-sided P, would agree"
    return "check", f"{said}, outside that range"


def _p_values(p: float, attainable: Span) -> dict[str, float]:
    low, high = attainable
    return {"p": rounded(p), "p_low": rounded(low), "p_high": rounded(high)}


def wald_interval(study: Study, result: Result) -> Iterator[Finding]:
    """The estimate of a Wald interval is the geometric mean of its limits, within rounding.

    A plain agreement is no finding. An estimate outside its interval is told by its own rule.
    """
    ratio = printed_ratio(result.effect)
    if not ratio or _is_outside(ratio):
        return
    symmetry = log_symmetry(ratio)
    if symmetry.verdict is Verdict.CONSISTENT:
        return
    places = len(ratio.estimate.partition(".")[2]) + 1
    centre = f"{symmetry.centre:.{places}f}"
    low, high = (f"{each:.{places}f}" for each in symmetry.compatible)
    said = f"√(low × high) is {centre} ({low}–{high} over rounding), the estimate {ratio.estimate}"
    text = f"{said}: {symmetry.verdict}."
    if symmetry.verdict is Verdict.UNINFORMATIVE:
        text = f"The lower limit is printed as {ratio.low}, which leaves its logarithm open."
    yield about(
        study,
        [result],
        "wald-interval",
        "check" if symmetry.verdict is Verdict.NOT_WALD else "note",
        text=text,
        computed=f"{centre} ({low}–{high})",
        printed=_printed(result),
        values={
            "centre": rounded(symmetry.centre),
            "centre_low": rounded(symmetry.compatible.low),
            "centre_high": rounded(symmetry.compatible.high),
            "verdict": str(symmetry.verdict),
        },
    )


def bound_of_one(study: Study, result: Result) -> Iterator[Finding]:
    """A limit printed as exactly 1 leaves open on which side of 1 it lies."""
    effect, ratio = result.effect, printed_ratio(result.effect)
    if not effect or not ratio or not has_width(ratio) or 1 not in (effect.ci_low, effect.ci_high):
        return
    limit = ratio.low if effect.ci_low == 1 else ratio.high
    p, attainable = wald_test(ratio.values).p, p_range_joint(ratio)
    said = _over_rounding(p, attainable) if attainable else p_text(p)
    yield about(
        study,
        [result],
        "bound-of-one",
        "note",
        text=f"A limit is printed as {limit}; it may lie on either side. P from the interval: "
        f"{said}.",
        computed="P " + (p_with_range(p, attainable) if attainable else p_text(p)),
        printed=_printed(result),
        values={"limit": limit, **_p_values(p, attainable or Span(p, p))},
    )


def estimate_outside_interval(study: Study, result: Result) -> Iterator[Finding]:
    """No rounding can put an estimate outside the interval that is printed around it."""
    ratio = printed_ratio(result.effect)
    if ratio and _is_outside(ratio):
        yield about(
            study,
            [result],
            "estimate-outside-interval",
            "conflict",
            text=f"The estimate {ratio.estimate} lies outside its interval, {ratio.low}–"
            f"{ratio.high}, however the numbers were rounded.",
            computed="outside",
            printed=_printed(result),
            values={"estimate": ratio.estimate, "ci_low": ratio.low, "ci_high": ratio.high},
        )


def _is_outside(ratio: PrintedRatio) -> bool:
    estimate, low, high = ratio.figures
    return estimate.highest < low.lowest or estimate.lowest > high.highest


def information_bound(study: Study, result: Result) -> Iterator[Finding]:
    """An interval as narrow as the printed one asks for at least 4/SE² events of its Cox model.

    Reported events are held against the least value of 4/SE² over rounding. Where they are not
    reported N(1 − S) is set beside it, a note whatever it says: censoring and other groups of the
    model move it.
    """
    ratio = printed_ratio(result.effect)
    if not ratio or not has_width(ratio) or not _has_model(result):
        return
    least, as_printed = least_events_within_rounding(ratio), least_events(se_from_ci(ratio.values))
    bound = wording.count(math.ceil(least))
    needed = f"So narrow an interval takes at least {bound} events (4/SE²)"
    values: dict[str, Value] = {"least_events": math.ceil(least)}
    values["least_events_as_printed"] = math.ceil(as_printed)
    events, expected = _events(result), _events_by_rate(study, result)
    severity: Severity = "note"
    held_against = f"events {wording.NOT_REPORTED}"
    if events is not None:
        severity = "conflict" if events < least else "note"
        held_against = f"{wording.count(events)} events"
        only = "only " if severity == "conflict" else ""
        text = f"{needed}, whatever the rounding; {only}{wording.count(events)} are reported."
        values["events"] = events
    elif expected is not None:
        only = "only " if expected.high < least else ""
        said = wording.count(round((expected.low + expected.high) / 2))
        text = f"{needed}. Events are not reported; N(1 − S) would be {only}about {said}."
        values["events_by_rate_low"] = math.ceil(expected.low)
        values["events_by_rate_high"] = math.floor(expected.high)
    else:
        text = f"{needed}. Events are not reported, nor rates and sizes that would tell them."
    yield about(
        study,
        [result],
        "information-bound",
        severity,
        text=text,
        computed=f"at least {bound} events",
        printed=held_against,
        values=values,
    )


def _has_model(result: Result) -> bool:
    return bool(result.effect and result.effect.measure in ("hazard ratio", "rate ratio"))


def _events(result: Result) -> int | None:
    if result.events is not None:
        return result.events
    counts = [arm.events for arm in result.arms if arm.events is not None]
    return sum(counts) if counts and len(counts) == len(result.arms) else None


def _events_by_rate(study: Study, result: Result) -> Span | None:
    """N(1 − S) of the two groups over the rounding of their rates; None where one is not known."""
    low = high = 0.0
    for arm in result.arms:
        size, rate = wording.size(study, result, arm)[0], event_free(arm)
        if size is None or rate is None:
            return None
        low += events_by_rate(size, float(band(rate).highest) / 100)
        high += events_by_rate(size, float(band(rate).lowest) / 100)
    return Span(low, high) if result.arms else None


def e_value(study: Study, result: Result) -> Iterator[Finding]:
    """Confounding as strong as the E-value could explain a non-randomised hazard ratio away.

    Never for a randomised contrast, and never a grade: it is a function of the ratio alone. Where
    it is not known whether the outcome is common, both values are given.
    """
    effect = result.effect
    if not effect or effect.measure != "hazard ratio" or study.is_randomised(result):
        return
    ratio = printed_ratio(effect)
    if ratio and _is_outside(ratio):
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
        text=f"E-value {point} for the ratio{nearer} ({outcome} outcome); it has no threshold.",
        computed=point + (f" (limit {limit})" if ratio else ""),
        printed=_printed(result),
        values=values,
    )


def _outcome(result: Result) -> list[str]:
    """Whether the outcome is common or rare, as far as the rates tell."""
    rates = [event_free(arm) for arm in result.arms]
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


def _printed(result: Result) -> str:
    return wording.effect(result.effect) if result.effect else ""
