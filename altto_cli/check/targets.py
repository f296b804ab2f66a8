"""What may be checked: a folder of studies, a study's folder, a file by itself, standard input."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from altto_cli.errors import UnknownWordError
from altto_cli.loader import nodes
from altto_cli.loader.build import Builder
from altto_cli.loader.folders import folders, shown
from altto_cli.loader.reading import read_study
from altto_cli.loader.references import faults
from altto_cli.model import Glossary, Problem, Study

STDIN = "-"


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

    Raises UnknownWordError for a path where no evidence is, or that cannot be read.
    """
    found: dict[Path, Target] = {}
    for path in paths:
        try:
            for target in _named(path, stdin):
                found.setdefault(target.path.resolve(), target)
        except OSError as error:
            raise UnknownWordError(f"{path} cannot be read: {error.strerror}") from error
    return list(found.values())


def _named(name: str, stdin: bytes) -> Iterator[Target]:
    path = Path(name)
    if name == STDIN:
        yield Target(path, stdin)
    elif path.is_dir():
        found = [Target(folder.path, inside=path) for folder in folders(path)]
        if (path / "terms.yaml").is_file():
            found.append(Target(path / "terms.yaml", (path / "terms.yaml").read_bytes()))
        if not found:
            raise UnknownWordError(
                f"no evidence in {path}: no study.yaml in it or in a folder below it"
            )
        yield from found
    elif not path.is_file():
        raise UnknownWordError(f"there is no file or folder {path}")
    elif (path.parent / "study.yaml").is_file():
        yield Target(path.parent)
    else:
        yield Target(path, path.read_bytes())


def read(target: Target) -> Read:
    """The study or glossary, with every fault that the loader finds."""
    if target.data is None:
        try:
            return Read(*read_study(target.path), target.path, target.inside)
        except OSError as error:
            message = f"{error.filename or target.path} cannot be read: {error.strerror}"
            raise UnknownWordError(message) from error
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
