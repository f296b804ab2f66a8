"""What curators recorded beside what the rules find: each conflict told once, in their words."""

from collections.abc import Iterator, Sequence

from altto_cli.appraise.finding import SEVERITIES, Finding
from altto_cli.model import Conflict, Study
from altto_cli.model.study import keys_of


def touched(study: Study, conflict: Conflict) -> tuple[str, ...]:
    """The ids of the results that a conflict touches, itself or through a group in them."""
    keys = (key for key in conflict.touches if key.startswith(("results/", "groups/")))
    return tuple(result.id for result in study.results_with(*keys))


def merged(study: Study, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, those that a curated conflict tells in its words, and the other conflicts."""
    told = set()
    for finding in found:
        conflict = teller(study, finding)
        if conflict is None:
            yield finding
            continue
        told.add(conflict.id)
        yield finding._replace(
            severity=min(finding.severity, conflict.severity, key=SEVERITIES.index),
            text=conflict.text,
            conflict=conflict.id,
            found=finding.text,
        )
    yield from (_curated(study, each) for each in study.conflicts if each.id not in told)


def teller(study: Study, finding: Finding) -> Conflict | None:
    """The curated conflict that names the finding's rule and touches all that it is about.

    A conflict above a note tells no note: what agrees is not what it speaks of.
    """
    keys = [f"groups/{key}" for key in finding.groups]
    keys += (key for result in map(study.result, finding.results) for key in keys_of(result))
    for conflict in study.conflicts_on(keys):
        if finding.rule not in conflict.rules:
            continue
        if finding.severity == "note" and conflict.severity != "note":
            continue
        groups = {f"groups/{key}" for key in finding.groups} & set(conflict.touches)
        if groups or set(finding.results) <= set(touched(study, conflict)):
            return conflict
    return None


def _curated(study: Study, conflict: Conflict) -> Finding:
    return Finding(
        study=study.id,
        results=touched(study, conflict),
        rule="curated",
        severity=conflict.severity,
        text=conflict.text,
        values={},
        conflict=conflict.id,
    )
