"""What rates and ratios mean for 1,000 patients: the crude difference, and the ratio's.

Both belong to the time of the rates. The first compares what was observed; the second applies the
ratio to the reference group's rate, which is taken as known.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from altto_cli import wording
from altto_cli.appraise.figures import band, event_free, printed_ratio
from altto_cli.model import Arm, Result, Study
from altto_cli.stats.absolute import (
    EventFreeDifference,
    event_free_difference,
    nnt_notation,
    per_thousand,
)
from altto_cli.stats.crude import Rate, crude_difference
from altto_cli.stats.printed import Ratio, Span

#: The level of intervals where the ratio has none.
_USUAL_LEVEL = Decimal(95)
#: The names of the computations.
SHORTEST = "±z√(S₁(1−S₁)/n₁ + S₀(1−S₀)/n₀) of the difference, no shorter than (Greenwood 1926)"
CRUDE = "difference of two event-free rates"
BY_RATIO = "hazard ratio h on the reference group's event-free rate S: S^h − S"


class Absolute(NamedTuple):
    """One result as patients of 1,000 who are free of the event."""

    result: Result
    at_years: Decimal
    #: event-free of 1,000
    treatment: Decimal
    reference: Decimal
    #: what rounding of the two rates leaves of their difference
    crude: Span
    #: The shortest interval of their difference, and its level; None where the method says nothing.
    shortest: Span | None
    level: Decimal
    #: None where it is not given, and why
    by_ratio: EventFreeDifference | None
    not_given: str | None

    @property
    def at(self) -> str:
        """The time of the rates: at 10 years."""
        years = wording.figure(self.at_years)
        return f"at {years} year" if years == "1" else f"at {years} years"

    @property
    def difference(self) -> Decimal:
        """More event-free patients of 1,000 with treatment; fewer below 0."""
        return self.treatment - self.reference


class LeftOut(NamedTuple):
    """A result without rates at a time, and what it lacks."""

    result: Result
    reason: str


def absolutes(study: Study, results: Sequence[Result]) -> Iterator[Absolute | LeftOut]:
    """Each result per 1,000 patients, or why not."""
    for result in results:
        reason = _lacking(result)
        if reason:
            yield LeftOut(result, reason)
        else:
            yield _absolute(study, result)


def _lacking(result: Result) -> str | None:
    if result.statement:
        return "a statement without figures"
    first, second = result.treatment, result.reference
    if not first or not second or None in (wording.rate(first), wording.rate(second)):
        return "no rates reported"
    if first.time is None or second.time is None:
        return "no time point reported"
    if first.time != second.time:
        return "rates at two different times"
    return None if first.time.unit == "years" else "its time is printed in months"


def _absolute(study: Study, result: Result) -> Absolute:
    first, second = event_free(result.treatment), event_free(result.reference)
    at = result.treatment.at_years if result.treatment else None
    if first is None or second is None or at is None:
        raise ValueError(f"{result.id} has no rates at a time")
    span = Span(
        float(10 * (band(first).lowest - band(second).highest)),
        float(10 * (band(first).highest - band(second).lowest)),
    )
    reason = _refusal(study, result, second)
    by_ratio = None if reason else _by_ratio(result, second)
    level = (result.effect and result.effect.ci_level) or _USUAL_LEVEL
    shortest = _shortest(study, result, float(level))
    return Absolute(result, at, 10 * first, 10 * second, span, shortest, level, by_ratio, reason)


def _shortest(study: Study, result: Result, level: float) -> Span | None:
    """Of 1,000 patients; None with competing risks, in a window, or where a size is not known."""
    if study.endpoint(result.endpoint).competing_risks or result.window:
        return None
    first, second = (_observed(study, result, arm) for arm in result.arms)
    found = first and second and crude_difference(first, second, level)
    return found.shown if found else None


def _observed(study: Study, result: Result, arm: Arm) -> Rate | None:
    size, rate = wording.size(study, result, arm)[0], event_free(arm)
    return Rate(wording.figure(rate), size) if size and rate is not None else None


def _refusal(study: Study, result: Result, reference: Decimal) -> str | None:
    """Why the ratio does not turn the reference group's rate into another."""
    effect = result.effect
    if effect is None:
        return "no ratio reported"
    if study.endpoint(result.endpoint).competing_risks:
        return "competing risks, under which a ratio does not turn one rate into another"
    if effect.measure != "hazard ratio":
        return f"it takes a hazard ratio, the source has {_article(effect.measure)}"
    if result.window:
        return f"the ratio is that of {result.window.text} only"
    if not 0 < reference < 100:
        return f"undefined on a rate of {wording.percent(reference)}"
    return None


def _article(measure: str) -> str:
    return f"an {measure}" if measure[0] in "aeiou" else f"a {measure}"


def _by_ratio(result: Result, reference: Decimal) -> EventFreeDifference | None:
    """The difference by the ratio; its bounds are its estimate where no interval is printed."""
    if result.effect is None:
        return None
    printed, estimate = printed_ratio(result.effect), float(result.effect.estimate)
    ratio = printed.values if printed else Ratio(estimate, estimate, estimate, 95)
    return event_free_difference(ratio, float(reference / 100))


def has_interval(result: Result) -> bool:
    """Whether the ratio is printed with an interval and its level."""
    return printed_ratio(result.effect) is not None


def more(difference: float | Decimal) -> str:
    """A difference in words: 36 more, 2 fewer, no difference."""
    size = abs(round(difference))
    return f"{size} {'more' if difference > 0 else 'fewer'}" if size else "no difference"


def by_ratio_in_words(each: Absolute) -> str:
    """The ratio's difference with its interval: 79 more (95% CI 33 to 117 more)."""
    if each.by_ratio is None:
        return f"not given: {each.not_given}"
    estimate, low, high = (per_thousand(value) for value in each.by_ratio)
    if not has_interval(each.result):
        return f"{more(estimate)} (CI {wording.NOT_REPORTED})"
    effect = each.result.effect
    level = wording.figure(effect.ci_level) if effect and effect.ci_level else ""
    return f"{more(estimate)} ({level}% CI {between(low, high)})"


def between(low: int, high: int) -> str:
    """An interval of differences; the side is said once where both bounds share it."""
    first, last = sorted((low, high), key=abs) if low * high > 0 else (low, high)
    if low * high > 0:
        return f"{abs(first)} to {more(last)}"
    return f"{more(first) if first else 0} to {more(last) if last else 0}"


def nnt(each: Absolute) -> str:
    """The number needed to treat at the time of the rates, or why there is none.

    For randomised contrasts alone; the caller refuses others.
    """
    if each.by_ratio is None:
        return f"not given: {each.not_given}"
    if has_interval(each.result):
        level = f"{wording.figure(each.level)}% CI "
        return f"{nnt_notation(each.by_ratio, level)} {each.at}"
    alone = nnt_notation(each.by_ratio).partition(" (")[0]
    return f"{alone} (CI {wording.NOT_REPORTED}) {each.at}"
