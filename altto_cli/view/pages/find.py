"""Everything that holds all the words: results as blocks, the rest in a line each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from altto_cli import outcomes, wording
from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Record, Result, Study, Term
from altto_cli.view import blocks, notes, records, sentences, standing
from altto_cli.view.page import Entry, Hanging, Page
from altto_cli.view.pages import reference
from altto_cli.view.search import holds, plain, sought
from altto_cli.words import TYPED

#: As many results are shown as blocks; more are named in a line each.
_BLOCKS = 4
_LISTED = 20


class _Match(NamedTuple):
    kind: str
    id: str
    where: str
    text: str
    study: Study | None
    words: str
    result: Result | None = None
    #: What the record itself says, without what stands beside it.
    own: str = ""

    @property
    def key(self) -> str:
        """Its id with that of its study."""
        return f"{self.study.id}/{self.id}" if self.study else self.id


def page(
    studies: Sequence[Study], terms: Sequence[Term], words: Sequence[str], asked: Mapping[str, Any]
) -> Page:
    """What holds all the words, in any case, or begins with them; figures as printed.

    Raises UnknownWordError without a word, NoSuchRecordError when nothing holds them.
    """
    spoken = [word for each in words for word in sought(each)]
    if not spoken:
        raise UnknownWordError("no word to look for. See: altto find -h")
    found = [_told(each) for each in _everything(studies, terms) if holds(each.words, spoken)]
    if not found:
        said = f"nothing holds {' '.join(words)}. Try fewer words, or: altto summary"
        raise NoSuchRecordError(said)
    own, others = list[_Match](), list[_Match]()
    for each in found:
        (own if each.result and holds(each.own, spoken) else others).append(each)
    shown, named = own[:_BLOCKS], own[_BLOCKS:]
    answering = _studies(found)
    return Page(
        schema="find",
        title=(" ".join(words), _counted(own, found)),
        sections=(
            *(_block(each) for each in shown),
            *_lists("More results", named),
            *_lists("Also", others),
        ),
        evidence=tuple(standing.version(study) for study in _studies(own) or answering),
        entries=tuple(_entry(each) for each in found),
        collections=("matches",),
        query=asked,
        studies=tuple(map(records.study, answering)),
    )


def _studies(found: Sequence[_Match]) -> list[Study]:
    return list({each.study.id: each.study for each in found if each.study}.values())


def _counted(own: Sequence[_Match], found: Sequence[_Match]) -> str:
    """Three results, of three different comparisons; 4 other records."""
    others = len(found) - len(own)
    said = [f"{len(own)} {'result' if len(own) == 1 else 'results'}"] if own else []
    pairs = {_comparison(each) for each in own}
    if len(own) > 1:
        said.append("one comparison" if len(pairs) == 1 else f"{len(pairs)} different comparisons")
    if others:
        said.append(f"{others} other {'record' if others == 1 else 'records'}")
    return ", ".join(said)


def _comparison(match: _Match) -> object:
    result, study = match.result, match.study
    return (
        study
        and result
        and (study.id, result.endpoint, result.population, *(arm.strategy for arm in result.arms))
    )


def _block(match: _Match) -> tuple[str, tuple[Hanging, ...]]:
    if match.study is None or match.result is None:
        return match.text, ()
    return blocks.block(match.study, match.result)


def _lists(title: str, matches: Sequence[_Match]) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    """The other records that hold the words, a line a kind."""
    kinds: dict[str, list[_Match]] = {}
    for each in matches:
        kinds.setdefault(each.kind, []).append(each)
    if kinds:
        yield title, tuple(Hanging(kind, _named(some)) for kind, some in kinds.items())


def _named(matches: Sequence[_Match]) -> str:
    """Their ids, with the study's, and the command where one shows them all."""
    names = [
        each.id if not each.study or each.study.default or each.kind == "study" else each.key
        for each in matches
    ]
    said = ", ".join(names[:_LISTED])
    if len(names) > _LISTED:
        return f"{said} and {len(names) - _LISTED} more: narrow the words, or -f json"
    places = {each.where for each in matches}
    return f"{said}: {places.pop()}" if len(places) == 1 else said


def _everything(studies: Sequence[Study], terms: Sequence[Term]) -> Iterator[_Match]:
    """All that may hold the words; the study that answers by default stands first."""
    for study in sorted(studies, key=lambda study: not study.default):
        said = reference.in_a_sentence(study)
        yield _Match(
            "study", study.id, TYPED.command("summary", study=study), said, study, plain(said)
        )
        for result in study.results:
            yield _result(study, result)
        for fact in study.facts:
            said = sentences.fact(study, fact)
            yield _match(study, "fact", fact.id, "summary", said, fact)
        for conflict in study.conflicts:
            yield _match(study, "conflict", conflict.id, "sources", notes.whole(conflict), conflict)
        for source in study.sources:
            followed = source.median_follow_up
            said = f"{source.citation} ({source.kind}, {standing.sourced(source)})"
            said += f"; median follow-up {wording.duration(followed)}" if followed else ""
            yield _match(study, "source", source.id, "sources", said, source)
    for term in terms:
        text = f"{term.label}: {term.text}"
        words = plain(" ".join((term.id, text, *term.also)))
        yield _Match("term", term.id, f"altto explain {term.id}", text, None, words)


def _match(study: Study, kind: str, id: str, where: str, text: str, record: Record) -> _Match:
    whole = plain(" ".join([id, text, *_texts(record)]))
    return _Match(kind, id, TYPED.command(where, study=study), text, study, whole)


def _texts(record: Record) -> Iterator[str]:
    for key, value in vars(record).items():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                yield from _texts(each)
            elif isinstance(each, str) and key != "places":
                yield each


def _result(study: Study, result: Result) -> _Match:
    names = [study.id, study.title, standing.name(study), result.id, wording.name(study, result)]
    own = [*names, *_own(study, result), *_synonyms(study, result)]
    words = " ".join([*own, *_beside(study, result)])
    where = blocks.command(study, result)
    own_words = plain(" ".join(own))
    return _Match("result", result.id, where, "", study, plain(words), result, own_words)


def _beside(study: Study, result: Result) -> Iterator[str]:
    """What is known of it that the source does not say of it."""
    yield from map(notes.whole, notes.conflicts(study, result))
    yield from notes.remarks(study, result)


def _told(match: _Match) -> _Match:
    """The match with the text of its result, which takes longer than looking for words in it."""
    study, result = match.study, match.result
    if study is None or result is None:
        return match
    sentence = sentences.sentence(study, result)
    return match._replace(text=" ".join([sentence, *_beside(study, result)]))


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


def _entry(match: _Match) -> Entry:
    record = {
        "kind": match.kind,
        "id": match.id,
        "where": match.where,
        "text": match.text,
        "study": match.study and match.study.id,
    }
    study = match.study
    versions = records.evidence([study], study.id) if study else records.evidence((), None)
    flat = {**records.flat(record), **versions}
    return Entry("matches", record, flat, match.text)
