"""Studies as they were read before, kept beside the program's own compiled modules.

Reading YAML takes longer than all the rest of an answer. As Python does with its modules, what was
read is kept in `__pycache__` and serves while every file that it came from, the program's own among
them, has the same size and time of change. Where nothing can be written nothing is kept.
"""

import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

from altto_cli.model import Study

_PACKAGE = Path(__file__).resolve().parent.parent
#: The parts of the program on which the shape of what is kept depends.
_READERS = ("model", "loader", "appraise")


def recall(folder: Path) -> Study | None:
    """The study as it was last read from this folder, or None where anything has changed since."""
    try:
        with _file(folder).open("rb") as kept:
            if pickle.load(kept) != _stamp(folder):
                return None
            study: Study = pickle.load(kept)
            return study
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, ValueError):
        return None


def keep(folder: Path, study: Study) -> None:
    """Keep the study for the next time; not being able to is no fault."""
    target = _file(folder)
    part = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(exist_ok=True)
        part.write_bytes(pickle.dumps(_stamp(folder)) + pickle.dumps(study))
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)


def _file(folder: Path) -> Path:
    return _PACKAGE / "__pycache__" / f"{folder.name}.{sys.implementation.cache_tag}.pickle"


def _stamp(folder: Path) -> list[tuple[str, int, int]]:
    """Name, time of change and size of every file that decides what is read."""
    return sorted(
        (entry.path, entry.stat().st_mtime_ns, entry.stat().st_size)
        for place in (folder, *(_PACKAGE / name for name in _READERS))
        for entry in _files(place)
    )


def _files(place: Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _files(Path(entry.path))
            elif entry.name.endswith((".yaml", ".py")):
                yield entry
