"""A printed ratio against what its events and its P imply."""

import math
from collections.abc import Iterator
from decimal import Decimal

from altto_cli import wording
from altto_cli.appraise.figures import band, p_band, printed_ratio, rounded, z_of_p
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.observation import Value
from altto_cli.model import Effect, Result, Study
from altto_cli.stats import log_rank
from altto_cli.stats.printed import Span

_LOG_RANK = ("log-rank", "stratified log-rank")
#: Standard errors beyond rounding within which a Cox ratio lies from that of events and P: of 3,000
#: simulated trials without covariates 0.20 in the furthest by the events of both groups, 0.70 by
#: those of all. Strata, and covariates where it is not told whether there are any, move it more.
NEAR_BY_GROUP, NEAR = 0.3, 1.0


def ratio_from_p(study: Study, result: Result) -> Iterator[Finding]:
    """Events and a log-rank P give a ratio, near which the printed one lies.

    |ln HR| = z/√V, with V of both groups' events, or of all events and the sizes. Where no interval
    is printed any P of superiority is taken so; where one is, another test than a log-rank test is
    held to the interval. Silent for adjusted ratios, which the test of others need not follow, and
    by all events for ratios below 0.5 and above 2. Of 5,400 honest results none is told.
    """
    effect = result.effect
    if not effect or not effect.p or not _is_such(effect):
        return
    printed, told = p_band(effect.p), _information(study, result)
    if printed is None or told is None or not printed.high > 0:
        return
    information, events, by_group = told
    least, greatest = (
        log_rank.log_ratio(log_rank.observed_less_expected(z_of_p(p), information), information)
        for p in (min(printed.high, 1.0), printed.low)
    )
    gap = _apart(effect, Span(least, greatest)) * math.sqrt(information)
    exact = by_group and effect.adjusted is False and effect.p_test != "stratified log-rank"
    disagrees = gap > (NEAR_BY_GROUP if exact else NEAR)
    side = -1 if effect.estimate < 1 else 1
    implied = Span(*sorted((math.exp(side * least), math.exp(side * greatest))))
    values: dict[str, Value] = {"events": events, "information": rounded(information)}
    values |= {"printed_p": effect.p, "gap_se": rounded(gap)}
    values |= {f"implied_{end}": rounded(x) for end, x in implied._asdict().items() if 0 < x < 1e9}
    said = _span(implied)
    if disagrees:
        said += f"; {wording.figure(effect.estimate)} lies elsewhere"
    elif gap:
        said += f"; {wording.figure(effect.estimate)} lies as near as another test may put it"
    yield about(
        study,
        [result],
        "ratio-from-p",
        "check" if disagrees else "note",
        text=f"{events} and {wording.p_value(effect)} give {said}.",
        values=values,
        is_open=bool(gap) and not disagrees,
    )


def _is_such(effect: Effect) -> bool:
    """Whether its P is one of the ratio by events, and no interval judges it."""
    if effect.measure not in ("hazard ratio", "rate ratio") or effect.adjusted is True:
        return False
    if effect.p_test in _LOG_RANK:
        return effect.p_kind in (None, "superiority")
    return effect.p_kind == "superiority" and printed_ratio(effect) is None


def _information(study: Study, result: Result) -> tuple[float, str, bool] | None:
    """V, the events that it is from in words, and whether they are told by group."""
    counts = [arm.events for arm in result.arms if arm.events]
    if len(counts) == 2:
        text = f"{wording.VERSUS.join(map(wording.count, counts))} events"
        return log_rank.information_of_groups(*counts), text, True
    sizes = [wording.size(study, result, arm)[0] for arm in result.arms]
    known = [size for size in sizes if size]
    is_near_one = result.effect is not None and Decimal("0.5") <= result.effect.estimate <= 2
    if not result.events or len(known) != 2 or not is_near_one:
        return None
    information = log_rank.information_of_total(result.events, *known)
    return information, f"{wording.count(result.events)} events", False


def _apart(effect: Effect, implied: Span) -> float:
    """How far the printed log ratio lies from the implied ones, rounding allowed for."""
    lowest, _, highest = band(effect.estimate)
    logs = [math.log(float(end)) for end in (lowest, highest) if end]
    sizes = [abs(log) for log in logs]
    nearest = 0.0 if len(logs) > 1 and logs[0] * logs[1] < 0 else min(sizes)
    return max(0.0, implied.low - max(sizes), nearest - implied.high)


def _span(implied: Span) -> str:
    """0.84 to 0.86; at most 0.74, where P has no lower end."""
    if implied.low == 0:
        return f"at most {implied.high:.2f}"
    if math.isinf(implied.high):
        return f"at least {implied.low:.2f}"
    return " to ".join(dict.fromkeys(f"{end:.2f}" for end in implied))
