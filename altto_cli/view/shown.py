"""Results with what must be read with them, and with names that tell them apart."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from altto_cli import wording
from altto_cli.model import Conflict, Result, Study
from altto_cli.view import notes
from altto_cli.wording import NOT_REPORTED


class Shown(NamedTuple):
    """A result with the study that it belongs to and what must be read with it."""

    study: Study
    result: Result
    remarks: Sequence[str]
    conflicts: Sequence[Conflict]


def with_warnings(study: Study, results: Iterable[Result]) -> list[Shown]:
    """The results with their remarks and conflicts."""
    return [
        Shown(study, each, notes.remarks(study, each), notes.conflicts(study, each))
        for each in results
    ]


def row_names(each: Sequence[Shown]) -> list[str]:
    """What each row is called, no two alike: one comparison may stand in several reports."""
    said = [wording.name(one.study, one.result) for one in each]
    for told_apart in (source_name, _measure):
        doubled = {name for name in said if said.count(name) > 1}
        said = [
            f"{name}, {told_apart(one)}" if name in doubled else name
            for name, one in zip(said, each, strict=True)
        ]
    return said


def source_name(one: Shown) -> str:
    """What a sentence calls the source of the result."""
    return one.study.source(one.result.source).short


def _measure(one: Shown) -> str:
    return wording.measure(one.result.effect) if one.result.effect else f"ratio {NOT_REPORTED}"
