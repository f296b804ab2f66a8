"""From printed figures to what the formulas take, and from what they give to words."""

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from statistics import NormalDist

from altto_cli import outcomes, wording
from altto_cli.model import Arm, Effect, Result, Study
from altto_cli.stats.kaplan_meier import PrintedRate, StandardError, from_interval
from altto_cli.stats.printed import (
    PrintedFigure,
    PrintedRatio,
    Ratio,
    Span,
    printed_figure,
    signed_figure,
)

_P = re.compile(r"([<>=≤≥]?)\s*(\d*\.\d+|\d+)")


def printed_ratio(effect: Effect | None) -> PrintedRatio | None:
    """The ratio with its interval; None where the interval or its level is not reported."""
    return printed_triplet(effect) if effect and effect.ci_level is not None else None


def printed_triplet(effect: Effect) -> PrintedRatio | None:
    """The ratio with its interval whose level may be unknown, and is then not a number.

    None where a limit is not reported, or where the limits are reversed.
    """
    low, high = effect.ci_low, effect.ci_high
    if low is None or high is None or low > high:
        return None
    level = math.nan if effect.ci_level is None else float(effect.ci_level)
    figures = (wording.figure(each) for each in (effect.estimate, low, high))
    return _triplet(*figures, level)


@lru_cache(maxsize=256)
def _triplet(estimate: str, low: str, high: str, level: float) -> PrintedRatio:
    """Each rule asks for the ratio that it is about; the bands of its figures are made once."""
    return PrintedRatio(estimate, low, high, level)


def standard_error(arm: Arm) -> StandardError | None:
    """The standard error of the arm's percentage, from the interval that is printed with it."""
    printed = printed_rate(arm)
    return from_interval(printed) if printed else None


def printed_rate(arm: Arm) -> PrintedRate | None:
    """The arm's percentage with its interval; None where that or its level is not reported."""
    rate, low, high, level = wording.rate(arm), arm.ci_low, arm.ci_high, arm.ci_level
    if rate is None or low is None or high is None or level is None or low > high:
        return None
    text = wording.figure
    return PrintedRate(text(rate), text(low), text(high), float(level))


def level(result: Result) -> Decimal:
    """The confidence level of what is computed beside its ratio: that of the ratio, or else 95%."""
    printed = result.effect.ci_level if result.effect else None
    return Decimal(95) if printed is None else printed


def has_width(ratio: PrintedRatio) -> bool:
    """Whether the printed numbers give a standard error: limits that differ, and a half to use."""
    estimate, low, high, _ = ratio.values
    return low < high and (low > 0 or estimate < high)


def band(value: Decimal) -> PrintedFigure:
    """The values that round to a figure."""
    return printed_figure(wording.figure(value))


def signed_band(value: Decimal) -> PrintedFigure:
    """The same of a figure that may lie below 0."""
    return signed_figure(wording.figure(value))


def apart(one: Decimal, other: Decimal) -> bool:
    """Whether no value rounds to both figures."""
    first, second = band(one), band(other)
    return first.highest < second.lowest or second.highest < first.lowest


def meet(one: Span, other: Span) -> bool:
    """Whether two ranges have a value in common."""
    return one.low <= other.high and other.low <= one.high


def p_band(text: str) -> Span | None:
    """The P values for which a printed P stands; None where it is not a number.

    "0.03" is 0.025 to 0.035, "<0.001" is 0 to 0.001, ">0.05" is 0.05 to 1.
    """
    read = _P.fullmatch(text.strip())
    if read is None:
        return None
    figure = printed_figure(read[2])
    if read[1] in ("<", "≤"):
        return Span(0.0, float(figure.value))
    if read[1] in (">", "≥"):
        return Span(float(figure.value), 1.0)
    return Span(float(figure.lowest), float(figure.highest))


def inputs(study: Study, result: Result) -> Iterator[str]:
    """The printed figures of a result with their patients: ratio, rates, events."""
    if result.effect:
        yield f"{wording.measure(result.effect)} {wording.effect(result.effect)}"
        if result.effect.p:
            yield wording.p_value(result.effect)
    yield from rates_and_events(study, result)


def rates_and_events(study: Study, result: Result) -> Iterator[str]:
    """The rate of each group with its patients, and the event counts."""
    endpoint = study.endpoint(result.endpoint)
    for arm in result.arms:
        group = wording.arm_in_full(study, result, arm)
        if wording.rate(arm) is None:
            yield group
        else:
            yield f"{outcomes.name(arm, endpoint)} {outcomes.printed(arm)}, {group}"
    yield wording.events(study, result)


def short_name(study: Study, result: Result) -> str:
    """Endpoint and population: DFS, premenopausal."""
    said = f"{study.endpoint(result.endpoint).label}, {wording.population(study, result)}"
    return f"{said}, {result.window.text}" if result.window else said


def p_text(p: float) -> str:
    """A computed P with about two digits: 0.41, 0.052, 0.0094."""
    if p < 1e-300:
        return "<1e-300"
    if p < 0.0001:
        return f"{p:.0e}"
    if p < 0.001:
        return f"{p:.4f}"
    if p < 0.01:
        return f"{p:.4f}".rstrip("0")
    return f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def p_span(span: Span, to: str = "–") -> str:
    """What rounding leaves of a computed P: 0.046–0.054, or one figure where both ends show it."""
    return to.join(dict.fromkeys((p_text(span.low), p_text(span.high))))


def z_of_p(p: float) -> float:
    """The deviate of a two-sided P, at least 0; infinity for a P of 0."""
    return -NormalDist().inv_cdf(min(p, 1.0) / 2) if p > 0 else math.inf


def span_text(span: Span, decimals: int = 3) -> str:
    """A range of computed values: 0.824–0.833."""
    return f"{span.low:.{decimals}f}–{span.high:.{decimals}f}"


def interval_text(ratio: Ratio) -> str:
    """The interval of a computed ratio: 95% CI 0.66–1.05."""
    return f"{ratio.level:g}% CI {ratio.low:.2f}–{ratio.high:.2f}"


def spanned(span: Span) -> dict[str, float]:
    """A range of computed values, as it stands among the values of a finding."""
    return {"low": rounded(span.low), "high": rounded(span.high)}


def rounded(value: float) -> float:
    """A computed value with four significant digits, more than its inputs carry."""
    return float(f"{value:.4g}")
