"""Studies as they were read before, kept in the user's cache folder.

Reading YAML takes longer than all the rest of an answer. What was read is kept, and serves while
the contents of every file that it came from, the program's own among them, are the same. Sizes and
times tell too little: a corrected digit changes no size, and unpacking gives files the time of the
archive. `ALTTO_CACHE` names another folder, or is `off`; where nothing can be written nothing is
kept.
"""

import decimal
import os
import pickle
import sys
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import cast

from altto_cli import model
from altto_cli.loader.files import contents
from altto_cli.model import Study

_PACKAGE = Path(__file__).resolve().parent.parent
#: The parts of the program on which the shape of what is kept depends.
_READERS = ("model", "loader", "appraise", "stats")
_DIGEST = 32


def recall(folder: Path) -> Study | None:
    """The study as it was last read from this folder, or None where anything has changed since."""
    try:
        sealed = _file(folder).read_bytes()
        seal, data = sealed[:_DIGEST], sealed[_DIGEST:]
        if seal == _seal(stamp(folder), data):
            return cast(Study, _Records(BytesIO(data)).load())
    except Exception:  # whatever a damaged file makes of itself, the evidence is read anew
        pass
    return None


class _Records(pickle.Unpickler):
    """Makes records of the model and figures, and calls nothing else."""

    def find_class(self, module: str, name: str) -> type:
        """The class, where it is one of the model's."""
        ours = module.startswith("altto_cli.model.")
        home = decimal if module == "decimal" else model if ours else None
        found = getattr(home, name, None)
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def keep(folder: Path, before: bytes, study: Study) -> None:
    """Keep the study for the next time; not being able to is no fault.

    `before` is the stamp of the folder from before it was read, so that a change made meanwhile is
    seen.
    """
    if sys.dont_write_bytecode:
        return
    data = pickle.dumps(study)
    with suppress(OSError):
        target = _file(folder)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_suffix(f".{os.getpid()}")
        try:
            part.write_bytes(_seal(before, data) + data)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _file(folder: Path) -> Path:
    """Where the study is kept, for this program and this Python. Raises OSError where nowhere."""
    place = sha256(os.fsencode(_PACKAGE / sys.implementation.cache_tag)).hexdigest()[:8]
    return home() / f"{folder.name}-{place}.pickle"


def is_off() -> bool:
    """Whether nothing is to be kept."""
    return os.environ.get("ALTTO_CACHE") == "off"


def is_damaged(path: Path) -> bool:
    """Whether it is nothing that was ever kept here."""
    try:
        _Records(BytesIO(path.read_bytes()[_DIGEST:])).load()
    except Exception:  # whatever a damaged file makes of itself
        return True
    return False


def home() -> Path:
    """The folder where studies are kept. Raises OSError where there is none."""
    if is_off():
        raise OSError("nothing is kept")
    chosen = os.environ.get("ALTTO_CACHE")
    if chosen:
        return Path(chosen)
    user = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    try:
        return Path(user) / "altto" if os.path.isabs(user) else Path.home() / ".cache" / "altto"
    except RuntimeError as error:
        raise OSError("there is no home") from error


def _seal(stamp: bytes, data: bytes) -> bytes:
    return sha256(stamp + data).digest()


def stamp(folder: Path) -> bytes:
    """What tells every file that decides what is read from the same file changed."""
    digest = sha256()
    files, _ = contents(folder)
    for file in files:
        digest.update(b"%b\0%d\0%b" % (os.fsencode(file.name), len(file.data), file.data))
    for room in _READERS:
        for entry in sorted(os.scandir(_PACKAGE / room), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                digest.update(Path(entry.path).read_bytes())
    return digest.digest()
