"""Files of evidence, read without trust: plain files of bounded size, and nothing left out unsaid.

Names that begin with a point (editors' lock files, folders of tools) are no evidence, nor is what
ends in anything but .yaml; an ending that is easily taken for it is a fault.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from altto_cli import version
from altto_cli.model import Place, Problem
from altto_cli.signs import harmless

#: In bytes. The first is some 10,000 results; reading takes up to 150 bytes of memory for each.
LARGEST_FILE = 8_000_000
LARGEST_STUDY = 64_000_000
TOO_LARGE = f"it is larger than {LARGEST_FILE // 1_000_000} MB; divide it"
#: How a file is opened to be read.
READING = (
    os.O_RDONLY
    # A FIFO without a writer would be waited for.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


class File(NamedTuple):
    """A file of a study: its name inside the folder, where it is, what it holds."""

    name: str
    path: Path
    data: bytes


class Unreadable(Exception):  # noqa: N818
    """Why a file is not read, in words for a person."""


def shown(path: Path) -> str:
    """The path as a person would type it from where they are."""
    try:
        named = path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        named = path.as_posix()
    return harmless(named)


def bytes_of(path: Path) -> bytes:
    """What the file holds, with LF endings. Raises Unreadable."""
    try:
        with opened(path) as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from error
    if len(data) > LARGEST_FILE:
        raise Unreadable(TOO_LARGE)
    return as_lines(data)


def opened(path: Path) -> BufferedReader:
    """A plain file, to be read. Raises OSError or ValueError, and Unreadable for what is none."""
    # Opening a device may act, so it is looked at before and, should it change, after.
    if S_ISREG(os.stat(path).st_mode):
        file = open(os.open(path, READING), "rb")  # noqa: SIM115
        if S_ISREG(os.fstat(file.fileno()).st_mode):
            return file
        file.close()
    raise Unreadable("it is no file with text in it")


def as_lines(data: bytes) -> bytes:
    """The same with LF endings."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _reason(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) else None
    return f"it cannot be read: {said or error}"


def contents(folder: Path) -> tuple[list[File], list[Problem]]:
    """Every evidence file in and below the folder, by name, and what stands there unread."""
    found = list(_walk(folder))
    problems = [each for each in found if isinstance(each, Problem)]
    files: list[File] = []
    total = 0
    for path in sorted(each for each in found if isinstance(each, Path)):
        try:
            data = bytes_of(path)
        except Unreadable as reason:
            problems.append(unreadable(path, str(reason)))
            continue
        total += len(data)
        if total > LARGEST_STUDY:
            more = f"the study is larger than {LARGEST_STUDY // 1_000_000} MB; reading stopped here"
            problems.append(unreadable(path, more))
            break
        files.append(File(path.relative_to(folder).as_posix(), path, data))
    return sorted(files), sorted(problems)


def hash_of(files: Iterable[File]) -> str:
    """The SHA-256 of a study's files."""
    return version.hash_of(((file.name, file.data) for file in files), sha256())


def unreadable(path: Path, reason: str) -> Problem:
    """The fault of a file or folder that stands where evidence is and cannot be read."""
    return Problem(Place(shown(path), 1, 1), "unreadable-file", reason)


def _walk(folder: Path) -> Iterator[Path | Problem]:
    """Each evidence file in and below the folder, and each name that hides one from the program."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            yield unreadable(here, _reason(error))
            continue
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_symlink() and os.path.isdir(path):
                yield unreadable(path, "a link to a folder is not followed; put its files here")
            elif entry.name.endswith(".yaml"):
                yield path
            elif entry.name.lower().endswith((".yaml", ".yml")):
                mend = f"only .yaml is read; name it {harmless(path.stem)}.yaml"
                yield Problem(Place(shown(path), 1, 1), "file-ending", mend)
