"""Evidence folders in, a library of studies out; every fault of every file at once.

from altto_cli import load
load().study("altto-endocrine").result("dfs-postmenopausal-ai-vs-serm").effect
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.loader import reader
from altto_cli.loader.folders import (
    Folder,
    folders,
    glanced,
    paths,
    repeated,
    shipped,
    without_evidence,
)
from altto_cli.loader.reader import (
    Complete,
    Named,
    Searching,
    every_from_compiled,
    from_compiled,
    from_yaml,
)
from altto_cli.model import Library, Problem, Searched
from altto_cli.words import near, studies_named

__all__ = ["ids", "load", "searched"]


def load(
    *evidence: Path,
    studies: Sequence[str] | None = None,
    default_only: bool = False,
    complete: Complete | None = None,
) -> Library:
    """The studies shipped and those in the folders given.

    `evidence`: folders beside the shipped ones; every file in them is read and must be sound.
    `studies`: the ids wanted, all when None. `default_only`: just the one that answers when none
    is named. `complete`: what is computed of each study; with it compiled forms serve, in which no
    record knows its place. Raises EvidenceError with every fault of all files read,
    UnknownWordError for an id that is nowhere.
    """
    ours = list(folders(shipped()) if evidence else _enough(studies, default_only))
    is_wanted = partial(_is_wanted, studies=studies, default_only=default_only)
    own, theirs, problems = _own(evidence, complete, is_wanted)
    problems += repeated(ours + own)
    if not problems:
        # In a study that cannot be read may stand the id that is asked for.
        _refuse_unknown(studies or (), [folder.id for folder in ours + own])
    read = partial(from_compiled, complete=complete) if complete else from_yaml
    wanted = [read(folder.path) for folder in ours if is_wanted(folder)]
    faults = [fault for _, found in wanted for fault in found]
    if problems or faults:
        raise EvidenceError([*problems, *faults], [str(path) for path in evidence])
    named = [study for study, _ in wanted if study]
    named += [study for study in theirs if is_wanted(study)]
    return Library(studies=tuple(study.study() for study in named))


def searched(
    *evidence: Path,
    studies: Sequence[str] | None = None,
    complete: Complete,
    searching: Searching,
) -> list[Searched]:
    """The studies that `load` gives, as words are looked for in them, each without its records.

    `searching`: what makes of a study what words are looked for in. Every file is read, also of
    what is shipped, and must be sound. Raises what `load` raises.
    """
    found, named, problems = _own((shipped(), *evidence), complete, lambda _: True)
    problems += repeated(found)
    if problems:
        raise EvidenceError(problems, [str(path) for path in evidence])
    _refuse_unknown(studies or (), [folder.id for folder in found])
    is_wanted = partial(_is_wanted, studies=studies, default_only=False)
    return [reader.searched(each, searching) for each in named if is_wanted(each)]


def _enough(studies: Sequence[str] | None, default_only: bool) -> Iterator[Folder]:
    """The shipped folders up to the last one wanted: none is looked at in vain."""
    missing = None if studies is None else set(studies)
    for folder in folders(shipped()):
        yield folder
        if missing is not None:
            missing.discard(folder.id)
        if (folder.default and default_only) or missing == set():
            return


def _own(
    evidence: Sequence[Path], complete: Complete | None, is_wanted: Callable[[Named], bool]
) -> tuple[list[Folder], list[Named], list[Problem]]:
    """The folders with the id that was read in each, their studies, and every fault."""
    folders: list[Folder] = []
    studies: list[Named] = []
    problems: list[Problem] = []
    for root in evidence:
        inside = _inside(root)
        read = (
            every_from_compiled(root, inside, complete, is_wanted)
            if complete
            else list(map(from_yaml, inside))
        )
        for path, (study, faults) in zip(inside, read, strict=True):
            problems += faults
            studies += [study] if study else []
            named = study if study and study.id else glanced(path)
            folders.append(Folder(path, named.id, named.default))
    return folders, studies, problems


def ids(*evidence: Path) -> list[str]:
    """The ids of the studies shipped and in the folders given, mostly without reading them."""
    own = (glanced(path) for root in evidence for path in _inside(root))
    return [each.id for each in (*folders(shipped()), *own)]


def _is_wanted(study: Folder | Named, studies: Sequence[str] | None, default_only: bool) -> bool:
    if studies is not None:
        return study.id in studies
    return study.default or not default_only


def _refuse_unknown(studies: Iterable[str], known: Sequence[str]) -> None:
    for id in studies:
        if id not in known:
            named = studies_named(id, known)
            close = near(id, known) if not named else named[0] if len(named) == 1 else None
            hint = f"did you mean {close}?" if close else "those at hand: altto studies"
            if len(named) > 1:
                hint = f"one of {', '.join(named)}: altto studies"
            raise UnknownWordError(f"no study {id}; {hint}", word=id, near=close)


def _inside(path: Path) -> list[Path]:
    found = list(paths(path)) if os.path.isdir(path) else []
    if not found:
        raise without_evidence(path)
    return found
