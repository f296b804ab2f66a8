"""The page of the appraisal: what does not fit, what cannot be told, what fits."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from altto_cli import outcomes, query, wording, words
from altto_cli.appraise import Finding, absolute, findings, naming
from altto_cli.appraise.absolute import Absolute, absolutes
from altto_cli.appraise.figures import inputs
from altto_cli.model import Result, Study
from altto_cli.query import Asked
from altto_cli.view import answer, notes, per_thousand, records, standing
from altto_cli.view.checked import checked, counted
from altto_cli.view.findings import CANNOT_BE_TOLD, DOES_NOT_FIT, FITS, RULES, SECTIONS, lines
from altto_cli.view.intervals import centres
from altto_cli.view.page import Entry, Hanging, Page
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
        tables=(checked(study, selected),) if few else (),
        warnings=tuple(_standing(study, curated, everything)),
        sections=tuple(_sections(study, selected, everything, curated)),
        notes=tuple(_note(study, each) for each in everything),
        closing=tuple(_closing(everything)),
        stands_in=standing.stands_in(study, selected),
        evidence=(standing.version(study),),
        asked=asked.again(study, *(["--all"] if notes_too else []), endpoint=word),
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


def _closing(everything: Sequence[Finding]) -> Iterator[str]:
    """That what stands above is computed, and where its methods are."""
    rules = {each.rule for each in everything if each.is_computed}
    if rules:
        methods = "Methods, E-values" if "e-value" in rules else "Methods"
        yield f"Computed here from printed figures (derived). {methods}: --notes all."


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
    each = (counted(severities.count(name), name) for name in ("conflict", "check", "note"))
    return (
        f"{counted(appraised, 'result')}, {counted(len(everything), 'finding')}: {', '.join(each)}"
    )


def _once(curated: Sequence[Warned]) -> list[Warned]:
    """The shortest line of each record; the others are of the same cause."""
    shortest: dict[str, Warned] = {}
    for each in sorted(curated, key=lambda line: len(line.text)):
        shortest.setdefault(each.cause, each)
    return [each for each in curated if shortest[each.cause] is each]


def _sections(
    study: Study,
    selected: Sequence[Result],
    everything: Sequence[Finding],
    curated: Sequence[Warned],
) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    """The curators' conflicts in their own words, then what the rules found; each cause once."""
    sections = _of_conflicts(study, everything)
    told = [each for each in curated if each.cause in sections]
    causes = {each.cause for each in told}
    by_rule = lines(study, [each for each in everything if each.conflict not in causes])
    by_rule[CANNOT_BE_TOLD] += _per_thousand(study, selected)
    by_rule[FITS] = [*centres(selected), *by_rule[FITS]]
    has_figures = any(map(outcomes.has_figures, selected))
    if has_figures and not told and not any(by_rule.values()):
        by_rule[CANNOT_BE_TOLD].append(Hanging("Figures", "None can be held against another."))
    for name in SECTIONS:
        own = [Hanging(x.lead, x.text) for x in told if sections[x.cause] == name]
        if found := tuple(dict.fromkeys([*own, *by_rule[name]])):
            yield name, found


def _of_conflicts(study: Study, everything: Sequence[Finding]) -> dict[str, str]:
    """Under which heading each curated conflict stands: that of the rule that finds it, or else its
    severity's.
    """
    found = {
        each.id: DOES_NOT_FIT if each.severity == "conflict" else CANNOT_BE_TOLD
        for each in study.conflicts
    }
    for each in everything:
        if each.conflict and each.rule in RULES and found[each.conflict] == CANNOT_BE_TOLD:
            found[each.conflict] = RULES[each.rule].section(each)
    return found


def _per_thousand(study: Study, selected: Sequence[Result]) -> Iterator[Hanging]:
    """The observed difference of the only result that has one."""
    given = [each for each in absolutes(study, selected) if isinstance(each, Absolute)]
    if len(given) != 1:
        return
    (each,) = given
    if each.observed and each.result.treatment:
        label = wording.arm_label(study, each.result, each.result.treatment)
        seen = absolute.more(each.difference)
        span = absolute.between(*map(round, each.observed.shown))
        level = f"{per_thousand.narrowest(each)}{wording.figure(each.level)}% CI"
        text = f"Observed {seen} event-free with {label}, {level} {span}."
        yield Hanging("Per 1,000", text)


def _standing(
    study: Study, curated: Sequence[Warned], everything: Sequence[Finding]
) -> Iterator[Hanging]:
    """What is read with these figures, conflicts apart, and what a missing test of them says."""
    untested = [set(each.results) for each in everything if each.values.get("testable") is False]
    remarks = {
        each.id
        for each in study.remarks
        if {touched.removeprefix("results/") for touched in each.touches} not in untested
    }
    for each in curated:
        if each.cause in remarks or each.cause in _STANDING:
            yield Hanging(each.lead, each.text)


def _note(study: Study, finding: Finding) -> str:
    """The whole of a finding: the rule's words, its method, what it may mean."""
    conflict = study.conflict(finding.conflict)
    told = [notes.whole(conflict)] if conflict else []
    found = [finding.found or finding.text] if finding.is_computed else []
    said = [f"{wording.upper_first(naming.name(study, finding))}: {' '.join(found + told)}"]
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
        "status": "derived" if finding.is_computed else "qualitative",
        "inputs": _inputs(study, finding),
        "design": _unique(_design(study, each) for each in tied),
        "locators": _unique(_locator(study, each) for each in tied),
        "remarks": _unique(text for each in tied for text in _remarks(study, each)),
    }


def _inputs(study: Study, finding: Finding) -> list[str]:
    """The printed figures that went into what was computed."""
    tied = naming.tied(study, finding) if finding.is_computed else ()
    return _unique(line for each in tied for line in inputs(study, each))


def _sentence(study: Study, finding: Finding) -> str:
    tied = naming.tied(study, finding)
    said = [f"{finding.severity}: {(finding.found or finding.text).rstrip('.')}"]
    if finding.is_computed:
        said.append(f"derived: {finding.method} of {'; '.join(_inputs(study, finding))}")
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
    return said + [each.text for each in study.remarks_on(keys) if keys & set(each.touches)]


def _unique(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))
