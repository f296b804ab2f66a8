"""A study as words are looked for in it: what its records say, and which of them hold the words."""

from collections.abc import Iterable, Iterator, Sequence
from re import Pattern
from typing import NamedTuple

from altto_cli import outcomes, wording
from altto_cli.model import Conflict, Fact, Record, Result, Searchable, Source, Study
from altto_cli.model.searchable import BREAK, SPACE
from altto_cli.view import blocks, notes, sentences, standing
from altto_cli.view.search import pattern, plain, words

RESULT = "result"


class Found(NamedTuple):
    """A record that holds the words."""

    kind: str
    id: str
    #: What to ask for it, without naming its study.
    asked: str
    #: The number of its comparison in its study; empty where it is no result.
    comparison: str
    #: Whether it is a result that holds them itself, without what stands beside it.
    is_own: bool


class _Spoken(NamedTuple):
    """A record, its words, and those of them that a result has of its own."""

    kind: str
    id: str
    asked: str
    comparison: str
    words: Iterable[str]
    own: dict[str, None]


def searchable(study: Study) -> Searchable:
    """What the records of the study say."""
    spoken = list(_spoken(study))
    shared = _shared([each.own for each in spoken if each.kind == RESULT])
    bare = {name: () for name, value in vars(study).items() if isinstance(value, tuple)}
    return Searchable(
        study=study._replace(**bare),
        records=BREAK.join(SPACE.join(each[:4]) for each in spoken),
        own=_lines([word for word in each.own if word not in shared] for each in spoken),
        others=_lines([word for word in each.words if word not in each.own] for each in spoken),
        shared=_lines([shared]),
    )


def found(searchable: Searchable, sought: Sequence[str]) -> list[Found]:
    """The records that hold all the words, in their order."""
    themselves: set[int] | None = None
    holding: set[int] = set()
    for each in map(pattern, sought):
        own = {*_having(each, searchable.own)}
        if each.search(searchable.shared):
            own.update(_results(searchable))
        every = own.union(_having(each, searchable.others))
        holding = every if themselves is None else holding & every
        themselves = own if themselves is None else themselves & own
        if not holding:
            return []
    records = searchable.records.split(BREAK)
    return [_found(records[each], each in (themselves or ())) for each in sorted(holding)]


def _found(record: str, is_own: bool) -> Found:
    kind, id, asked, comparison = record.split(SPACE)
    return Found(kind, id, asked, comparison, is_own)


def told(study: Study, kind: str, id: str) -> str:
    """The record in a sentence."""
    if kind == RESULT:
        result = study.result(id)
        return " ".join([sentences.sentence(study, result), *_beside(study, result)])
    if kind == "fact":
        return sentences.fact(study, study.fact(id))
    if kind == "source":
        return _source(study.source(id))
    conflict = study.conflict(id) if kind == "conflict" else None
    return notes.whole(conflict) if conflict else sentences.study(study)


def _having(word: Pattern[str], lines: str) -> Iterator[int]:
    """The numbers of the lines that have the word."""
    number = last = 0
    for each in word.finditer(lines):
        number += lines.count(BREAK, last, each.start())
        last = each.start()
        yield number


def _results(searchable: Searchable) -> Iterator[int]:
    for number, record in enumerate(searchable.records.split(BREAK)):
        if record.startswith(f"{RESULT}{SPACE}"):
            yield number


def _lines(each: Iterable[Iterable[str]]) -> str:
    return BREAK.join(map(SPACE.join, each))


def _shared(results: Sequence[dict[str, None]]) -> dict[str, None]:
    """The words that all have."""
    first = results[0] if results else {}
    return {word: None for word in first if all(word in each for each in results)}


def _spoken(study: Study) -> Iterator[_Spoken]:
    yield _Spoken("study", study.id, "summary", "", words(plain(sentences.study(study))), {})
    comparisons: dict[object, int] = {}
    for result in study.results:
        strategies = [arm.strategy for arm in result.arms]
        compared = (result.endpoint, result.population, *strategies)
        number = comparisons.setdefault(compared, len(comparisons))
        names = [study.id, study.title, standing.name(study), result.id]
        names.append(wording.name(study, result))
        own = " ".join([*names, *_own(study, result), *_synonyms(study, result)])
        whole = " ".join([own, *_beside(study, result)])
        asked = blocks.asked(result)
        yield _Spoken(RESULT, result.id, asked, str(number), words(plain(whole)), words(plain(own)))
    yield from (_record(study, "fact", each, "summary") for each in study.facts)
    yield from (_record(study, "conflict", each, "sources") for each in study.conflicts)
    yield from (_record(study, "source", each, "sources") for each in study.sources)


def _record(study: Study, kind: str, record: Fact | Conflict | Source, asked: str) -> _Spoken:
    whole = " ".join([record.id, told(study, kind, record.id), *_texts(record)])
    return _Spoken(kind, record.id, asked, "", words(plain(whole)), {})


def _texts(record: Record) -> Iterator[str]:
    for key, value in vars(record).items():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                yield from _texts(each)
            elif isinstance(each, str) and key != "places":
                yield each


def _source(source: Source) -> str:
    followed = source.median_follow_up
    years = f"; median follow-up {wording.duration(followed)}" if followed else ""
    return f"{source.citation} ({source.kind}, {standing.sourced(source)}){years}"


def _beside(study: Study, result: Result) -> Iterator[str]:
    """What is known of it that the source does not say of it."""
    yield from map(notes.whole, notes.conflicts(study, result))
    yield from notes.remarks(study, result)


def _own(study: Study, result: Result) -> Iterator[str]:
    """What the source prints of this result."""
    yield from (
        blocks.estimates(study, result),
        outcomes.named(study, result),
        result.statement or "",
        result.locator,
    )
    yield study.endpoint(result.endpoint).name
    yield blocks.sizes(study, result)
    yield wording.events(study, result)
    yield from standing.sources(study, result)
    yield wording.design(study.is_randomised(result), study.is_exploratory(result))


def _synonyms(study: Study, result: Result) -> Iterator[str]:
    for arm in result.arms:
        strategy = study.strategy(arm.strategy)
        yield from (strategy.id, strategy.label, *strategy.also)
