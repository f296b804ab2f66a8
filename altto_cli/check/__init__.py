"""Everything that can be known to be wrong with evidence before anybody quotes it.

The loader names what cannot be read; the rules here name what can be read and is wrong, missing or
worth a look. A record in which something cannot be read is asked no further, since what it seems
to lack may be what cannot be read; rules over a whole study wait until all of it can.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from altto_cli.check import collection, records, studies
from altto_cli.check.pages import page, pages
from altto_cli.check.rule import Rule, name
from altto_cli.check.targets import MOST, STDIN, Read, read, targets
from altto_cli.model import Glossary, Place, Problem, Record, Study

__all__ = ["MOST", "STDIN", "Checked", "check", "is_warning", "page"]


class Checked(NamedTuple):
    """What was checked, and everything found, in the order of files and lines."""

    problems: tuple[Problem, ...]
    studies: int

    @property
    def faults(self) -> int:
        """The number of problems that are more than warnings."""
        return sum(not is_warning(problem) for problem in self.problems)


def is_warning(problem: Problem) -> bool:
    """Whether it is worth a look and no fault."""
    return pages()[problem.rule].severity == "warning"


def check(paths: Iterable[str], stdin: bytes = b"") -> Checked:
    """Every fault of all that the paths name; `stdin` is what "-" holds.

    Raises UnknownWordError for a path where no evidence is, EvidenceError for a file that cannot be
    read.
    """
    all = [read(target) for target in targets(paths, stdin)]
    found = set(_of_collection(all))
    for each in all:
        found.update(_of_one(each))
    count = sum(not isinstance(each.whole, Glossary) for each in all)
    return Checked(tuple(sorted(found)), count)


def _of_collection(all: Sequence[Read]) -> Iterator[Problem]:
    for rule in (*collection.FAULTS, *collection.WARNINGS):
        yield from _said(rule, all)


def _of_one(read: Read) -> Iterator[Problem]:
    whole, unread = read.whole, list(read.problems)
    yield from unread
    if isinstance(whole, Glossary) and not unread:
        yield from _of_whole(whole, studies.OF_GLOSSARY)
    if isinstance(whole, Study):
        found = list(_of_records(whole, unread))
        if not unread:
            found += _of_whole(whole, (*studies.FAULTS, *studies.WARNINGS))
        yield from found
        if not unread and all(map(is_warning, found)):
            yield from _of_whole(whole, studies.APPRAISAL)


def _of_whole(whole: Study | Glossary, rules: Iterable[Rule]) -> Iterator[Problem]:
    for rule in rules:
        yield from _said(rule, whole)


def _of_records(study: Study, unread: Sequence[Problem]) -> Iterator[Problem]:
    for rules in (records.FAULTS, records.WARNINGS):
        for record, list in _readable(study, unread):
            for rule in rules.get(list, ()):
                yield from _said(rule, record)


def _readable(study: Study, unread: Sequence[Problem]) -> Iterator[tuple[Record, str]]:
    """Each record of the study's lists, and its list, but those that hold an unread value."""
    lists = [name for name, value in vars(study).items() if isinstance(value, tuple)]
    found = {
        each.at(): (each, list)
        for list in lists
        for each in getattr(study, list)
        if isinstance(each, Record)
    }
    starts = sorted(found)
    for problem in unread:
        before = bisect_right(starts, problem.place)
        if before and starts[before - 1].file == problem.place.file:
            found.pop(starts[before - 1], None)
    yield from found.values()


def _said(rule: Any, asked: object) -> Iterator[Problem]:
    place: Place
    for place, message in rule(asked):
        yield Problem(place, name(rule), message)
