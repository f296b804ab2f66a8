"""Rules over the P value that is printed with a ratio and its interval."""

from collections.abc import Iterator

from altto_cli import wording
from altto_cli.appraise.figures import has_width, p_band, p_span, printed_ratio, rounded, z_of_p
from altto_cli.appraise.observation import Observation, Value
from altto_cli.model import Effect
from altto_cli.stats.intervals import wald_test
from altto_cli.stats.noninferiority import margin_test
from altto_cli.stats.printed import PrintedRatio, Span
from altto_cli.stats.rounding import p_range_joint

#: The levels at which intervals are printed.
LEVELS = (90.0, 95.0, 97.5, 99.0)


def p_from_interval(effect: Effect) -> Iterator[Observation]:
    """A superiority P must lie in the range that the Wald intervals of the printed numbers have.

    The interaction P of a ratio of ratios is such a P. Any other tests something else than the
    interval shows; one by another method (log-rank, likelihood ratio, score), or of which it is not
    said what it tests, is set beside the interval's P and not judged. Of honest Wald P none
    disagrees. Of log-rank P of the same patients 1 in 8 does in trials of 100 to 300; of 1,499 in
    trials of 60 to 1,500 none lay further than SE² from the Wald P, in z beyond rounding, and a P
    whose test is not stated is left open up to there.
    """
    ratio = printed_ratio(effect)
    if not effect.p or not ratio or not has_width(ratio) or effect.p_kind == "non-inferiority":
        return
    printed = p_band(effect.p)
    if printed is None or not (ratio.values.estimate and ratio.values.high):
        return
    attainable = p_range_joint(ratio)
    if attainable is None:
        return
    wald = wald_test(ratio.values)
    agreement = _agreement(printed, attainable, wald.p)
    unjudged = not_judged(effect)
    z_apart = z_distance(printed, attainable)
    misses = agreement in ("one-sided", "outside") and not unjudged
    near = misses and not effect.p_test and z_apart <= wald.standard_error**2
    grave = misses and not near
    values: dict[str, Value] = {
        "p_low": rounded(attainable.low),
        "p_high": rounded(attainable.high),
        "printed_p": effect.p,
        "agreement": agreement,
        "judged": not unjudged,
        "z_distance": rounded(z_apart),
        "near_log_rank": near,
        "one_sided_agrees": _meet(Span(2 * printed.low, 2 * printed.high), attainable),
        "decision_differs": _decision_differs(effect, printed, attainable),
    }
    at_level = _levels_that_agree(ratio, printed) if grave else []
    if at_level:
        values["agrees_at_level"] = at_level[0]
    said = _AGREEMENTS["near" if near else agreement]
    yield Observation(
        "p-from-interval",
        "check" if grave else "note",
        values,
        f"P from the interval: {p_span(attainable)}. Printed: {wording.p_value(effect)}, "
        f"{unjudged or said}.",
        compared=not _is_of_another(effect),
        is_open=bool(unjudged) or near,
    )


_AGREEMENTS = {
    "consistent": "consistent",
    "only through rounding": "consistent only through rounding",
    "one-sided": "outside that range; half of the interval's, a one-sided P, would agree",
    "outside": "outside that range",
    "near": "outside that range, as near as a log-rank P may be",
}


def _agreement(printed: Span, attainable: Span, recomputed: float) -> str:
    """How a printed P stands to the interval's; it may also be recomputed from rounded numbers."""
    if printed.low <= attainable.low and attainable.high <= printed.high:
        return "consistent"
    if _meet(printed, attainable) or _meet(printed, Span(recomputed, recomputed)):
        return "only through rounding"
    one_sided = _meet(Span(2 * printed.low, 2 * printed.high), attainable)
    return "one-sided" if one_sided else "outside"


def _meet(one: Span, other: Span) -> bool:
    return one.low <= other.high and other.low <= one.high


def not_judged(effect: Effect) -> str:
    """Why a printed P is not judged by the interval; empty where it is."""
    if _is_of_another(effect):
        return "not a test of this ratio; not compared"
    if effect.p_test not in (None, "Wald"):
        return "another test, which may rightly differ; not judged"
    return "" if effect.p_kind else "what it tests not stated; not judged"


def _is_of_another(effect: Effect) -> bool:
    """Whether a P is of an interaction that is not this ratio."""
    return effect.p_kind == "interaction" and effect.measure != "ratio of hazard ratios"


def z_distance(printed: Span, attainable: Span) -> float:
    """How many standard errors lie between the printed P and the nearest of the interval's."""
    return max(
        0.0,
        z_of_p(printed.high) - z_of_p(attainable.low),
        z_of_p(attainable.high) - z_of_p(printed.low),
    )


def _decision_differs(effect: Effect, printed: Span, attainable: Span) -> bool:
    """Whether the level at which P is judged, or 0.05, separates it from the interval's P."""
    threshold = float(effect.p_threshold or 0.05)
    below, above = printed.high < threshold, printed.low >= threshold
    return (below and attainable.low >= threshold) or (above and attainable.high < threshold)


def _levels_that_agree(ratio: PrintedRatio, printed: Span) -> list[float]:
    """Other usual levels at which the interval and the printed P would agree."""
    others = (ratio._replace(level=level) for level in LEVELS if level != ratio.level)
    spans = [(other.level, p_range_joint(other)) for other in others]
    return [level for level, span in spans if span and _meet(printed, span)]


def noninferiority_p(effect: Effect) -> Iterator[Observation]:
    """A non-inferiority P follows from the interval and its margin, one- or two-sided.

    A Wald test is assumed; a stratified or otherwise different test rightly gives another P. Of
    honest Wald P none is told; of score P whose method is not stated 2 in 100 are.
    """
    ratio = printed_ratio(effect)
    printed = p_band(effect.p) if effect.p else None
    if effect.p_kind != "non-inferiority" or not effect.margin or not ratio or printed is None:
        return
    test = margin_test(ratio, float(effect.margin))
    if test is None:
        return
    one, two = _meet(printed, test.one_sided), _meet(printed, test.two_sided)
    kind = {(True, True): "either", (True, False): "one-sided", (False, True): "two-sided"}.get(
        (one, two), "neither"
    )
    other_test = effect.p_test not in (None, "Wald")
    where = f"fits {kind}" if kind in ("either", "neither") else f"fits the {kind} one"
    if kind == "neither" and other_test:
        where += "; another test, which may rightly differ"
    yield Observation(
        "noninferiority-p",
        "check" if kind == "neither" and not other_test else "note",
        {
            "margin": wording.figure(effect.margin),
            "p_one_sided_low": rounded(test.one_sided.low),
            "p_one_sided_high": rounded(test.one_sided.high),
            "p_two_sided_low": rounded(test.two_sided.low),
            "p_two_sided_high": rounded(test.two_sided.high),
            "z_distance": rounded(
                min(
                    z_distance(Span(2 * printed.low, 2 * printed.high), test.two_sided),
                    z_distance(printed, test.two_sided),
                )
            ),
            "printed_p": effect.p or "",
            "printed_is": kind,
        },
        f"Against a margin of {wording.figure(effect.margin)} the interval gives P "
        f"{p_span(test.one_sided)} one-sided, {p_span(test.two_sided)} two-sided: the printed "
        f"{effect.p} {where}.",
    )
