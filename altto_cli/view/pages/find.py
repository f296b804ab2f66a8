"""Everything that holds all the words: results as blocks, the rest in a line each."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from altto_cli.errors import NoSuchRecordError, UnknownWordError
from altto_cli.model import Searched, Study, Term
from altto_cli.view import blocks, records, searchable, standing
from altto_cli.view.page import Entries, Entry, Hanging, Page
from altto_cli.view.search import holds, plain, sought
from altto_cli.view.searchable import Found
from altto_cli.words import TYPED

#: As many results are shown as blocks; more are named in a line each.
_BLOCKS = 4
_LISTED = 20


class _Match(NamedTuple):
    """A record that holds the words, with its study; or a term."""

    found: Found
    of: Searched | None
    term: Term | None = None

    @property
    def study(self) -> Study | None:
        """Its study, without the records."""
        return self.of and self.of.searchable.study

    @property
    def where(self) -> str:
        """The command that shows it."""
        return TYPED.command(self.found.asked, study=self.study)

    @property
    def name(self) -> str:
        """Its id, with that of its study where that has to be named."""
        study = self.study
        if not study or study.default or self.found.kind == "study":
            return self.found.id
        return f"{study.id}/{self.found.id}"


def page(
    studies: Sequence[Searched],
    terms: Sequence[Term],
    words: Sequence[str],
    asked: Mapping[str, Any],
) -> Page:
    """What holds all the words, in any case, or begins with them; figures as printed.

    Raises UnknownWordError without a word, NoSuchRecordError when nothing holds them.
    """
    spoken = [word for each in words for word in sought(each)]
    if not spoken:
        raise UnknownWordError("no word to look for. See: altto find -h")
    found = list(_matches(studies, terms, spoken))
    if not found:
        said = f"nothing holds {' '.join(words)}. Try fewer words, or: altto summary"
        raise NoSuchRecordError(said)
    own, others = list[_Match](), list[_Match]()
    for each in found:
        (own if each.found.is_own else others).append(each)
    shown, named = own[:_BLOCKS], own[_BLOCKS:]
    answering = _studies(found)
    return Page(
        schema="find",
        title=(" ".join(words), _counted(own, found)),
        sections=(
            *_shown(shown),
            *_lists("More results", named),
            *_lists("Also", others),
        ),
        evidence=tuple(standing.version(study) for study in _studies(own) or answering),
        entries=Entries(lambda: _entries(found)),
        collections=("matches",),
        query=asked,
        studies=tuple(map(records.study, answering)),
    )


def _matches(
    studies: Sequence[Searched], terms: Sequence[Term], spoken: Sequence[str]
) -> Iterator[_Match]:
    """All that holds the words; the study that answers by default stands first."""
    for each in sorted(studies, key=lambda each: not each.searchable.study.default):
        yield from (_Match(found, each) for found in searchable.found(each.searchable, spoken))
    for term in terms:
        if holds(plain(" ".join((term.id, _text(term), *term.also))), spoken):
            yield _Match(Found("term", term.id, f"explain {term.id}", "", False), None, term)


def _studies(found: Sequence[_Match]) -> list[Study]:
    return list({each.study.id: each.study for each in found if each.study}.values())


def _counted(own: Sequence[_Match], found: Sequence[_Match]) -> str:
    """Three results, of three different comparisons; 4 other records."""
    others = len(found) - len(own)
    said = [f"{len(own)} {'result' if len(own) == 1 else 'results'}"] if own else []
    pairs = {(each.study and each.study.id, each.found.comparison) for each in own}
    if len(own) > 1:
        said.append("one comparison" if len(pairs) == 1 else f"{len(pairs)} different comparisons")
    if others:
        said.append(f"{others} other {'record' if others == 1 else 'records'}")
    return ", ".join(said)


def _shown(matches: Sequence[_Match]) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    """A block for each of these results."""
    for study, some in _by_study(matches):
        if study:
            yield from (blocks.block(study, study.result(each.found.id)) for each in some)


def _lists(title: str, matches: Sequence[_Match]) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    """The other records that hold the words, a line a kind."""
    kinds: dict[str, list[_Match]] = {}
    for each in matches:
        kinds.setdefault(each.found.kind, []).append(each)
    if kinds:
        yield title, tuple(Hanging(kind, _named(some)) for kind, some in kinds.items())


def _named(matches: Sequence[_Match]) -> str:
    """Their ids, with the study's, and the command where one shows them all."""
    said = ", ".join(each.name for each in matches[:_LISTED])
    if len(matches) > _LISTED:
        return f"{said} and {len(matches) - _LISTED} more: narrow the words, or -f json"
    places = {each.where for each in matches}
    return f"{said}: {places.pop()}" if len(places) == 1 else said


def _entries(found: Sequence[_Match]) -> Iterator[Entry]:
    for study, some in _by_study(found):
        yield from (_entry(each, study) for each in some)


def _by_study(matches: Sequence[_Match]) -> Iterator[tuple[Study | None, Iterator[_Match]]]:
    """Those of a study with its records, which are made once, and held until the next is asked."""
    for of, some in groupby(matches, key=lambda each: each.of):
        yield of.study() if of else None, some


def _entry(match: _Match, study: Study | None) -> Entry:
    """The match with its text."""
    kind, id, *_ = match.found
    text = searchable.told(study, kind, id) if study else match.term and _text(match.term)
    record = {
        "kind": kind,
        "id": id,
        "where": match.where,
        "text": text,
        "study": study and study.id,
    }
    versions = records.evidence([study], study.id) if study else records.evidence((), None)
    return Entry("matches", record, {**records.flat(record), **versions}, text or "")


def _text(term: Term) -> str:
    return f"{term.label}: {term.text}"
