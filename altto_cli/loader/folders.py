"""Where evidence is kept: a folder a study, found without being read."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from altto_cli.model import Place, Problem

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


def shown(path: Path) -> str:
    """The path as a person would type it from where they are."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def repeated(found: Iterable[Folder]) -> Iterator[Problem]:
    """Every study that stands in two folders: nothing overrides silently."""
    first: dict[str, Folder] = {}
    for folder in found:
        before = first.setdefault(folder.id, folder)
        if before is not folder:
            here, there = (shown(each.path / "study.yaml") for each in (folder, before))
            message = f"{folder.id} stands already in {there}; rename one"
            yield Problem(Place(here, 1, 1), "repeated-study", message)
