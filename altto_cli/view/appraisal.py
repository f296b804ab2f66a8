"""The page of the appraisal: what was checked, what was found, what it may mean."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from altto_cli import query, wording, words
from altto_cli.appraise import Finding, findings, naming
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import foot, notes, records
from altto_cli.view.page import Column, Note, Page, Row, Section, Table
from altto_cli.view.shown import Shown, with_warnings
from altto_cli.wording import DASH

_COLUMNS = (Column("Figure", "pair"), Column("Rule"), Column("Computed v printed", "strong"))


def appraised(study: Study, asked: Asked, word: str | None) -> list[Result]:
    """The results that are asked for, statements over factors included.

    Raises what `query.endpoints` and `query.results` raise.
    """
    endpoints = words.endpoints(study, word) if word else None
    found = query.results(study, asked, endpoints)
    populations = {each.id for each in study.populations if _is_asked(each.menopause, asked)}
    ids = {each.id for each in endpoints or study.endpoints}
    return found + [
        each
        for each in study.results
        if each.subgroup and each.endpoint in ids and each.population in populations
    ]


def _is_asked(menopause: str | None, asked: Asked) -> bool:
    return asked.menopause in (None, menopause)


def found(study: Study, asked: Asked, word: str | None) -> list[Finding]:
    """What the appraisal finds; about the whole study when nothing narrows the question."""
    selected = appraised(study, asked, word)
    return findings(study, selected if word or asked.menopause else None)


def page(study: Study, asked: Asked, word: str | None = None, *, notes_too: bool = False) -> Page:
    """The conflicts and checks, with the notes only where they are asked for."""
    selected, everything = appraised(study, asked, word), found(study, asked, word)
    shown = [each for each in everything if notes_too or each.severity != "note"]
    rows = list(zip(shown, _rows(study, shown), strict=True))
    tied = {id for finding in shown for id in finding.results}
    figures = with_warnings(study, [each for each in study.results if each.id in tied] or selected)
    counts = _counts(len(selected), everything)
    if len(shown) < len(everything):
        counts += f" ({asked.again(study, '--all', endpoint=word)})"
    return Page(
        schema="findings",
        title=_title(study, asked, word),
        aside=study.title,
        tables=(_table(rows, counts),),
        notes=(*_curated(rows), *_meanings(rows), *_remarks(study, rows)),
        foot=(("Patients", _patients(figures)), *foot.lines(figures)),
        query=asked.as_query(endpoint=word, notes=notes_too),
        studies=(records.study(study),),
        sources=foot.sources(figures),
        asides=() if shown else (f"nothing above a note: {counts}",),
    )


def _title(study: Study, asked: Asked, word: str | None) -> str:
    said = ["Does the evidence hang together?"]
    if word:
        said.append(wording.several(each.label for each in words.endpoints(study, word)))
    return " · ".join([*said, *filter(None, [asked.menopause])])


def _counts(appraised: int, everything: Sequence[Finding]) -> str:
    """One line: 21 results, 34 findings: 5 conflicts, 9 checks, 20 notes."""
    severities = [each.severity for each in everything]
    each = (_count(severities.count(name), name) for name in ("conflict", "check", "note"))
    return f"{_count(appraised, 'result')}, {_count(len(everything), 'finding')}: {', '.join(each)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _table(rows: Sequence[tuple[Finding, Row]], title: str) -> Table:
    sections = [
        Section(heading=wording.upper_first(severity), rows=tuple(row for _, row in group))
        for severity, group in groupby(rows, lambda each: each[0].severity)
    ]
    return Table(
        columns=_COLUMNS if rows else (),
        sections=tuple(sections),
        collection="findings",
        title=title,
    )


def _rows(study: Study, shown: Sequence[Finding]) -> Iterator[Row]:
    """A row for each finding, each with a name of its own."""
    told = Counter(finding.conflict for finding in shown if finding.found)
    names: Counter[str] = Counter()
    for finding in shown:
        name = f"{finding.rule}, {naming.name(study, finding)}"
        names[name] += 1
        name = f"{name} ({names[name]})" if names[name] > 1 else name
        own = finding.found if told[finding.conflict] > 1 else None
        yield _row(study, finding, name, own or finding.text)


def _row(study: Study, finding: Finding, name: str, said: str) -> Row:
    record = _record(study, finding)
    computed = (finding.computed, finding.printed) if finding.computed else (DASH,)
    return Row(
        name=name,
        cells=(naming.labels(study, finding), (finding.rule,), computed),
        fields=tuple(_fields(study, finding, said)),
        record=record,
        flat={
            **records.flat(record),
            "evidence_version": study.version,
            "evidence_sha256": study.sha256,
        },
        sentence=_sentence(study, finding, said),
        statement=said,
        derived=bool(finding.computed),
    )


def _record(study: Study, finding: Finding) -> dict[str, Any]:
    tied = naming.tied(study, finding)
    return {
        "result": finding.results[0] if finding.results else None,
        "rule": finding.rule,
        "severity": finding.severity,
        "text": finding.text,
        "values": dict(finding.values) or None,
        "method": finding.method,
        "study": study.id,
        "may_mean": finding.may_mean,
        "does_not_prove": finding.does_not_prove,
        "results": list(finding.results),
        "about": naming.figures(study, finding),
        "found": finding.found or finding.text,
        "conflict": finding.conflict,
        "status": "derived" if finding.computed else "qualitative",
        "inputs": list(finding.inputs),
        "design": _unique(_design(study, each) for each in tied),
        "locators": _unique(_locator(study, each) for each in tied),
        "remarks": _unique(text for each in tied for text in _warnings(study, each)),
    }


def _fields(study: Study, finding: Finding, said: str) -> Iterator[tuple[str, str]]:
    for name in naming.figures(study, finding):
        yield "Figure", wording.upper_first(name)
    yield wording.upper_first(finding.severity), said
    yield "Rule", finding.rule
    if finding.computed:
        yield "Computed", finding.computed
        yield "Printed", finding.printed
        yield "Method", finding.method or ""
    for line in finding.inputs:
        yield "Input", line


def _sentence(study: Study, finding: Finding, text: str) -> str:
    tied = naming.tied(study, finding)
    said = [f"{finding.severity}: {text.rstrip('.')}"]
    if finding.computed:
        said.append(f"derived: {finding.method} of {'; '.join(finding.inputs)}")
    else:
        said += _unique(wording.events(study, each) for each in tied)
    for fact in (_design, _standing):
        said += _unique(fact(study, each) for each in tied)
    said.append(f"evidence {study.version}")
    return f"{wording.upper_first(naming.name(study, finding))}: {'; '.join(said)}."


def _design(study: Study, result: Result) -> str:
    return wording.design(study.is_randomised(result), study.is_exploratory(result))


def _standing(study: Study, result: Result) -> str:
    return wording.standing(study.source(result.source))


def _locator(study: Study, result: Result) -> str:
    return f"{_standing(study, result)}; {result.locator}"


def _curated(rows: Sequence[tuple[Finding, Row]]) -> Iterator[Note]:
    """Each curated conflict that tells several findings, once, in the curator's words."""
    told: dict[str, tuple[Finding, list[str]]] = {}
    for finding, row in rows:
        if finding.found and row.statement == finding.found:
            told.setdefault(finding.conflict or "", (finding, []))[1].append(row.name)
    for finding, names in told.values():
        yield Note(finding.text, tuple(names), finding.severity)


