"""Studies and the glossary, from their files to records, with every fault on the way."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from altto_cli.errors import EvidenceError
from altto_cli.loader import nodes
from altto_cli.loader.build import Builder
from altto_cli.loader.files import contents, hash_of, shown
from altto_cli.loader.references import faults
from altto_cli.model import Glossary, Problem, Study

#: Rules of files of which nothing is read.
_UNREAD = ("yaml-syntax", "unreadable-file", "file-ending")


def read_study(folder: Path) -> tuple[Study | None, list[Problem]]:
    """The study in this folder, or None, and every fault of its files."""
    written = written_in(folder)
    problems = list(written.problems)
    if written.root is None:
        return None, problems
    builder = Builder()
    study = builder.record(Study, written.root)
    if any(problem.rule in _UNREAD for problem in problems):
        # What seems to be missing may stand in the file that cannot be read.
        start = nodes.place(written.root)
        found = [each for each in builder.problems if (*each[:2],) != (start, "missing-key")]
        return None, sorted({*problems, *found})
    problems += builder.problems
    if study:
        problems += faults(study, builder.references)
        study = study._replace(sha256=written.sha256)
    return study, sorted(set(problems))


def read_terms(data: bytes, path: Path) -> Glossary:
    """The glossary in these bytes of `path`. Raises EvidenceError with its faults."""
    root, problems = nodes.read(data, shown(path))
    builder = Builder()
    glossary = builder.record(Glossary, root) if root else None
    if problems or builder.problems or not glossary:
        raise EvidenceError([*problems, *builder.problems])
    return glossary


class Written(NamedTuple):
    """A study as its files have it: one mapping, their hash, and what could not be read."""

    root: nodes.Mapping | None
    sha256: str
    problems: Sequence[Problem]


def written_in(folder: Path) -> Written:
    """All YAML files of a study's folder as one mapping: lists that stand in several are joined."""
    files, problems = contents(folder)
    roots: list[nodes.Mapping] = []
    for file in files:
        root, faults = nodes.read(file.data, shown(file.path))
        problems += faults
        if isinstance(root, nodes.Mapping):
            roots.append(root)
        elif root:
            message = "a file of evidence holds keys with values"
            problems.append(Problem(nodes.place(root), "wrong-type", message))
    return Written(nodes.merged(roots, problems), hash_of(files), problems)
