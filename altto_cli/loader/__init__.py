"""Evidence folders in, a library of studies out; every fault of every file at once.

from altto_cli import load
load().study("altto-endocrine").result("dfs-postmenopausal-ai-vs-serm").effect
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from altto_cli.errors import EvidenceError, UnknownWordError, nearest
from altto_cli.loader.folders import Folder, folders, repeated, shipped
from altto_cli.model import Library

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
    from altto_cli.loader.reading import read_study

    ours, own = list(folders(shipped())), [each for path in evidence for each in _inside(path)]
    _refuse_unknown(studies or (), [folder.id for folder in ours + own])
    wanted = [folder for folder in ours + own if _is_wanted(folder, studies, default_only)]
    problems = list(repeated(ours + own))
    found = []
    for folder in ours + own:
        if folder in wanted or folder in own:
            study, faults_found = read_study(folder.path)
            problems += faults_found
            if study and folder in wanted:
                found.append(study)
    if problems:
        raise EvidenceError(problems)
    return Library(studies=tuple(found))


def ids(*evidence: Path) -> list[str]:
    """The ids of the studies shipped and in the folders given; no file but study.yaml is opened."""
    return [each.id for each in (*folders(shipped()), *(f for e in evidence for f in _inside(e)))]


def _is_wanted(folder: Folder, studies: Sequence[str] | None, default_only: bool) -> bool:
    if studies is not None:
        return folder.id in studies
    return folder.default or not default_only


def _refuse_unknown(studies: Iterable[str], known: Sequence[str]) -> None:
    for id in studies:
        if id not in known:
            raise UnknownWordError(f"no study {id}; {nearest(id, known)} (altto studies)")


def _inside(path: Path) -> list[Folder]:
    found = list(folders(path)) if path.is_dir() else []
    if not found:
        raise UnknownWordError(
            f"no evidence in {path}: no study.yaml in it or in a folder below it"
        )
    return found
