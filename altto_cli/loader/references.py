"""Faults between the records of one study: names declared nowhere, results given twice."""

from collections.abc import Iterator
from typing import Any

from altto_cli.loader.build import Reference
from altto_cli.loader.circles import circles
from altto_cli.model import Problem, Result, Study
from altto_cli.words import nearest

_SINGULAR = {
    "strategies": "strategy",
    "endpoints": "endpoint",
    "populations": "population",
    "sources": "source",
    "results": "result",
    "groups": "group",
    "touchable": "record",
}


def faults(study: Study, references: list[Reference]) -> Iterator[Problem]:
    """Every reference that leads nowhere, every result given twice, every interval upside down."""
    declared = _declared(study)
    for reference in references:
        known = declared[reference.collection]
        # An id that cannot be read may be the one that is meant.
        if reference.word not in known and None not in known:
            kind = _SINGULAR[reference.collection]
            message = f"no {kind} {reference.word} is declared; {nearest(reference.word, known)}"
            yield Problem(reference.place, f"unknown-{kind}", message)
    yield from circles(study)
    seen: dict[object, Result] = {}
    for result in study.results:
        before = seen.setdefault(_identity(result), result)
        if before is not result:
            message = f"the same comparison stands already as {before.id}, from the same source"
            yield Problem(result.at(), "repeated-result", message)
        yield from _missing_group(result)
        for each in (*result.estimates, *result.arms):
            low, high = each.ci_low, each.ci_high
            if low is not None and high is not None and low > high:
                message = f"ci_low {low} is above ci_high {high}; exchange them?"
                yield Problem(each.at("ci_low"), "interval-order", message)


def _missing_group(result: Result) -> Iterator[Problem]:
    """A side of the comparison that is not written; what stands there unread is not missed."""
    written = result.places or {}
    missing = [key for key in ("treatment", "reference") if key not in written]
    if missing and (result.estimates or not result.groups or len(missing) == 1):
        what = "a ratio" if result.effect else "a result"
        message = f"{what} of what to what? add {' and '.join(missing)}"
        yield Problem(result.at("effect"), "missing-group", message)


def _declared(study: Study) -> dict[str, set[Any]]:
    """The ids of each list; None among them where one of them cannot be read."""
    declared: dict[str, set[Any]] = {
        name: _ids(getattr(study, name))
        for name in ("strategies", "endpoints", "populations", "sources", "results", "facts")
    }
    declared["groups"] = {
        None if None in (group.strategy, group.population) else group.key for group in study.groups
    }
    declared["touchable"] = {"study"} | {
        id and f"{name}/{id}"
        for name in ("results", "facts", "sources", "groups", "populations")
        for id in declared[name]
    }
    return declared


def _ids(records: Any) -> set[Any]:
    return {None} if records is None else {record.id for record in records}


def _identity(result: Result) -> object:
    return (
        *result.question,
        result.treatment and result.treatment.strategy,
        result.reference and result.reference.strategy,
        result.source,
        result.effect and result.effect.adjusted,
    )
