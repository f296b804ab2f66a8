"""Which two ratios can be set against each other: of one kind, in patients or years apart."""

from collections import deque
from collections.abc import Iterator

from altto_cli.model import Result, Study, Window


def pairs(study: Study) -> Iterator[tuple[Result, Result]]:
    """Two results that might be set against each other, the first of them in the study's order."""
    alike: dict[object, deque[Result]] = {}
    for result in study.results:
        if (shared := like(result)) is not None and _may_be_apart(study, result):
            alike.setdefault(shared, deque()).append(result)
    for one in study.results:
        others = alike.get(like(one))
        if others and others[0] is one:
            others.popleft()
            yield from ((one, other) for other in others)


def _may_be_apart(study: Study, result: Result) -> bool:
    """Whether anything tells its patients or its time from those of another result."""
    population = study.population(result.population)
    return bool(
        result.window
        or population.menopause not in (None, "overall")
        or population.her2 in ("positive", "negative")
        or _interactions(study, result)
    )


def _interactions(study: Study, result: Result) -> list[Result]:
    """The interactions that a source prints between these patients and others."""
    return study.results_with(f"interactions/{result.population}")


def like(result: Result) -> tuple[object, ...] | None:
    """What two ratios must share to be set against each other; None where there is no ratio."""
    effect = result.effect
    if not effect or not result.treatment or not result.reference or result.versus_population:
        return None
    return result.endpoint, result.source, effect.measure, effect.adjusted, result.analysis_set


def contrast(result: Result) -> tuple[str, ...]:
    """The strategies compared."""
    return tuple(arm.strategy for arm in result.arms)


def windows_apart(one: Window | None, other: Window | None) -> bool:
    """Whether both are of some years only, and of no year in common."""
    if not one or not other:
        return False
    first, second = sorted((one, other), key=lambda window: window.from_years)
    return first.to_years is not None and first.to_years <= second.from_years


def are_disjoint(study: Study, one: Result, other: Result) -> bool:
    """Whether no patient can be in both populations."""
    if printed_interaction(study, one, other):
        return True
    first, second = study.population(one.population), study.population(other.population)
    status = {first.menopause, second.menopause}
    apart = len(status) == 2 and status.isdisjoint({None, "overall"})
    return apart or {first.her2, second.her2} == {"positive", "negative"}


def printed_interaction(study: Study, one: Result, other: Result) -> Result | None:
    """The interaction that the source prints of two results, whichever comes first in it."""
    for result in _interactions(study, one):
        populations = {result.population, result.versus_population}
        if populations == {one.population, other.population}:
            alike = result.endpoint == one.endpoint and result.source == one.source
            if alike and contrast(result) == contrast(one) and result.window == one.window:
                return result
    return None
