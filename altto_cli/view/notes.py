"""What must be read with a figure: remarks, conflicts, corroboration."""

from collections.abc import Iterable, Iterator, Sequence

from altto_cli import wording
from altto_cli.model import Conflict, Result, Severity, Study
from altto_cli.view.page import Note
from altto_cli.wording import NOT_REPORTED

_ORDER: tuple[Severity | None, ...] = ("conflict", "check", "note", None)


def touched(study: Study, result: Result) -> set[str]:
    """Everything that the result shows, as `touches` names it."""
    groups = {f"groups/{arm.strategy}/{result.population}" for arm in result.arms}
    origins = result.derived_from.results if result.derived_from else ()
    return {f"results/{id}" for id in (result.id, *origins)} | groups


def conflicts(study: Study, result: Result) -> list[Conflict]:
    """The conflicts that touch the result or the groups in it."""
    keys = touched(study, result)
    return [each for each in study.conflicts if keys & set(each.touches)]


def remarks(study: Study, result: Result) -> list[str]:
    """The warnings of the result, its groups and its source, and who else prints its figures."""
    keys = touched(study, result)
    said = list(result.remarks)
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        said += group.remarks if group else ()
    said += [each.text for each in study.remarks if keys & set(each.touches)]
    said += _median_times(result)
    said += _derived_sizes(study, result)
    indirect = study.population(result.population).indirect
    if indirect:
        said.append(f"Bears indirectly on the question: {indirect}.")
    if result.significance:
        said.append(f'"{wording.upper_first(result.significance)}" is the source\'s own word.')
    said += _of_source(study, result)
    said += _pointers(study, result)
    return list(dict.fromkeys(said))


def _pointers(study: Study, result: Result) -> Iterator[str]:
    """What the appraisal found about the result, or about those it was computed from."""
    origins = result.derived_from.results if result.derived_from else ()
    return (each.text for each in study.pointers if each.result in (result.id, *origins))


def _median_times(result: Result) -> Iterator[str]:
    """The median times to the event, for which tables have no column."""
    times = [arm.median_time for arm in result.arms]
    if any(times):
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
    return [each for each in study.conflicts if f"facts/{fact}" in each.touches]


def of_rows(rows: Iterable[tuple[str, Sequence[str], Sequence[Conflict]]]) -> tuple[Note, ...]:
    """Each remark and conflict once, with the names of the rows it belongs to; conflicts first."""
    rows = list(rows)
    found: dict[tuple[str, Severity | None], list[str]] = {}
    for name, _, conflicts in rows:
        for each in conflicts:
            found.setdefault((each.text, each.severity), []).append(name)
    for name, remarks, _ in rows:
        for text in remarks:
            found.setdefault((text, None), []).append(name)
    said = [Note(text, tuple(names), severity) for (text, severity), names in found.items()]
    return tuple(sorted(said, key=lambda note: _ORDER.index(note.severity)))
