"""Which sources are cited, under which key, and the parts of each that were seen."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from altto_cli.errors import UnknownWordError
from altto_cli.model import Reference, Source, Study
from altto_cli.words import near

_NOTHING_SEEN = Reference()


class Cited(NamedTuple):
    """A source of a study that is cited."""

    study: Study
    source: Source

    @property
    def key(self) -> str:
        """Its key in a list of references; it stays as long as the ids of study and source."""
        return self.study.citation_key(self.source.id)

    @property
    def reference(self) -> Reference:
        """What was seen of its reference, in parts."""
        return self.source.reference or _NOTHING_SEEN

    @property
    def unseen(self) -> list[str]:
        """What a reference to it should have, and was not seen; a registry's number is enough."""
        if self.source.reference is None or self.source.kind == "registry":
            return []
        is_numbered = not self.is_published_in_print or bool(self.reference.number)
        wanted = ["authors", "title", *(() if is_numbered else ("volume", "pages"))]
        return [part for part in wanted if not getattr(self.reference, part)]

    @property
    def is_published_in_print(self) -> bool:
        """Whether it stands in a journal."""
        return self.source.kind in ("paper", "abstract") and bool(self.reference.container)


class Name(NamedTuple):
    """An author: a person's family name and initials, or a group's name alone."""

    family: str
    initials: str

    @property
    def dotted(self) -> str:
        """The initials with points, a full given name as it is: M. → M., EM → E. M."""
        if not self.initials.isupper():
            return self.initials
        return " ".join(f"{letter}." for letter in self.initials)


def names(reference: Reference) -> list[Name]:
    """The authors that were seen."""
    split = (author.partition(", ") for author in reference.authors)
    return [Name(family, initials) for family, _, initials in split]


def of_study(study: Study) -> list[Cited]:
    """What its figures rest on: the sources of its results, and what these rest on themselves."""
    return resting_on(study, [id for result in study.results for id in result.sources])


def resting_on(study: Study, read: Iterable[str]) -> list[Cited]:
    """The talks that the sources pass on, the report of the parent trial, the sources themselves.

    A report whose figures came through another one is cited before it.
    """
    read = list(dict.fromkeys(read))
    origins = [id for source in read if (id := study.source(source).reports)]
    parent = [study.parent_trial] if study.parent_trial else []
    ids = dict.fromkeys([*origins, *parent, *read])
    return [Cited(study, study.source(id)) for id in ids]


def named(words: Sequence[str], studies: Sequence[Study], first: Study) -> list[Cited]:
    """The sources that the words name, by id or key; those of `first` come first."""
    ordered = [first, *(study for study in studies if study.id != first.id)]
    known = [Cited(study, source) for study in ordered for source in study.sources]
    found = []
    for word in words:
        spoken = word.casefold()
        by_key = [each for each in known if each.key == spoken]
        by_id = [each for each in known if each.source.id == spoken]
        if not by_key and not by_id:
            ids = {each.source.id for each in known}
            close = near(spoken, ids)
            hint = f"did you mean {close}?" if close else "all: altto sources"
            raise UnknownWordError(f"no source {word!r}; {hint}", word=word, near=close)
        found.append((by_key or by_id)[0])
    return without_repeats(found)


def without_repeats(cited: Iterable[Cited]) -> list[Cited]:
    """Each report once, though several studies may have a record of it."""
    once: dict[str, Cited] = {}
    for each in cited:
        once.setdefault(each.source.doi or each.source.nct or each.key, each)
    return list(once.values())
