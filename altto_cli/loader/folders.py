"""Where evidence is kept: a folder a study, found without being read."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.loader.files import Unreadable, bytes_of, shown, unreadable
from altto_cli.model import Place, Problem
from altto_cli.signs import one_line

#: A line that can mean one thing only: a key whose value ends in it (unless the next line is
#: indented), a remark, nothing.
_KEY = re.compile(r'([a-z_]+): +(?:"([^"\\]*)"|([A-Za-z0-9][^:#"]*?)) *(?:#.*)?')
_EMPTY = re.compile(r"[ \t]*(?:#.*)?")
_NAMES = frozenset({"study.yaml", "study.yml"})
_PACKAGE = Path(__file__).resolve().parent.parent


class Folder(NamedTuple):
    """A study's folder; `id` and `default` are glanced at, so that it need not be read."""

    path: Path
    id: str
    default: bool


def shipped() -> Path:
    """The evidence that came with the program: in the package, or beside it in a checkout.

    Raises EvidenceError where the program stands without it, or in an archive.
    """
    for path in (_PACKAGE / "_evidence", _PACKAGE.parent / "evidence"):
        if os.path.isdir(path):
            return path
    message = "the evidence of the program is not here; install altto anew, and unpacked"
    raise EvidenceError([unreadable(_PACKAGE / "_evidence", message)])


def folders(evidence: Path) -> Iterator[Folder]:
    """The study folders under `evidence`, or `evidence` itself where it is one."""
    return map(glanced, paths(evidence))


def paths(evidence: Path) -> Iterator[Path]:
    """Where they are. What cannot be listed is among them: reading it names the fault."""
    if _is_study(evidence):
        yield evidence
        return
    for path in sorted(evidence.iterdir()):
        if not path.name.startswith(".") and _is_folder(path) and _is_study(path):
            yield path


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, or a link that leads nowhere and is called like a study."""
    return os.path.isdir(path) or (path.is_symlink() and not path.suffix and not path.exists())


def _is_study(path: Path) -> bool:
    try:
        return any(name.lower() in _NAMES for name in os.listdir(path))
    except OSError:
        return True


def glanced(path: Path) -> Folder:
    """The study's folder, with its id and whether it answers by default, mostly unread."""
    try:
        data = bytes_of(path / "study.yaml")
    except Unreadable:
        return Folder(path, path.name, False)
    head = _head(data.decode("utf-8", "replace"))
    if "id" not in head or ("default" not in head and b"default" in data):
        head = _composed(path)
    return Folder(path, head.get("id", path.name), head.get("default") == "true")


def _head(text: str) -> dict[str, str]:
    """The keys of the first lines, as far as they can mean one thing only."""
    found: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        key = _KEY.fullmatch(line)
        if key:
            last = key[1]
            found.setdefault(last, one_line(key[2] or key[3] or ""))
        elif not _EMPTY.fullmatch(line):
            if line.startswith((" ", "\t")):
                found.pop(last, None)
            break
    return found


def _composed(path: Path) -> dict[str, str]:
    """The words that the study's files give to its keys, whatever their form."""
    from altto_cli.loader import nodes
    from altto_cli.loader.reading import written_in

    root = written_in(path).root
    pairs = root.value if root else ()
    return {
        key.value: one_line(value.value) for key, value in pairs if isinstance(value, nodes.Scalar)
    }


def repeated(found: Iterable[Folder]) -> Iterator[Problem]:
    """Every study that stands in two folders: nothing overrides silently."""
    first: dict[str, Folder] = {}
    for folder in found:
        before = first.setdefault(folder.id, folder)
        if before is not folder:
            here, there = (shown(each.path / "study.yaml") for each in (folder, before))
            message = f"{folder.id} stands already in {there}; rename one"
            yield Problem(Place(here, 1, 1), "repeated-study", message)


def without_evidence(path: Path) -> UnknownWordError:
    """What to say of a path that holds no study, or that is not there."""
    if not os.path.lexists(path):
        return UnknownWordError(f"no folder {path}; it stands in --evidence or ALTTO_EVIDENCE")
    return UnknownWordError(f"no evidence in {path}: no study.yaml in it or in a folder below it")
