"""A person's files: found in folders, read, and replaced in one step."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import NamedTuple

from altto_cli.errors import OutputError, UnreadableError
from altto_cli.loader.files import Unreadable, opened

#: How the names of notes end; a file that is named itself may end in anything.
ENDINGS = (".markdown", ".md", ".org", ".qmd", ".rmd", ".text", ".txt")

#: In bytes.
LARGEST = 64_000_000


class Read(NamedTuple):
    """A file as it was read: where it really is, and what tells that it has changed since."""

    real: Path
    data: bytes
    found: os.stat_result


def notes_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the notes in the folders named; hidden ones are left alone.

    Links to folders are not followed, and a file to which several names lead comes once.
    """
    seen: set[Path] = set()
    for path in paths:
        for note in _walk(path) if path.is_dir() else [path]:
            real = Path(os.path.realpath(note))
            if real not in seen:
                seen.add(real)
                yield note


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.casefold().endswith(ENDINGS) and not name.startswith("."):
                yield Path(place, name)


def _refuse(error: OSError) -> None:
    raise UnreadableError(f"{error.filename} cannot be read: {error.strerror}") from error


def read(path: Path) -> Read:
    """The bytes of the file to which this name leads. Raises OSError, ValueError or Unreadable."""
    real = Path(os.path.realpath(path))
    with opened(real) as file:
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Unreadable(f"it is larger than {LARGEST // 1_000_000} MB")
        return Read(real, data, os.fstat(file.fileno()))


def replace(note: Read, content: bytes) -> None:
    """Put the content in the place of what was read, in one step that leaves the old or the new.

    Mode, owner and extended attributes stay. Raises OutputError where they cannot, where the file
    is write-protected or has changed since, or where another name would keep the old content.
    """
    if note.found.st_nlink > 1:
        raise OutputError("it has a second name (a hard link), which would keep the old text")
    if not os.access(note.real, os.W_OK):
        raise OutputError("it is write-protected")
    _clear_left_over(note.real)
    part = note.real.with_name(f".{note.real.name}.{os.getpid()}.part")
    try:
        with open(part, "xb") as file:
            try:
                file.write(content)
                _take_after(file.fileno(), note)
                file.flush()
                os.fsync(file.fileno())
                if _has_changed(note):
                    raise OutputError("it was changed meanwhile and is left as it is; ask again")
                os.replace(part, note.real)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        _sync_folder(note.real.parent)
    except OSError as error:
        raise OutputError(f"it could not be written: {error.strerror or error}") from error


def _take_after(new: int, note: Read) -> None:
    """Give the new file the mode, owner and extended attributes of the old one."""
    old = note.found
    made = os.fstat(new)
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        os.fchown(new, old.st_uid, old.st_gid)
    os.fchmod(new, stat.S_IMODE(old.st_mode))
    if hasattr(os, "listxattr"):
        for name in os.listxattr(note.real):
            with suppress(OSError):
                os.setxattr(new, name, os.getxattr(note.real, name))


def _has_changed(note: Read) -> bool:
    now = os.stat(note.real)
    return (now.st_ino, now.st_mtime_ns, now.st_size) != (
        note.found.st_ino,
        note.found.st_mtime_ns,
        note.found.st_size,
    )


def _sync_folder(folder: Path) -> None:
    """Let the new name outlive a power cut, where folders can be synced."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _clear_left_over(real: Path) -> None:
    """Remove what a killed run left beside this file."""
    for name in real.parent.glob(f".{escape(real.name)}.*.part"):
        process = name.name.removesuffix(".part").rpartition(".")[2]
        if process.isdigit() and not _runs(int(process)):
            with suppress(OSError):
                name.unlink()


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True
