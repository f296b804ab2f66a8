"""What may be checked: a folder of studies, a study's folder, a file by itself, standard input."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.loader import nodes
from altto_cli.loader.build import Builder
from altto_cli.loader.files import (
    LARGEST_FILE,
    TOO_LARGE,
    Unreadable,
    as_lines,
    bytes_of,
    shown,
    unreadable,
)
from altto_cli.loader.folders import folders, without_evidence
from altto_cli.loader.reading import read_study
from altto_cli.loader.references import faults
from altto_cli.model import Glossary, Place, Problem, Study

STDIN = "-"
#: So many bytes of it are read: one more than a file may have.
MOST = LARGEST_FILE + 1


class Target(NamedTuple):
    """A study's folder, or a file with what it holds; `inside` is the folder named with it."""

    path: Path
    data: bytes | None = None
    inside: Path | None = None


class Read(NamedTuple):
    """What was read, and what the loader says of it; `folder` is None for a file by itself."""

    whole: Study | Glossary | None
    problems: Sequence[Problem]
    folder: Path | None = None
    inside: Path | None = None


def targets(paths: Iterable[str], stdin: bytes) -> list[Target]:
    """What the paths name, each once, though it may be named twice.

    Raises UnknownWordError for a path where no evidence is, EvidenceError for a file that cannot be
    read.
    """
    found: dict[Path, Target] = {}
    for path in paths:
        for target in _named(path, stdin):
            found.setdefault(_resolved(target.path), target)
    return list(found.values())


def _resolved(path: Path) -> Path:
    """The path by which it is known that the same is named twice; a link in a circle is itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _named(name: str, stdin: bytes) -> Iterator[Target]:
    path = Path(name)
    if name == STDIN:
        if len(stdin) > LARGEST_FILE:
            raise EvidenceError([Problem(Place(STDIN, 1, 1), "unreadable-file", TOO_LARGE)])
        yield Target(path, as_lines(stdin))
    elif os.path.isdir(path):
        found = [Target(folder.path, inside=path) for folder in folders(path)]
        if os.path.lexists(path / "terms.yaml"):
            found.append(Target(path / "terms.yaml", _bytes(path / "terms.yaml")))
        if not found:
            raise without_evidence(path)
        yield from found
    elif not os.path.lexists(path):
        raise UnknownWordError(f"there is no file or folder {path}")
    elif os.path.lexists(path.parent / "study.yaml"):
        yield Target(path.parent)
    else:
        yield Target(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except Unreadable as reason:
        raise EvidenceError([unreadable(path, str(reason))]) from reason


def read(target: Target) -> Read:
    """The study or glossary, with every fault that the loader finds."""
    if target.data is None:
        return Read(*read_study(target.path), target.path, target.inside)
    name = STDIN if target.path == Path(STDIN) else shown(target.path)
    root, problems = nodes.read(target.data, name)
    builder = Builder()
    whole: Study | Glossary | None = None
    if root is not None and _is_glossary(root):
        whole = builder.record(Glossary, root)
    elif root is not None:
        whole = study = builder.record(Study, root)
        problems += faults(study, builder.references) if study else ()
    return Read(whole, sorted({*problems, *builder.problems}))


def _is_glossary(root: nodes.Node) -> bool:
    return isinstance(root, nodes.Mapping) and any(key.value == "terms" for key, _ in root.value)
