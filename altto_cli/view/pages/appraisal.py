"""The page of the appraisal: what does not fit, what cannot be told, what fits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from altto_cli import query, wording, words
from altto_cli.appraise import Finding, findings, naming
from altto_cli.appraise.absolute import Absolute, absolutes
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import answer, notes, per_thousand, records, standing
from altto_cli.view.findings import CANNOT_BE_TOLD, DOES_NOT_FIT, FITS, SECTIONS, centres, lines
from altto_cli.view.page import Entry, Hanging, Line, Page, Part, Table
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, warned

#: As many results are named one by one before what was found; more are counted.
_NAMED = 5
#: What is computed of the results and said on this page too.
_STANDING = ("indirect", "time", "superseded", "inversion")


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
    """Conflicts and checks, what is open, what agrees; `notes_too` sets notes among the records."""
    selected, everything = appraised(study, asked, word), found(study, asked, word)
    whole = not (word or asked.menopause)
    curated = _once(warned(Touching(study, selected, study.facts if whole else ())))
    counts = _counts(len(selected), everything)
    few = len([each for each in selected if not each.subgroup]) <= _NAMED
    graver = [each for each in everything if notes_too or each.severity != "note"]
    return Page(
        schema="findings",
        title=(*_title(study, asked, word), standing.name(study)),
        label=standing.label(study, selected),
        intro=() if few else (f"{counts}.",),
        tables=(_checked(study, selected),) if few else (),
        warnings=tuple(_standing(study, curated)),
        sections=tuple(_sections(study, selected, everything, curated)),
        notes=tuple(_note(study, each) for each in everything),
        closing=("Computed here from printed figures (derived). Methods, E-values: --notes all.",),
        stands_in=standing.stands_in(study, selected),
        evidence=(standing.version(study),),
        asked=asked.again(study, endpoint=word),
        onward=tuple(_onward(study, asked, word)),
        entries=tuple(_entry(study, each) for each in graver),
        collections=("findings",),
        query=asked.as_query(endpoint=word, notes=notes_too),
        studies=(records.study(study),),
        sources=answer.sources(study, selected),
    )


def _title(study: Study, asked: Asked, word: str | None) -> Iterator[str]:
    yield "Do the figures fit together? " + (_names(study, word) if word else "All results")
    if asked.menopause:
        yield "all patients" if asked.menopause == "overall" else asked.menopause


def _names(study: Study, word: str) -> str:
    first, *others = [each.name for each in words.endpoints(study, word)]
    return wording.several([first, *map(wording.lower_first, others)])


def _onward(study: Study, asked: Asked, word: str | None) -> Iterator[str]:
    if word:
        yield asked.typed.command("appraise", study=study)
        yield asked.again(study, "--strict", endpoint=word)
        return
    for endpoint in dict.fromkeys(each.endpoint for each in study.results if each.effect):
        yield asked.typed.command(f"appraise {endpoint}", study=study)


def _counts(appraised: int, everything: Sequence[Finding]) -> str:
    """One line: 21 results, 34 findings: 5 conflicts, 9 checks, 20 notes."""
    severities = [each.severity for each in everything]
    each = (_count(severities.count(name), name) for name in ("conflict", "check", "note"))
    return f"{_count(appraised, 'result')}, {_count(len(everything), 'finding')}: {', '.join(each)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _once(curated: Sequence[Warned]) -> list[Warned]:
    """The shortest line of each record; the others are of the same cause."""
    shortest: dict[str, Warned] = {}
    for each in sorted(curated, key=lambda line: len(line.text)):
        shortest.setdefault(each.cause, each)
    return [each for each in curated if shortest[each.cause] is each]


def _checked(study: Study, selected: Sequence[Result]) -> Table:
    """Each result in a line: what was held against what, or that there is nothing to check."""
    told = [_printed(study, each) for each in selected if not each.subgroup]
    factors = sum(bool(each.subgroup) for each in selected)
    if factors:
        told.append(f"{_count(factors, 'statement')} over factors: no figures, so nothing to check")
    return Table(columns=(), lines=tuple(Line(cell=(Part(text),)) for text in told))


def _printed(study: Study, result: Result) -> str:
    """AI v SERM, all patients: 88.9% v 89.1% at 10 years, adjusted HR 0.73 (95% CI 0.53–1.00)."""
    population = wording.population(study, result)
    if not _is_compared(result) and not wording.rated(result):
        who = f"{population}, {_groups(result)}" if len(result.arms) != 2 else ""
        who = who or f"{population}, {wording.comparison(study, result)}"
        called = f"; called {result.significance}" if result.significance else ""
        return f"{wording.upper_first(who)}: no figures, so nothing to check{called}"
    said = [_rates(result), *(wording.estimates(study, result) if _is_compared(result) else ())]
    compared = wording.VERSUS.join(study.strategy(arm.strategy).label for arm in result.arms)
    return f"{compared}, {population}: {', '.join(filter(None, said))}"


def _is_compared(result: Result) -> bool:
    return bool(result.estimates or result.p_value)


def _groups(result: Result) -> str:
    numbers = {3: "three", 4: "four"}
    number = len(result.arms)
    return f"{numbers.get(number, number)} groups" if number else "all groups"


def _rates(result: Result) -> str:
    rated = wording.rated(result)
    rates = [wording.rate(arm) for arm in result.arms]
    if rated is None or None in rates:
        return ""
    said = wording.VERSUS.join(wording.percent(rate) for rate in rates if rate is not None)
    return said if rated.time is None else f"{said} at {wording.duration(rated.time)}"


def _sections(
    study: Study,
    selected: Sequence[Result],
    everything: Sequence[Finding],
    curated: Sequence[Warned],
) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    """The curators' conflicts in their own words, then what the rules found; each cause once."""
    severities = {each.id: each.severity for each in study.conflicts}
    told = [each for each in curated if each.cause in severities]
    causes = {each.cause for each in told}
    by_rule = lines(study, [each for each in everything if each.conflict not in causes])
    by_rule[FITS] = [*centres(selected), *by_rule[FITS], *_per_thousand(study, selected)]
    for name in SECTIONS:
        own = [Hanging(x.lead, x.text) for x in told if _section(severities, x) == name]
        if found := tuple(dict.fromkeys([*own, *by_rule[name]])):
            yield name, found


