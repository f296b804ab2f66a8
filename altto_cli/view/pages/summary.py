"""The analysis on one page: who was studied, every result, what to know before quoting."""

from collections.abc import Iterator, Mapping
from typing import Any

from altto_cli import query, wording, words
from altto_cli.model import Fact, Result, Study
from altto_cli.view import answer, comparisons, notes, records, sentences
from altto_cli.view.page import Entry, Hanging, Page
from altto_cli.words import TYPED, Typed

NOT_ADVICE = "A look-up of published figures, not advice for a patient."


def page(study: Study, question: Mapping[str, Any], typed: Typed = TYPED) -> Page:
    """Facts and headline results of a study."""
    found = query.ordered(study, [each for each in study.results if not each.subgroup])
    table = comparisons.listed(study, found)
    whole = answer.page(
        study,
        found,
        title=(),
        tables=(table,),
        question=question,
        asked="summary",
        typed=typed,
        onward=(*_first_status(study), *_absolute(found), "appraise"),
        facts=[each for each in study.facts if _is_told(study, each)],
        said=tuple(_about(study)),
    )
    unreported = [each.label for each in study.facts if each.section == "not reported"]
    has_p = any(column.header == "P" for column in table.columns)
    warnings = [*([] if has_p else _p_values(study, found)), *whole.warnings]
    if unreported:
        warnings.append(Hanging("Not reported", f"{_listed(unreported)}."))
    return whole._replace(
        schema="summary",
        title=(study.title,),
        warnings=tuple(warnings),
        notes=(
            *(sentences.fact(study, each) for each in study.facts),
            *_of_facts(study),
            *whole.notes,
        ),
        closing=(NOT_ADVICE,),
        stands_in=_sources(study, found),
        entries=(
            *(_fact(study, each) for each in study.facts),
            *(
                _as_fact(study, each, entry)
                for each, entry in zip(found, whole.entries, strict=True)
            ),
        ),
        collections=("facts", "results"),
    )


def _about(study: Study) -> Iterator[str]:
    """What the study was, in the words of the evidence, or else its facts."""
    told = [each for each in study.facts if _is_told(study, each)]
    if study.about:
        yield study.about
    elif told:
        yield f"{'; '.join(f'{each.label}: {each.value}' for each in told)}."


def _absolute(found: list[Result]) -> list[str]:
    """The page that counts patients, where rates at a time are reported."""
    return ["absolute"] if any(map(wording.is_rated_at_a_time, found)) else []


def _first_status(study: Study) -> list[str]:
    """The page of the menopausal group that comes first in commands, where there is one."""
    known = {each.menopause for each in study.populations} - {"overall"}
    return [words.SHORT_STATUS[status] for status in words.SHORT_STATUS if status in known][:1]


def _is_told(study: Study, fact: Fact) -> bool:
    """Whether the summary's first sentences hold the fact; without own ones they are made of it."""
    if study.about:
        return bool(fact.value and fact.value in study.about)
    return fact.value is not None and fact.section in ("design", "patients")


def _p_values(study: Study, found: list[Result]) -> list[Hanging]:
    """The P values, for which a table of so many comparisons has no column."""
    said = [
        f"{wording.p_value(printed)} for {_judged(study, each)}"
        for each in found
        for printed in (*each.estimates, each.p_value)
        if printed and printed.p
    ]
    return [Hanging("P", f"{'; '.join(said)}.")] if said else []


def _judged(study: Study, result: Result) -> str:
    """What the P is about: its ratio, or else the comparison."""
    about = wording.lower_first(comparisons.patients(study, result))
    said = f"({study.endpoint(result.endpoint).label}, {about})"
    if result.effect:
        return f"{wording.figure(result.effect.estimate)} {said}"
    if result.groups:
        return f"all {len(result.groups)} groups {said}"
    return f"{wording.comparison(study, result)} {said}"


def _listed(labels: list[str]) -> str:
    first, *others = labels
    return ", ".join([first, *map(wording.lower_first, others)])


def _of_facts(study: Study) -> list[str]:
    return [
        f"{fact.label}: {notes.whole(each)}"
        for fact in study.facts
        for each in notes.facts_conflicts(study, fact.id)
    ]


def _sources(study: Study, found: list[Result]) -> str:
    """The sources of the results; each place stands with its result."""
    ids = dict.fromkeys(id for each in found for id in each.sources)
    return "; ".join(study.source(id).short for id in ids)


def _fact(study: Study, fact: Fact) -> Entry:
    record = {
        "id": fact.id,
        "label": fact.label,
        "value": fact.value,
        "text": fact.text,
        "source": fact.source and {"id": fact.source, "locator": fact.locator},
        "conflicts": [records.conflict(each) for each in notes.facts_conflicts(study, fact.id)],
    }
    flat = {**records.flat(record), **_evidence(study)}
    return Entry("facts", record, flat, f"{sentences.fact(study, fact)} Evidence {study.version}.")


def _evidence(study: Study) -> dict[str, str]:
    return {"study": study.id, "design": study.design, **records.evidence([study], study.id)}


def _as_fact(study: Study, result: Result, entry: Entry) -> Entry:
    """The result, whose spreadsheet cells are those of a fact."""
    flat = {
        "id": result.id,
        "label": wording.name(study, result),
        "value": wording.effect(result.effect) if result.effect else result.statement or "",
        "text": " ".join([sentences.sentence(study, result), *entry.json["remarks"]]),
        "source": records.cell(entry.json["source"]),
        "conflicts": records.cell(entry.json["conflicts"]),
        **_evidence(study),
    }
    return entry._replace(flat=flat)
