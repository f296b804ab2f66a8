"""The pages that explain: terms, sources, studies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from altto_cli import wording, words
from altto_cli.errors import UnknownWordError
from altto_cli.model import Source, Study, Term
from altto_cli.view import records
from altto_cli.view.page import Column, Note, Page, Row, Section, Table
from altto_cli.wording import NOT_REPORTED


def table(
    columns: Sequence[Column], rows: Iterable[Row], collection: str, title: str = ""
) -> Table:
    """A table without headings inside."""
    sections = (Section(heading="", rows=tuple(rows)),)
    return Table(columns=tuple(columns), sections=sections, collection=collection, title=title)


def terms(glossary: Sequence[Term], word: str | None, query: Mapping[str, Any]) -> Page:
    """What the word means; more than one meaning where it has several; every term without one.

    Raises UnknownWordError with the nearest term.
    """
    found = list(glossary) if word is None else _meant(glossary, word)
    rows = [_term(each) for each in found]
    columns = (Column("Term"), Column("Meaning", "prose"))
    return Page(
        schema="terms",
        title=wording.several(each.label for each in found) if word is not None else "Terms",
        tables=(table(columns, rows, "terms"),),
        query=query,
    )


def _meant(glossary: Sequence[Term], word: str) -> list[Term]:
    spoken = words.plain(word)
    names = {each.id: {each.id, each.label, *each.also} for each in glossary}
    found = [each for each in glossary if spoken in map(words.plain, names[each.id])]
    if not found:
        near = words.near(word, {name.casefold() for each in names.values() for name in each})
        hint = f"did you mean {near}?" if near else "all terms: altto explain"
        raise UnknownWordError(f"no term {word!r}; {hint}", word=word, near=near)
    return found


def _term(term: Term) -> Row:
    record = {
        "id": term.id,
        "label": term.label,
        "text": term.text,
        "sources": list(term.papers),
    }
    cells = [(term.label,), (term.text, *term.papers)]
    fields = [("Term", term.label), ("Meaning", term.text)]
    fields += [("Paper", paper) for paper in term.papers]
    return Row(
        name=term.label,
        cells=tuple(cells),
        fields=tuple(fields),
        record=record,
        flat=records.flat(record),
        sentence=" ".join([f"{term.label}: {term.text}", *term.papers]),
    )


def sources(study: Study, query: Mapping[str, Any]) -> Page:
    """Each source with its standing, what was taken from it, and every conflict in full."""
    rows = [_source(study, each) for each in study.sources]
    columns = (Column("Source"), Column("Kind"), Column("What it is", "prose"))
    return Page(
        schema="sources",
        title="Sources",
        aside=study.title,
        tables=(table(columns, rows, "sources"),),
        notes=tuple(
            Note(" ".join(filter(None, (each.text, each.detail))), (), each.severity)
            for each in study.conflicts
        ),
        foot=standing(study),
        query=query,
        studies=(records.study(study),),
        sources=tuple(records.source(study, each) for each in study.sources),
    )


def standing(study: Study) -> tuple[tuple[str, str], ...]:
    """What stands under every page of a study: its design and the version of its evidence."""
    design = wording.upper_first(study.design)
    if study.median_follow_up:
        design += f" · median follow-up {wording.duration(study.median_follow_up)}"
    return (
        ("Design", design),
        ("Evidence", f"{study.id} {study.version} · {study.sha256[:7]}"),
    )


def _source(study: Study, source: Source) -> Row:
    record = records.source(study, source)
    reviewed = "Peer reviewed" if source.peer_reviewed else "Not peer reviewed"
    said = [source.citation, f"{reviewed}; checked {source.checked}.", f"Taken: {source.taken}"]
    said += [f"Never to be repeated: {error}." for error in source.errors]
    if source.superseded_by:
        said.append(f"A later report replaces it: {study.source(source.superseded_by).short}.")
    numbers = (("DOI", source.doi), ("PMID", source.pmid), ("", source.pmcid), ("", source.nct))
    known = ", ".join(f"{name} {number}".strip() for name, number in numbers if number)
    said += [f"{known}."] if known else []
    if record["url"]:
        said.append(record["url"])
    fields = [("Source", source.id), ("Kind", source.kind), ("Citation", source.citation)]
    fields += [("Standing", reviewed.lower()), ("Checked", source.checked), ("Taken", source.taken)]
    fields += [("Never to be repeated", error) for error in source.errors]
    fields += [("Numbers", known)] if known else []
    fields += [("Address", record["url"])] if record["url"] else []
    return Row(
        name=source.short,
        cells=((source.id,), (source.kind,), tuple(said)),
        fields=tuple(fields),
        record=record,
        flat={**records.flat(record), **records.evidence([study], study.id)},
        sentence=f"{source.id}, {source.kind}: {' '.join(said)}",
    )


def studies(all: Sequence[Study], query: Mapping[str, Any]) -> Page:
    """The studies at hand, with design, size and follow-up."""
    columns = (
        Column("Study"),
        Column("n", "decimal"),
        Column("Follow-up"),
        Column("What it is", "prose"),
    )
    return Page(
        schema="studies",
        title="Studies",
        tables=(table(columns, map(_study, all), "studies"),),
        foot=tuple(
            ("Evidence", f"{study.id} {study.version} · {study.sha256[:7]}") for study in all
        ),
        query=query,
        studies=tuple(map(records.study, all)),
    )


def _study(study: Study) -> Row:
    size = wording.count(study.n) if study.n is not None else wording.DASH
    printed = study.median_follow_up
    follow_up = wording.duration(printed) if printed else wording.DASH
    origins = dict.fromkeys(study.source(each.source).short for each in study.results)
    origin = "; ".join(origins)
    record = {**records.study(study), "n": study.n, "sources": [each.id for each in study.sources]}
    design = wording.upper_first(study.design)
    said = (f"{study.title}. {design}.", f"From: {origin}.")
    fields = (
        ("Study", study.id),
        ("Title", study.title),
        ("n", size if study.n is not None else NOT_REPORTED),
        ("Median follow-up", follow_up if printed else NOT_REPORTED),
        ("Design", design),
        ("From", origin),
    )
    return Row(
        name=study.id,
        cells=((study.id,), (size,), (follow_up,), said),
        fields=fields,
        record=record,
        flat=records.flat(record),
        sentence=f"{study.id}: n {fields[2][1]}; median follow-up {fields[3][1]}; {' '.join(said)}",
    )
