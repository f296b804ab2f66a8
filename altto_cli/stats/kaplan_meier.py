"""The printed interval of a Kaplan–Meier rate holds its standard error; two give a hazard ratio.

Rates are proportions, event-free or with the event as they are printed: one has the standard error
of the other. Programs compute the interval on one of three scales and seldom say on which.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias, get_args

from altto_cli.stats.intervals import critical_value, wald_interval
from altto_cli.stats.printed import PrintedFigure, Ratio, Span, printed_figure
from altto_cli.stats.rates import implied_hazard_ratio

Scale: TypeAlias = Literal["plain", "log", "loglog"]
SCALES: tuple[Scale, ...] = get_args(Scale)

#: A rate on each scale, and by what a step there is multiplied to be one of the rate.
_ON: dict[Scale, Callable[[float], float]] = {
    "plain": lambda rate: rate,
    "log": math.log,
    "loglog": lambda rate: -math.log(-math.log(rate)),
}
_STEP: dict[Scale, Callable[[float], float]] = {
    "plain": lambda rate: 1.0,
    "log": lambda rate: rate,
    "loglog": lambda rate: -rate * math.log(rate),
}


#: Further scales on which an interval may lie evenly: logit, arcsine.
_FURTHER: tuple[Callable[[float], float], ...] = (
    lambda rate: math.log(rate / (1 - rate)),
    lambda rate: math.asin(math.sqrt(rate)),
)


class PrintedRate(NamedTuple):
    """A percentage of patients at a time with its interval, as printed."""

    percent: str
    low: str
    high: str
    #: per cent, such as 95
    level: float


class StandardError(NamedTuple):
    """The standard error of a rate, from its interval."""

    #: on which its interval lies evenly around it, rounding allowed for
    scales: tuple[Scale, ...]
    #: the widest that the printed numbers give on these
    widest: float
    #: the same over rounding
    over_rounding: Span


def standard_error(rate: float, low: float, high: float, level: float, scale: Scale) -> float:
    """The limits of a rate lie 2z standard errors apart on the scale of their interval.

    plain (u − l)/2z; log S(ln u − ln l)/2z; log-log |S ln S|(ln(−ln l) − ln(−ln u))/2z, by the
    delta method. R's default is the log scale. `ValueError` unless all three lie between 0 and 1.
    """
    if not (0 < low < high < 1 and 0 < rate < 1):
        raise ValueError(f"no standard error from {rate} ({low}–{high})")
    apart = _ON[scale](high) - _ON[scale](low)
    return _STEP[scale](rate) * apart / (2 * critical_value(level))


def from_interval(printed: PrintedRate) -> StandardError | None:
    """The standard error on the scales on which the interval lies evenly around the rate.

    Where rounding leaves several, the widest, so that what is made of it is rather too wide. None
    where it lies evenly on none of the three (exact, logit and bootstrap intervals do not, nor do
    misprints), and where a number is 0 or 100%, at which intervals are cut.
    """
    rate, low, high = (printed_figure(each) for each in printed[:3])
    inside = low.lowest > 0 and high.highest < 100 and 0 < rate.lowest < rate.highest < 100
    if not inside or low.highest >= high.lowest:
        return None
    scales = tuple(scale for scale in SCALES if _is_even(rate, low, high, scale))
    if not scales:
        return None

    def errors(at: Decimal, bottom: Decimal, top: Decimal) -> list[float]:
        numbers = _share(at), _share(bottom), _share(top)
        return [standard_error(*numbers, printed.level, scale) for scale in scales]

    narrow = [error for at in rate for error in errors(at, low.highest, high.lowest)]
    wide = [error for at in rate for error in errors(at, low.lowest, high.highest)]
    widest = max(errors(rate.value, low.value, high.value))
    return StandardError(scales, widest, Span(min(narrow), max(wide)))


def _share(percent: Decimal) -> float:
    return float(percent / 100)


def _is_even(rate: PrintedFigure, low: PrintedFigure, high: PrintedFigure, scale: Scale) -> bool:
    """Whether some rounding puts the rate in the middle of its interval on a scale."""
    on = _ON[scale]
    least = (on(_share(low.lowest)) + on(_share(high.lowest))) / 2
    greatest = (on(_share(low.highest)) + on(_share(high.highest))) / 2
    return on(_share(rate.lowest)) <= greatest and least <= on(_share(rate.highest))


def unevenness(printed: PrintedRate) -> float | None:
    """How many times one side of an interval is as long as the other, on the scale that suits best.

    Over rounding, on five scales: of exact (Clopper–Pearson) intervals 1.6 at most, of Wilson's,
    logit and arcsine intervals 1. Infinite where the rate cannot lie inside. None at 0 or 100%,
    where intervals are cut.
    """
    rate, low, high = (printed_figure(each) for each in printed[:3])
    if low.lowest <= 0 or high.highest >= 100 or not 0 < rate.lowest < rate.highest < 100:
        return None
    return min(_longer_side(rate, low, high, on) for on in (*_ON.values(), *_FURTHER))


def _longer_side(
    rate: PrintedFigure, low: PrintedFigure, high: PrintedFigure, on: Callable[[float], float]
) -> float:
    def between(one: Decimal, other: Decimal) -> float:
        return max(0.0, on(_share(other)) - on(_share(one)))

    below = Span(between(low.highest, rate.lowest), between(low.lowest, rate.highest))
    above = Span(between(rate.highest, high.lowest), between(rate.lowest, high.highest))
    if not (below.high and above.high):
        return math.inf
    return max(1.0, below.low / above.high, above.low / below.high)


def greatest_error(printed: PrintedRate) -> float | None:
    """The greatest standard error that an interval can stand for, on any of the three scales.

    Over rounding, whether or not it lies evenly on that scale. None where a number is 0 or 100%.
    """
    rate, low, high = (printed_figure(each) for each in printed[:3])
    if not (low.lowest > 0 and high.highest < 100 and 0 < rate.lowest < rate.highest < 100):
        return None
    bottom, top = _share(low.lowest), _share(high.highest)
    return max(
        standard_error(_share(at), bottom, top, printed.level, scale)
        for at in rate
        for scale in SCALES
    )


def least_error(percent: str, patients: int, level: float) -> float:
    """A rate of n patients has a standard error of no less than √(S(1 − S)/(n + z²)).

    Greenwood's is never below √(S(1 − S)/n), which it is without censoring (see `crude`); intervals
    of Wilson, and of Agresti and Coull, are as if there were z² patients more. Over rounding.
    Unweighted curves without competing risks or delayed entry.
    """
    most = patients + critical_value(level) ** 2
    return min(uncensored_error(min(_share(end), 1.0), most) for end in printed_figure(percent))


def uncensored_error(rate: float, patients: float) -> float:
    """√(S(1 − S)/n), Greenwood's standard error where nobody was censored before, and his least."""
    return math.sqrt(rate * (1 - rate) / patients)


def hazard_ratio(rates: tuple[float, float], errors: tuple[float, float], level: float) -> Ratio:
    """Two event-free rates with their standard errors give a ratio of cumulative hazards.

    ln S₁/ln S₀, SE √Σ(SEᵢ/(Sᵢ ln Sᵢ))²: the delta method on ln(−ln S). Its Wald test is that of two
    rates at a fixed time (Klein et al., Statist Med 2007;26:4505). Treatment stands first.
    """
    ratio = implied_hazard_ratio(*rates)
    parts = (error / (rate * math.log(rate)) for rate, error in zip(rates, errors, strict=True))
    return wald_interval(ratio, math.hypot(*parts), level)
