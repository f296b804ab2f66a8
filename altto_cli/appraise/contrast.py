"""Two groups that were each compared with the same reference, set against each other.

Nothing of it stands in the source. The ratio of the two ratios is exact if both come from one
model; its standard error depends on their covariance, which is not printed.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Literal, NamedTuple

from altto_cli import wording
from altto_cli.appraise.figures import printed_ratio, rates_and_events
from altto_cli.model import Arm, Derivation, Effect, Result, Study
from altto_cli.stats import contrast as stats
from altto_cli.stats.events import events_by_rate
from altto_cli.stats.intervals import critical_value, se_from_ci
from altto_cli.stats.printed import Span
from altto_cli.stats.rounding import p_range, wald_se_range


class Spread(NamedTuple):
    """One way to a standard error of the contrast."""

    id: str
    #: What it assumes of the covariance, in a few words.
    covariance: str
    method: str
    remark: str
    standard_error: float


Excludes = Literal["every", "some", "no"]


class Openness(NamedTuple):
    """What two ratios against one reference leave open about each other, over all covariances."""

    p: Span
    #: The correlation above which the interval leaves out 1; None where none does.
    correlation_needed: float | None
    #: What events, or N(1 − S) in their place, suggest; None where neither is known.
    correlation_suggested: float | None
    #: Which of the two; empty where neither is known.
    suggested_by: str
    #: Under which covariances that cannot be ruled out the interval leaves out 1.
    excludes_one: Excludes

    def in_words(self, level: float) -> str:
        """The correlation that it takes beside the one that is suggested; no judgement."""
        interval = f"The {level:g}% interval leaves out 1"
        if self.excludes_one == "every":
            return f"{interval} under every covariance that cannot be ruled out."
        if self.correlation_needed is None or self.excludes_one == "no":
            return f"{interval} under no covariance."
        needed = f"{interval} where the two correlate by {self.correlation_needed:.2f} or more"
        if self.correlation_suggested is None:
            return f"{needed}; nothing printed tells it."
        by, about = self.suggested_by, f"{self.correlation_suggested:.2f}"
        return f"{needed}; by {by} they do by about {about}."


class Contrast(NamedTuple):
    """The first group against the second, with a result for each way to its spread."""

    #: The printed results that it rests on.
    origins: tuple[Result, Result]
    results: tuple[Result, ...]
    #: One for each result.
    spreads: tuple[Spread, ...]
    openness: Openness


ASSUMPTION = (
    "Not compared in the source. Derived, assuming that both ratios come from one model, which the "
    "source does not state."
)


def contrasts(study: Study, first: str, second: str) -> Iterator[Contrast]:
    """Every pair of printed ratios that share a reference, from one source, of one kind."""
    for one, other in _of_one_kind(study):
        if (one.arms[0].strategy, other.arms[0].strategy) == (first, second):
            yield from _contrast(study, one, other)


def every_contrast(study: Study) -> Iterator[Contrast]:
    """Those of all its groups that can be set against each other, in both directions."""
    for one, other in _of_one_kind(study):
        yield from _contrast(study, one, other)


def _of_one_kind(study: Study) -> Iterator[tuple[Result, Result]]:
    by_kind: dict[object, list[Result]] = {}
    for each in study.results:
        if each.treatment and (kind := _kind(each)):
            by_kind.setdefault(kind, []).append(each)
    for alike in by_kind.values():
        for one, other in permutations(alike, 2):
            if one.arms[0].strategy != other.arms[0].strategy:
                yield one, other


def _kind(result: Result) -> object:
    effect = result.effect
    if not effect or not result.reference or result.versus_population:
        return None
    return (
        result.endpoint,
        result.population,
        result.window,
        result.source,
        result.reference.strategy,
        effect.measure,
        effect.adjusted,
        effect.ci_level,
    )


def _contrast(study: Study, one: Result, other: Result) -> Iterator[Contrast]:
    first, second = printed_ratio(one.effect), printed_ratio(other.effect)
    if not first or not second or not wald_se_range(first) or not wald_se_range(second):
        return
    se1, se2 = se_from_ci(first.values), se_from_ci(second.values)
    ratio = first.values.estimate / second.values.estimate
    spreads = tuple(_spreads(study, one, other, se1, se2))
    admissible = stats.se_range_of_any_model(se1, se2)
    if not _may_be_negative(study, one):
        admissible = stats.se_range_of_one_factor(se1, se2)
    events = _events(study, one, other)
    openness = Openness(
        p_range(Span(*(abs(math.log(ratio)) / se if se else math.inf for se in admissible[::-1]))),
        stats.correlation_that_excludes_one(se1, se2, ratio, first.level),
        stats.correlation_by_events(*events[1]) if events else None,
        events[0] if events else "",
        _excludes_one(ratio, admissible, first.level),
    )
    said = openness.in_words(first.level)
    results = tuple(_derived(study, one, other, ratio, each, said) for each in spreads)
    yield Contrast((one, other), results, spreads, openness)


def _excludes_one(ratio: float, spread: Span, level: float) -> Excludes:
    """Whether the interval leaves out 1 over the covariances that two log ratios can have."""
    reach = abs(math.log(ratio)) / critical_value(level)
    return "every" if reach > spread.high else "some" if reach > spread.low else "no"


def _may_be_negative(study: Study, one: Result) -> bool:
    """Whether the covariance can be negative: in an adjusted model of what was not randomised."""
    return bool(one.effect and one.effect.adjusted is not False and not study.is_randomised(one))


def _spreads(study: Study, one: Result, other: Result, se1: float, se2: float) -> Iterator[Spread]:
    widest = "; the widest if both ratios come from a model of one factor"
    if _may_be_negative(study, one):
        widest = "; not guaranteed widest in an adjusted model"
    yield Spread(
        "any-covariance",
        "the widest that any covariance gives",
        "ratio of two ratios, SE = SE₁ + SE₂",
        "Interval whatever the covariance of the two log ratios: none gives a wider one.",
        stats.se_range_of_any_model(se1, se2).high,
    )
    yield Spread(
        "zero-covariance",
        "if the two were independent",
        "ratio of two ratios, SE = √(V₁ + V₂)",
        f"Interval under zero covariance of the two log ratios{widest}.",
        stats.se_under_zero_covariance(se1, se2),
    )
    events = _events(study, one, other)
    if events:
        what, (reference, first, second) = events
        yield Spread(
            "covariance-by-events",
            _BY[what],
            f"ratio of two ratios, SE = √(V₁ + V₂ − 2C), C by {what} (Greenland & Longnecker 1992)",
            f"Approximate interval: covariance by the proportions of {what} in the three groups.",
            stats.se_by_events(se1, se2, reference, first, second),
        )


_BY = {
    "events": "by events; approximate",
    "N(1 − S)": "by sizes and rates, N(1 − S); approximate",
}


def _events(
    study: Study, one: Result, other: Result
) -> tuple[str, tuple[float, float, float]] | None:
    """Events of reference, first and second group: as reported, or else N(1 − S)."""
    groups = ((one, one.reference), (one, one.treatment), (other, other.treatment))
    reported = [arm.events for _, arm in groups if arm and arm.events]
    if len(reported) == len(groups):
        reference, first, second = reported
        return "events", (reference, first, second)
    stand_in = [_by_rate(study, result, arm) for result, arm in groups if arm]
    known = [each for each in stand_in if each]
    if len(known) == len(groups):
        return "N(1 − S)", (known[0], known[1], known[2])
    return None


def _by_rate(study: Study, result: Result, arm: Arm) -> float | None:
    size, rate = wording.size(study, result, arm)[0], arm.event_free
    return None if size is None or rate is None else events_by_rate(size, float(rate) / 100)


def _derived(
    study: Study, one: Result, other: Result, ratio: float, spread: Spread, openness: str
) -> Result:
    effect = one.effect
    if not effect or not other.effect or not one.treatment or not other.treatment:
        raise ValueError(f"{one.id} and {other.id} have no ratios")
    level = float(effect.ci_level or 0)
    _, low, high, _ = stats.contrast(ratio, 1, spread.standard_error, level)
    places = max(_places(effect.estimate), _places(other.effect.estimate))
    numbers = [Decimal(f"{value:.{places}f}") for value in (ratio, low, high)]
    pair = f"{one.treatment.strategy}-vs-{other.treatment.strategy}"
    window = f"-{one.window.from_years}-to-{one.window.to_years}" if one.window else ""
    locators = dict.fromkeys((one.locator, other.locator))
    return Result(
        id=f"{one.endpoint}-{one.population}-{pair}{window}-{spread.id}",
        endpoint=one.endpoint,
        population=one.population,
        window=one.window,
        source=one.source,
        locator="; ".join(locators),
        treatment=one.treatment,
        reference=other.treatment,
        effect=Effect(
            measure=effect.measure,
            adjusted=effect.adjusted,
            estimate=numbers[0],
            ci_low=numbers[1],
            ci_high=numbers[2],
            ci_level=effect.ci_level,
        ),
        median_follow_up_years=study.follow_up(one),
        randomised=one.randomised,
        exploratory=one.exploratory,
        adjusted_for=one.adjusted_for,
        analysis_set=one.analysis_set,
        remarks=(ASSUMPTION, spread.remark, openness),
        derived_from=Derivation(
            method=spread.method,
            inputs=tuple(_inputs(study, one, other)),
            results=(one.id, other.id),
            condition=f"if both come from one model, not stated; its interval: {spread.covariance}",
        ),
    )


def _inputs(study: Study, one: Result, other: Result) -> Iterator[str]:
    """Both ratios with who is compared, then rates and events, which the covariance may rest on."""
    for each in (one, other):
        if each.effect:
            ratio = f"{wording.measure(each.effect)} {wording.effect(each.effect)}"
            yield f"{ratio}, {wording.comparison(study, each)}"
    beside = [line for each in (one, other) for line in rates_and_events(study, each)]
    yield from dict.fromkeys(beside)


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
