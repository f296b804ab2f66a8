"""Everything that is known of a figure beside its value: for machines, and for people who ask."""

from collections.abc import Iterable, Iterator, Sequence

from altto_cli import outcomes, wording
from altto_cli.model import Conflict, Result, Study
from altto_cli.view.computed import of_observed, of_results
from altto_cli.view.page import Hanging
from altto_cli.view.warnings import result_keys
from altto_cli.wording import NOT_REPORTED


def touched(result: Result) -> set[str]:
    """Everything that the result shows, as `touches` names it."""
    groups = {f"groups/{arm.strategy}/{result.population}" for arm in result.arms}
    return result_keys(result) | groups | {f"populations/{result.population}", "study"}


def conflicts(study: Study, result: Result) -> list[Conflict]:
    """The conflicts that touch the result or the groups in it."""
    keys = touched(result) - {"study"}
    return [each for each in study.conflicts_on(keys) if keys & set(each.touches)]


def remarks(study: Study, result: Result) -> list[str]:
    """What is known of the result, its groups and its source, and who else prints its figures."""
    return list(dict.fromkeys([*_curated(study, result), *_computed(study, result)]))


def _curated(study: Study, result: Result) -> Iterator[str]:
    keys = touched(result)
    yield from result.remarks
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        yield from group.remarks if group else ()
    yield from (each.text for each in study.remarks_on(keys) if keys & set(each.touches))
    yield from _median_times(study, result)
    yield from _derived_sizes(study, result)
    indirect = study.population(result.population).indirect
    if indirect:
        yield f"Bears indirectly on the question: {indirect}."
    if result.significance:
        yield f'"{wording.upper_first(result.significance)}" is the source\'s own word.'
    yield from _of_source(study, result)


def _computed(study: Study, result: Result) -> Iterator[str]:
    for each in (*of_results(study, [result]), *of_observed(study, [result])):
        yield f"{each.lead}: {each.text}"


def _median_times(study: Study, result: Result) -> Iterator[str]:
    """The median times to the event, where tables show other figures of the groups."""
    times = [arm.median_time for arm in result.arms]
    kind = outcomes.kind(study.endpoint(result.endpoint), result)
    if any(times) and kind and kind.what != "median time":
        [unit, *_] = (time.unit for time in times if time)
        said = (wording.figure(time.value) if time else NOT_REPORTED for time in times)
        yield f"Median time to the event: {' v '.join(said)} {unit}."


def _derived_sizes(study: Study, result: Result) -> Iterator[str]:
    """The sizes that no source prints, with their parts."""
    said = []
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        size, status = wording.size(study, result, arm)
        if group and size is not None and status == "derived":
            parts = [study.size(part) or 0 for part in study.parts(group)]
            total = " + ".join(wording.count(part) for part in parts)
            said.append(f"{group.label} {wording.count(size)} = {total}")
    if said:
        yield f"n is derived (sum of parts): {'; '.join(said)}."


def _of_source(study: Study, result: Result) -> Iterator[str]:
    newer = study.source(result.source).superseded_by
    if newer:
        yield f"A later report replaces this one: {study.source(newer).short}."
    also = [f"{each.what} ({study.source(each.source).short})" for each in result.corroborated_by]
    if also:
        yield f"Also in other reports of the same data: {'; '.join(also)}."


def facts_conflicts(study: Study, fact: str) -> list[Conflict]:
    """The conflicts that touch a fact."""
    key = f"facts/{fact}"
    return [each for each in study.conflicts_on([key]) if key in each.touches]


def known(study: Study, results: Sequence[Result], warnings: Iterable[Hanging]) -> tuple[str, ...]:
    """What is known of the results shown and stands nowhere else on their page.

    Each note once, with the names of the results that it belongs to where it isn't all of them.
    """
    found: dict[str, list[str]] = {}
    for result in results:
        name = wording.name(study, result)
        for text in (*map(whole, conflicts(study, result)), *_curated(study, result)):
            found.setdefault(text, []).append(name)
    said = " ".join(each.text for each in warnings)
    return tuple(
        text if len(names) == len(results) else f"{'; '.join(dict.fromkeys(names))}: {text}"
        for text, names in found.items()
        if text not in said
    )


def whole(conflict: Conflict) -> str:
    """The conflict with its severity and all of its detail."""
    text = f"{wording.upper_first(conflict.severity)}: {conflict.text}"
    return f"{text} {conflict.detail}" if conflict.detail else text
