"""Where evidence is kept: a folder a study, its files together one mapping, and its hash."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from altto_cli.loader import nodes
from altto_cli.model import Problem

_ID = re.compile(rb"^id:[ \t]*[\"']?([\w.-]+)", re.MULTILINE)
_DEFAULT = re.compile(rb"^default:[ \t]*true\b", re.MULTILINE)
_PACKAGE = Path(__file__).resolve().parent.parent


class Folder(NamedTuple):
    """A study's folder; `id` and `default` are glanced at, so that it need not be read."""

    path: Path
    id: str
    default: bool


def shipped() -> Path:
    """The evidence that came with the program: in the package, or beside it in a checkout."""
    inside = _PACKAGE / "_evidence"
    return inside if inside.is_dir() else _PACKAGE.parent / "evidence"


def folders(evidence: Path) -> Iterator[Folder]:
    """The study folders under `evidence`, or `evidence` itself where it is one."""
    inside = [path.parent for path in sorted(evidence.glob("*/study.yaml"))]
    for path in [evidence] if (evidence / "study.yaml").is_file() else inside:
        head = (path / "study.yaml").read_bytes()
        named = _ID.search(head)
        yield Folder(path, named[1].decode() if named else path.name, bool(_DEFAULT.search(head)))


class Written(NamedTuple):
    """A study as its files have it: one mapping, their hash, and what could not be read."""

    root: nodes.Mapping | None
    sha256: str
    problems: Sequence[Problem]


def read(folder: Path) -> Written:
    """All YAML files of a study's folder as one mapping: lists that stand in several are joined."""
    files = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.yaml"))
    digest = sha256()
    problems: list[Problem] = []
    roots: list[nodes.Mapping] = []
    for name, path in files:
        data = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        digest.update(b"%b\0%d\0%b" % (name.encode(), len(data), data))
        root, faults = nodes.read(data, shown(path))
        problems += faults
        if isinstance(root, nodes.Mapping):
            roots.append(root)
        elif root:
            message = "a file of evidence holds keys with values"
            problems.append(Problem(nodes.place(root), "wrong-type", message))
    return Written(nodes.merged(roots, problems), digest.hexdigest(), problems)


def shown(path: Path) -> str:
    """The path as a person would type it from where they are."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
