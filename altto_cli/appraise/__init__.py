"""Does the evidence hang together: rules over what a study prints, each a small function.

A rule compares printed figures with one another, rounding included, and says what it found; none
of them judges significance, grades a study or calls a figure wrong.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from altto_cli.appraise import curated, events, pairs, parts, rates, ratios
from altto_cli.appraise.finding import MEANINGS, SEVERITIES, Finding, command
from altto_cli.model import Pointer, Result, Study

__all__ = ["MEANINGS", "Finding", "command", "findings", "pointed"]

_OfResult = Callable[[Study, Result], Iterator[Finding]]
_OfStudy = Callable[[Study], Iterator[Finding]]

#: The rules that can find a conflict or a check, and are read with the figures.
_GRAVE_OF_RESULT: tuple[_OfResult, ...] = (
    rates.mixture,
    ratios.of_effect,
    events.information_bound,
    events.events_behind,
    rates.implied_ratio,
)
_OF_RESULT: tuple[_OfResult, ...] = (*_GRAVE_OF_RESULT, ratios.e_value)
_OF_STUDY: tuple[_OfStudy, ...] = (
    pairs.sizes,
    pairs.two_sources,
    pairs.same_ratio,
    parts.interaction,
    parts.additivity,
)


def findings(study: Study, results: Iterable[Result] | None = None) -> list[Finding]:
    """Everything found about a study, or about these results of it: the gravest first."""
    found = list(curated.merged(study, list(_computed(study, _OF_RESULT))))
    if results is not None:
        wanted = {result.id for result in results}
        found = [each for each in found if wanted & set(each.results)]
    return sorted(found, key=lambda each: SEVERITIES.index(each.severity))


def pointed(study: Study) -> Study:
    """The study with a short remark beside each result about which a rule found more than a note.

    A disagreement that a curated conflict tells is only pointed to.
    """
    grave = [each for each in _computed(study, _GRAVE_OF_RESULT) if each.severity != "note"]
    told = ((result.id, _remark(study, result, grave)) for result in study.results)
    return replace(study, pointers=tuple(Pointer(id, text) for id, text in told if text))


def _remark(study: Study, result: Result, grave: Iterable[Finding]) -> str:
    here = [each for each in grave if result.id in each.results]
    if not here:
        return ""
    untold = dict.fromkeys(
        each.meaning.remark for each in here if each.meaning and not curated.teller(study, each)
    )
    said = "; ".join(untold)
    see = f"see {command(study, result)}."
    return f"{said[:1].upper()}{said[1:]}: {see}" if said else f"S{see[1:]}"


def _computed(study: Study, rules: Iterable[_OfResult]) -> Iterator[Finding]:
    for rule in rules:
        for result in study.results:
            yield from rule(study, result)
    for of_study in _OF_STUDY:
        yield from of_study(study)
