"""The hazard ratio that two event-free rates imply, beside the one that is printed with them."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from altto_cli import wording
from altto_cli.appraise.figures import band, level, printed_ratio, standard_error
from altto_cli.model import Result, Study
from altto_cli.stats.intervals import se_from_ci
from altto_cli.stats.kaplan_meier import hazard_ratio, uncensored_error
from altto_cli.stats.printed import Ratio, Span
from altto_cli.stats.rates import implied_hazard_ratio, implied_hazard_ratio_range
from altto_cli.stats.rounding import wald_se_range

#: Ratios to which a ratio of cumulative hazards can be held.
_RATIOS_OF_HAZARDS = ("hazard ratio", "rate ratio")


#: Standard errors of the printed ratio within which rates and ratio of the same patients are near.
#: They differ without any fault, since one stops at the time of the rates and the other goes on: by
#: the difference of their variances (Hausman, Econometrica 1978;46:1251), which no report prints.
#: It is set so that of honest trials one in a hundred is told to be on the other side of 1.
NEAR = 0.75


class Implied(NamedTuple):
    """The ratio that two printed rates imply, beside the printed one."""

    ratio: float
    #: over the rounding of the rates
    span: Span
    #: with its interval, where sizes or the intervals of both rates give one
    interval: Ratio | None
    #: whether that is the narrowest that it can have, from the sizes
    is_narrowest: bool
    outside_interval: bool
    other_side_of_one: bool
    #: whether rounding of the rates lets it lie anywhere in the printed interval
    anywhere: bool
    #: whether some rounding of rates and ratio ends the disagreement
    within_rounding: bool
    #: the printed ratio less the implied one on the log scale, in standard errors of the printed;
    #: None where its interval gives none
    moved_se: float | None
    #: the least that rounding leaves of it, without its sign
    moved_se_least: float | None

    @property
    def is_near(self) -> bool:
        """Whether rounding and the play of two methods may be all that is between them."""
        return self.moved_se_least is not None and self.moved_se_least < NEAR

    @property
    def disagrees(self) -> bool:
        """Whether it lies outside the printed interval or on the other side of 1, and not near.

        Of simulated trials without adjustment 1 in 100 is told; 5 in 100 lie on the other side.
        """
        return (self.outside_interval or self.other_side_of_one) and not self.is_near

    @property
    def is_blurred(self) -> bool:
        """Whether rounding leaves too much open: it may lie anywhere, or just outside or not."""
        return self.anywhere or (self.outside_interval and self.is_near)


def implied(study: Study, result: Result) -> Implied | None:
    """ln S1/ln S0 of the printed rates; None where it says nothing about the printed ratio.

    It takes a hazard or rate ratio of two groups over the time of the rates, and rates between 0
    and 100%; with competing risks one minus the rate is no survival probability.
    """
    effect = result.effect
    first, second = result.event_free
    if not effect or effect.measure not in _RATIOS_OF_HAZARDS or first is None or second is None:
        return None
    if not _same_time(result) or study.endpoint(result.endpoint).competing_risks:
        return None
    if not (0 < first < 100 and 0 < second < 100):
        return None
    ratio = implied_hazard_ratio(float(first / 100), float(second / 100))
    span = implied_hazard_ratio_range(wording.figure(first), wording.figure(second))
    estimate = band(effect.estimate)
    outside = other_side = anywhere = False
    apart = []
    if effect.ci_low is not None and effect.ci_high is not None:
        outside = not effect.ci_low <= Decimal(ratio) <= effect.ci_high
        lowest, highest = float(band(effect.ci_low).lowest), float(band(effect.ci_high).highest)
        apart.append(span.high < lowest or span.low > highest)
        anywhere = Decimal(span.low) <= effect.ci_low and effect.ci_high <= Decimal(span.high)
    other_side = (ratio - 1) * (float(effect.estimate) - 1) < 0
    if other_side:
        above = ratio > 1
        apart.append(span.low > 1 > estimate.highest if above else span.high < 1 < estimate.lowest)
    printed = printed_ratio(effect)
    moved = least = None
    if printed and wald_se_range(printed):
        se = se_from_ci(printed.values)
        moved = math.log(float(effect.estimate) / ratio) / se
        least = _apart(span, Span(float(estimate.lowest), float(estimate.highest))) / se
    by_intervals = [standard_error(arm) for arm in result.arms]
    errors = [error.widest for error in by_intervals if error]
    if len(errors) < len(by_intervals):
        errors = _least_errors(study, result)
    return Implied(
        ratio,
        span,
        _interval(result, errors),
        not all(by_intervals),
        outside,
        other_side,
        anywhere,
        not any(apart),
        moved,
        least,
    )


def _least_errors(study: Study, result: Result) -> list[float]:
    """The standard errors of both rates as if nobody had been lost; none without the sizes."""
    sizes = [wording.size(study, result, arm)[0] for arm in result.arms]
    rates = [rate for rate in result.event_free if rate is not None]
    known = [size for size in sizes if size]
    if len(known) < len(sizes):
        return []
    sides = zip(rates, known, strict=True)
    return [uncensored_error(float(rate / 100), size) for rate, size in sides]


def _interval(result: Result, errors: Sequence[float]) -> Ratio | None:
    """The interval of the implied ratio, at the level of the printed one or 95%."""
    rates = [float(rate / 100) for rate in result.event_free if rate is not None]
    if not errors:
        return None
    return hazard_ratio((rates[0], rates[1]), (errors[0], errors[1]), float(level(result)))


def _apart(one: Span, other: Span) -> float:
    """How far two ranges of ratios lie apart on the log scale; 0 where they meet."""
    lower, upper = sorted((one, other))
    return max(0.0, math.log(upper.low / lower.high))


def _same_time(result: Result) -> bool:
    """Whether both rates belong to one time, and the ratio to the follow-up before it."""
    if not result.treatment or not result.reference:
        return False
    at, window = result.treatment.at_years, result.window
    if result.treatment.time != result.reference.time:
        return False
    return not window or (window.from_years == 0 and window.to_years == at)
