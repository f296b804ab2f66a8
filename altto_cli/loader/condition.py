"""In what condition evidence and cache are, each with what to do about it; nothing is changed."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shlex import join
from typing import Literal, NamedTuple

from altto_cli.errors import AlttoError, EvidenceError
from altto_cli.loader import cache, load
from altto_cli.loader.files import shown
from altto_cli.loader.folders import folders

#: A fault keeps altto from answering; a warning costs time, or how an answer looks.
Severity = Literal["ok", "warning", "fault"]


class Condition(NamedTuple):
    """What was looked at, how it is, and the next step where there is one."""

    id: str
    label: str
    severity: Severity
    text: str
    next: str | None = None


def of_evidence(paths: Sequence[Path]) -> Iterator[Condition]:
    """The evidence that is shipped, each of the folders beside it, and all of them together."""
    shipped = _shipped()
    yield shipped
    if shipped.severity == "fault":
        # Nothing is read beside it.
        return
    found = list(map(_folder, paths))
    yield from found
    if paths and all(each.severity == "ok" for each in found):
        try:
            load(*paths, studies=[])
        except EvidenceError as error:
            check = join(["altto", "check", *map(str, paths)])
            yield Condition("together", "Evidence", "fault", _faults(error), check)


def _shipped() -> Condition:
    try:
        count = len(load().studies)
    except EvidenceError as error:
        said = f"what is shipped is damaged: {_faults(error)}"
        return Condition("shipped", "Evidence", "fault", said, "install altto anew")
    return Condition("shipped", "Evidence", "ok", f"{count} studies are shipped")


def _folder(path: Path) -> Condition:
    named = shown(path)
    try:
        load(path, studies=[])
    except EvidenceError as error:
        check = join(["altto", "check", str(path)])
        return Condition(named, "Evidence", "fault", _faults(error), check)
    except AlttoError as error:
        return Condition(named, "Evidence", "fault", *_why_none(path, error))
    count = len(list(folders(path)))
    studies = "1 study" if count == 1 else f"{count} studies"
    return Condition(named, "Evidence", "ok", f"{studies} in {named}")


def _why_none(path: Path, error: AlttoError) -> tuple[str, str]:
    """Why there is no evidence, and the next step."""
    try:
        path.lstat()
    except FileNotFoundError:
        leave = "make it, or leave it out of --evidence and ALTTO_EVIDENCE"
        return f"{shown(path)} is not there", leave
    except OSError as reason:
        return f"{shown(path)} cannot be read: {reason.strerror}", "ask whose folder it is"
    return str(error), "put a study there (altto new study DIR), or name its folder"


def _faults(error: EvidenceError) -> str:
    first, *others = error.problems
    return f"{first}; and {len(others)} more" if others else str(first)


def of_cache() -> Condition:
    """Where read evidence is kept, and whether it can be."""
    severity, text, next = _cache()
    return Condition("cache", "Cache", severity, text, next)


def _cache() -> tuple[Severity, str, str | None]:
    try:
        home = cache.home()
    except OSError as error:
        if cache.is_off():
            return "ok", "off (ALTTO_CACHE or --no-cache)", None
        return "warning", f"none, since {error.strerror or error}", "name a folder in ALTTO_CACHE"
    if sys.dont_write_bytecode:
        return "ok", "nothing is kept (PYTHONDONTWRITEBYTECODE)", None
    named, elsewhere = shown(home), "name another folder in ALTTO_CACHE, or off"
    if not os.path.lexists(home):
        above = next(each for each in home.absolute().parents if os.path.lexists(each))
        if not above.is_dir():
            return "warning", f"{named} cannot be made, {shown(above)} is no folder", elsewhere
        if not os.access(above, os.W_OK | os.X_OK):
            return "warning", f"{named} cannot be made, {shown(above)} is read-only", elsewhere
        return "ok", f"{named}, not there yet: made when it is needed", None
    if not home.is_dir():
        return "warning", f"broken: {named} is no folder", elsewhere
    if not os.access(home, os.R_OK | os.X_OK):
        return "warning", f"{named} cannot be read", elsewhere
    return _kept(home, named, elsewhere)


def _kept(home: Path, named: str, elsewhere: str) -> tuple[Severity, str, str | None]:
    """How the files in the folder are."""
    files = dict(_files(home))
    of = f"of {len(files)} files in {named}"
    damaged = [each for each in files if cache.is_damaged(each)]
    if damaged:
        return "warning", f"broken: {len(damaged)} {of} are damaged: not used", _remove(damaged)
    foreign = [each for each, status in files.items() if not cache.is_ours(each, status)]
    if foreign:
        said = f"{len(foreign)} {of} could have been written by others: not used"
        return "warning", said, _remove(foreign)
    if not os.access(home, os.W_OK):
        return "warning", f"{named} is read-only: nothing new is kept", elsewhere
    size = sum(status.st_size for status in files.values()) / 1_000_000
    if os.environ.get(cache.VARIABLE) and len(files) < len(os.listdir(home)):
        return "ok", f"{size:.1f} MB in {named}, beside files that are not altto's", None
    return "ok", f"{size:.1f} MB in {named}; to remove it: {join(['rm', '-r', str(home)])}", None


def _files(home: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """What is kept there, and of each file what the system says of it."""
    for path in sorted(home.iterdir()):
        # Another altto may replace it meanwhile.
        with suppress(OSError):
            if cache.is_named_so(path):
                yield path, path.stat()


def _remove(files: Iterable[Path]) -> str:
    return join(["rm", *map(str, files)])
