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


def each(
    study: Study, found: Found, said: Callable[[Finding], str], *, briefly: bool = False
) -> str:
    """One phrase a finding, with its figure and, where they differ, the patients it is about.

    Briefly: those only of figures that repeat, where all are of one endpoint.
    """
    endpoints = {result_of(study, one).endpoint for one in found}
    phrases, whose = [], []
    for one in found:
        result = result_of(study, one)
        named = wording.population(study, result)
        named = named.removesuffix(" patients") if briefly else named
        whose.append(short_name(study, result) if len(endpoints) > 1 else named)
        phrases.append(f"{said(one)} for {figure(study, one)}")
    if len(set(whose)) > 1:
        figures = [figure(study, one) for one in found]
        alone = {each for each in figures if briefly and figures.count(each) == 1}
        apart = zip(phrases, whose, figures, strict=True)
        leave_out = alone if len(endpoints) == 1 else set()
        phrases = [p if shown in leave_out else f"{p} ({of})" for p, of, shown in apart]
    return "; ".join(phrases)
