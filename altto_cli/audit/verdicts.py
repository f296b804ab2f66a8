"""Whether the figures of a ratio go together: the rules are those of `appraise`.

A verdict is lenient as print demands: intervals may rightly be asymmetric, and P come from another
test. Only what neither rounding nor that can do is `inconsistent`.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor, log
from statistics import NormalDist
from typing import Any, Literal, NamedTuple, cast, get_args

from altto_cli.appraise.effects import observations
from altto_cli.appraise.observation import Observation
from altto_cli.audit.reading import PValue, Reading
from altto_cli.model import Effect, PKind, RatioMeasure

Verdict = Literal["consistent", "rounding", "explainable", "inconsistent", "not read"]
#: The gravest first.
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)[::-1]
_GRAVITY: Mapping[Verdict, int] = {
    "consistent": 0,
    "rounding": 1,
    "explainable": 2,
    "inconsistent": 3,
    "not read": 4,
}
#: How far another test (log-rank, likelihood ratio, stratified) moves P, in standard errors; of
#: a large z, which such tests move in proportion, a share of it. More in wide intervals, whose Wald
#: test loses power: Hauck & Donner, J Am Stat Assoc 1977.
_ANOTHER_TEST, _SHARE = 0.5, 0.15
#: The least P that some programs print, as if it were exact.
_FLOORS = ("0.0001", "0.001", "0.000", "0.0000", "0.00001")
#: Of so many values of a span the nearest to the print is looked for.
_MOST_VALUES = 200
#: How far off its limits' centre an estimate may rightly lie (exact, bootstrap, profile
#: likelihood), as a share of half the interval on the log scale, and more in wide intervals.
_ASYMMETRY, _ASYMMETRY_OF_WIDE = 0.15, 0.1


class Finding(NamedTuple):
    """What a rule says, and the verdict that it alone would give."""

    rule: str
    text: str
    verdict: Verdict


class Judgement(NamedTuple):
    """The verdict on a reading, with what was found and computed."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    recomputed: Mapping[str, Any] | None


def judged(reading: Reading) -> Judgement:
    """The verdict on a reading."""
    if reading.unread or not (reading.estimate and reading.low and reading.high):
        found = Finding("not-read", f"Not read: {reading.unread}.", "not read")
        return Judgement("not read", (found,), None)
    return _judged(
        reading.measure, reading.estimate, reading.low, reading.high, reading.level, reading.p
    )


@lru_cache(maxsize=4096)
def _judged(
    measure: str, estimate: str, low: str, high: str, level: str | None, p: PValue | None
) -> Judgement:
    misprints = tuple(_misprints(estimate, low, high))
    effect = _effect(measure, estimate, low, high, level, p)
    found = observations(effect)
    findings = [*misprints, *(each for one in found for each in _finding(effect, one))]
    worst: Verdict = max(
        (one.verdict for one in findings), key=_GRAVITY.__getitem__, default="consistent"
    )
    return Judgement(worst, tuple(findings), _recomputed(effect, found))


def _effect(
    measure: str, estimate: str, low: str, high: str, level: str | None, p: PValue | None
) -> Effect:
    """A reading as the record that the rules take; a P of which nothing is said is the ratio's."""
    named = measure if measure in get_args(RatioMeasure) else "ratio of hazard ratios"
    kind = (p.kind or "superiority") if p else None
    numeric = p if p and p.text != "NS" else None
    return Effect(
        measure=cast(RatioMeasure, named),
        adjusted="not reported",
        estimate=Decimal(estimate),
        ci_low=Decimal(low),
        ci_high=Decimal(high),
        ci_level=Decimal(level) if level else None,
        p=numeric.text if numeric else None,
        p_kind=cast(PKind, kind) if numeric else None,
        p_test="log-rank" if numeric and numeric.log_rank else None,
        p_label=None,
    )


