"""Rules over one printed ratio: its interval, its P value, its events."""

import math
from collections.abc import Iterator

from altto_cli import wording
from altto_cli.appraise.effects import observations
from altto_cli.appraise.figures import band, event_free, has_width, printed_ratio, rounded
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.intervals import is_outside
from altto_cli.appraise.observation import Value
from altto_cli.model import Result, Severity, Study
from altto_cli.stats.evalue import EValues, evalue, evalues, hazard_ratio_as_risk_ratio
from altto_cli.stats.evalue import risk_ratio_of_common_outcome as common
from altto_cli.stats.events import events_by_rate, least_events, least_events_within_rounding
from altto_cli.stats.intervals import se_from_ci
from altto_cli.stats.printed import PrintedRatio, Span

#: An outcome in fewer than 15% is rare enough for a hazard ratio to stand for a risk ratio.
_RARE_ABOVE = 85


def of_effect(study: Study, result: Result) -> Iterator[Finding]:
    """What the printed ratio says of itself, with its interval, its P and the source's word."""
    if not result.effect:
        return
    for each in observations(result.effect, result.significance):
        of_p = each.rule in ("p-from-interval", "noninferiority-p")
        yield about(
            study,
            [result],
            each.rule,
            each.severity,
            text=each.text,
            computed=each.computed,
            printed=wording.p_value(result.effect) if of_p else wording.effect(result.effect),
            values=each.values,
            compared=each.compared,
        )


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
    if ratio and is_outside(ratio):
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
