"""Studies as they are asked for: from their compiled form where there is one, else from YAML."""

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeAlias

from altto_cli.errors import EvidenceError
from altto_cli.loader import cache
from altto_cli.loader.files import Unreadable, bytes_of, contents, hash_of, unreadable
from altto_cli.loader.folders import shipped
from altto_cli.model import Glossary, Problem, Searchable, Searched, Study, Term


class Named(NamedTuple):
    """A study by its id; its records are made when they are asked for."""

    id: str
    default: bool
    sha256: str
    folder: Path
    study: Callable[[], Study]


#: A study, or None, and every fault of its files.
Read: TypeAlias = tuple[Named | None, list[Problem]]
#: What is computed of a study once it is read, and compiled with it.
Complete: TypeAlias = Callable[[Study], Study]
#: How words are looked for in a study.
Searching: TypeAlias = Callable[[Study], Searchable]
#: The id of each sound study by its digest, and whether it answers by default.
_Index: TypeAlias = dict[str, tuple[str, bool]]
_INDEX = "index"


def from_yaml(folder: Path) -> Read:
    """The study of this folder as it is written."""
    from altto_cli.loader.reading import read_study

    study, problems = read_study(folder)
    return (_named(folder, study) if study else None), problems


def from_compiled(folder: Path, complete: Complete) -> Read:
    """The same from its compiled form, which is made where there is none."""
    files, unread = contents(folder)
    study = None if unread else cache.recalled(folder, hash_of(files), Study)
    return (_named(folder, study), []) if study else _compiled_now(folder, complete)


def every_from_compiled(
    root: Path, folders: Iterable[Path], complete: Complete, is_wanted: Callable[[Named], bool]
) -> list[Read]:
    """The same for each folder under a person's `root`.

    All must be sound, also those that nobody wants: an index says of which contents that is known,
    so that their records need not be made, and a large collection not be held.
    """
    known = _index(root)
    found = [_indexed(folder, known, complete, is_wanted) for folder in folders]
    sound = {each.sha256: (each.id, each.default) for each, faults in found if each and not faults}
    if sound != known:
        cache.keep(root / _INDEX, _INDEX, sound)
    return found


def searched(named: Named, searching: Searching) -> Searched:
    """The study as words are looked for in it, from what was compiled of the same contents."""
    digest = cache.digest_for_words(named.sha256)
    found = cache.recalled(named.folder, digest, Searchable)
    if found is None or not found.is_whole:
        found = searching(named.study())
        cache.keep(named.folder, digest, found)
    return Searched(found, named.study)


def load_terms() -> tuple[Term, ...]:
    """The glossary that is shipped. Raises EvidenceError with its faults."""
    path, digest, data = _terms_file()
    found = cache.recalled(path, digest, Glossary)
    if found is None:
        found = _glossary(path, data)
        cache.keep(path, digest, found)
    return found.terms


def written_terms() -> tuple[Path, str, Glossary]:
    """The file of the glossary that is shipped, its digest, and what is written in it."""
    path, digest, data = _terms_file()
    return path, digest, _glossary(path, data)


def _terms_file() -> tuple[Path, str, bytes]:
    path = shipped() / "terms.yaml"
    try:
        data = bytes_of(path)
    except Unreadable as reason:
        raise EvidenceError([unreadable(path, str(reason))]) from reason
    return path, sha256(data).hexdigest(), data


def _glossary(path: Path, data: bytes) -> Glossary:
    from altto_cli.loader.reading import read_terms

    return read_terms(data, path)


def _index(root: Path) -> _Index:
    entries = cache.recalled(root / _INDEX, _INDEX, dict) or {}
    sound = all(map(_is_entry, entries.values()))
    return entries if sound else {}


def _is_entry(entry: object) -> bool:
    return isinstance(entry, tuple) and [*map(type, entry)] == [str, bool]


def _indexed(
    folder: Path, known: _Index, complete: Complete, is_wanted: Callable[[Named], bool]
) -> Read:
    files, unread = contents(folder)
    digest = hash_of(files)
    entry = None if unread else known.get(digest) or _compiled(folder, digest)
    if entry:
        return Named(*entry, digest, folder, partial(_again, folder, digest, complete)), []
    named, problems = from_yaml(folder)
    if named is None or problems:
        return named, problems
    later = named._replace(study=partial(_again, folder, named.sha256, complete))
    if not is_wanted(named):
        return later, []
    study = complete(named.study())
    # What is kept need not be held, of which there may be much.
    return later if cache.keep(folder, named.sha256, study) else _named(folder, study), []


def _compiled(folder: Path, digest: str) -> tuple[str, bool] | None:
    """The entry of a study that is compiled, and so is sound."""
    study = cache.recalled(folder, digest, Study)
    return (study.id, study.default) if study else None


def _again(folder: Path, digest: str, complete: Complete) -> Study:
    """The study of a folder whose contents were sound a moment ago."""
    if study := cache.recalled(folder, digest, Study):
        return study
    named, problems = from_compiled(folder, complete)
    if named and named.sha256 != digest:
        problems = [unreadable(folder, "it was changed while it was read; ask again")]
    if named is None or problems:
        raise EvidenceError(problems, [str(folder)])
    return named.study()


def _compiled_now(folder: Path, complete: Complete) -> Read:
    named, problems = from_yaml(folder)
    if named is None or problems:
        return named, problems
    study = complete(named.study())
    cache.keep(folder, study.sha256, study)
    return _named(folder, study), []


def _named(folder: Path, study: Study) -> Named:
    return Named(study.id, study.default, study.sha256, folder, lambda: study)
