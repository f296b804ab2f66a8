"""The page of every rule: what it asks, why, and what to do.

A rule of this package is its own page; those of the loader, which finds what cannot be read while
it reads, have theirs here.
"""

from collections.abc import Mapping
from functools import cache
from inspect import getdoc
from itertools import chain
from typing import Literal, NamedTuple

from altto_cli.appraise import MEANINGS
from altto_cli.check import collection, records, studies
from altto_cli.check.rule import name
from altto_cli.errors import UnknownWordError
from altto_cli.words import nearest

Severity = Literal["fault", "warning"]


class Page(NamedTuple):
    """What is said of a rule."""

    severity: Severity
    text: str


_UNKNOWN = """\
Every {name} that is named is declared in {place}.

A misspelt id would lead to nothing, or hide a figure. Take the nearest that the message names, or
declare it first."""
_RANGE = """\
{what}

It is entered as printed; another value is a slip of the keyboard or of the unit."""

#: What the loader finds, and then refuses to answer from.
OF_LOADER: Mapping[str, str] = {
    "yaml-syntax": """\
A file can be read as YAML.

Mostly a quote or a bracket is not closed, an indent is a tab, or text with a colon and a space, or
one that starts with a sign such as < or *, has no quotes around it. The place is where reading
stopped; the slip may be in the line above.""",
    "empty-file": """\
A file says something.

Remarks alone are nothing. Delete the file, or write its records.""",
    "unreadable-file": """\
Every evidence file can be read: a plain file of text, readable by you, 8 MB or less.

What is left out in silence may be the warning that a figure needs. Links to folders are not
followed, devices and pipes are not opened. Names that begin with a point are skipped.""",
    "file-ending": """\
An evidence file ends in .yaml, in small letters.

What ends in .yml or .YAML looks like evidence and would not be read. Rename it.""",
    "too-long": """\
A value has 10,000 characters or less.

Nobody could read more in an answer. Say it shorter, or in several records.""",
    "circle": """\
Nothing is made of itself, includes itself or replaces itself.

A group whose parts lead back to it has no size; a strategy that includes itself, or a source
that replaces the one by which it is replaced, is an id in the wrong place.""",
    "alias": """\
Everything is written out: no anchors (&) and no aliases (*).

A figure stands where it is read, so that a change in one place changes no other.""",
    "tag": """\
No value has a tag (!).

A tag makes other programs read another value than what is written.""",
    "wrong-type": """\
A value is of the kind that its key holds: text, a list, true or false, a figure.

A figure has a point and no separators: 2651, 0.82 where print has .82. Truth is true or false, not
yes or no. A file holds keys with values.""",
    "repeated-key": """\
A key stands once in a record.

Other programs keep the last of two values silently. A list such as `results` may stand in several
files of a study and is joined.""",
    "unknown-key": """\
A record has only the keys that the program knows.

A misspelt key would hide its value. The message names the nearest; `altto schema` and the
evidence's README list all.""",
    "missing-key": """\
A record has every key that it needs.

The evidence's README says which those are.""",
    "repeated-id": """\
Every record of a list has its own id; a group is told by its strategy and population.

Otherwise nobody could say which is meant.""",
    "empty-value": """\
A key has a value.

What a source does not report is left out, the whole line; it is answered as "not reported".""",
    "unknown-word": """\
Where only some words may stand, one of them stands.

The message names the nearest, or all of them.""",
    "wrong-form": """\
An id and a date have their form.

An id is small letters, digits and single hyphens; a date is year-month-day: 2026-11-22.""",
    "percent-range": _RANGE.format(what="A percentage is from 0 to 100."),
    "ratio-range": _RANGE.format(what="A ratio is more than 0; a lower limit may be printed as 0."),
    "level-range": _RANGE.format(
        what="A confidence level is in percent, from 50 to 99.99: 95, not 0.95."
    ),
    "years-range": _RANGE.format(what="A time, in years or months, is not negative."),
    "count-range": _RANGE.format(
        what="A number of patients or events, or a rate, is not negative."
    ),
    "unknown-strategy": _UNKNOWN.format(name="strategy", place="`strategies`"),
    "unknown-endpoint": _UNKNOWN.format(name="endpoint", place="`endpoints`"),
    "unknown-population": _UNKNOWN.format(name="population", place="`populations`"),
    "unknown-source": _UNKNOWN.format(name="source", place="`sources`"),
    "unknown-result": _UNKNOWN.format(name="result", place="`results`"),
    "unknown-group": _UNKNOWN.format(name="group", place="`groups`, as strategy/population"),
    "unknown-record": _UNKNOWN.format(
        name="record", place="its list: `results/ID`, `groups/STRATEGY/POPULATION`, `facts/ID`"
    ),
    "repeated-result": """\
A comparison stands once from each source.

Two records with the same endpoint, population, window, groups, source and adjustment are one
figure entered twice, or one whose lines were copied and not all changed.""",
    "missing-group": """\
A result stands between two groups, treatment and reference, or speaks of several in `groups`.

Without both, nobody can say what is compared with what. A ratio needs both; `groups` is for a
statement about more than two, and has no ratio.""",
    "interval-order": """\
The lower limit of an interval is not above the upper one.

They were exchanged, or one is misprinted. What a source prints the wrong way round is entered the
right way, with a remark.""",
}


@cache
def pages() -> Mapping[str, Page]:
    """Every rule that can be printed, with its page."""
    faults = [*chain(*records.FAULTS.values()), *studies.FAULTS, *collection.FAULTS]
    warnings = [*chain(*records.WARNINGS.values()), *studies.WARNINGS, *collection.WARNINGS]
    found = {rule: Page("fault", text) for rule, text in OF_LOADER.items()}
    found |= {name(rule): Page("fault", getdoc(rule) or "") for rule in faults}
    found |= {
        name(rule): Page("warning", getdoc(rule) or "") for rule in (*warnings, *studies.APPRAISAL)
    }
    return dict(sorted(found.items()))


def page(rule: str) -> Page:
    """The rule's page. Raises UnknownWordError with the nearest name."""
    known = pages()
    if rule in MEANINGS:
        raise UnknownWordError(f"{rule} is a rule of the appraisal: altto explain {rule}")
    if rule not in known:
        raise UnknownWordError(f"no rule {rule!r}; {nearest(rule, known)}")
    return known[rule]
