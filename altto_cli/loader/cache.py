"""Compiled evidence: what was built into the program, and what is kept in the user's cache folder.

Reading YAML takes longer than all the rest of an answer. A compiled form serves while the SHA-256
of the files that it came from is the same: sizes and times tell too little, since a corrected digit
changes no size, and unpacking gives files the time of the archive. It also belongs to one program.
An installed one carries the digest that was made of it when it was built; that of a clone is made
at each start, since somebody may be at work there.

`ALTTO_CACHE` names another folder, or is `off`; where nothing can be written nothing is kept. What
another user could have written is not read.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeVar

from altto_cli.loader.files import READING, bytes_of
from altto_cli.loader.folders import shipped
from altto_cli.model import Searchable

#: What the build of a wheel adds: the compiled forms of each study, and two digests of the program.
BUILT = "_compiled"
PROGRAM = "program"
WORDS = "words"
OFF = "off"
VARIABLE = "ALTTO_CACHE"
T = TypeVar("T")
_PACKAGE = Path(__file__).resolve().parent.parent
#: By the file of their digest: the rooms on which the shape and the contents of a compiled form
#: depend, with what lies loose, and the one on which also depends what words are looked for in.
ROOMS = {PROGRAM: (".", "model", "stats", "loader", "appraise"), WORDS: ("view",)}
_WRITABLE_BY_OTHERS = 0o022
#: What a file may raise that is no compiled form, whatever stands in it.
_NO_COMPILED_FORM = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def recalled(origin: Path, digest: str, kind: type[T]) -> T | None:
    """What was compiled from this file or folder when its digest was the same, or None."""
    from altto_cli.loader.compiled import decoded

    for path in _places(origin, kind):
        with suppress(*_NO_COMPILED_FORM):
            found = decoded(unsealed(path, _label(origin), digest))
            if isinstance(found, kind):
                return found
    return None


def keep(origin: Path, digest: str, value: Any) -> bool:
    """Keep the compiled form for the next time, and tell whether that was possible."""
    from altto_cli.loader.compiled import encoded

    if sys.dont_write_bytecode:
        return False
    with suppress(OSError, ValueError, TypeError):
        write(kept(origin, type(value)), sealed(_label(origin), digest, encoded(value)))
        return True
    return False


def built(origin: Path, digest: str, value: Any) -> tuple[str, bytes]:
    """The name and the contents of a compiled form that becomes a part of the program."""
    from altto_cli.loader.compiled import encoded

    return f"{origin.name}{_ending(type(value))}", sealed(_label(origin), digest, encoded(value))


def sealed(label: str, digest: str, text: str) -> bytes:
    """The text below the seal that says of what it is the compiled form, and for which program."""
    data = text.encode()
    return b"%b\n%b" % (_seal(label, digest, data), data)


def unsealed(path: Path, label: str, digest: str) -> str:
    """The text of a sealed file. Raises OSError, or ValueError where the seal is another."""
    with open(os.open(path, READING), "rb") as file:
        if not is_ours(path, os.fstat(file.fileno())):
            raise ValueError(f"others can write {path}")
        seal, _, data = file.read().partition(b"\n")
    if seal != _seal(label, digest, data):
        raise ValueError(f"{path} is of other evidence, of another program, or damaged")
    return data.decode()


def _seal(label: str, digest: str, data: bytes) -> bytes:
    head = f"{program()}\0{label}\0{digest}\0".encode("utf-8", "surrogateescape")
    return sha256(head + data).hexdigest().encode()


def is_ours(path: Path, status: os.stat_result) -> bool:
    """Whether only this user can have written the file, or it is a part of the program."""
    if not S_ISREG(status.st_mode):
        return False
    if os.name == "nt" or path.parent == _PACKAGE / BUILT:
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all, whoever else writes it. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    # A name that somebody else has put there is not followed.
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(file, "wb") as opened:
            opened.write(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _places(origin: Path, kind: type[Any]) -> Iterator[Path]:
    """Where a compiled form may be: built into the program, or kept."""
    if origin.parent == shipped():
        yield _PACKAGE / BUILT / f"{origin.name}{_ending(kind)}"
    with suppress(OSError):
        yield kept(origin, kind)


def _ending(kind: type[Any]) -> str:
    return ".words.json" if kind is Searchable else ".json"


def _label(origin: Path) -> str:
    """What a compiled form is of; what is shipped by its name, wherever it was built."""
    return origin.name if origin.parent == shipped() else str(origin.absolute())


def kept(origin: Path, kind: type[Any] = object) -> Path:
    """Where what is of this kind is kept, for this program. Raises OSError where nowhere."""
    named = os.fsencode(_PACKAGE) + b"\0" + os.fsencode(origin.absolute())
    return home() / f"{origin.name}-{sha256(named).hexdigest()[:12]}{_ending(kind)}"


def is_named_so(path: Path) -> bool:
    """Whether a file of this name is one that is kept, and not somebody's own."""
    from re import fullmatch

    return fullmatch(r".+-[0-9a-f]{12}(?:\.words)?\.(?:json|\d+)", path.name) is not None


def is_off() -> bool:
    """Whether nothing is to be kept."""
    return os.environ.get(VARIABLE) == OFF


def is_damaged(path: Path) -> bool:
    """Whether the file is nothing that was ever kept here."""
    from altto_cli.loader.compiled import decoded

    try:
        decoded(path.read_text("utf-8").partition("\n")[2])
    except _NO_COMPILED_FORM:
        return True
    return False


def home() -> Path:
    """The folder in which compiled forms are kept. Raises OSError where there is none."""
    if is_off():
        raise OSError("nothing is kept")
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    user = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    try:
        return Path(user) / "altto" if os.path.isabs(user) else Path.home() / ".cache" / "altto"
    except RuntimeError as error:
        raise OSError("there is no home") from error


def digest_for_words(digest: str) -> str:
    """That of what words are looked for in: which words those are, the program says."""
    return f"{digest} {program(WORDS)}"


@cache
def program(part: str = PROGRAM) -> str:
    """The digest of the program: the one it was built with, or else that of its sources."""
    try:
        return (_PACKAGE / BUILT / part).read_text("ascii")
    except (OSError, ValueError):
        return digest_of_sources(part)


def digest_of_sources(part: str = PROGRAM) -> str:
    """The SHA-256 of everything in the program on which a compiled form depends."""
    digest = sha256()
    for room in ROOMS[part]:
        for name in sorted(os.listdir(_PACKAGE / room)):
            if name.endswith(".py"):
                data = bytes_of(_PACKAGE / room / name)
                digest.update(b"%b\0%d\0%b" % (os.fsencode(f"{room}/{name}"), len(data), data))
    return digest.hexdigest()
