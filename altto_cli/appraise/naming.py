"""What a finding is about, in words."""

from altto_cli import wording
from altto_cli.appraise.figures import short_name
from altto_cli.appraise.finding import Finding
from altto_cli.model import Group, Result, Study


def tied(study: Study, finding: Finding) -> list[Result]:
    """The results that a finding ties together."""
    return [study.result(id) for id in finding.results]


def name(study: Study, finding: Finding) -> str:
    """What a finding is about, in a phrase."""
    results, groups = tied(study, finding), _groups(study, finding)
    if groups:
        return "; ".join(_population(study, groups))
    if not results:
        return _elsewhere(study, finding)
    if len(results) > 1:
        return f"{short_name(study, results[0])}, and {len(results) - 1} more"
    return wording.name(study, results[0])


def figures(study: Study, finding: Finding) -> list[str]:
    """Everything that a finding is about, each in a phrase."""
    whole = [] if _groups(study, finding) else tied(study, finding)
    return [wording.name(study, each) for each in whole] or [name(study, finding)]


def _population(study: Study, groups: list[Group]) -> list[str]:
    """The groups of each population: AI (any), SERM (any); all patients."""
    by_population: dict[str, list[str]] = {}
    for group in groups:
        by_population.setdefault(group.population, []).append(group.label)
    return [
        f"{', '.join(said)}; {wording.lower_first(study.population(id).label)}"
        for id, said in by_population.items()
    ]


def _groups(study: Study, finding: Finding) -> list[Group]:
    """The groups that a finding is about, where it is not about their figures."""
    conflict = study.conflict(finding.conflict)
    touches = conflict.touches if conflict and not finding.is_computed else ()
    touched = (key for key in touches if key.startswith("groups/"))
    return study.groups_with(*(f"groups/{key}" for key in finding.groups), *touched)


def _elsewhere(study: Study, finding: Finding) -> str:
    """What a conflict touches that touches no result: a fact, a source, the whole study."""
    said = {f"facts/{each.id}": wording.lower_first(each.label) for each in study.facts}
    said |= {f"sources/{each.id}": each.short for each in study.sources}
    conflict = study.conflict(finding.conflict)
    touches = conflict.touches if conflict and "study" not in conflict.touches else ()
    return next((said[key] for key in touches if key in said), "the whole study")
