"""What a finding is about: its result, its figure, the patients it is of."""

from collections.abc import Callable, Sequence

from altto_cli import outcomes, wording
from altto_cli.appraise import Finding
from altto_cli.appraise.figures import short_name
from altto_cli.model import Result, Study

Found = Sequence[Finding]


def result_of(study: Study, finding: Finding) -> Result:
    return study.result(finding.results[0])


def figure(study: Study, finding: Finding) -> str:
    """The figure that a finding is about: a ratio, or else what is printed of the result."""
    if not finding.results:
        return "Groups"
    return outcomes.lead(result_of(study, finding))


def each(study: Study, found: Found, said: Callable[[Finding], str]) -> str:
    """One phrase a finding, with its figure and, where they differ, the patients it is about."""
    endpoints = {result_of(study, one).endpoint for one in found}
    phrases, whose = [], []
    for one in found:
        result = result_of(study, one)
        named = wording.population(study, result)
        whose.append(short_name(study, result) if len(endpoints) > 1 else named)
        phrases.append(f"{said(one)} for {figure(study, one)}")
    if len(set(whose)) > 1:
        phrases = [f"{phrase} ({of})" for phrase, of in zip(phrases, whose, strict=True)]
    return "; ".join(phrases)
