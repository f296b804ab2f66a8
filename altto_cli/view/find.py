"""Everything that holds all the words: results, terms, facts, conflicts, sources."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from altto_cli import wording
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Record, Result, Study, Term
from altto_cli.view import records, reference, results
from altto_cli.view.page import Column, Page, Row
from altto_cli.view.shown import Shown, with_warnings

_FIGURE = re.compile(r"[<>]?\d[\d.,]*%?")


class _Match(NamedTuple):
    kind: str
    id: str
    where: str
    text: str
    study: str | None
    words: str


def page(
    studies: Sequence[Study], terms: Sequence[Term], words: Sequence[str], asked: Mapping[str, Any]
) -> Page:
    """What holds all the words, in any case, or begins with them; figures as printed.

    Raises UnknownWordError without a word, NoSuchRecordError when nothing holds them.
    """
    spoken = [word for each in words for word in each.casefold().split()]
    if not spoken:
        raise UnknownWordError("no word to look for. See: altto find -h")
    found = [each for each in _everything(studies, terms) if all(_holds(each, w) for w in spoken)]
    if not found:
        said = f"nothing holds {' '.join(words)}. Try fewer words, or: altto summary"
        raise NoSuchRecordError(said)
    named = {each.study for each in found}
    answering = [study for study in studies if study.id in named]
    columns = (Column("Kind"), Column("Where"), Column("Text", "prose"))
    return Page(
        schema="find",
        title=f"{len(found)} found: {' '.join(words)}",
        tables=(reference.table(columns, (_row(each, answering) for each in found), "matches"),),
        foot=tuple(line for study in answering for line in reference.standing(study)),
        query=asked,
        studies=tuple(map(records.study, answering)),
    )


def _holds(match: _Match, word: str) -> bool:
    if _FIGURE.fullmatch(word):
        return bool(re.search(rf"(?<![\d.,]){re.escape(word)}(?![\d]|[.,]\d)", match.words))
    return bool(re.search(rf"(?<!\w){re.escape(word)}", match.words))


def _everything(studies: Sequence[Study], terms: Sequence[Term]) -> Iterator[_Match]:
    for study in studies:
        for one in with_warnings(study, study.results):
            yield _result(one)
        for fact in study.facts:
            said = wording.fact(study, fact)
            yield _match(study, "fact", fact.id, "altto summary", said, fact)
        for conflict in study.conflicts:
            said = f"{wording.upper_first(conflict.severity)}: {conflict.text}"
            yield _match(study, "conflict", conflict.id, "altto sources", said, conflict)
        for source in study.sources:
            reviewed = wording.standing(source).removeprefix(source.short).lstrip(", ")
            said = f"{source.citation} ({source.kind}, {reviewed})"
            yield _match(study, "source", source.id, "altto sources", said, source)
    for term in terms:
        text = f"{term.label}: {term.text}"
        words = " ".join((term.id, text, *term.also)).casefold()
        yield _Match("term", term.id, f"altto explain {term.id}", text, None, words)


def _match(study: Study, kind: str, id: str, where: str, text: str, record: Record) -> _Match:
    whole = " ".join([id, text, *_texts(record)]).casefold()
    return _Match(kind, id, _typed(study, where), text, study.id, whole)


def _texts(record: Record) -> Iterator[str]:
    for key, value in vars(record).items():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                yield from _texts(each)
            elif isinstance(each, str) and key != "places":
                yield each


def _result(one: Shown) -> _Match:
    study, result = one.study, one.result
    warnings = [f"{wording.upper_first(each.severity)}: {each.text}" for each in one.conflicts]
    row = results.row(one)
    text = " ".join([row.sentence, *warnings, *one.remarks])
    names = (study.id, study.title, *_synonyms(study, result))
    words = " ".join([result.id, row.name, text, result.locator, *names])
    return _Match("result", result.id, _command(study, result), text, study.id, words.casefold())


def _synonyms(study: Study, result: Result) -> Iterator[str]:
    for arm in result.arms:
        strategy = study.strategy(arm.strategy)
        yield from (strategy.id, strategy.label, *strategy.also)


def _command(study: Study, result: Result) -> str:
    if result.subgroup:
        return _typed(study, "altto subgroups")
    return _typed(study, f"altto results {result.endpoint}")


def _typed(study: Study, command: str) -> str:
    return command if study.default else f"{command} --study {study.id}"


def _row(match: _Match, studies: Sequence[Study]) -> Row:
    record = {
        "kind": match.kind,
        "id": match.id,
        "where": match.where,
        "text": match.text,
        "study": match.study,
    }
    return Row(
        name=match.id,
        cells=((match.kind,), (match.where,), (match.text,)),
        fields=(
            ("Kind", match.kind),
            ("Id", match.id),
            ("Where", match.where),
            ("Text", match.text),
        ),
        record=record,
        flat={**records.flat(record), **records.evidence(studies, match.study)},
        sentence=match.text,
    )
