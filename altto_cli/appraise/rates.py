"""Rules over event-free rates: against the ratio beside them, and against the rates of parts."""

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from altto_cli import outcomes, wording
from altto_cli.appraise.figures import band, interval_text, rounded, span_text
from altto_cli.appraise.finding import Finding, about
from altto_cli.appraise.implied import Implied, implied
from altto_cli.appraise.observation import Value
from altto_cli.model import Arm, Group, Result, Severity, Study
from altto_cli.stats.intervals import wald_test


def implied_ratio(study: Study, result: Result) -> Iterator[Finding]:
    """Two rates imply a ratio, which should lie in the printed interval, on the same side of 1."""
    found = implied(study, result)
    if found is None or not result.effect:
        return
    said = span_text(found.span)
    ratio = ("adjusted " if result.effect.adjusted is True else "") + wording.effect(result.effect)
    moved = 100 * (float(result.effect.estimate) / found.ratio - 1)
    far = how_far(moved)
    known = None if found.is_narrowest else found.interval
    implied_text = f"{found.ratio:.2f} ({interval_text(known)})" if known else said
    values = _implied_values(found, result)
    values["moved_percent"] = rounded(moved)
    if found.moved_se is not None:
        values["moved_se"] = rounded(found.moved_se)
    shared = [arm for arm in result.arms if _is_outside_parts(study, result, arm)]
    beside = "" if known else f"; {_difference(result)}"
    if shared:
        values["rests_also_on"] = "mixture"
        rates = (wording.rate(arm) for arm in shared)
        of_parts = wording.several(wording.percent(rate) for rate in rates if rate is not None)
        beside = f"; {of_parts} lies outside its parts too"
    yield about(
        study,
        [result],
        "implied-ratio",
        "check" if found.disagrees else "note",
        text=f"Crude rates imply {implied_text}{_where(found)}; {ratio} is {far}{beside}.",
        values=values,
        is_open=found.is_blurred or (not found.disagrees and not found.is_near),
    )


def how_far(moved_percent: float) -> str:
    """How far the printed ratio lies from the one that the rates imply: 22% below, equal."""
    if abs(moved_percent) < 0.5:
        return "equal"
    return f"{abs(moved_percent):.0f}% {'below' if moved_percent < 0 else 'above'}"


def _where(found: Implied) -> str:
    """Where the implied ratio lies, if not in the interval on the same side of 1."""
    said = ["outside the interval"] if found.outside_interval else []
    said += ["on the other side of 1"] if found.other_side_of_one else []
    rounding = ", touching through rounding" if found.within_rounding else ""
    return ", " + " and ".join(said) + rounding if said else ""


def _difference(result: Result) -> str:
    first, second = result.event_free
    if first is None or second is None or first == second:
        return "rates equal"
    points = wording.figure(abs(first - second))
    return f"rates {points} {'point' if points == '1' else 'points'} apart"


def _implied_values(found: Implied, result: Result) -> dict[str, Value]:
    values: dict[str, Value] = {
        "implied": rounded(found.ratio),
        "implied_low": rounded(found.span.low),
        "implied_high": rounded(found.span.high),
        "outside_interval": found.outside_interval,
        "other_side_of_one": found.other_side_of_one,
        "within_rounding": found.within_rounding,
        "left_open_by_rounding": found.is_blurred,
    }
    if interval := found.interval:
        values |= {"implied_ci_low": rounded(interval.low)}
        values |= {"implied_ci_high": rounded(interval.high), "implied_ci_level": interval.level}
        values["implied_ci_is_narrowest"] = found.is_narrowest
        if not found.is_narrowest:
            values["implied_p"] = rounded(wald_test(interval).p)
    effect = result.effect
    if effect and effect.ci_low is not None and effect.ci_high is not None:
        for name, limit in (("ci_low", effect.ci_low), ("ci_high", effect.ci_high)):
            values[f"{name}_lowest"] = float(band(limit).lowest)
            values[f"{name}_highest"] = float(band(limit).highest)
    return values


class _Part(NamedTuple):
    group: Group
    rate: Decimal
    result: Result


