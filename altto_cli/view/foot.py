"""What holds for every figure of a page, and stands at its foot."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from altto_cli import wording
from altto_cli.model import Result, Study
from altto_cli.view import records
from altto_cli.view.shown import Shown, row_names
from altto_cli.wording import NOT_REPORTED


def lines(each: Sequence[Shown]) -> tuple[tuple[str, str], ...]:
    """What holds for every figure shown: design, events, sources with locators, evidence."""
    said: list[tuple[str, str]] = []
    for study in unique_studies([one.study for one in each]):
        of_study = [one for one in each if one.study is study]
        said.append(("Design", _design(study, of_study)))
        said.append(("Events", _events(of_study)))
        said += [("Source", text) for text in _sources(of_study)]
        said.append(("Evidence", f"{study.id} {study.version} · {study.sha256[:7]}"))
    return tuple(said)


def _design(study: Study, each: Sequence[Shown]) -> str:
    said = [wording.upper_first(study.design)]
    follow_up = {_follow_up(one) for one in each} - {""}
    if len(follow_up) == 1:
        said += follow_up
    said += _by_row(each, lambda one: _other_design(study, one.result), always=True)
    said += _by_row(each, lambda one: _adjusted_for(study, one.result))
    return " · ".join(said)


def _follow_up(one: Shown) -> str:
    printed = one.study.followed(one.result)
    return f"median follow-up {wording.duration(printed)}" if printed else ""


def _other_design(study: Study, result: Result) -> str:
    own = study.is_randomised(result), study.is_exploratory(result)
    return (
        "" if own == (study.randomised, study.said_exploratory) else f"but {wording.design(*own)}"
    )


def _adjusted_for(study: Study, result: Result) -> str:
    covariates = study.covariates(result)
    return f"adjusted for {', '.join(covariates)}" if covariates else ""


def _by_row(
    each: Sequence[Shown], say: Callable[[Shown], str], *, always: bool = False
) -> Iterator[str]:
    """What is said of rows, with their names where it is not the same for all that have it."""
    told: dict[str, list[str]] = {}
    for name, one in zip(row_names(each), each, strict=True):
        if said := say(one):
            told.setdefault(said, []).append(name)
    for said, rows in told.items():
        yield f"{said} ({'; '.join(rows)})" if always or len(told) > 1 else said


def _events(each: Sequence[Shown]) -> str:
    counted = [
        one for one in each if not wording.events(one.study, one.result).endswith(NOT_REPORTED)
    ]
    if not counted:
        return f"event counts {NOT_REPORTED}"
    said = [
        f"{name}: {wording.events(one.study, one.result)}"
        for name, one in zip(row_names(each), each, strict=True)
        if one in counted
    ]
    if len(counted) < len(each):
        said.append(f"otherwise event counts {NOT_REPORTED}")
    return "; ".join(said)


def _sources(each: Sequence[Shown]) -> Iterable[str]:
    several = len({_follow_up(one) for one in each} - {""}) > 1
    by_source: dict[str, list[str]] = {}
    for one in each:
        places = by_source.setdefault(one.result.source, [])
        places += filter(None, (_follow_up(one) if several else "", one.result.locator))
    for id, places in by_source.items():
        standing = wording.standing(each[0].study.source(id))
        yield f"{standing} · {'; '.join(dict.fromkeys(places))}"


def sources(each: Sequence[Shown]) -> tuple[Mapping[str, Any], ...]:
    """The sources of the results, and those that print the same figures."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for study, result, *_ in each:
        for id in (result.source, *(also.source for also in result.corroborated_by)):
            found.setdefault((study.id, id), records.source(study, study.source(id)))
    return tuple(found.values())


def unique_studies(studies: Iterable[Study]) -> list[Study]:
    """Each study once, in order."""
    return list({study.id: study for study in studies}.values())