def _meanings(rows: Sequence[tuple[Finding, Row]]) -> Iterator[Note]:
    """What the findings may mean and do not prove, once for all that share it."""
    shared: dict[str, list[str]] = {}
    for finding, row in rows:
        said = [f"May mean: {finding.may_mean}."] if finding.may_mean else []
        said += [f"Does not prove {finding.does_not_prove}."] if finding.does_not_prove else []
        if said:
            shared.setdefault(" ".join(said), []).append(row.name)
    for text, names in shared.items():
        yield Note(text, tuple(names))


def _remarks(study: Study, rows: Sequence[tuple[Finding, Row]]) -> tuple[Note, ...]:
    """The warnings of the figures that were computed with."""
    return notes.of_rows(
        (row.name, row.record["remarks"], ()) for finding, row in rows if finding.computed
    )


def _warnings(study: Study, result: Result) -> list[str]:
    """What curators say of the result and its groups, conflicts apart."""
    keys = notes.touched(study, result)
    said = list(result.remarks)
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        said += group.remarks if group else ()
    return said + [each.text for each in study.remarks if keys & set(each.touches)]


def _patients(figures: Iterable[Shown]) -> str:
    """The groups behind the figures with their sizes; a size that one figure lacks stays known."""
    said: dict[str, str] = {}
    for study, result, *_ in figures:
        for arm in result.arms:
            label = wording.arm_label(study, result, arm)
            if label not in said or wording.size(study, result, arm)[0] is not None:
                said[label] = wording.arm_in_full(study, result, arm)
    return ", ".join(said.values())


def _unique(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))
