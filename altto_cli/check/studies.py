"""Rules over a whole study, or the glossary; asked once all of it can be read."""

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeAlias, cast

from altto_cli import words
from altto_cli.appraise import Finding, findings
from altto_cli.check import consistency, figures, naming, times
from altto_cli.check.rule import Rule, Said
from altto_cli.loader.build import keys
from altto_cli.model import (
    Glossary,
    Place,
    Population,
    Record,
    Strategy,
    Study,
    Term,
)

_Named: TypeAlias = Strategy | Population | Term

_VERSION = re.compile(r"[0-9]{4}\.[1-9][0-9]*")


def version_form(study: Study) -> Said:
    """The version of a study's evidence is a year and a number: 2026.1.

    It stands under every answer, so that a figure that was quoted can be found again. Raise the
    number at each change, and start at 1 in a new year.
    """
    if not _VERSION.fullmatch(study.version):
        message = f"version is {study.version!r}; write year.number, such as 2026.1"
        yield study.at("version"), message


def shared_word(whole: Study | Glossary) -> Said:
    """A word means one strategy, one population, one term.

    Where two answer to the same word, the first is taken and nobody is told. Leave the word out of
    one of them.
    """
    lists: list[Sequence[_Named]]
    lists = [whole.terms] if isinstance(whole, Glossary) else [whole.strategies, whole.populations]
    for records in lists:
        meant: dict[object, _Named] = {}
        for record in records:
            read = words.parts if isinstance(record, Strategy) else words.plain
            for key, word in _words(record):
                other = meant.setdefault(read(word), record)
                if other is not record:
                    yield record.at(key), f"{word} means {other.id} already; leave it out of one"
                    break


def _words(record: _Named) -> Iterator[tuple[str, str]]:
    yield "id", record.id
    yield "label", record.label
    if not isinstance(record, Population):
        yield from (("also", word) for word in record.also)


def missing_unit(study: Study) -> Said:
    """A mean has a unit: that of its endpoint.

    -2.1 says nothing without points, mm Hg or days. Add `unit` to the endpoint.
    """
    lacking: dict[str, str] = {}
    for result in study.results:
        difference = result.difference
        means = any(arm.mean is not None for arm in result.arms)
        of_means = difference is not None and difference.measure == "mean difference"
        if (means or of_means) and study.endpoint(result.endpoint).unit is None:
            lacking.setdefault(result.endpoint, result.id)
    for id, result_id in lacking.items():
        message = f"the means of {id} ({result_id}) have no unit; add unit: points, mm Hg"
        yield study.endpoint(id).at("id"), message


def unused_source(study: Study) -> Said:
    """Every source is used: by a result, a group, a fact, a remark, a conflict or another source.

    A source from which nothing was taken, and with which nothing was compared, is no source. Name
    it where it belongs, or delete it.
    """
    used: set[str | None] = {source for each in study.results for source in each.sources}
    used |= {each.source for each in study.groups}
    used |= {each.source for each in study.facts} | {each.superseded_by for each in study.sources}
    used |= {each.source for result in study.results for each in result.corroborated_by}
    used |= {each.reports for each in study.sources} | {study.parent_trial}
    touched = {each for remark in study.remarks for each in remark.touches}
    touched |= {each for conflict in study.conflicts for each in conflict.touches}
    for source in study.sources:
        if source.id not in used and f"sources/{source.id}" not in touched:
            yield source.at("id"), f"nothing names {source.id}"


def key_order(whole: Study | Glossary) -> Said:
    """The keys of a record stand in one order, so that records read alike.

    The message says where the key belongs that stands elsewhere, or has the whole order. It is that
    of the tables in the evidence's README.
    """
    for record in _records(whole):
        for names in _by_file(record):
            order = [name for name in ordered_keys(type(record)) if name in names]
            first = next((n for n, o in zip(names, order, strict=True) if n != o), None)
            if first:
                yield record.at(_misplaced(names, order) or first), _moved(names, order)


def _misplaced(names: list[str], order: list[str]) -> str | None:
    """The one key by which the order is another, where it is one."""
    rests = ((name, [each for each in names if each != name]) for name in names)
    return next((n for n, rest in rests if rest == [each for each in order if each != n]), None)


def _moved(names: list[str], order: list[str]) -> str:
    moved = _misplaced(names, order)
    if moved is None:
        return f"the keys stand in another order; write {', '.join(order)}"
    before = order.index(moved) - 1
    return f"{moved} belongs {f'after {order[before]}' if before >= 0 else 'first'}"


def ordered_keys(kind: type[Record]) -> list[str]:
    """The keys that a record may have, in the order in which people read them."""
    return list(keys(cast(Hashable, kind)))


def _records(value: object) -> Iterator[Record]:
    if isinstance(value, tuple):
        for each in value:
            yield from _records(each)
    elif isinstance(value, Record):
        yield value
        for name in value.fields.keys() - {"places"}:
            yield from _records(getattr(value, name))


def _by_file(record: Record) -> list[list[str]]:
    """The keys as they are written; those of a study may stand in several files."""
    files: dict[str, list[str]] = {}
    for name, place in (record.places or {}).items():
        if name:
            files.setdefault(place.file, []).append(name)
    return list(files.values())


def not_curated(study: Study) -> Said:
    """Every conflict that the appraisal finds is recorded by a curator.

    The program finds that two printed figures do not go together; only a person who reads the
    source can say what is known of it. Write a record in `conflicts` that touches the results and
    has the rule in `rules`. See them with `altto appraise`.
    """
    for found in findings(study):
        if found.severity == "conflict" and found.conflict is None:
            mend = "Read the source again; if it prints so, record it: conflicts, rules: "
            yield _place(study, found), f"{found.text} {mend}[{found.rule}]"


def _place(study: Study, found: Finding) -> Place:
    if found.results:
        return study.result(found.results[0]).at("id")
    groups = [group.at("label") for group in study.groups if group.key in found.groups]
    return groups[0] if groups else study.at("id")


#: What is wrong with a study or the glossary, and what is worth a look.
FAULTS: tuple[Rule, ...] = (version_form, shared_word, missing_unit)
WARNINGS: tuple[Rule, ...] = (
    unused_source,
    key_order,
    *consistency.WARNINGS,
    *figures.WARNINGS,
    *times.WARNINGS,
    *naming.WARNINGS,
)
OF_GLOSSARY: tuple[Rule, ...] = (shared_word,)
#: Asked last, since it computes with what must be sound by then.
APPRAISAL: tuple[Rule, ...] = (not_curated,)
