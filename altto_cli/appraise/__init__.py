"""Does the evidence hang together: rules over what a study prints, each a small function.

A rule compares printed figures with one another, rounding included, and says what it found; none
of them judges significance, grades a study or calls a figure wrong.
"""

from collections.abc import Callable, Iterable, Iterator

from altto_cli.appraise import (
    curated,
    differences,
    events,
    interactions,
    log_rank,
    pairs,
    parts,
    rate_intervals,
    rates,
    ratios,
)
from altto_cli.appraise.finding import MEANINGS, SEVERITIES, Finding
from altto_cli.model import Observed, Result, Study

__all__ = ["MEANINGS", "Finding", "findings", "observed"]

_OfResult = Callable[[Study, Result], Iterator[Finding]]
_OfStudy = Callable[[Study], Iterator[Finding]]

#: The rules that can find a conflict or a check, and are read with the figures.
_GRAVE_OF_RESULT: tuple[_OfResult, ...] = (
    rates.mixture,
    rate_intervals.rate_interval,
    ratios.of_effect,
    ratios.difference_outside,
    differences.difference,
    log_rank.ratio_from_p,
    events.information_bound,
    events.events_behind,
    rates.implied_ratio,
)
_OF_RESULT: tuple[_OfResult, ...] = (*_GRAVE_OF_RESULT, ratios.e_value)
_OF_STUDY: tuple[_OfStudy, ...] = (
    pairs.sizes,
    pairs.two_sources,
    pairs.same_ratio,
    interactions.interaction,
    parts.additivity,
)


def findings(study: Study, results: Iterable[Result] | None = None) -> list[Finding]:
    """Everything found about a study, or about these results of it: the gravest first."""
    found = list(curated.merged(study, list(_computed(study, _OF_RESULT))))
    if results is not None:
        wanted = {result.id for result in results}
        found = [each for each in found if wanted & set(each.results)]
    return sorted(found, key=lambda each: SEVERITIES.index(each.severity))


def observed(study: Study) -> Study:
    """The study with what the rules found about its figures, as values that pages put in words."""
    found = (
        Observed(each.rule, each.severity, each.results, each.values, _teller(study, each))
        for each in _computed(study, _GRAVE_OF_RESULT)
    )
    return study._replace(observed=tuple(found))


def _teller(study: Study, finding: Finding) -> str | None:
    conflict = curated.teller(study, finding)
    return conflict.id if conflict else None


def _computed(study: Study, rules: Iterable[_OfResult]) -> Iterator[Finding]:
    for rule in rules:
        for result in study.results:
            yield from rule(study, result)
    for of_study in _OF_STUDY:
        yield from of_study(study)
