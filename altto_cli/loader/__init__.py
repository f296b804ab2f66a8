"""Evidence folders in, a library of studies out; every fault of every file at once.

from altto_cli import load
load().study("altto-endocrine").result("dfs-postmenopausal-ai-vs-serm").effect
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.loader.folders import Folder, folders, repeated, shipped
from altto_cli.model import Library, Problem, Study
from altto_cli.words import near

__all__ = ["ids", "load"]


def load(
    *evidence: Path, studies: Sequence[str] | None = None, default_only: bool = False
) -> Library:
    """The studies shipped and those in the folders given.

    `evidence`: folders beside the shipped ones; every file in them is read and must be sound.
    `studies`: the ids wanted, all when None. `default_only`: just the one that answers when none
    is named. Raises EvidenceError with every fault of all files read, UnknownWordError for an id
    that is nowhere.
    """
    ours = list(folders(shipped()))
    own, theirs, problems = _read([folder for path in evidence for folder in _inside(path)])
    problems += repeated(ours + own)
    if not problems:
        # In a study that cannot be read may stand the id that is asked for.
        _refuse_unknown(studies or (), [folder.id for folder in ours + own])
    wanted = [folder for folder in ours if _is_wanted(folder, studies, default_only)]
    _, found, faults = _read(wanted)
    if problems or faults:
        raise EvidenceError([*problems, *faults], [str(path) for path in evidence])
    found += [
        study
        for folder, study in zip(own, theirs, strict=True)
        if _is_wanted(folder, studies, default_only)
    ]
    return Library(studies=tuple(found))


def _read(folders: Iterable[Folder]) -> tuple[list[Folder], list[Study], list[Problem]]:
    """The folders with the id that was read in each, their studies, and every fault."""
    from altto_cli.loader.reading import read_study

    named: list[Folder] = []
    studies: list[Study] = []
    problems: list[Problem] = []
    for folder in folders:
        study, faults = read_study(folder.path)
        problems += faults
        if study:
            studies.append(study)
            folder = Folder(folder.path, study.id or folder.id, study.default)
        named.append(folder)
    return named, studies, problems


def ids(*evidence: Path) -> list[str]:
    """The ids of the studies shipped and in the folders given, mostly without reading them."""
    return [each.id for each in (*folders(shipped()), *(f for e in evidence for f in _inside(e)))]


def _is_wanted(folder: Folder, studies: Sequence[str] | None, default_only: bool) -> bool:
    if studies is not None:
        return folder.id in studies
    return folder.default or not default_only


def _refuse_unknown(studies: Iterable[str], known: Sequence[str]) -> None:
    for id in studies:
        if id not in known:
            close = near(id, known)
            hint = f"did you mean {close}?" if close else "those at hand: altto studies"
            raise UnknownWordError(f"no study {id}; {hint}", word=id, near=close)


def _inside(path: Path) -> list[Folder]:
    found = list(folders(path)) if os.path.isdir(path) else []
    if not found:
        raise UnknownWordError(
            f"no evidence in {path}: no study.yaml in it or in a folder below it"
        )
    return found
