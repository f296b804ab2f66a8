"""What a printed interval says once each of its numbers may be any that rounds to it."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from altto_cli.stats.intervals import critical_value, two_sided_p
from altto_cli.stats.printed import PrintedRatio, Span

#: (log-centre, log of the upper limit): a Wald interval is one such point
Point = tuple[float, float]

#: slack in the logarithms, far below any printed digit, that keeps bands which touch in one point
TOUCHING = 1e-12


class Verdict(StrEnum):
    """What log-symmetry says of an interval; none of these is an error of the source."""

    CONSISTENT = "consistent"
    ONLY_THROUGH_ROUNDING = "consistent only through rounding"
    NOT_WALD = "not a Wald interval around this estimate"
    UNINFORMATIVE = "uninformative"


class Symmetry(NamedTuple):
    """Where the log-centre of an interval lies, and how that agrees with the estimate."""

    #: √(low × high) of the printed limits
    centre: float
    #: log-centres of all limits that round to the printed ones
    compatible: Span
    verdict: Verdict


def log_symmetry(ratio: PrintedRatio) -> Symmetry:
    """The estimate of a Wald interval is the geometric mean of its limits, within rounding.

    With e half a unit of the last place of each number: [√((low−e)(high−e)), √((low+e)(high+e))]
    must meet [estimate−e, estimate+e], decided on exact decimals. Only through rounding: √(low ×
    high) of the printed limits does not round to the printed estimate. No true Wald interval is
    called "not a Wald interval"; profile-likelihood, bootstrap, exact, Firth and
    group-sequential intervals may rightly be, so it is not an error. Uninformative: a number
    printed as 0, which has no logarithm, unless even the greatest centre lies below the estimate.
    """
    estimate, low, high = ratio.figures
    centre_squared = low.value * high.value
    least_squared, greatest_squared = low.lowest * high.lowest, low.highest * high.highest
    if greatest_squared < estimate.lowest**2:
        verdict = Verdict.NOT_WALD
    elif not (estimate.value and low.value):
        verdict = Verdict.UNINFORMATIVE
    elif least_squared > estimate.highest**2:
        verdict = Verdict.NOT_WALD
    elif estimate.lowest**2 <= centre_squared <= estimate.highest**2:
        verdict = Verdict.CONSISTENT
    else:
        verdict = Verdict.ONLY_THROUGH_ROUNDING
    compatible = Span(math.sqrt(least_squared), math.sqrt(greatest_squared))
    return Symmetry(math.sqrt(centre_squared), compatible, verdict)


def se_range(ratio: PrintedRatio) -> Span:
    """Rounding of the limits leaves a range of standard errors of the log ratio.

    [(ln(high−e) − ln(low+e))/(2z), (ln(high+e) − ln(low−e))/(2z)], at least 0, and up to infinity
    when the lower limit is printed as 0.
    """
    width = 2 * critical_value(ratio.level)
    narrow = _log(ratio.lowest.high) - _log(ratio.highest.low)
    wide = _log(ratio.highest.high) - _log(ratio.lowest.low)
    return Span(max(narrow, 0.0) / width, wide / width)


def wald_se_range(ratio: PrintedRatio) -> Span | None:
    """The standard errors of the log ratio that printed numbers allow, where they hold one.

    As `se_range`; with a lower limit printed as 0 it comes from the upper half, [(ln(high−e) −
    ln(estimate+e))/z, (ln(high+e) − ln(estimate−e))/z]. None, so that nothing is built on it, for
    an interval that is not Wald or has no width, and for an estimate or upper limit of 0.
    """
    estimate, low, high, level = ratio.values
    if low == high or not (estimate and high) or log_symmetry(ratio).verdict is Verdict.NOT_WALD:
        return None
    if low:
        return se_range(ratio)
    if estimate >= high:
        return None
    factor = critical_value(level)
    narrow = _log(ratio.lowest.high) - _log(ratio.highest.estimate)
    wide = _log(ratio.highest.high) - _log(ratio.lowest.estimate)
    return Span(max(narrow, 0.0) / factor, wide / factor)


def p_range_joint(ratio: PrintedRatio) -> Span | None:
    """The Wald intervals that round to the three printed numbers have this range of P.

    Not every corner of the three rounding bands is one: the estimate must be the log-centre m of
    the limits. With U the log of the upper limit, z = z_level m/(U − m) is linear-fractional on the
    box of m and U cut by the strip of the lower limit, 2m − U, so its extremes lie at the vertices.
    The P of the printed estimate itself can lie outside when that estimate is off centre. None if
    no Wald interval rounds to the numbers: then P is not to be judged. `ValueError` for an estimate
    or an upper limit of 0.
    """
    deviates = z_range_joint(ratio)
    return p_range(deviates) if deviates else None


def z_range_joint(ratio: PrintedRatio, against: float = 1) -> Span | None:
    """The Wald intervals that round to the printed numbers have this range of z against a value.

    z = z_level (m − ln against)/(U − m), signed, with its extremes at the vertices as in
    `p_range_joint`; the value is exact. None and `ValueError` as there.
    """
    _refuse_zero(ratio)
    factor, null = critical_value(ratio.level), math.log(against)
    deviates = [factor * quotient(m - null, max(u - m, 0.0)) for m, u in _wald_intervals(ratio)]
    return Span(min(deviates), max(deviates)) if deviates else None


def excludes_one(ratio: PrintedRatio) -> bool | None:
    """Whether an interval leaves out 1 at its level; None where the rounding of a limit decides.

    A limit whose band reaches 1, such as 1.00, may lie on either side. Gardner & Altman, BMJ
    1986;292:746.
    """
    _, low, high = ratio.figures
    if high.highest < 1 or low.lowest > 1:
        return True
    return False if low.highest < 1 < high.lowest else None


def below_threshold(span: Span, threshold: float) -> bool | None:
    """Whether a range of P lies below a threshold, which is exact; None where it holds it."""
    if span.high < threshold:
        return True
    return False if span.low >= threshold else None


def p_range(deviates: Span) -> Span:
    """The range of the two-sided P over a range of z; its greatest value is 1 where z can be 0."""
    least, greatest = deviates
    smallest = 0.0 if least <= 0 <= greatest else min(abs(least), abs(greatest))
    return Span(two_sided_p(max(abs(least), abs(greatest))), two_sided_p(smallest))


def _wald_intervals(ratio: PrintedRatio) -> list[Point]:
    """Vertices of the polygon of Wald intervals that round to the printed numbers."""
    lowest, highest = ratio.lowest, ratio.highest
    centres = (_log(lowest.estimate), _log(highest.estimate))
    uppers = (_log(lowest.high), _log(highest.high))
    box = [
        (centres[0], uppers[0]),
        (centres[1], uppers[0]),
        (centres[1], uppers[1]),
        (centres[0], uppers[1]),
    ]
    least_lower, greatest_lower = _log(lowest.low), _log(highest.low)
    above = _clipped(box, lambda point: 2 * point[0] - point[1] - least_lower)
    return _clipped(above, lambda point: greatest_lower - 2 * point[0] + point[1])


def _clipped(polygon: list[Point], side: Callable[[Point], float]) -> list[Point]:
    """The part of a convex polygon on which a linear function is at least 0."""
    kept: list[Point] = []
    at = [side(point) for point in polygon]
    after = zip(polygon[1:] + polygon[:1], at[1:] + at[:1], strict=True)
    for here, at_here, (there, at_there) in zip(polygon, at, after, strict=True):
        if at_here >= -TOUCHING:
            kept.append(here)
        if at_here * at_there < 0:
            share = at_here / (at_here - at_there)
            kept.append(
                (here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1]))
            )
    return kept


def quotient(numerator: float, denominator: float) -> float:
    """A log ratio over a width that rounding may close entirely, which makes it infinite."""
    return numerator / denominator if denominator else math.copysign(math.inf, numerator)


def _log(value: float) -> float:
    return math.log(value) if value > 0 else -math.inf


def _refuse_zero(ratio: PrintedRatio) -> None:
    if not (ratio.values.estimate and ratio.values.high):
        raise ValueError(f"no P value for {ratio.estimate} ({ratio.low} to {ratio.high})")