def _misprints(estimate: str, low: str, high: str) -> Iterator[Finding]:
    """Figures that lost their point: 078 for 0.78, 72 (0.51–1.00) for 0.72."""
    for name, text in (("estimate", estimate), ("lower limit", low), ("upper limit", high)):
        if len(text) > 1 and text[0] == "0" and text[1] != ".":
            meant = f"0.{text[1:]}" if text[1:].strip("0") else text
            said = f"The {name} is printed as {text}: a misprint, perhaps of {meant}."
            yield Finding("misprint", said, "inconsistent")
    if "." not in estimate and "." in low and "." in high and not estimate.startswith("0"):
        for places in (1, 2, 3):
            meant = f"{Decimal(estimate).scaleb(-places):f}"
            outside = not Decimal(low) <= Decimal(estimate) <= Decimal(high)
            if outside and Decimal(low) <= Decimal(meant) <= Decimal(high):
                said = f"The estimate is printed as {estimate}: perhaps {meant} without its point."
                yield Finding("misprint", said, "inconsistent")
                return


def _finding(effect: Effect, observed: Observation) -> Iterator[Finding]:
    if observed.rule == "estimate-outside-interval":
        yield Finding(observed.rule, observed.text, "inconsistent")
    elif observed.rule == "wald-interval":
        yield from _symmetry(effect, observed)
    elif observed.rule == "p-from-interval":
        yield from _p(effect, observed)
    elif observed.rule == "bound-of-one" and effect.p is None:
        yield Finding(observed.rule, observed.text, "consistent")


def _symmetry(effect: Effect, observed: Observation) -> Iterator[Finding]:
    values = observed.values
    if values["verdict"] == "consistent only through rounding":
        yield Finding(observed.rule, observed.text, "rounding")
    elif values["verdict"] != "not a Wald interval around this estimate":
        yield Finding(observed.rule, observed.text, "consistent")
    elif values["symmetric_without_logarithm"]:
        said = "The interval is symmetric without logarithms, as some methods have it."
        yield Finding(observed.rule, said, "explainable")
    elif _is_known_asymmetry(effect, values):
        said = "an exact, bootstrap or profile-likelihood interval may rightly be so"
        yield Finding(observed.rule, f"{observed.text[:-1]}; {said}.", "explainable")
    else:
        yield Finding(observed.rule, f"{observed.text} {_fitting(effect, values)}", "inconsistent")


def _is_known_asymmetry(effect: Effect, values: Mapping[str, Any]) -> bool:
    low, high = effect.ci_low, effect.ci_high
    if not low or not high:
        return True
    half = log(high / low) / 2
    estimate = float(effect.estimate)
    nearest = min(max(estimate, values["centre_low"]), values["centre_high"])
    return abs(log(nearest / estimate)) <= half * (_ASYMMETRY + _ASYMMETRY_OF_WIDE * half)


def _fitting(effect: Effect, values: Mapping[str, Any]) -> str:
    """What each figure would have to be for the other two: the one nearest its print first."""
    printed = {
        "estimate": str(effect.estimate),
        "lower limit": str(effect.ci_low),
        "upper limit": str(effect.ci_high),
    }
    keys = ("estimate_that_fits", "ci_low_that_fits", "ci_high_that_fits")
    fits = {
        name: fitting(text, values[key])
        for (name, text), key in zip(printed.items(), keys, strict=True)
    }
    order = sorted(fits, key=lambda name: _unlikely(fits[name], printed[name]))
    said = [f"the {name} were {fits[name]} ({printed[name]} printed)" for name in order]
    return f"It would fit if {said[0]}, or {said[1]}."


def _unlikely(fit: str, printed: str) -> tuple[int, bool]:
    """Two digits swapped come before one changed, and that before any other misprint."""
    return digits_apart(fit, printed), sorted(fit) != sorted(printed)


