"""Studies as they were read before, kept beside the program's own compiled modules.

Reading YAML takes longer than all the rest of an answer. As Python does with its modules, what was
read is kept in `__pycache__` and serves while every file that it came from, the program's own among
them, has the same size and time of change. Where nothing can be written nothing is kept.
"""

import os
import pickle
import sys
from binascii import crc32
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias, cast

from altto_cli.model import Study

#: Name, time of change and size of each file.
Stamp: TypeAlias = list[tuple[str, int, int]]

_PACKAGE = Path(__file__).resolve().parent.parent
#: The parts of the program on which the shape of what is kept depends.
_READERS = ("model", "loader", "appraise")


def recall(folder: Path) -> Study | None:
    """The study as it was last read from this folder, or None where anything has changed since."""
    try:
        data = _file(folder).read_bytes()
        if int.from_bytes(data[:4]) != crc32(data[4:]):
            return None
        before, study = pickle.loads(data[4:])
    except Exception:  # whatever a damaged file makes of itself, the evidence is read anew
        return None
    return cast(Study, study) if before == stamp(folder) else None


def keep(folder: Path, before: Stamp, study: Study) -> None:
    """Keep the study for the next time; not being able to is no fault.

    `before` is the stamp of the folder from before it was read, so that a change made meanwhile is
    seen.
    """
    target = _file(folder)
    part = target.with_suffix(f".{os.getpid()}")
    data = pickle.dumps((before, study))
    try:
        target.parent.mkdir(exist_ok=True)
        part.write_bytes(crc32(data).to_bytes(4) + data)
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _file(folder: Path) -> Path:
    return _PACKAGE / "__pycache__" / f"{folder.name}.{sys.implementation.cache_tag}.pickle"


def stamp(folder: Path) -> Stamp:
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
