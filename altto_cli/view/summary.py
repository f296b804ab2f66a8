"""The analysis at a glance: design, patients, results, what to beware of, what is not reported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from altto_cli import query, wording
from altto_cli.model import Fact, Study
from altto_cli.view import notes, records, reference, results
from altto_cli.view.page import Column, Note, Page, Row, Table
from altto_cli.view.shown import with_warnings

NOT_ADVICE = "A look-up of published figures, not advice for a patient."

_TITLES = {
    "design": "Design",
    "patients": "Patients",
    "beware": "Beware",
    "commentary": "What the source itself says",
    "not reported": "Not reported",
}


def page(study: Study, others: Sequence[str], question: Mapping[str, Any]) -> Page:
    """Facts and headline results of a study; `others` are the ids of the other studies at hand."""
    found = with_warnings(
        study, query.ordered(study, [each for each in study.results if not each.subgroup])
    )
    whole = results.page("Results", found, question)
    facts = {name: _facts(study, name) for name in _TITLES}
    tables = [facts["design"], facts["patients"], _headline(whole)]
    tables += [facts["beware"], facts["commentary"], facts["not reported"]]
    also = [("Other studies at hand", f"{', '.join(others)}. See: altto studies")] if others else []
    return replace(
        whole,
        schema="summary",
        title=study.title,
        aside="",
        tables=tuple(table for table in tables if table and any(table.rows())),
        notes=(*_of_facts(study), *whole.notes, Note(NOT_ADVICE)),
        foot=(*_sources_of_facts(study), *whole.foot, *also),
    )


def _facts(study: Study, section: str) -> Table:
    rows = [_fact(study, each) for each in study.facts if each.section == section]
    columns = (Column(""), Column("", "prose"))
    return reference.table(columns, rows, "facts", _TITLES[section])


def _fact(study: Study, fact: Fact) -> Row:
    conflicts = notes.facts_conflicts(study, fact.id)
    record = {
        "id": fact.id,
        "label": fact.label,
        "value": fact.value,
        "text": fact.text,
        "source": fact.source and {"id": fact.source, "locator": fact.locator},
        "conflicts": [records.conflict(each) for each in conflicts],
    }
    value = fact.value or wording.NOT_REPORTED
    said = wording.fact(study, fact)
    return Row(
        name=fact.label,
        cells=((fact.label,), (f"{wording.upper_first(value)}. {fact.text}",)),
        fields=((fact.label, said.removeprefix(f"{fact.label}: ")),),
        record=record,
        flat={**records.flat(record), **_evidence(study)},
        sentence=f"{said} Evidence {study.version}.",
    )


def _evidence(study: Study) -> dict[str, str]:
    return {
        "study": study.id,
        "design": study.design,
        **records.evidence([study], study.id),
    }


def _headline(whole: Page) -> Table:
    """The results, whose spreadsheet cells are those of a fact."""
    table = whole.tables[0]
    sections = [
        replace(section, rows=tuple(_as_fact(whole, row) for row in section.rows))
        for section in table.sections
    ]
    return replace(table, title="Results", sections=tuple(sections))


def _as_fact(whole: Page, row: Row) -> Row:
    effect, source = row.record["effect"], row.record["source"]
    flat = {
        "id": row.record["id"],
        "label": row.name,
        "value": effect["text"] if effect else row.statement,
        "text": " ".join([row.sentence, *row.record["remarks"]]),
        "source": records.cell(source),
        "conflicts": records.cell(row.record["conflicts"]),
        "study": row.record["study"],
        "design": whole.studies[0]["design_label"],
        "evidence_version": row.flat["evidence_version"],
        "evidence_sha256": row.flat["evidence_sha256"],
    }
    return replace(row, flat=flat)


def _sources_of_facts(study: Study) -> list[tuple[str, str]]:
    locators: dict[str, list[str]] = {}
    for fact in study.facts:
        if fact.source:
            locators.setdefault(fact.source, []).append(fact.locator or "")
    return [("Facts", wording.stands_in(study.source(id), found)) for id, found in locators.items()]


def _of_facts(study: Study) -> list[Note]:
    return list(
        notes.of_rows(
            (fact.label, (), notes.facts_conflicts(study, fact.id)) for fact in study.facts
        )
    )