def _per_thousand(study: Study, selected: Sequence[Result]) -> Iterator[Hanging]:
    """The observed difference of the only result that has one."""
    given = [each for each in absolutes(study, selected) if isinstance(each, Absolute)]
    if len(given) != 1 or given[0].result.treatment is None:
        return
    (each,) = given
    label = wording.arm_label(study, each.result, given[0].result.treatment)
    seen = per_thousand.observed_in_words(each, each.level)
    narrowest = ", at its narrowest" if each.shortest else ""
    yield Hanging("Per 1,000", f"Observed {seen} event-free with {label}{narrowest}.")


def _section(severities: Mapping[str, str], each: Warned) -> str:
    return DOES_NOT_FIT if severities[each.cause] == "conflict" else CANNOT_BE_TOLD


def _standing(study: Study, curated: Sequence[Warned]) -> Iterator[Hanging]:
    """What is read with these figures, conflicts apart."""
    remarks = {each.id for each in study.remarks}
    for each in curated:
        if each.cause in remarks or each.cause in _STANDING:
            yield Hanging(each.lead, each.text)


def _note(study: Study, finding: Finding) -> str:
    """The whole of a finding: the rule's words, its method, what it may mean."""
    conflict = next((each for each in study.conflicts if each.id == finding.conflict), None)
    said = [f"{wording.upper_first(naming.name(study, finding))}: {finding.found or finding.text}"]
    said += [notes.whole(conflict)] if conflict else []
    said += [f"Method: {finding.method}."] if finding.method else []
    said += [f"May mean: {finding.may_mean}."] if finding.may_mean else []
    said += [f"Does not prove {finding.does_not_prove}."] if finding.does_not_prove else []
    return " ".join(said)


def _entry(study: Study, finding: Finding) -> Entry:
    record = _record(study, finding)
    evidence = {"evidence_version": study.version, "evidence_sha256": study.sha256}
    flat = {**records.flat(record), **evidence}
    return Entry("findings", record, flat, _sentence(study, finding))


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
        "remarks": _unique(text for each in tied for text in _remarks(study, each)),
    }


def _sentence(study: Study, finding: Finding) -> str:
    tied = naming.tied(study, finding)
    said = [f"{finding.severity}: {(finding.found or finding.text).rstrip('.')}"]
    if finding.computed:
        said.append(f"derived: {finding.method} of {'; '.join(finding.inputs)}")
    else:
        said += _unique(wording.events(study, each) for each in tied)
    for fact in (_design, _source):
        said += _unique(fact(study, each) for each in tied)
    said.append(f"evidence {study.version}")
    return f"{wording.upper_first(naming.name(study, finding))}: {'; '.join(said)}."


def _design(study: Study, result: Result) -> str:
    return wording.design(study.is_randomised(result), study.is_exploratory(result))


def _source(study: Study, result: Result) -> str:
    return standing.sourced(study.source(result.source))


def _locator(study: Study, result: Result) -> str:
    return f"{_source(study, result)}; {result.locator}"


def _remarks(study: Study, result: Result) -> list[str]:
    """What curators say of the result and its groups, conflicts apart."""
    keys = notes.touched(result)
    said = list(result.remarks)
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        said += group.remarks if group else ()
    return said + [each.text for each in study.remarks if keys & set(each.touches)]


def _unique(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))