def fitting(printed: str, span: Mapping[str, float]) -> str:
    """The value of a span, with the places of a printed figure, that its print is nearest to.

    A slip of one digit, or two swapped, counts as nearest; else the middle of the span.
    """
    places = len(printed.partition(".")[2])
    unit = 10.0**-places
    first, last = ceil(span["low"] / unit - 1e-9), floor(span["high"] / unit + 1e-9)
    middle = (span["low"] + span["high"]) / 2
    numbers = range(first, last + 1)[:_MOST_VALUES]
    values = [f"{number * unit:.{places}f}" for number in numbers]
    slips = [value for value in values if digits_apart(value, printed) == 1]
    return min(
        slips or values, key=lambda v: abs(float(v) - middle), default=f"{middle:.{places}f}"
    )


def digits_apart(one: str, other: str) -> int:
    """How many digits of a figure are changed to give the other; two swapped count as one."""
    apart = [place for place, digit in enumerate(one[: len(other)]) if digit != other[place]]
    swapped = len(apart) == 2 and apart[1] - apart[0] <= 2 and sorted(one) == sorted(other)
    return 1 if swapped else abs(len(one) - len(other)) + len(apart)


def _p(effect: Effect, observed: Observation) -> Iterator[Finding]:
    values = observed.values
    agreement = values["agreement"]
    if effect.p_kind == "interaction" and effect.measure != "ratio of hazard ratios":
        return
    if agreement in ("consistent", "only through rounding"):
        return
    if effect.p in _FLOORS and _number(values["p_high"]) < float(effect.p):
        said = f"{_said(observed)} Programs print so whatever is smaller."
        yield Finding(observed.rule, said, "explainable")
    elif values.get("one_sided_agrees"):
        yield Finding(observed.rule, f"{_said(observed)} A one-sided P would agree.", "explainable")
    elif "agrees_at_level" in values:
        level = f"{values['agrees_at_level']:g}"
        said = f"{_said(observed)} They agree if the interval is one of {level}%."
        yield Finding(observed.rule, said, "explainable")
    elif _within_another_test(effect, values):
        said = f"{_said(observed)} Another test (log-rank, likelihood ratio, stratified) may."
        yield Finding(observed.rule, said, "explainable")
    else:
        apart = f"{_number(values['z_distance']):.1f}"
        said = f"{_said(observed)} They are {apart} standard errors apart, more than another test."
        yield Finding(observed.rule, said, "inconsistent")


def _number(value: Any) -> float:
    return float(value)


def _said(observed: Observation) -> str:
    values = observed.values
    low, high = _number(values["p_low"]), _number(values["p_high"])
    span = f"{low:.2g}" if f"{low:.2g}" == f"{high:.2g}" else f"{low:.2g}–{high:.2g}"
    return f"The interval gives P {span}, printed is {values['printed_p']}."


def _within_another_test(effect: Effect, values: Mapping[str, Any]) -> bool:
    z = -NormalDist().inv_cdf(max(_number(values["p_high"]), 1e-300) / 2)
    allowed = max(_ANOTHER_TEST, _SHARE * z) * (2 if effect.p_test else 1)
    if effect.ci_low and effect.ci_high:
        half = log(effect.ci_high / effect.ci_low) / 2
        allowed *= 1 + max(half - 1, 0) / 2
    return _number(values["z_distance"]) <= allowed


def _recomputed(effect: Effect, found: list[Observation]) -> Mapping[str, Any] | None:
    """The figures that the other two would have, and the P of the interval."""
    values = {key: value for one in found for key, value in one.values.items()}
    computed: dict[str, Any] = {}
    for name, key in (("estimate", "estimate"), ("ci_low", "ci_low"), ("ci_high", "ci_high")):
        span = values.get(f"{key}_that_fits")
        printed = getattr(effect, name)
        if isinstance(span, Mapping):
            computed[name] = fitting(str(printed), span)
    if "p_low" in values and effect.p:
        computed["p_low"], computed["p_high"] = values["p_low"], values["p_high"]
    return computed or None