def mixture(study: Study, result: Result) -> Iterator[Finding]:
    """The rate of a group lies between those of the groups that it is declared to be made of.

    Ranges are widened by half a unit of the last place. It is no impossibility: Kaplan–Meier rates
    do not mix linearly under different censoring.
    """
    for arm in result.arms:
        group, rate = study.group(arm.strategy, result.population), wording.rate(arm)
        if group is None or rate is None or arm.time is None:
            continue
        known = _parts(study, result, arm)
        if known and _first_with(study, result, arm) is result:
            yield _mixed(study, result, arm, rate, known)


def _parts(study: Study, result: Result, arm: Arm) -> list[_Part]:
    """The rates of the parts of an arm's group; empty where one is not known."""
    group = study.group(arm.strategy, result.population)
    parts = [_part(study, result, arm, each) for each in study.parts(group)] if group else []
    known = [part for part in parts if part]
    return known if group and len(known) == len(group.parts) else []


def _is_outside_parts(study: Study, result: Result, arm: Arm) -> bool:
    rate, parts = wording.rate(arm), _parts(study, result, arm)
    if rate is None or arm.time is None or not parts:
        return False
    rates = [part.rate for part in parts]
    return _outside(rate, min(rates), max(rates))


def _outside(rate: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether a rate lies outside a range whatever the rounding."""
    return band(rate).highest < band(low).lowest or band(rate).lowest > band(high).highest


def _mixed(study: Study, result: Result, arm: Arm, rate: Decimal, parts: list[_Part]) -> Finding:
    rates = [part.rate for part in parts]
    low, high = min(rates), max(rates)
    severity: Severity = "note"
    where = "lies within its parts"
    if not low <= rate <= high:
        where = "lies within its parts only through rounding"
        if _outside(rate, low, high):
            severity, where = "conflict", "lies outside its parts, whatever the rounding"
    mean = _weighted_mean(study, parts)
    values: dict[str, Value] = {"rate": wording.figure(rate)}
    values |= {"least_part": wording.figure(low), "greatest_part": wording.figure(high)}
    if mean is not None:
        values["weighted_mean"] = rounded(mean)
    beside_ratio = implied(study, result)
    also = ""
    if severity == "conflict" and beside_ratio and beside_ratio.disagrees:
        values["rests_also_on"] = "implied-ratio"
        also = "; the crude ratio rests on it too"
    weighted = "" if mean is None else f"; their weighted mean is {mean:.1f}%"
    what = outcomes.name(arm, study.endpoint(result.endpoint))
    label = wording.arm_label(study, result, arm)
    ties = {each.id: each for each in [result, *(part.result for part in parts)]}
    return about(
        study,
        list(ties.values()),
        "mixture",
        severity,
        text=f"{what} of {wording.percent(rate)} with {label} {where}, {wording.figure(low)} to "
        f"{wording.percent(high)}{weighted}{also}.",
        values=values,
    )


def _weighted_mean(study: Study, parts: list[_Part]) -> float | None:
    """The mean of the parts' rates by their sizes; None where a size is not reported."""
    sizes = [study.size(part.group) for part in parts]
    known = [size for size in sizes if size]
    if len(known) < len(parts):
        return None
    weighted = (n * float(part.rate) for n, part in zip(known, parts, strict=True))
    return math.fsum(weighted) / sum(known)


def _first_with(study: Study, result: Result, arm: Arm) -> Result | None:
    """The first result that prints this rate of this group; contrasts may share a group."""
    part = study.group(arm.strategy, result.population)
    found = part and _part(study, result, arm, part)
    return found.result if found else None


def _part(study: Study, whole: Result, arm: Arm, group: Group) -> _Part | None:
    """The rate of a group from the same source, of the same endpoint at the same time."""
    for result in study.results_with(f"groups/{group.key}"):
        if _kind(result) != _kind(whole):
            continue
        for other in result.arms:
            rate = _rate_like(arm, other)
            if other.strategy == group.strategy and rate is not None:
                return _Part(group, rate, result)
    return None


def _kind(result: Result) -> object:
    return result.endpoint, result.source, result.window


def _rate_like(arm: Arm, other: Arm) -> Decimal | None:
    """The other arm's rate, if it is of the same sort and time as the arm's."""
    if other.time != arm.time:
        return None
    return other.event_percent if arm.event_free_percent is None else other.event_free_percent
