"""The pages that explain: terms, sources, studies."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from altto_cli import wording, words
from altto_cli.errors import UnknownWordError
from altto_cli.model import Conflict, Source, Study, Term
from altto_cli.view import notes, records, sentences, standing
from altto_cli.view.page import Column, Entry, Hanging, Page, Part, Row, Table
from altto_cli.view.warnings import Touching, lead
from altto_cli.words import TYPED, Typed


def _row(*texts: str) -> Row:
    return Row(cells=tuple((Part(text),) for text in texts))


def terms(glossary: Sequence[Term], word: str | None, question: Mapping[str, Any]) -> Page:
    """What the word means; more than one meaning where it has several; without it every term.

    Raises UnknownWordError with the nearest term.
    """
    found = list(glossary) if word is None else _meant(glossary, word)
    papers = [paper for each in found for paper in each.papers] if word else []
    return Page(
        schema="terms",
        title=(wording.several(each.label for each in found) if word else "Terms", "glossary"),
        tables=(
            Table(
                columns=(Column("Term"), Column("Meaning", "prose")),
                lines=tuple(_row(each.label, each.text) for each in found),
            ),
        ),
        sections=(("Papers", tuple(Hanging("", paper) for paper in papers)),) if papers else (),
        entries=tuple(map(_term, found)),
        collections=("terms",),
        query=question,
    )


def _meant(glossary: Sequence[Term], word: str) -> list[Term]:
    spoken = words.plain(word)
    names = {each.id: {each.id, each.label, *each.also} for each in glossary}
    found = [each for each in glossary if spoken in map(words.plain, names[each.id])]
    found = found or [each for each in glossary if _joined(word) in map(_joined, names[each.id])]
    if not found:
        near = words.near(word, {name.casefold() for each in names.values() for name in each})
        hint = f"did you mean {near}?" if near else "all terms: altto explain"
        raise UnknownWordError(f"no term {word!r}; {hint}", word=word, near=near)
    return found


def _joined(name: str) -> str:
    """The name as one word: follow-up and followup are one."""
    return words.plain(name).replace(" ", "")


def _term(term: Term) -> Entry:
    record = {
        "id": term.id,
        "label": term.label,
        "text": term.text,
        "sources": list(term.papers),
    }
    sentence = " ".join([f"{term.label}: {term.text}", *term.papers])
    return Entry("terms", record, records.flat(record), sentence)


def sources(study: Study, question: Mapping[str, Any], typed: Typed = TYPED) -> Page:
    """Each source with what of it was read and taken, and every disagreement between them."""
    return Page(
        schema="sources",
        title=("Sources", study.title),
        label=standing.label(study, study.results),
        tables=(
            Table(
                columns=(
                    Column("Source"),
                    Column("Reviewed"),
                    Column("Read"),
                    Column("Taken from it", "prose"),
                ),
                lines=tuple(_listed(each) for each in study.sources),
            ),
        ),
        sections=tuple(
            (title, lines)
            for title, lines in (
                ("Where they disagree", tuple(_disagreements(study))),
                ("Not to be repeated", tuple(_errors(study))),
            )
            if lines
        ),
        notes=(
            *(f"{each.short}: {said}" for each in study.sources for said in _in_full(study, each)),
            *map(notes.whole, study.conflicts),
        ),
        evidence=(standing.version(study), _checked(study)),
        asked=typed.command("sources", study=study),
        onward=(typed.command("cite", study=study),),
        entries=tuple(_source(study, each) for each in study.sources),
        collections=("sources",),
        query=question,
        studies=(records.study(study),),
        sources=tuple(records.source(study, each) for each in study.sources),
    )


def _listed(source: Source) -> Row:
    reviewed = "yes" if source.peer_reviewed else "no"
    return _row(source.short, reviewed, source.read or "not stated", source.taken)


def _checked(study: Study) -> str:
    return f"checked {max(each.checked for each in study.sources)}"


def _disagreements(study: Study) -> Iterator[Hanging]:
    everything = Touching(study, study.results, study.facts)
    for conflict in study.conflicts:
        if conflict.severity != "note":
            yield Hanging(_lead(everything, conflict), conflict.text)


def _lead(everything: Touching, conflict: Conflict) -> str:
    """The figure or word that a conflict is about."""
    for said in conflict.says:
        return said.lead or lead(everything, said.of[0], said.cell)
    return lead(everything, conflict.touches[0], None)


def _errors(study: Study) -> Iterator[Hanging]:
    for source in study.sources:
        if source.errors:
            yield Hanging(source.short, f"{'; '.join(source.errors)}.")


def _in_full(study: Study, source: Source) -> Iterator[str]:
    yield f"{source.citation} Checked {source.checked}."
    if source.superseded_by:
        yield f"A later report replaces it: {study.source(source.superseded_by).short}."
    numbers = (("DOI", source.doi), ("PMID", source.pmid), ("", source.pmcid), ("", source.nct))
    known = ", ".join(f"{name} {number}".strip() for name, number in numbers if number)
    if known:
        yield f"{known}."
    if address := records.source(study, source)["url"]:
        yield address


def _source(study: Study, source: Source) -> Entry:
    record = records.source(study, source)
    flat = {**records.flat(record), **records.evidence([study], study.id)}
    reviewed = standing.sourced(source)
    said = [
        f"{source.id}, {source.kind}: {reviewed}.",
        *_in_full(study, source),
        f"Taken: {source.taken}",
    ]
    said += [f"Never to be repeated: {error}." for error in source.errors]
    return Entry("sources", record, flat, " ".join(said))


def studies(library: Sequence[Study], question: Mapping[str, Any], typed: Typed = TYPED) -> Page:
    """The studies at hand, with design, size and follow-up."""
    return Page(
        schema="studies",
        title=("Studies at hand", "design, size, follow-up"),
        tables=(
            Table(
                columns=(
                    Column("Study"),
                    Column("n", "right"),
                    Column("Follow-up"),
                    Column("What it is", "prose"),
                ),
                lines=tuple(_row(*_cells(each)) for each in library),
            ),
        ),
        notes=tuple(f"{each.id}: {standing.origins(each)}" for each in library),
        evidence=tuple(standing.version(each) for each in library),
        asked=typed.command("studies"),
        onward=("altto summary --study ID",),
        entries=tuple(map(_study, library)),
        collections=("studies",),
        query=question,
        studies=tuple(map(records.study, library)),
    )


def versions(library: Sequence[Study], question: Mapping[str, Any]) -> Page:
    """The version and hash of each study's evidence; an answer names the program in any case."""
    return Page(
        schema="version",
        title=("Version",),
        query=question,
        studies=tuple(map(records.study, library)),
    )


def _cells(study: Study) -> tuple[str, str, str, str]:
    size = wording.count(study.n) if study.n is not None else wording.DASH
    followed = study.median_follow_up
    years = wording.duration(followed) if followed else wording.DASH
    return study.id, size, years, f"{study.title}. {wording.upper_first(study.design)}."


def _study(study: Study) -> Entry:
    record = {**records.study(study), "n": study.n, "sources": [each.id for each in study.sources]}
    return Entry("studies", record, records.flat(record), sentences.study(study))
