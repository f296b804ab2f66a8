"""Rules over the interval of a printed ratio, and the source's word for it."""

from collections.abc import Iterator, Mapping

from altto_cli import wording
from altto_cli.appraise.figures import (
    has_width,
    p_span,
    printed_ratio,
    printed_triplet,
    rounded,
    spanned,
)
from altto_cli.appraise.observation import Observation, Value, Word
from altto_cli.model import Effect
from altto_cli.stats import word as stats
from altto_cli.stats.printed import PrintedRatio, Span
from altto_cli.stats.rounding import (
    Symmetry,
    Verdict,
    log_symmetry,
    p_range_joint,
)


def estimate_outside_interval(effect: Effect) -> Iterator[Observation]:
    """No rounding can put an estimate outside the interval that is printed around it.

    Nothing lies in an interval whose limits are reversed.
    """
    low, high = effect.ci_low, effect.ci_high
    ratio = printed_triplet(effect)
    is_reversed = low is not None and high is not None and low > high
    if not is_reversed and not (ratio and is_outside(ratio)):
        return
    estimate = wording.figure(effect.estimate)
    limits = [wording.figure(each) for each in (low, high) if each is not None]
    text = f"The estimate {estimate} lies outside its interval, {'–'.join(limits)}, however the "
    text += "numbers were rounded."
    if is_reversed:
        text = f"The limits are printed the wrong way round: {' to '.join(limits)}."
    yield Observation(
        "estimate-outside-interval",
        "conflict",
        {
            "estimate": estimate,
            "ci_low": limits[0],
            "ci_high": limits[1],
            "reversed": is_reversed,
        },
        text,
    )


def is_outside(ratio: PrintedRatio) -> bool:
    """Whether the estimate lies outside its interval under any rounding."""
    estimate, low, high = ratio.figures
    return estimate.highest < low.lowest or estimate.lowest > high.highest


def wald_interval(effect: Effect) -> Iterator[Observation]:
    """The estimate of a Wald interval is the geometric mean of its limits, within rounding.

    A plain agreement is no finding; an estimate outside its interval is told by its own rule. Of
    true Wald intervals none is called otherwise; of profile-likelihood intervals, rightly
    asymmetric, 3 in 15 are at two decimals and 10 in 15 at three. The values say which estimate,
    lower and upper limit would each fit the other two numbers, none of which is thereby wrong.
    """
    ratio = printed_triplet(effect)
    if not ratio or is_outside(ratio):
        return
    symmetry = log_symmetry(ratio)
    if symmetry.verdict is Verdict.CONSISTENT:
        return
    places = len(ratio.estimate.partition(".")[2]) + 1
    low, high = (f"{each:.{places}f}" for each in symmetry.compatible)
    text = f"The centre of the limits on the log scale is {low}–{high} over rounding, the estimate "
    text += f"{ratio.estimate}: {symmetry.verdict}."
    uninformative = symmetry.verdict is Verdict.UNINFORMATIVE
    if uninformative:
        text = f"The lower limit is printed as {ratio.low}, which leaves its logarithm open."
    yield Observation(
        "wald-interval",
        "check" if symmetry.verdict is Verdict.NOT_WALD else "note",
        _symmetry_values(ratio, symmetry),
        text,
        compared=not uninformative,
    )


def _symmetry_values(ratio: PrintedRatio, symmetry: Symmetry) -> Mapping[str, Value]:
    """The centre, and for each of the three numbers what would fit the other two."""
    estimate, low, high, _ = ratio.values
    values: dict[str, Value] = {
        "verdict": str(symmetry.verdict),
        "centre": rounded(symmetry.centre),
        "centre_low": rounded(symmetry.compatible.low),
        "centre_high": rounded(symmetry.compatible.high),
        "symmetric_without_logarithm": _symmetric_on_plain_scale(ratio),
    }
    if low and high and estimate:
        lows, highs = ratio.lowest, ratio.highest
        values["estimate_that_fits"] = spanned(symmetry.compatible)
        values["ci_low_that_fits"] = spanned(
            Span(lows.estimate**2 / highs.high, highs.estimate**2 / lows.high)
        )
        values["ci_high_that_fits"] = spanned(
            Span(lows.estimate**2 / highs.low, highs.estimate**2 / lows.low)
        )
    return values


def _symmetric_on_plain_scale(ratio: PrintedRatio) -> bool:
    """Whether estimate ± a half-width, without logarithms, rounds to the printed numbers."""
    estimate, low, high = ratio.figures
    least, greatest = low.lowest + high.lowest, low.highest + high.highest
    return least <= 2 * estimate.highest and greatest >= 2 * estimate.lowest


def bound_of_one(effect: Effect) -> Iterator[Observation]:
    """A limit printed as exactly 1 leaves open on which side of 1 it lies."""
    ratio = printed_ratio(effect)
    if not ratio or not has_width(ratio) or 1 not in (effect.ci_low, effect.ci_high):
        return
    side = "lower" if effect.ci_low == 1 else "upper"
    figure = ratio.figures[1 if side == "lower" else 2]
    limit = ratio.low if side == "lower" else ratio.high
    attainable = p_range_joint(ratio) if ratio.values.estimate else None
    values: dict[str, Value] = {
        "limit": limit,
        "side": side,
        "limit_lowest": float(figure.lowest),
        "limit_highest": float(figure.highest),
    }
    said = ""
    if attainable:
        values |= {"p_low": rounded(attainable.low), "p_high": rounded(attainable.high)}
        said = f", P between {p_span(attainable, ' and ')}"
    yield Observation(
        "bound-of-one",
        "note",
        values,
        f"The limit {limit} lies between {figure.lowest} and {figure.highest}{said}: on which side "
        "of 1 is open.",
    )


def word_against_interval(effect: Effect, word: Word | None) -> Iterator[Observation]:
    """A difference called significant has an interval without 1, at the level of the word.

    Both limits' bands against 1 at the interval's level; where the source names another threshold,
    the interval's range of P. Silent where the word answers another question (non-inferiority,
    interaction), where it agrees, and where there is no interval. Gardner & Altman, BMJ
    1986;292:746. The word may rest on another test, which may rightly differ.
    """
    ratio = printed_ratio(effect)
    if not word or not ratio or not has_width(ratio) or _answers_another(effect):
        return
    threshold = float(effect.p_threshold) if effect.p_threshold else None
    verdict = stats.word_against_interval(
        ratio, significant=word == "significant", threshold=threshold
    )
    if is_outside(ratio) or verdict in (None, stats.Agreement.AGREES):
        return
    values: dict[str, Value] = {"word": word, "verdict": str(verdict), "ci_level": ratio.level}
    said = f"{ratio.low}–{ratio.high} at {ratio.level:g}%"
    attainable = p_range_joint(ratio) if ratio.values.estimate else None
    if threshold and attainable and stats.has_another_level(ratio, threshold):
        said = f"P {p_span(attainable)} at {effect.p_threshold}"
        values["threshold"] = threshold
    if attainable:
        values |= {"p_low": rounded(attainable.low), "p_high": rounded(attainable.high)}
    is_open = verdict is stats.Agreement.UNDETERMINED
    yield Observation(
        "word-against-interval",
        "note" if is_open else "check",
        values,
        f"Called {word}, beside {said}, which {'leaves it open' if is_open else 'says otherwise'}.",
        is_open=is_open,
    )


def _answers_another(effect: Effect) -> bool:
    """Whether the word is about non-inferiority, or an interaction that is not this ratio."""
    if effect.p_kind == "interaction":
        return effect.measure != "ratio of hazard ratios"
    return effect.p_kind == "non-inferiority"
