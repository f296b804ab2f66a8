"""Evidence folders in, a library of studies out; every fault of every file at once.

from altto_cli import load
load().study("altto-endocrine").result("dfs-postmenopausal-ai-vs-serm").effect
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.loader import nodes
from altto_cli.loader.build import Builder, nearest
from altto_cli.loader.folders import Folder, folders, read, shipped, shown
from altto_cli.loader.references import faults, repeated_studies
from altto_cli.model import Glossary, Library, Place, Problem, Study, Term

__all__ = ["load", "nearest", "read_study"]


def load(
    *evidence: Path, studies: Sequence[str] | None = None, default_only: bool = False
) -> Library:
    """The studies shipped and those in the folders given.

    `evidence`: folders beside the shipped ones; every file in them is read and must be sound.
    `studies`: the ids wanted, all when None. `default_only`: just the one that answers when none
    is named. Raises EvidenceError with every fault of all files read, UnknownWordError for an id
    that is nowhere.
    """
    ours, own = list(folders(shipped())), [each for path in evidence for each in _inside(path)]
    _refuse_unknown(studies or (), [folder.id for folder in ours + own])
    wanted = [folder for folder in ours + own if _is_wanted(folder, studies, default_only)]
    problems = list(repeated_studies(_places(ours + own)))
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


def read_study(folder: Path) -> tuple[Study | None, list[Problem]]:
    """The study in this folder, or None, and every fault of its files."""
    written = read(folder)
    problems = list(written.problems)
    if written.root is None:
        return None, problems
    builder = Builder()
    study = builder.record(Study, written.root)
    if any(problem.rule == "yaml-syntax" for problem in problems):
        # What seems to be missing may stand in the file that cannot be read.
        start = nodes.place(written.root)
        found = [each for each in builder.problems if (*each[:2],) != (start, "missing-key")]
        return None, sorted({*problems, *found})
    problems += builder.problems
    if study:
        problems += faults(study, builder.references)
        study = replace(study, sha256=written.sha256)
    return study, sorted(set(problems))


def load_terms() -> tuple[Term, ...]:
    """The glossary that is shipped. Raises EvidenceError with its faults."""
    path = shipped() / "terms.yaml"
    root, problems = nodes.read(path.read_bytes(), shown(path))
    builder = Builder()
    glossary = builder.record(Glossary, root) if root else None
    if problems or builder.problems or not glossary:
        raise EvidenceError([*problems, *builder.problems])
    return glossary.terms


def _is_wanted(folder: Folder, studies: Sequence[str] | None, default_only: bool) -> bool:
    if studies is not None:
        return folder.id in studies
    return folder.default or not default_only


def _refuse_unknown(studies: Iterable[str], known: Sequence[str]) -> None:
    for id in studies:
        if id not in known:
            raise UnknownWordError(f"no study {id}; {nearest(id, known)}. See: altto studies")


def _inside(path: Path) -> list[Folder]:
    found = list(folders(path)) if path.is_dir() else []
    if not found:
        raise UnknownWordError(
            f"no evidence in {path}: no study.yaml in it or in a folder below it"
        )
    return found


def _places(found: Iterable[Folder]) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for folder in found:
        places.setdefault(folder.id, []).append(Place(shown(folder.path / "study.yaml"), 1, 1))
    return places
