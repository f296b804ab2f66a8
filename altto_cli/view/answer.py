"""What every page about a study's results is made of, around its own tables."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from altto_cli.model import Fact, Result, Study
from altto_cli.view import companions, notes, records, sentences, standing
from altto_cli.view.page import Entry, Page, Table
from altto_cli.view.warned import Warned
from altto_cli.view.warnings import Touching, lettered, warned
from altto_cli.words import TYPED, Typed


def page(
    study: Study,
    results: Sequence[Result],
    *,
    title: Sequence[str],
    tables: Sequence[Table],
    question: Mapping[str, Any],
    asked: str,
    typed: Typed,
    narrowed: Sequence[str] = (),
    onward: Sequence[str] = (),
    facts: Sequence[Fact] = (),
    compared: bool = True,
    said: Sequence[str] = (),
    read_with: Sequence[Warned] | None = None,
) -> Page:
    """The page that shows these results: label, tables, companions, warnings, notes, places."""
    # `narrowed` are options of the command `asked`. `said` stands before the table: how a word of
    # the question was understood; `read_with` are the warnings where the page says some itself.
    found = warned(Touching(study, results, facts, typed)) if read_with is None else read_with
    marked, warnings = lettered(tables, found)
    beside = companions.beside(study, results, typed) if compared else companions.Companions((), ())
    return Page(
        schema="results",
        title=(*title, standing.name(study)),
        label=standing.label(study, results),
        intro=tuple(said),
        tables=marked,
        companions=beside.lines,
        warnings=warnings,
        notes=notes.known(study, results, warnings),
        stands_in=standing.stands_in(study, results),
        evidence=(standing.version(study),),
        asked=typed.command(asked, *narrowed, study=study),
        onward=tuple(typed.command(each, study=study) for each in onward),
        entries=tuple(entry(study, each, typed) for each in results),
        collections=("results",),
        query=question,
        studies=(records.study(study),),
        sources=sources(study, results),
        named=tuple({"id": each.id, "text": sentences.brief(study, each)} for each in beside.named),
    )


def entry(study: Study, result: Result, typed: Typed = TYPED) -> Entry:
    """The result as machines read it, and as a sentence."""
    record = records.result(
        study, result, notes.remarks(study, result), notes.conflicts(study, result)
    )
    flat = records.flat_result(study, record)
    again = partial(sentences.sentence, study, result, typed)
    return Entry("results", record, flat, again(), again)


def sources(study: Study, results: Sequence[Result]) -> tuple[Mapping[str, Any], ...]:
    """The sources of the results, and those that print the same figures."""
    ids = dict.fromkeys(
        id
        for result in results
        for id in (*result.sources, *(also.source for also in result.corroborated_by))
    )
    return tuple(records.source(study, study.source(id)) for id in ids)


def with_lines(table: Table, more: Sequence[Any]) -> Table:
    """The table with lines beneath its rows."""
    return table._replace(lines=(*table.lines, *more))
