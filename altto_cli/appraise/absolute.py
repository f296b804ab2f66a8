"""What rates and ratios mean for 1,000 patients: the crude difference, and the ratio's.

Both belong to the time of the rates. The first compares what was observed, with the interval that
those of both rates give, or else the shortest that sizes and rates allow; the second applies the
ratio to the reference group's rate, which is taken as known. Both are always given, as each is the
worse of the two somewhere.
"""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from altto_cli import outcomes, wording
from altto_cli.appraise.figures import band, level, printed_ratio, standard_error
from altto_cli.appraise.implied import Implied, implied
from altto_cli.model import Result, Study
from altto_cli.stats.absolute import (
    ByRatio,
    EventFreeDifference,
    event_free_difference,
    nnt_notation,
    nnt_within_rounding,
    per_thousand_by_ratio,
)
from altto_cli.stats.crude import (
    CrudeDifference,
    Rate,
    crude_difference,
    difference_by_intervals,
)
from altto_cli.stats.printed import Ratio, Span

#: The names of the two computations.
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
    #: the crude difference with its interval, where that of both rates is printed
    by_intervals: CrudeDifference | None
    #: or else with the shortest that it can have; None where sizes and rates give none
    shortest: CrudeDifference | None
    #: None where it is not given, and why
    by_ratio: EventFreeDifference | None
    not_given: str | None
    #: what the two rates imply beside the printed ratio; None where that says nothing
    implied: Implied | None

    @property
    def level(self) -> Decimal:
        """The confidence level of both intervals: the ratio's, or else 95%."""
        return level(self.result)

    @property
    def observed(self) -> CrudeDifference | None:
        """The crude difference with its interval, or the shortest that it can have."""
        return self.by_intervals or self.shortest

    @property
    def parted(self) -> bool:
        """Whether rates and ratio part so far that neither is to be trusted as the effect."""
        return bool(self.implied and self.implied.disagrees)

    @property
    def by_ratio_rounding(self) -> ByRatio | None:
        """The differences by the ratio over the rounding of it and of the reference rate."""
        printed = printed_ratio(self.result.effect)
        if self.by_ratio is None or printed is None:
            return None
        return per_thousand_by_ratio(printed, wording.figure(self.reference / 10))

    @property
    def over_rounding(self) -> dict[str, dict[str, int]] | None:
        """The same in whole patients: of the estimate, and at both limits of the ratio."""
        found = self.by_ratio_rounding
        spans = found and {
            "estimate": found.estimate_range,
            "low": found.at_upper_range,
            "high": found.at_lower_range,
        }
        if not spans:
            return None
        return {
            name: {"low": round(span.low), "high": round(span.high)} for name, span in spans.items()
        }

    @property
    def moved_by_rounding(self) -> int:
        """By how many patients of 1,000 rounding moves one of these at most, rounded up."""
        found = self.by_ratio_rounding
        if found is None:
            return 0
        each = (
            (found.estimate, found.estimate_range),
            (found.at_lower, found.at_lower_range),
            (found.at_upper, found.at_upper_range),
        )
        return math.ceil(max(abs(end - value) for value, span in each for end in span))

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
        reason = _lacking(study, result)
        if reason:
            yield LeftOut(result, reason)
        else:
            yield _absolute(study, result)


_NOT_OF_PATIENTS = {
    "mean": "means, not percentages of patients",
    "rate": "events in patient-years, not percentages of patients at a time",
    "median time": "median times, not percentages of patients at a time",
}


def _lacking(study: Study, result: Result) -> str | None:
    if result.statement:
        return "a statement without figures"
    first, second = result.treatment, result.reference
    if not first or not second:
        return "several groups, not two"
    if None in (wording.rate(first), wording.rate(second)):
        kind = outcomes.kind(study.endpoint(result.endpoint), result)
        return _NOT_OF_PATIENTS.get(kind.what if kind else "", "no rates reported")
    if first.time is None or second.time is None:
        return "no time point reported"
    if first.time != second.time:
        return "rates at two different times"
    return None if first.time.unit == "years" else "its time is printed in months"


def _absolute(study: Study, result: Result) -> Absolute:
    first, second = result.event_free
    at = result.treatment.at_years if result.treatment else None
    if first is None or second is None or at is None:
        raise ValueError(f"{result.id} has no rates at a time")
    span = Span(
        float(10 * (band(first).lowest - band(second).highest)),
        float(10 * (band(first).highest - band(second).lowest)),
    )
    reason = _refusal(study, result, second)
    by_intervals = _by_intervals(result, (first, second))
    return Absolute(
        result,
        at,
        10 * first,
        10 * second,
        span,
        by_intervals,
        None if by_intervals else _shortest(study, result, (first, second)),
        None if reason else _by_ratio(result, second),
        reason,
        implied(study, result),
    )


def _by_intervals(result: Result, rates: tuple[Decimal, Decimal]) -> CrudeDifference | None:
    """The interval of the crude difference from those of both rates, whoever estimated them how."""
    first, second = (standard_error(arm) for arm in result.arms)
    if first is None or second is None:
        return None
    free = wording.figure(rates[0]), wording.figure(rates[1])
    return difference_by_intervals(free, (first, second), float(level(result)))


def _shortest(
    study: Study, result: Result, rates: tuple[Decimal, Decimal]
) -> CrudeDifference | None:
    """No shorter than this is the interval of the crude difference, from sizes and rates.

    None without a size, with competing risks, and in a window that begins after the start, where
    patients enter late.
    """
    sizes = [wording.size(study, result, arm)[0] for arm in result.arms]
    late = result.window is not None and result.window.from_years > 0
    if late or study.endpoint(result.endpoint).competing_risks:
        return None
    groups = [
        Rate(wording.figure(rate), size)
        for rate, size in zip(rates, sizes, strict=True)
        if size is not None
    ]
    if len(groups) < 2:
        return None
    return crude_difference(groups[0], groups[1], float(level(result)))


def _refusal(study: Study, result: Result, reference: Decimal) -> str | None:
    """Why the ratio does not turn the reference group's rate into another."""
    effect = result.effect
    if effect is None:
        return "no ratio reported"
    if study.endpoint(result.endpoint).competing_risks:
        return "competing risks: no cause-specific ratio turns one rate into another"
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


def between(low: int, high: int) -> str:
    """An interval of differences; the side is said once where both bounds share it."""
    first, last = sorted((low, high), key=abs) if low * high > 0 else (low, high)
    if low * high > 0:
        return f"{abs(first)} to {more(last)}"
    return f"{more(first) if first else 0} to {more(last) if last else 0}"


def nnt(each: Absolute) -> str:
    """The number needed to treat at the time of the rates with its level, or why there is none.

    For randomised contrasts alone; the caller refuses others. A far limit printed as 1.00 may lie
    beyond it, and the interval then pass infinity.
    """
    if each.by_ratio is None:
        return f"not given: {each.not_given}"
    if each.parted:
        return "not given: rates and ratio disagree"
    if not has_interval(each.result):
        alone = nnt_notation(each.by_ratio).partition(" (")[0]
        return f"{alone} (CI {wording.NOT_REPORTED}) {each.at}"
    number, _, limits = nnt_notation(each.by_ratio).partition(" (")
    printed, reference = printed_ratio(each.result.effect), each.reference / 10
    found = printed and nnt_within_rounding(printed, wording.figure(reference))
    may = "; may pass ∞" if found and found.passes_infinity is None else ""
    limits = limits.removesuffix(")")
    return f"{number} ({wording.figure(each.level)}% CI {limits}{may}) {each.at}"
